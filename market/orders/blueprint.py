"""The blueprint of quotes, checkout and orders."""

from market.http import Blueprint

blueprint = Blueprint("orders", __name__, url_prefix="/api/v1", description="Quotes, checkout, orders")
