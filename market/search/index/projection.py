"""What the index holds of one product: the tokens it is found by, the facts it is filtered by, and its card."""

import re
from collections.abc import Iterator
from datetime import UTC, date
from hashlib import blake2b
from typing import Any

from market.catalog.rules.document import Document
from market.catalog.rules.products import in_season, season_shown
from market.catalog.rules.scores import reviews_shown
from market.catalog.rules.unit_prices import price_per_kg
from market.search.index.standing import packed
from market.search.language.analysis import beginnings, joined, pairs, syllables
from market.text import slug

# An index of another number is rebuilt before it is read.
FORMAT = 8

# Where a syllable can stand, the strongest first. `kind` is the category's name. A place is found by two syllables
# side by side or by its whole name, for one alone (Nà, Sơn, Bắc) is in every third of them.
NAMED = ("name", "alias")
NEAR = (*NAMED, "kind", "shop_name")
WORD_FIELDS = (*NEAR, "about")
EXACT_FIELDS = ("exact_name", "exact_near", "exact_shop", "exact_about")
PHRASE_FIELDS = ("name_pairs", "alias_pairs", "place_pairs", "name_start", "alias_start", "name_whole", "alias_whole")
# `word`: every syllable of names, kinds, shops and places; what is there can be corrected and completed to.
TOKEN_FIELDS = (*WORD_FIELDS, *EXACT_FIELDS, *PHRASE_FIELDS, "place_whole", "word")
# Where a token need not stand, for it stands already where it weighs more.
_STRONGER = {
    "alias": ("name",),
    "about": (*NAMED, "kind"),
    "exact_near": ("exact_name",),
    "exact_about": ("exact_name", "exact_near"),
}
# Of a UUIDv7, bits of chance: enough to tell two apart, and few enough for any engine's numbers.
SERIAL = (1 << 62) - 1
NO_PRICE = 1 << 40  # of what is not sold by weight
BETWEEN = "\x1f"  # between the parts of a label and of a suggestion
ALL_YEAR = (1 << 12) - 1
_GRADES = re.compile(
    r"\([^)]*\)|(?<!\w)(?:loại|hạng)\s*(?:\d|một|hai|nhất|đặc biệt|ngon)(?!\w)"
    r"|(?<!\w)\d+(?:[.,]\d+)?\s*(?:kg|g|gr|gram|ml|l|lít|lit)(?!\w)",
    re.IGNORECASE,
)
_BETWEEN_NAMES = re.compile(r"[;,/]")
_KINDS_OF_PLACE = re.compile(
    r"^(Xã|Phường|Thị trấn|Đặc khu|Huyện|Quận|Thị xã|Thành phố|Tỉnh|Bản|Thôn) (?=\D)", re.IGNORECASE
)


def tokens(document: Document) -> dict[str, list[str]]:
    """The tokens of each of `TOKEN_FIELDS`: folded, but for those of `EXACT_FIELDS`.

    Of several places only the one that weighs most counts, so a token stands in no weaker one.
    """
    texts = {field: [syllables(text) for text in written] for field, written in _written(document).items()}
    keys = {field: [[word.folded for word in text] for text in found] for field, found in texts.items()}
    fields = {field: _distinct(word for text in keys[field] for word in text) for field in WORD_FIELDS}
    for field in ("name", "alias", "place"):
        fields[f"{field}_pairs"] = _distinct(pair for text in keys[field] for pair in pairs(text))
    for field in NAMED:
        fields[f"{field}_start"] = _distinct(start for text in keys[field] for start in beginnings(text))
        fields[f"{field}_whole"] = _distinct(joined(text) for text in keys[field] if text)
    for field, parts in zip(EXACT_FIELDS, (NAMED, ("kind", "place"), ("shop_name",), ("about",)), strict=True):
        fields[field] = _distinct(word.exact for part in parts for text in texts[part] for word in text)
    fields["word"] = _distinct(word for part in (*NEAR, "place") for text in keys[part] for word in text)
    fields["place_whole"] = _distinct(joined(word.folded for word in syllables(bare)) for bare in _places(document))
    for field, stronger in _STRONGER.items():
        above = {token for other in stronger for token in fields[other]}
        fields[field] = [token for token in fields[field] if token not in above]
    return fields


