"""What a household says to its buyers: ready words, and the link that tells who has sent it."""

from collections.abc import Sequence
from typing import Any

from market.accounts.models import Person
from market.accounts.rules import RoleName
from market.catalog import access
from market.catalog.models import Shop
from market.catalog.queries.products import OnSale
from market.catalog.rules.sources import Source
from market.language import VIETNAMESE, Sentence
from market.places.queries import place_of
from market.web.household.sharing.words import SAID
from market.web.store.page import absolute
from market.web.store.previews.content import a_pack, place, price

_NAMED = 4  # goods that are named of a shop


def source_of(shop: Shop, me: Person) -> Source:
    """Who shares."""
    return Source.TEAM if access.acting_role(shop, me) == RoleName.TEAM_MEMBER else Source.HOUSEHOLD


def link(path: str, source: Source) -> str:
    """The address of a store page as it is sent."""
    return absolute(f"{path}?via={source}")


def of_good(good: dict[str, Any], address: str) -> str:
    """Name, price, pack, stars, season, whose and where, and the link."""
    lines = [_said("good", name=good["name"], price=price(good["price_vnd"]), pack=a_pack(good["unit"], good["pack"]))]
    if good["ocop"]:
        lines.append(_said("stars", stars=good["ocop"]["stars"]))
    if good["season"]:
        lines.append(_said("ripe" if good["in_season"] else "season", season=_months(good["season"])))
    lines.append(_said("of", shop=good["shop"]["name"], place=place(good["shop"]["commune"])))
    return "\n".join([*lines, _said("order", link=address)])


def of_shop(shop: Shop, goods: Sequence[OnSale], address: str) -> str:
    """Its name, where it is and what it sells; what is in stock is named first."""
    lines = [_said("of", shop=shop.name, place=place(place_of(shop.commune_code)))]
    names = [good.name for good in sorted(goods, key=lambda good: not good.stock)]
    if names:
        told = ", ".join(names[:_NAMED])
        lines.append(_said("sells", goods=_said("more", goods=told) if len(names) > _NAMED else told))
    return "\n".join([*lines, _said("order", link=address)])


def _months(season: dict[str, int]) -> str:
    first, last = season["from_month"], season["to_month"]
    return _said("month" if first == last else "months", first=first, last=last)


def _said(word: str, **told: Any) -> str:
    said: Sentence = SAID[word]
    return said.format(**told).spoken(VIETNAMESE)
