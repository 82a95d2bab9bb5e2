"""The blueprint of the catalogue."""

from market.http import Blueprint

blueprint = Blueprint("catalog", __name__, url_prefix="/api/v1", description="Shops and what they sell")
