"""The HTTP face of fairs."""

from market.fairs import models
from market.fairs.blueprint import blueprint
from market.fairs.routes import promises  # noqa: F401

__all__ = ["blueprint", "models"]
