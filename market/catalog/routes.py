"""To come."""

from market.http import Blueprint

blueprint = Blueprint("catalog", __name__, url_prefix="/api/v1", description="catalog")
