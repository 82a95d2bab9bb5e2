"""Why one may buy this good of this shop, for `trust_of_good.html`."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from market.language import Sentence
from market.orders import kept_promises
from market.orders.rules import FRESH_DAYS, OrderState, timer
from market.web.store.few import remembered
from market.web.store.trust.words import TRUST

Line = tuple[str, Sentence]


def told(good: dict[str, Any], *, now: datetime) -> list[Line]:
    """A picture and a sentence each, of a good as `product_shown` tells it; nothing of what is not sent."""
    if not good["ships_by_post"]:
        return []
    spoilt = TRUST["trust_spoilt"].format(hours=_hours(good["shelf_life_days"]))
    return [*often(good["shop"]["id"], now=now), ("pack", TRUST["trust_open"]), ("return", spoilt)]


def often(shop_id: UUID, *, now: datetime) -> list[Line]:
    """How often the parcels of a shop come in time; nothing while they are too few to say."""
    kept = remembered(("kept promises", shop_id), lambda: kept_promises.kept(shop_id, now=now))
    told = {"days": kept_promises.DAYS, **kept._asdict()} if kept else None
    return [("truck", TRUST["trust_kept"].format(**told))] if told else []


def _hours(keeps: int | None) -> int:
    """How long one may complain after it came."""
    step = timer(OrderState.DELIVERED, 0, is_fresh=keeps is not None and keeps <= FRESH_DAYS)
    return step.after // timedelta(hours=1) if step else 0
