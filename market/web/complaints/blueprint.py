"""The pages of whoever complains."""

from market.http.browsers import PageBlueprint

blueprint = PageBlueprint("complaint_pages", __name__, template_folder="templates")
COMPLAINTS = "/complaints"
NEW = COMPLAINTS + "/new"
BY_CODE = COMPLAINTS + "/by-code"
FIND = COMPLAINTS + "/find"
COMPLAINT = COMPLAINTS + "/<code:complaint>"
