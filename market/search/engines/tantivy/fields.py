"""What Tantivy keeps of a document: its schema, and each value under the type it declares.

A value of the wrong type does not fail where it is added: it kills the writer. So every number is looked at here.
"""

import json
from typing import Any

from tantivy import Document as Row
from tantivy import Schema, SchemaBuilder

from market.catalog.rules.document import Document
from market.search import suggesting
from market.search.engines.tantivy import turns
from market.search.engines.tantivy.leaders import key_of
from market.search.index import projection

# Filtered by, sorted by, or read for many documents at once.
NUMBERS = (
    "price", "created", "serial", "shop_serial", "stars", "stars_until", "ships_by_post", "new_until", "per_kg", "sold",
    "lot", "good", "standing", "category_key", "commune_key",
)  # fmt: skip
LABELS = ("category", "commune")
TOKENS = (
    *projection.TOKEN_FIELDS, "suggest", "key", "shop", "kind_code", "commune_code", "month", "stock", "post",
    "reliable", "tier", "named", "lots",
)  # fmt: skip
_LARGEST = (1 << 63) - 1


def schema() -> Schema:
    builder = SchemaBuilder()
    for name in TOKENS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in LABELS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in NUMBERS:
        builder.add_unsigned_field(name, fast=True, indexed=name == "stars")
    builder.add_text_field("stored", stored=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


def row(document: Document) -> Row:
    """The document as Tantivy takes it. Raises ValueError for a number that does not fit."""
    _natural("price", document.price_vnd)  # others are reckoned from it
    facts, labels = projection.facts(document), projection.labels(document)
    facts |= {f"{name}_key": key_of(label) for name, label in labels.items()}
    made = Row()
    for name in NUMBERS:
        made.add_unsigned(name, _natural(name, facts[name]))
    for name, tokens in _tokens(document, facts).items():
        for token in tokens:
            made.add_text(name, token)
    for name, label in labels.items():
        made.add_text(name, label)
    made.add_text("stored", json.dumps(projection.stored(document), ensure_ascii=False))
    return made


def _tokens(document: Document, facts: dict[str, int]) -> dict[str, list[str]]:
    tokens = projection.tokens(document)
    return tokens | {
        "suggest": list(dict.fromkeys(suggesting.terms(document))),
        "key": [str(document.id)],
        "shop": [str(document.shop_id)],
        "kind_code": [document.category_slug, document.group_slug],
        "commune_code": [document.commune_code],
        "month": [str(month) for month in range(1, 13) if facts["months"] & 1 << month - 1],
        "stock": ["in" if document.in_stock else "out"],
        "post": ["yes" if document.ships_by_post else "no"],
        "reliable": [str(facts["reliability"])],
        "tier": [str(facts["tier"])],
        "named": [projection.good(document)],
        "lots": [turns.digits(facts["lot"])[:length] for length in range(1, turns.DIGITS + 1)],
    }


def _natural(name: str, value: Any) -> int:
    if type(value) is not int or not 0 <= value <= _LARGEST:
        raise ValueError(f"{name} is no natural number")
    return value
