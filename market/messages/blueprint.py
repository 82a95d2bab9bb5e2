"""The blueprint of messages about orders."""

from market.http import Blueprint

blueprint = Blueprint("messages", __name__, url_prefix="/api/v1", description="Messages about an order")
