"""Shops, products, stock, certificates and photos over HTTP: load, allow, do."""

from market.catalog.blueprint import blueprint
from market.catalog.favourites import routes as favourites  # noqa: F401
from market.catalog.reminders import routes as reminders  # noqa: F401
from market.catalog.routes import certificates, look_ups, photos, products, seasons, shops  # noqa: F401

__all__ = ["blueprint"]
