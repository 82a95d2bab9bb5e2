"""Quotes, checkout, orders and how they are paid, over HTTP: load, allow, do."""

from market.orders.blueprint import blueprint
from market.orders.collection import counter  # noqa: F401
from market.orders.collection import routes as collection  # noqa: F401
from market.orders.corrections import routes as corrections  # noqa: F401
from market.orders.look_ups import routes as look_ups  # noqa: F401
from market.orders.proposals import routes as proposals  # noqa: F401
from market.orders.repeats import routes as repeats  # noqa: F401
from market.orders.routes import finding, lists, notices, orders, payment  # noqa: F401
from market.orders.substitutions import routes as substitutions  # noqa: F401

__all__ = ["blueprint"]
