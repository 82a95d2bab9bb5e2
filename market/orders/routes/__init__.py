"""Quotes, checkout, orders and how they are paid, over HTTP: load, allow, do."""

from market.orders.blueprint import blueprint
from market.orders.corrections import routes as corrections  # noqa: F401
from market.orders.proposals import routes as proposals  # noqa: F401
from market.orders.routes import look_ups, notices, orders, payment  # noqa: F401

__all__ = ["blueprint"]
