"""Parcels, scans, post offices and carriers over HTTP: load, allow, do."""

from market.delivery.bags import routes as bags  # noqa: F401
from market.delivery.blueprint import blueprint
from market.delivery.routes import labels, office, operator, parcels, scans  # noqa: F401

__all__ = ["blueprint"]
