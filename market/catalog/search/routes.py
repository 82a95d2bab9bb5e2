"""To come."""

from market.http import Blueprint

blueprint = Blueprint("search", __name__, url_prefix="/api/v1", description="search")
