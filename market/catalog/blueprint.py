"""The blueprint of the catalogue, and the tag of what it shows."""

import hashlib

from market.http import Blueprint, Json, etag

blueprint = Blueprint("catalog", __name__, url_prefix="/api/v1", description="Shops and what they sell")


def tag(shown: Json, *moving: object) -> str:
    """The ETag of a thing as it is shown to this reader: its version first, for edits, then all the rest."""
    return etag(shown["version"], *moving, hashlib.sha256(repr(shown).encode()).hexdigest()[:12])
