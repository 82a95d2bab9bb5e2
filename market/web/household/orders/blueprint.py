"""The pages of a shop's orders."""

from market.http.browsers import PageBlueprint

blueprint = PageBlueprint("household_orders", __name__, template_folder="templates")
ORDERS = "/shop/<uuid:shop_id>/orders"
ORDER = ORDERS + "/<code:number>"
