"""The pages of her goods."""

from market.http.browsers import PageBlueprint

blueprint = PageBlueprint("household_goods", __name__, template_folder="templates")
