"""A good in few words, as lists of the store show it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from market import clock
from market.catalog.photos import TINY
from market.catalog.rules.store_addresses import commune_path, product_path, shop_path
from market.language import Sentence
from market.search.index.projection import bare_place
from market.text import slug
from market.web.household.goods.words import PICTURES
from market.web.store.reviews.shown import in_words
from market.web.store.words import STORE

Card = dict[str, Any]


def shown(card: Card) -> Card:
    """The card of the API with where it leads; its photo as small as a list needs it."""
    address = (card["photo"] or "").partition("?")[0]
    group = card.get("group")
    return card | {
        "path": f"/search?good={group['good']}" if group else product_path(UUID(str(card["id"])), slug(card["name"])),
        "sellers": STORE["sellers"].format(count=group["shops"]) if group else None,
        "per_kg": _per_kg(card),
        "ripe": _ripe(card["season"]),
        "said": in_words(card["reviews"]),
        "photo": f"{address}?size={TINY}" if address else None,
        "picture": PICTURES[card["category"]],
        "of": f"{card['unit']} {card['pack']}".strip(),
        "at_fair": at_fair(card.get("sale")),
    }


def _per_kg(card: Card) -> Sentence | None:
    """Where it says something else than the price."""
    price = card["price_per_kg_vnd"]
    return None if price in (None, card["price_vnd"]) else STORE["per_kg"].format(each_vnd=price)


def _ripe(season: Mapping[str, int] | None) -> Sentence | None:
    return STORE["ripe_from"].format(first=season["from_month"], last=season["to_month"]) if season else None


def at_fair(sale: Mapping[str, Any] | None) -> Sentence | None:
    """Of what is sold at a fair: whether it is on, and from when it is sent. Cards of the index have days as text."""
    if not sale:
        return None
    now, opens, closes, ships = clock.now(), *(_day(sale[name]) for name in ("opens_at", "closes_at", "ships_on"))
    state = "fair_soon" if now < opens else "fair_on" if now < closes else "fair_over"
    return STORE[state].format(day=f"{ships.day}/{ships.month}")


def _day(written: Any) -> Any:
    return datetime.fromisoformat(written) if isinstance(written, str) else written


def place(commune: dict[str, Any]) -> dict[str, Any]:
    """A commune with its page."""
    return {"code": commune["code"], "name": commune["name"], "path": path_of_commune(commune)}


def path_of_commune(commune: dict[str, Any]) -> str:
    return commune_path(commune["code"], bare_place(commune["name"]))


def path_of_shop(shop: dict[str, Any]) -> str:
    return shop_path(UUID(str(shop["id"])), shop["name"])
