"""The HTTP face of fairs."""

from market.fairs import models
from market.fairs.blueprint import blueprint

__all__ = ["blueprint", "models"]