def names(document: Document) -> list[str]:
    """All names people call it by, the chosen one first, and those of its shop and commune: for corrections."""
    return [document.name, *aliases(document), document.shop_name, document.commune_name]


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
        "ships_by_post": document.ships_by_post,
        "season": season_shown(document.from_month, document.to_month),
        "price_per_kg_vnd": price_per_kg(document.price_vnd, document.unit, document.pack),
        "reviews": reviews_shown(document.voices, document.score),
        "photo": document.photo,
        "sale": document.sale,
    }


def stored(document: Document) -> dict[str, Any]:
    """What the index keeps to show of a document: its card, all its names, and what changes with the day."""
    kept = ("months", "stars", "stars_until", "tier", "reliability")
    days = {field: value for field, value in facts(document).items() if field in kept}
    return {"card": card(document), "names": names(document), "good": good(document), **days}


def shown_card(stored: dict[str, Any], today: date) -> dict[str, Any]:
    """The card that `stored` keeps, as people see it `today`."""
    stars = stored["stars"] if today.toordinal() < stored["stars_until"] else 0
    return {**stored["card"], "in_season": bool(stored["months"] & month_bit(today)), "ocop_stars": stars or None}


def labels(document: Document) -> dict[str, str]:
    """What facets are counted by: code and name; of a category its group, too."""
    return {
        "category": BETWEEN.join((document.category_slug, document.category_name, document.group_slug)),
        "commune": BETWEEN.join((document.commune_code, document.commune_name)),
    }


def good(document: Document) -> str:
    """By what name many may sell the same: without grade and measure, and within its category."""
    named = _GRADES.sub(" ", document.name)
    return f"{document.category_slug}.{slug(named) or document.slug}"


def facts(document: Document) -> dict[str, int]:
    """Numbers that filters, order and the day's card are computed from."""
    until = document.stars_until
    made = {
        "price": document.price_vnd,
        "created": int(document.created_at.astimezone(UTC).timestamp() * 1_000_000),
        "months": months(document.from_month, document.to_month),
        "stars": document.stars if until else 0,
        "stars_until": until.toordinal() if until else 0,
        "in_stock": int(document.in_stock),
        "tier": int(document.tier),  # plain: an engine that pickles it would look the name up for each card
        "ships_by_post": int(document.ships_by_post),
        "reliability": document.reliability,
        "new_until": document.new_until.toordinal() if document.new_until else 0,
        "per_kg": price_per_kg(document.price_vnd, document.unit, document.pack) or NO_PRICE,
        "sold": document.sold,
        "lot": int.from_bytes(blake2b(document.shop_id.bytes, digest_size=4).digest()),
        "good": int.from_bytes(blake2b(good(document).encode(), digest_size=7).digest()),
        "serial": document.id.int & SERIAL,
        "shop_serial": document.shop_id.int & SERIAL,
    }
    return made | {"standing": packed(made)}


def months(from_month: int | None, to_month: int | None) -> int:
    """The season as twelve bits, January lowest."""
    if from_month is None or to_month is None:
        return ALL_YEAR
    return sum(1 << month - 1 for month in range(1, 13) if in_season(from_month, to_month, month))


def month_bit(today: date) -> int:
    return 1 << today.month - 1


def bare_place(name: str) -> str:
    """A place's name as people say it: "Xã Chi Lăng" → "Chi Lăng", but "Phường 1" stays."""
    return _KINDS_OF_PLACE.sub("", name)


def _written(document: Document) -> dict[str, list[str]]:
    return {
        "name": [document.name],
        "alias": aliases(document),
        "kind": [document.category_name],
        "shop_name": [document.shop_name],
        "place": [document.commune_name, *_places(document)],
        "about": [document.description],
    }


def _places(document: Document) -> list[str]:
    """What its place is and was called, without the kind."""
    named = (document.commune_name, document.village, document.province_name)
    return [bare_place(name) for name in (*named, *document.former_communes, *document.former_districts) if name]


def aliases(document: Document) -> list[str]:
    """The other names of a good, those written in one field taken apart."""
    given = [*document.also_known_as, *document.names.values()]
    return [part.strip() for names in given for part in _BETWEEN_NAMES.split(names) if part.strip()]


def _distinct(keys: Iterator[str]) -> list[str]:
    return list(dict.fromkeys(keys))
