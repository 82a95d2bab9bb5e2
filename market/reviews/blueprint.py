"""The blueprint of reviews."""

from market.http import Blueprint

blueprint = Blueprint("reviews", __name__, url_prefix="/api/v1", description="What buyers say of goods")
