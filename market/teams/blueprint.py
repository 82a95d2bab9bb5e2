"""The blueprint of teams, their households, consent and hand-over."""

from market.http import Blueprint

blueprint = Blueprint("teams", __name__, url_prefix="/api/v1", description="Community teams, households and consent")
