"""One line of a kept basket as it is now. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID
from zlib import crc32

from market.catalog.models import Product
from market.language import Sentence
from market.orders import changes
from market.orders.baskets import Line
from market.orders.changes import Change, What

_OTHER_PACK = Sentence(
    "Tên hay gói đã đổi từ khi cho vào giỏ, nay là {now}: xin xem còn đúng ý không.",
    en="Its name or pack was changed since you put it in; it is {now} now. Please see if you still want it.",
)
_TOO_FEW = Sentence("Chỉ còn {now}, không đủ {then}.", en="Only {now} left, not {then}.")


class Seen(NamedTuple):
    """A good as it was when it was put in: its price (đồng), and a mark of what it is called and how it is packed."""

    price_vnd: int
    mark: int


def seen(good: Product) -> Seen:
    return Seen(good.price_vnd, crc32(f"{good.name}\n{changes.pack(good)}".encode()))


@dataclass(frozen=True)
class LineNow:
    """So many packs of a good, and what is otherwise since they were put in; None: there is no such good any more."""

    product_id: UUID
    quantity: int
    good: Product | None
    changes: list[Change]

    @property
    def ready(self) -> bool:
        """Whether it can be bought as it is."""
        return changes.are_harmless(self.changes)

    @property
    def goods_vnd(self) -> int:
        return Line(self.good, self.quantity).goods_vnd if self.good else 0

    @property
    def left(self) -> int:
        """How many packs there are instead, where there are too few."""
        few = self.good is not None and any(change.what == What.TOO_FEW for change in self.changes)
        return self.good.stock if self.good is not None and few else 0

    @property
    def is_other(self) -> bool:
        """Whether the buyer is to say that it is still what was meant."""
        return {change.what for change in self.changes if not changes.are_harmless([change])} == {What.OTHER_PACK}


def line_now(
    product_id: UUID,
    quantity: int,
    before: Seen | None,
    good: Product | None,
    *,
    own: bool,
    collected: bool,
    now: datetime,
) -> LineNow:
    """`before`: as it was put in, where that is known. `own`, `collected`: as in `changes.refusals`."""
    if good is None or not good.is_public(now):
        return LineNow(product_id, quantity, good, [changes.change(What.UNLISTED)])
    refusals = changes.refusals(good, own=own, collected=collected, now=now)
    return LineNow(product_id, quantity, good, [*refusals, *_differences(good, quantity, before, now)])


def _differences(good: Product, quantity: int, before: Seen | None, now: datetime) -> Iterator[Change]:
    if before is not None and before.mark != seen(good).mark:
        yield changes.change(What.OTHER_PACK, _OTHER_PACK, now=f"{good.name}, {changes.pack(good)}")
    yield from changes.shortage(good, quantity, _TOO_FEW)
    if before is not None:
        yield from changes.price(good, before.price_vnd)
    yield from changes.season(good, now)
