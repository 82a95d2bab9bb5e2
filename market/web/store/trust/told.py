"""Why one may buy this good of this shop: what is known of both, for `trust_of_good.html`."""

from datetime import datetime, timedelta
from typing import Any

from market.language import Sentence
from market.orders import kept_promises
from market.orders.rules import FRESH_DAYS, OrderState, timer
from market.web.store.trust.words import TRUST

Line = tuple[str, Sentence]


def told(good: dict[str, Any], *, now: datetime) -> list[Line]:
    """A picture and a sentence each, of a good as `product_shown` tells it."""
    lines = [*_seen(good), *_certified(good)]
    return [*lines, *_on_the_way(good, now)] if good["ships_by_post"] else lines


def _seen(good: dict[str, Any]) -> list[Line]:
    shop, home = good["shop"], good["shop"]["commune"]
    who = TRUST["trust_who"].format(shop=shop["name"], commune=home["name"], province=home["province"]["name"])
    photo = [("camera", TRUST["trust_photo"])] if good["photos"] else []
    return [*photo, ("home", who)]


def _certified(good: dict[str, Any]) -> list[Line]:
    if not (ocop := good["ocop"]):
        return []
    named = {"stars": ocop["stars"], "number": ocop["certificate_no"], "day": f"{ocop['expires_on']:%-d/%-m/%Y}"}
    return [("certificate", TRUST["trust_certified"].format(**named))]


def _on_the_way(good: dict[str, Any], now: datetime) -> list[Line]:
    kept = kept_promises.kept(good["shop"]["id"], now=now)
    days, least = kept_promises.DAYS, kept_promises.LEAST
    counted = TRUST["trust_kept"].format(in_time=kept.in_time, of=kept.of, days=days) if kept else None
    often = counted or TRUST["trust_new"].format(least=least, days=days)
    spoilt = TRUST["trust_spoilt"].format(hours=_hours(good["shelf_life_days"]))
    return [("truck", often), ("pack", TRUST["trust_open"]), ("back", spoilt)]


def _hours(keeps: int | None) -> int:
    """How long one may complain after it came."""
    step = timer(OrderState.DELIVERED, 0, is_fresh=keeps is not None and keeps <= FRESH_DAYS)
    return step.after // timedelta(hours=1) if step else 0
