"""What the day brings, each a picture, a word, a number and a way to go."""

from datetime import datetime
from typing import Any, NamedTuple

from market.accounts.models import Person
from market.catalog.models import Shop
from market.catalog.queries.products import nearly_sold_out
from market.clock import local_day
from market.complaints import queries as complaints
from market.fairs import hers
from market.insight.queries import figures, questions
from market.language import Sentence
from market.messages.rules import Side
from market.orders import piles
from market.payments.balances.queries import balance_shown
from market.payments.ledger.wallets import wallet_to_see
from market.places.queries import province_of
from market.questions import queries
from market.reviews import queries as reviews
from market.web.household import visitors
from market.web.household.fairs.saying import day_said
from market.web.household.today.words import SAY, STATUS, TO_DO, TO_KNOW, TODAY
from market.web.messages import doors

_MOST = 3


class Door(NamedTuple):
    path: str
    picture: str
    word: Sentence
    hint: Sentence | None = None


def to_do(shop: Shop, counts: dict[str, int]) -> list[Door]:
    """What waits for the household."""
    return [*_heard(shop), *_mornings(shop), *_doors(TO_DO, shop, counts)]


def written(shop: Shop, me: Person) -> list[Door]:
    """What buyers wrote and nobody has read."""
    new = doors.new(me, Side.HOUSEHOLD, shop_id=shop.id)
    return [Door("/messages?as=seller", "word", doors.of_buyers(new), TODAY["written_hint"])] if new else []


def asked(shop: Shop) -> list[Door]:
    """What people ask about its goods and nobody has answered."""
    count, word = queries.count_waiting(shop.id), TODAY["asked"]
    return [Door(f"/shop/{shop.id}/questions", "word", word.format(n=count), TODAY["asked_hint"])] if count else []


def to_know(shop: Shop, me: Person, counts: dict[str, int], *, now: datetime) -> list[Door]:
    """What waits for others, what is nearly sold out, the money that came, and who looked."""
    return [
        *_doors(TO_KNOW, shop, counts),
        *_few(shop, now),
        *_money(shop, me, now),
        *_said(shop),
        *_fairs(shop, now),
        *_came(shop),
    ]


def say(counts: dict[str, int]) -> Sentence:
    """What to do first."""
    first = next((name for name in SAY if counts.get(name)), "nothing")
    return SAY[first].format(n=counts.get(first, 0))


def why_shut(shop: Shop, *, now: datetime) -> Sentence | None:
    """Why nobody can order, where that is so."""
    told = STATUS.get(shop.shown_status(now))
    return told.format(reason=shop.suspension_reason or "") if told else None


def what_sells(shop: Shop, *, now: datetime) -> tuple[Sentence, list[Sentence]]:
    """What the shop has sold most of; where that is nothing, what sells in its province, as anybody may know it."""
    if own := piles.sold_lately(shop.id, now=now, most=_MOST):
        return TODAY["sells"], [TODAY["sells_one"].format(name=name, n=packs) for name, packs in own]
    place, name = province_of(shop.commune_code), "orders"
    asked = questions.question(name=name, by="category", code=place, start=None, end=None, viewer=None, now=now)
    found = [one for one in figures.answer(asked)["items"] if one["value"]]
    return TODAY["sells_here"], [TODAY["sells_kind"].format(name=one["name"], n=one["value"]) for one in found[:_MOST]]


def _doors(table: dict[str, Any], shop: Shop, counts: dict[str, int]) -> list[Door]:
    return [
        Door(f"/shop/{shop.id}/orders?in={name}", picture, word.format(n=counts[name]), hint)
        for name, (picture, word, hint) in table.items()
        if counts[name]
    ]


def _heard(shop: Shop) -> list[Door]:
    """What buyers reported and the household has to answer; before all else, as an order's money waits for it."""
    waiting = complaints.waiting_at_shop(shop.id)
    if not waiting:
        return []
    return [Door(f"/shop/{shop.id}/complaints", "warn", TODAY["heard"].format(n=waiting), TODAY["heard_hint"])]


def _said(shop: Shop) -> list[Door]:
    """What buyers said and nobody has answered."""
    count = reviews.unanswered(shop.id)
    word = TODAY["said"].format(n=count)
    return [Door(f"/shop/{shop.id}/reviews", "word", word, TODAY["said_hint"])] if count else []


def _mornings(shop: Shop) -> list[Door]:
    """What is picked, packed and sent on which day for a fair."""
    return [
        Door(
            f"/shop/{shop.id}/fairs/{one.slug}/picking",
            "calendar",
            TODAY["fair"].format(name=one.name, n=one.orders),
            TODAY["fair_hint"].format(day=day_said(one.day)),
        )
        for one in hers.mornings(shop.id, most=_MOST)
    ]


def _fairs(shop: Shop, now: datetime) -> list[Door]:
    """Fairs that still gather: where she stands, and where she may."""
    gathering = [one for one in hers.fairs_of(shop, now=now) if one.may_join][:_MOST]
    return [
        Door(
            f"/shop/{shop.id}/fairs/{one.fair.slug}",
            "calendar",
            TODAY["at_fair" if one.stands else "join"].format(name=one.fair.name),
            TODAY["at_fair_hint"].format(day=day_said(local_day(one.fair.closes_at))),
        )
        for one in gathering
    ]


def _few(shop: Shop, now: datetime) -> list[Door]:
    return [
        Door(
            f"/shop/{shop.id}/goods/{product.id}",
            "stock",
            TODAY["few"].format(name=product.name, n=product.stock, unit=product.unit),
            TODAY["few_hint"],
        )
        for product in nearly_sold_out(shop.id, now=now, most=_MOST)
    ]


def _money(shop: Shop, me: Person, now: datetime) -> list[Door]:
    found, path = balance_shown(wallet_to_see(shop.id, me, now=now), now=now), f"/shop/{shop.id}/money"
    coming_vnd = found["on_its_way_vnd"]
    if found["available_vnd"] > 0:
        word = TODAY["money"].format(available_vnd=found["available_vnd"])
        hint = TODAY["money_hint"].format(coming_vnd=coming_vnd) if coming_vnd > 0 else TODAY["take"]
        return [Door(path, "money", word, hint)]
    if coming_vnd > 0:
        return [Door(path, "money", TODAY["coming"].format(coming_vnd=coming_vnd), TODAY["coming_hint"])]
    return []


def _came(shop: Shop) -> list[Door]:
    """What became of the links that were sent, once somebody has opened one."""
    found = visitors.of_shop(shop.id)
    return [Door(f"/shop/{shop.id}/share", "share", found.said, TODAY["came"])] if found.sources else []
