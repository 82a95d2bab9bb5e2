"""The pages of a household's fairs."""

from market.http.browsers import PageBlueprint

blueprint = PageBlueprint("household_fairs", __name__, template_folder="templates")
FAIRS = "/shop/<uuid:shop_id>/fairs"
FAIR = f"{FAIRS}/<slug:slug>"
