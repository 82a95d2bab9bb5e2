"""Shops, products, stock, certificates and photos over HTTP: load, allow, do."""

from market.catalog.blueprint import blueprint
from market.catalog.routes import certificates, look_ups, photos, products, shops  # noqa: F401

__all__ = ["blueprint"]
