"""Quotes, checkout, orders and how they are paid, over HTTP: load, allow, do."""

from market.http import Blueprint

blueprint = Blueprint("orders", __name__, url_prefix="/api/v1", description="Quotes, checkout, orders")

from market.orders.routes import orders, payment  # noqa: E402, F401
