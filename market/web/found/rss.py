"""What is new in a commune, for readers of feeds (RSS 2.0)."""

from collections.abc import Iterable
from email.utils import format_datetime
from typing import Any

from market.catalog.rules.store_addresses import commune_path
from market.money import dong
from market.search.index.projection import bare_place
from market.text import without_unsafe
from market.web.found.feeds import advert
from market.web.found.tags import HEAD, tag
from market.web.found.words import FEED


def of_commune(place: dict[str, Any], rows: Iterable[Any], root: str) -> str:
    path = commune_path(place["code"], bare_place(place["name"]))
    named = {"commune": place["name"], "province": place["province"]["name"]}
    told = tag("title", FEED["of_commune"].format(**named)) + tag("link", root + path)
    told += tag("description", FEED["about_commune"].format(**named)) + "<language>vi</language><ttl>60</ttl>"
    told += f'<atom:link href="{root}{path}/rss" rel="self" type="application/rss+xml"/>'
    items = without_unsafe("".join(_item(row, root) for row in rows))
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
