"""Shops, goods, stock, certificates and photos over HTTP: load, allow, do."""

import hashlib
from typing import Any

from market.http import Blueprint, etag

blueprint = Blueprint("catalog", __name__, url_prefix="/api/v1", description="Shops and what they sell")


def tag(shown: dict[str, Any], *moving: object) -> str:
    """The ETag of a thing as it is shown to this reader: its version first, for edits, then all the rest."""
    return etag(shown["version"], *moving, hashlib.sha256(repr(shown).encode()).hexdigest()[:12])


from market.catalog.routes import certificates, photos, products, shops  # noqa: E402, F401
