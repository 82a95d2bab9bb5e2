"""Teams, their households, consent and hand-over over HTTP: load, allow, do."""

from market.http import Blueprint

blueprint = Blueprint("teams", __name__, url_prefix="/api/v1", description="Community teams, households and consent")

from market.teams.routes import consent, households, teams  # noqa: E402, F401
