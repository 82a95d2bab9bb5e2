"""The pages of a shop's orders: looked at, moved on, and what is asked of their buyers."""

from market.web.household.orders import asking, looking, moves, refunds  # noqa: F401
from market.web.household.orders.blueprint import blueprint

__all__ = ["blueprint"]
