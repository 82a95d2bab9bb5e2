"""Reviews over HTTP: of a buyer's own orders, as anyone reads them, and what household and office do with them."""

from market.reviews.blueprint import blueprint
from market.reviews.routes import deciding, reading, writing

__all__ = ["blueprint", "deciding", "reading", "writing"]
