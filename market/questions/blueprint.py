"""The blueprint of questions and answers."""

from market.http import Blueprint

blueprint = Blueprint("questions", __name__, url_prefix="/api/v1", description="Public questions under a good")
