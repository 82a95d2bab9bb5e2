"""What Whoosh keeps of a document: its schema, and each value in its form."""

from typing import Any

from whoosh import fields, formats
from whoosh.columns import NumericColumn, RefBytesColumn

from market.catalog.rules.document import Document
from market.search import suggesting
from market.search.engines.whoosh.leaf import LABELS, NUMBERS
from market.search.index import projection


def _tokens() -> fields.KEYWORD:
    """Tokens that are there or not: scores come from weights of our own."""
    field = fields.KEYWORD()
    field.format = formats.Existence()
    return field


def schema() -> fields.Schema:
    return fields.Schema(
        key=fields.ID(unique=True),
        shop=fields.ID(),
        suggest=_tokens(),
        named=_tokens(),
        stored=fields.STORED(),
        **{name: _tokens() for name in projection.TOKEN_FIELDS},
        **{name: fields.COLUMN(NumericColumn("q")) for name in NUMBERS},
        **{name: fields.COLUMN(RefBytesColumn()) for name in LABELS},
    )


def row(document: Document) -> dict[str, Any]:
    return {
        "key": str(document.id),
        "shop": str(document.shop_id),
        "named": [projection.good(document)],
        "suggest": list(suggesting.terms(document)),
        "stored": projection.stored(document),
        **{name: label.encode() for name, label in projection.labels(document).items()},
        **projection.tokens(document),
        **projection.facts(document),
    }
