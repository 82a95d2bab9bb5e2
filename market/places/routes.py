"""To come."""

from market.http import Blueprint

blueprint = Blueprint("places", __name__, url_prefix="/api/v1", description="places")
