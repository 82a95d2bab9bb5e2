"""What the index holds of one product: the tokens it is found by, the facts it is filtered by, and its card."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date
from typing import Any

from market.catalog.rules import Document, in_season
from market.catalog.search.analysis import beginnings, joined, pairs, syllables

# An index of another number is rebuilt before it is read.
FORMAT = 1

# Where a syllable can stand, the strongest first.
WORD_FIELDS = ("name", "alias", "place", "about")
TOKEN_FIELDS = (
    *WORD_FIELDS,
    "name_pairs", "alias_pairs", "place_pairs", "name_start", "alias_start", "name_whole", "alias_whole", "exact",
)  # fmt: skip
_ALL_YEAR = (1 << 12) - 1
_BETWEEN_NAMES = re.compile(r"[;,/]")


def tokens(document: Document) -> dict[str, list[str]]:
    """The tokens of each of `TOKEN_FIELDS`: folded, but for `exact`."""
    texts = {field: [syllables(text) for text in written] for field, written in _written(document).items()}
    keys = {field: [[word.folded for word in text] for text in found] for field, found in texts.items()}
    fields = {field: _distinct(word for text in keys[field] for word in text) for field in WORD_FIELDS}
    for field in ("name", "alias", "place"):
        fields[f"{field}_pairs"] = _distinct(pair for text in keys[field] for pair in pairs(text))
    for field in ("name", "alias"):
        fields[f"{field}_start"] = _distinct(start for text in keys[field] for start in beginnings(text))
        fields[f"{field}_whole"] = _distinct(joined(text) for text in keys[field] if text)
    fields["exact"] = _distinct(word.exact for found in texts.values() for text in found for word in text)
    return fields


def names(document: Document) -> list[str]:
    """All names people call it by, the chosen one first, and those of its shop and commune: for corrections."""
    return [document.name, *_aliases(document), document.shop_name, document.commune_name]


def card(document: Document) -> dict[str, Any]:
    """The fixed fields of a product card; what depends on the day is added by `shown_card`."""
    return {
        "id": str(document.id),
        "name": document.name,
        "shop": {"id": str(document.shop_id), "name": document.shop_name},
        "commune": {"code": document.commune_code, "name": document.commune_name},
        "category": document.category_slug,
        "price_vnd": document.price_vnd,
        "unit": document.unit,
        "pack": document.pack,
        "in_stock": document.in_stock,
        "photo": document.photo,
    }


def shown_card(card: dict[str, Any], *, months: int, stars: int, stars_until: int, today: date) -> dict[str, Any]:
    """`card` as people see it `today`."""
    shown = stars if today.toordinal() < stars_until else 0
    return {**card, "in_season": bool(months & month_bit(today)), "ocop_stars": shown or None}


def facts(document: Document) -> dict[str, int]:
    """Numbers that filters, order and the day's card are computed from."""
    until = document.stars_until
    return {
        "price": document.price_vnd,
        "created": int(document.created_at.astimezone(UTC).timestamp() * 1_000_000),
        "months": months(document.from_month, document.to_month),
        "stars": document.stars if until else 0,
        "stars_until": until.toordinal() if until else 0,
        "in_stock": int(document.in_stock),
    }


def months(from_month: int | None, to_month: int | None) -> int:
    """The season as twelve bits, January lowest."""
    if from_month is None or to_month is None:
        return _ALL_YEAR
    return sum(1 << month - 1 for month in range(1, 13) if in_season(from_month, to_month, month))


def month_bit(today: date) -> int:
    return 1 << today.month - 1


def suggestions(document: Document) -> Iterator[tuple[str, str]]:
    """Each text worth suggesting because of this product, with its kind."""
    yield document.name, "product"
    yield from ((alias, "product") for alias in _aliases(document))
    yield document.shop_name, "shop"
    yield document.commune_name, "commune"
    yield document.category_name, "category"


def endings(text: str) -> list[str]:
    """What of `text` can be typed from each of its syllables on: Chi Lăng → "chi lang", "lang"."""
    keys = [word.folded for word in syllables(text)]
    return [" ".join(keys[start:]) for start in range(len(keys))]


def _written(document: Document) -> dict[str, list[str]]:
    return {
        "name": [document.name],
        "alias": _aliases(document),
        "place": [document.shop_name, document.commune_name, document.village],
        "about": [
            document.description,
            document.category_name,
            document.province_name,
            *document.former_communes,
        ],
    }


def _aliases(document: Document) -> list[str]:
    given = [*document.also_known_as, *document.names.values()]
    return [part.strip() for names in given for part in _BETWEEN_NAMES.split(names) if part.strip()]


def _distinct(keys: Iterator[str]) -> list[str]:
    return list(dict.fromkeys(keys))
