"""What the page of a good says of it, made of what the API says."""

from typing import Any

from market.catalog.rules.categories import CATEGORIES
from market.catalog.rules.products import ProductStatus
from market.catalog.rules.shops import ShopStatus
from market.fairs.shown import Window
from market.language import Sentence
from market.web.store import cards
from market.web.store.categories.routes import steps_to
from market.web.store.few import few
from market.web.store.goods.words import GOOD

_PLENTY = 100
_SAME = 4
_LOOKED_AT = 12
_KILO = 1000

Good = dict[str, Any]


def called(good: Good) -> Sentence:
    return Sentence(good["name"], en=good["names"].get("en") or good["name"])


def say(good: Good) -> Sentence:
    """What it is, what it costs and how much there is: what somebody would read aloud."""
    told = {"name": called(good), "of": of(good), "price_vnd": good["price_vnd"], "stock": stock(good)}
    state = _state(good)
    if good["fair"]:
        told |= {name: good["fair"][name] for name in ("opens", "closes", "day")} | {"fair": good["fair"]["name"]}
        state = "say_fair" if state == "say" else state
    return GOOD[state].format(**told)


def is_for_sale(good: Good) -> bool:
    return _state(good) == "say"


def is_public(good: Good) -> bool:
    return _state(good) != "say_hidden"


def _state(good: Good) -> str:
    shop = good["shop"]["status"]
    if good["status"] != ProductStatus.LISTED or shop not in (ShopStatus.OPEN, ShopStatus.PAUSED):
        return "say_hidden"
    if shop == ShopStatus.PAUSED:
        return "say_shut"
    if good["fair"] and good["fair"]["window"] != Window.OPEN:
        return "say_fair_soon" if good["fair"]["window"] == Window.SOON else "say_fair_over"
    return "say" if good["in_stock"] else "say_out"


def of(good: Good) -> str:
    """hộp 1 kg."""
    return f"{good['unit']} {good['pack']}".strip()


def stock(good: Good) -> Sentence:
    if good["stock"] > _PLENTY:
        return GOOD["plenty"]
    return GOOD["left" if good["in_stock"] else "none_left"].format(count=good["stock"], unit=good["unit"])


def facts(good: Good) -> list[tuple[str, Sentence]]:
    """Each with its picture."""
    weight, keeps = good["weight_g"], good["shelf_life_days"]
    found = [("calendar", _season(good))] if good["season"] else []
    found += [("clock", GOOD["keeps"].format(days=keeps))] if keeps else []
    kilos = f"{weight / _KILO:g} kg".replace(".", ",")
    return [*found, ("pack", GOOD["weighs"].format(weight=f"{weight} g" if weight < _KILO else kilos))]


def _season(good: Good) -> Sentence:
    months = good["season"]
    one = months["from_month"] == months["to_month"]
    now = GOOD["season_now" if good["in_season"] else "season_not"]
    return Sentence("{months}, {now}", en="{months}, {now}").format(
        months=GOOD["season_one" if one else "season"].format(**months), now=now
    )


def other_names(good: Good) -> str:
    names = [*good["also_known_as"], *good["names"].values()]
    return ", ".join(dict.fromkeys(name for name in names if name and name != good["name"]))


def same_elsewhere(good: Good) -> list[cards.Card]:
    """The same good of other shops, or what is like it; first what is called so and can be had now."""
    found = few(_LOOKED_AT, q=good["name"], category=good["category"])
    others = [card for card in found if card["shop"]["id"] != str(good["shop"]["id"])]
    return sorted(others, key=lambda card: (card["name"] != good["name"], not card["in_stock"], not card["in_season"]))[
        :_SAME
    ]


def steps(good: Good) -> list[dict[str, Any]]:
    """Where it stands: its group, its category."""
    return steps_to(good["category"])


def is_alcohol(good: Good) -> bool:
    return CATEGORIES[good["category"]]["is_alcohol"] == "yes"
