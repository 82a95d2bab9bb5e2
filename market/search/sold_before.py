"""Who sold lately what nobody sells now: a household whose shop is open, so that one may ask her."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from market import clock, events
from market.catalog.queries.gone import OffSale, off_sale
from market.search.language.analysis import syllables
from market.search.rules import LastSalesAsked

# The season of last year, and some days more where a harvest is late.
_SINCE = timedelta(days=425)


def sold_before(called: Iterable[str], category: str, *, now: datetime) -> dict[str, Any] | None:
    """The good `called` so that was sold last, its shop and the month; None where nobody sold one lately."""
    wanted = [said for name in called if (said := _said(name))]
    goods = {good.id: good for good in off_sale(category) if _is_called(good, wanted)}
    if not goods:
        return None
    events.ask(asked := LastSalesAsked(at=now, product_ids=tuple(goods), since=now - _SINCE))
    if not asked.ordered:
        return None
    last = max(asked.ordered, key=lambda product_id: (asked.ordered[product_id], product_id))
    good, day = goods[last], clock.local_day(asked.ordered[last])
    return {"good": good.name, "shop": {"id": good.shop_id, "name": good.shop_name}, "month": f"{day:%Y-%m}"}


def _is_called(good: OffSale, wanted: Sequence[str]) -> bool:
    """Whether somewhere in a name of it one that is wanted stands, with its marks."""
    called = [_said(name) for name in (good.name, *good.also_known_as)]
    return any(f" {one} " in f" {name} " for one in wanted for name in called)


def _said(text: str) -> str:
    return " ".join(word.exact for word in syllables(text))
