"""The blueprint of fairs."""

from market.http import Blueprint

blueprint = Blueprint("fairs", __name__, url_prefix="/api/v1", description="Fairs, and the stands of households there")
