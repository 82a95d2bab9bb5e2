"""The HTTP face of fairs."""

from market.fairs import models
from market.fairs.blueprint import blueprint
from market.fairs.routes import boards, fairs, promises, stands
from market.fairs.seasons import models as season_models
from market.fairs.seasons import routes as seasons

__all__ = ["blueprint", "boards", "fairs", "models", "promises", "season_models", "seasons", "stands"]
