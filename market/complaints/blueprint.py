"""The blueprint of complaints."""

from market.http import Blueprint

blueprint = Blueprint("complaints", __name__, url_prefix="/api/v1", description="Complaints, answers, deadlines")
