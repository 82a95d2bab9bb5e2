"""All goods as others show them: Google's shopping (RSS 2.0 with its own names) and Meta's catalogue (CSV)."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from market.catalog.rules.categories import CATEGORIES
from market.catalog.rules.products import photo_address
from market.catalog.rules.sources import Source
from market.catalog.rules.store_addresses import product_path
from market.ids import in_address
from market.places.queries import place_of
from market.text import without_unsafe as clean
from market.web.found.tags import HEAD, tag
from market.web.found.words import FEED

Rows = Iterable[list[Any]]
Feed = Callable[[Rows, str], Iterator[bytes]]

_LONGEST_TITLE, _LONGEST_DESCRIPTION = 150, 5000
_META = ("id", "title", "description", "availability", "condition", "price", "link", "image_link", "brand")
_META_MORE = ("product_type", "shipping_weight")


class Advert(NamedTuple):
    """What both say of one good, in words that both take."""

    id: str
    title: str
    description: str
    link: str
    image_link: str
    in_stock: bool
    price: str
    brand: str
    kind: str
    weight: str


def advert(row: Any, root: str) -> Advert:
    """`root` is where the market stands, such as https://cho.example."""
    home = place_of(row.commune_code)
    pack = row.pack or row.unit
    about = row.description or f"{row.name}, {pack}. {home['name']}, {home['province']['name']}."
    return Advert(
        in_address(row.id),
        f"{row.name} ({pack})"[:_LONGEST_TITLE],
        about[:_LONGEST_DESCRIPTION],
        f"{root}{product_path(row.id, row.slug)}?via={Source.FEED}",
        f"{root}{photo_address(row.id, row.photo, 'large')}",
        row.stock > 0,
        f"{row.price_vnd} VND",
        home["name"],
        kind(row.category_slug),
        f"{row.weight_g} g",
    )


@lru_cache
def kind(category: str) -> str:
    """Thực phẩm > Trái cây."""
    parent = CATEGORIES[category]["parent_slug"]
    names = [CATEGORIES[slug]["name_vi"] for slug in (parent, category) if slug]
    return " > ".join(names)


def google(rows: Rows, root: str) -> Iterator[bytes]:
    """One `item` a good; nobody but its household makes it, so there is no number of a maker (identifier_exists)."""
    channel = tag("title", FEED["title"]) + tag("link", f"{root}/") + tag("description", FEED["about"])
    yield f'{HEAD}<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel>{channel}\n'.encode()
    for piece in rows:
        yield clean("".join(_item(advert(row, root)) for row in piece)).encode()
    yield b"</channel></rss>\n"


def _item(good: Advert) -> str:
    # What we have put together ourselves holds nothing that XML minds.
    return (
        f"<item><g:id>{good.id}</g:id>{tag('title', good.title)}{tag('description', good.description)}"
        f"<link>{good.link}</link><g:image_link>{good.image_link}</g:image_link>"
        f"<g:availability>{'in_stock' if good.in_stock else 'out_of_stock'}</g:availability>"
        f"<g:price>{good.price}</g:price><g:condition>new</g:condition>{tag('g:brand', good.brand)}"
        f"<g:identifier_exists>no</g:identifier_exists>{tag('g:product_type', good.kind)}"
        f"<g:shipping_weight>{good.weight}</g:shipping_weight></item>\n"
    )


def meta(rows: Rows, root: str) -> Iterator[bytes]:
    yield _lines([(*_META, *_META_MORE)]).encode()
    for piece in rows:
        yield clean(_lines(_line(advert(row, root)) for row in piece)).encode()


def _line(good: Advert) -> tuple[str, ...]:
    available = "in stock" if good.in_stock else "out of stock"
    sold = (available, "new", good.price, good.link, good.image_link, good.brand)
    return (good.id, good.title, good.description, *sold, good.kind, good.weight)


def _lines(lines: Iterable[tuple[str, ...]]) -> str:
    sheet = io.StringIO()
    csv.writer(sheet, lineterminator="\r\n").writerows(lines)
    return sheet.getvalue()
