"""Who sold lately what nobody sells now: a household whose shop is open, so that one may ask her."""

from datetime import datetime, timedelta
from typing import Any

from market import clock, events
from market.catalog.queries.gone import OffSale, off_sale
from market.catalog.rules.patterns import Pattern
from market.search.language.analysis import syllables
from market.search.rules import LastSalesAsked

# The season of last year, and some days more where a harvest is late.
_SINCE = timedelta(days=425)


def sold_before(kind: Pattern, *, now: datetime) -> dict[str, Any] | None:
    """The good of this kind that was sold last, its shop and the month; None where nobody sold one lately."""
    goods = {good.id: good for good in off_sale(kind.category) if _is_of(good, kind)}
    if not goods:
        return None
    events.ask(asked := LastSalesAsked(at=now, product_ids=tuple(goods), since=now - _SINCE))
    if not asked.ordered:
        return None
    last = max(asked.ordered, key=lambda product_id: (asked.ordered[product_id], product_id))
    good, day = goods[last], clock.local_day(asked.ordered[last])
    return {"good": good.name, "shop": {"id": good.shop_id, "name": good.shop_name}, "month": f"{day:%Y-%m}"}


def _is_of(good: OffSale, kind: Pattern) -> bool:
    """Whether it is called as the kind is: somewhere in a name of it a name of the kind stands, with its marks."""
    wanted = [_said(name) for name in (kind.name, *kind.also_known_as, *kind.names.values())]
    called = [_said(name) for name in (good.name, *good.also_known_as)]
    return any(f" {one} " in f" {name} " for one in wanted if one for name in called)


def _said(text: str) -> str:
    return " ".join(word.exact for word in syllables(text))
