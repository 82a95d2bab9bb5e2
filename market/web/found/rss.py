"""What is new in a commune, and which fairs are coming, for readers of feeds (RSS 2.0)."""

from collections.abc import Iterable
from email.utils import format_datetime
from typing import Any

from market.catalog.rules.sources import Source
from market.catalog.rules.store_addresses import commune_path, fair_path
from market.clock import spoken_day
from market.money import dong
from market.places.gazetteer import Place
from market.search.index.projection import bare_place
from market.text import without_unsafe
from market.web.found.feeds import advert
from market.web.found.tags import HEAD, tag
from market.web.found.words import FEED


def of_commune(place: dict[str, Any], rows: Iterable[Any], root: str) -> str:
    path = commune_path(place["code"], bare_place(place["name"]))
    named = {"commune": place["name"], "province": place["province"]["name"]}
    title, about = FEED["of_commune"].format(**named), FEED["about_commune"].format(**named)
    return _channel(title, about, root + path, f"{root}{path}/rss", (_item(row, root) for row in rows))


def of_fairs(fairs: Iterable[dict[str, Any]], root: str, at: Place | None = None) -> str:
    """Fairs as `fair_shown` tells them, of one place or of all; each is an item once, from when it was made."""
    items, asked = (_fair(fair, root) for fair in fairs), f"?place={at.code}" if at else ""
    title = FEED["of_fairs_at"].format(place=at.name) if at else FEED["of_fairs"]
    return _channel(title, FEED["about_fairs"], f"{root}/fairs{asked}", f"{root}/fairs.rss{asked}", items)


def _channel(title: str, about: str, link: str, here: str, parts: Iterable[str]) -> str:
    told = tag("title", title) + tag("link", link)
    told += tag("description", about) + "<language>vi</language><ttl>60</ttl>"
    told += f'<atom:link href="{here}" rel="self" type="application/rss+xml"/>'
    items = without_unsafe("".join(parts))
    spaces = 'xmlns:atom="http://www.w3.org/2005/Atom"'
    return f'{HEAD}<rss version="2.0" {spaces}><channel>{told}\n{items}</channel></rss>\n'


def _item(row: Any, root: str) -> str:
    good = advert(row, root)
    # How many bytes it has is not known; readers of feeds take 0 for that.
    photo = f'<enclosure url="{good.image_link}" length="0" type="image/webp"/>' if row.photo else ""
    return (
        f"<item>{tag('title', f'{good.title}: {dong(row.price_vnd)} đ')}{tag('link', good.link)}"
        f'<guid isPermaLink="false">{good.id}</guid><pubDate>{format_datetime(row.created_at)}</pubDate>'
        f"{tag('category', good.kind)}{tag('description', good.description)}{photo}</item>\n"
    )


def _fair(fair: dict[str, Any], root: str) -> str:
    address, ships = f"{root}{fair_path(fair['slug'])}", fair["ships_from"]
    when = {"opens": spoken_day(fair["opens_at"]), "closes": spoken_day(fair["closes_at"]), "ships": f"{ships:%-d/%-m}"}
    about = " ".join(filter(None, (FEED["of_fair"].format(**when), fair["about"])))
    return (
        f"<item>{tag('title', fair['name'])}{tag('link', f'{address}?via={Source.FEED}')}"
        f'<guid isPermaLink="true">{address}</guid><pubDate>{format_datetime(fair["created_at"])}</pubDate>'
        f"{tag('description', about)}</item>\n"
    )
