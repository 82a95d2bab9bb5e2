"""What of a line that was bought is otherwise now, and whether it can still be bought as it was. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from market.catalog.models import Product
from market.language import Sentence
from market.orders import changes
from market.orders.changes import Change, What
from market.orders.models import OrderLine

_OTHER_NAME = Sentence(
    "Nay tên là {now}: xin xem có đúng món cũ không.", en="It is called {now} now: please see if it is the same."
)
_OTHER_PACK = Sentence("Trước là {then}, nay là {now}.", en="It was {then}, and is {now} now.")
_TOO_FEW = Sentence("Chỉ còn {now}, lần trước mua {then}.", en="Only {now} left; you bought {then}.")


@dataclass(frozen=True)
class Repeat:
    """A line as it was bought, and what is otherwise now."""

    line: OrderLine
    changes: list[Change]
    price_now_vnd: int | None

    @property
    def ready(self) -> bool:
        """Whether it can be bought again as it was."""
        return changes.are_harmless(self.changes)


def repeat(line: OrderLine, good: Product | None, *, own: bool, collected: bool, now: datetime) -> Repeat:
    """`own`: the buyer has the shop by now, or acts for it. `collected`: it was fetched, not sent."""
    if good is None or not good.is_public(now):
        return Repeat(line, [changes.change(What.UNLISTED)], None)
    refusals = changes.refusals(good, own=own, collected=collected, now=now)
    return Repeat(line, [*refusals, *_differences(line, good, now)], good.price_vnd)


def _differences(line: OrderLine, good: Product, now: datetime) -> Iterator[Change]:
    if good.name != line.name:
        yield changes.change(What.OTHER_NAME, _OTHER_NAME, now=good.name)
    if (good.unit, good.pack) != (line.unit, line.pack):
        yield changes.change(What.OTHER_PACK, _OTHER_PACK, then=changes.pack(line), now=changes.pack(good))
    yield from changes.shortage(good, line.quantity, _TOO_FEW)
    yield from changes.price(good, line.price_vnd)
    yield from changes.season(good, now)
