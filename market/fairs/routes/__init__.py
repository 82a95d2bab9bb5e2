"""The HTTP face of fairs."""

from market.fairs import models
from market.fairs.blueprint import blueprint
from market.fairs.routes import fairs, stands

__all__ = ["blueprint", "fairs", "models", "stands"]
