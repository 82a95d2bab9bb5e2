"""Parcels, scans, post offices and carriers over HTTP: load, allow, do."""

from market.http import Blueprint

blueprint = Blueprint("delivery", __name__, url_prefix="/api/v1", description="Post offices, parcels and scans")

from market.delivery.routes import labels, office, operator, parcels, scans  # noqa: E402, F401
