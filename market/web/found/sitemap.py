"""The list of all pages that anybody may see, in parts of at most 50,000 addresses."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from market.catalog.queries import sitemap
from market.catalog.rules.store_addresses import category_path, commune_path, fair_path, product_path, shop_path
from market.db import read_only
from market.fairs import shown
from market.ids import in_address
from market.places.queries import place_of
from market.search.index.projection import bare_place
from market.web.found.tags import HEAD, tag

_OURS = "http://www.sitemaps.org/schemas/sitemap/0.9"
_AT_ONCE = 2_000
# Pages that stand by themselves.
_ALWAYS = ("/", "/fairs", "/ranking", "/terms", "/privacy")
Dates = Iterable[datetime | None]


def index(root: str) -> str:
    """Where each part is; a part is named by the id after which it begins."""
    parts = [f"/sitemap-{name}-{in_address(after)}.xml" for name in _PIECES for after in sitemap.beginnings(name)]
    told = "".join(f"<sitemap>{tag('loc', root + path)}</sitemap>\n" for path in ("/sitemap-market.xml", *parts))
    return f'{HEAD}<sitemapindex xmlns="{_OURS}">\n{told}</sitemapindex>\n'


def market(root: str) -> Iterator[bytes]:
    """The few pages that are not of one good or shop."""
    kinds, communes, fairs = read_only(
        lambda: (sitemap.categories(), sitemap.communes(), shown.addresses()), anyone=True
    )
    lines = [_url(root + path, ()) for path in _ALWAYS]
    lines += [_url(root + category_path(row.key), [row.listed_at]) for row in kinds]
    lines += [_url(root + _commune(row.key), [row.listed_at]) for row in communes]
    lines += [_url(root + fair_path(row.slug), [row.state_since]) for row in fairs]
    yield f"{_head()}{''.join(lines)}</urlset>\n".encode()


def part(name: str, after: UUID, root: str) -> Iterator[bytes]:
    """The part of goods or shops that begins after `after`, piece by piece; each is a look of its own."""
    yield _head().encode()
    left = sitemap.PART
    last: UUID | None = after
    while left > 0 and last is not None:
        told, last = read_only(partial(_read, name, last, min(_AT_ONCE, left), root), anyone=True)
        left -= _AT_ONCE
        yield "".join(told).encode()
    yield b"</urlset>\n"


def is_kind(name: str) -> bool:
    return name in _PIECES


def _read(name: str, after: UUID, rows: int, root: str) -> tuple[list[str], UUID | None]:
    found, last = _PIECES[name](after=after, rows=rows)
    return [_LINES[name](row, root) for row in found], last


def _good(row: Any, root: str) -> str:
    return _url(root + product_path(row.id, row.slug), (row.created_at, row.at, row.uploaded_at, row.verified_at))


def _shop(row: Any, root: str) -> str:
    return _url(root + shop_path(row.id, row.name), (row.created_at, row.opened_at, row.listed_at))


def _commune(code: str) -> str:
    return commune_path(code, bare_place(place_of(code)["name"]))


def _head() -> str:
    return f'{HEAD}<urlset xmlns="{_OURS}">\n'


def _url(address: str, dates: Dates) -> str:
    changed = max((date for date in dates if date is not None), default=None)
    lastmod = f"<lastmod>{changed.isoformat(timespec='seconds')}</lastmod>" if changed else ""
    return f"<url>{tag('loc', address)}{lastmod}</url>\n"


_PIECES: dict[str, Callable[..., sitemap.Piece]] = {"goods": sitemap.goods, "shops": sitemap.shops}
_LINES: dict[str, Callable[[Any, str], str]] = {"goods": _good, "shops": _shop}
