"""The blueprint of parcels, scans, post offices and carriers."""

from market.http import Blueprint

blueprint = Blueprint("delivery", __name__, url_prefix="/api/v1", description="Post offices, parcels and scans")
