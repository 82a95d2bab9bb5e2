"""The HTTP face of fairs."""

from market.fairs import models
from market.fairs.blueprint import blueprint
from market.fairs.routes import boards, fairs, promises, stands

__all__ = ["blueprint", "boards", "fairs", "models", "promises", "stands"]
