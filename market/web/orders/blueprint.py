"""The pages of a buyer's orders."""

from market.http.browsers import PageBlueprint

blueprint = PageBlueprint("buyer_orders", __name__, template_folder="templates")
CHECKOUT = "/checkouts/<uuid:checkout_id>"
ORDERS = "/orders"
ORDER = ORDERS + "/<code:number>"
