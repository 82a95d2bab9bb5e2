"""The pages of a household's day."""

from market.http.browsers import PageBlueprint

blueprint = PageBlueprint("household", __name__, template_folder="templates")
