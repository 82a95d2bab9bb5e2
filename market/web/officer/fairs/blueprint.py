"""The pages of an officer's fairs."""

from market.http.browsers import PageBlueprint

blueprint = PageBlueprint("office_fairs", __name__, template_folder="templates")
PATH = "/office/fairs"
ONE = f"{PATH}/<slug:slug>"
