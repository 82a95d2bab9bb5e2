"""What of a line that was bought is otherwise now, and whether it can still be bought as it was. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from market import clock
from market.catalog.models import Product
from market.catalog.rules.products import in_season
from market.language import Sentence
from market.orders.models import OrderLine


class What(StrEnum):
    UNLISTED = "unlisted"
    SHOP_PAUSED = "shop_paused"
    OWN_SHOP = "own_shop"
    NOT_SHIPPABLE = "not_shippable"
    OTHER_NAME = "other_name"
    OTHER_PACK = "other_pack"
    SOLD_OUT = "sold_out"
    TOO_FEW = "too_few"
    PRICE = "price"
    OUT_OF_SEASON = "out_of_season"


_SAID = {
    What.UNLISTED: Sentence("Không còn bán.", en="It is not sold any more."),
    What.SHOP_PAUSED: Sentence("Gian hàng đang tạm nghỉ.", en="The shop is on holiday."),
    What.OWN_SHOP: Sentence("Đây là gian hàng của mình, hay gian mình bán giúp.", en="You sell there yourself."),
    What.NOT_SHIPPABLE: Sentence("Nay không gửi bưu điện được.", en="It does not go by post any more."),
    What.OTHER_NAME: Sentence(
        "Nay tên là {now}: xin xem có đúng món cũ không.", en="It is called {now} now: please see if it is the same."
    ),
    What.OTHER_PACK: Sentence("Trước là {then}, nay là {now}.", en="It was {then}, and is {now} now."),
    What.SOLD_OUT: Sentence("Đã hết hàng.", en="It is sold out."),
    What.TOO_FEW: Sentence("Chỉ còn {now}, lần trước mua {then}.", en="Only {now} left; you bought {then}."),
    What.PRICE: Sentence("Giá trước {then_vnd} đ, nay {now_vnd} đ.", en="It was {then_vnd} đ, and is {now_vnd} đ now."),
    What.OUT_OF_SEASON: Sentence("Đang trái mùa.", en="It is out of season."),
}
# Told, but it is the same good, and there: all else is left to the buyer to choose anew.
_HARMLESS = {What.PRICE, What.OUT_OF_SEASON}


@dataclass(frozen=True)
class Change:
    what: What
    said: Sentence


@dataclass(frozen=True)
class Repeat:
    """A line as it was bought, and what is otherwise now."""

    line: OrderLine
    changes: list[Change]
    price_now_vnd: int | None

    @property
    def ready(self) -> bool:
        """Whether it can be bought again as it was."""
        return all(change.what in _HARMLESS for change in self.changes)


def repeat(line: OrderLine, good: Product | None, *, own: bool, collected: bool, now: datetime) -> Repeat:
    """`own`: the buyer has the shop by now, or acts for it. `collected`: it was fetched, not sent."""
    if good is None or not good.is_public(now):
        return Repeat(line, [_change(What.UNLISTED)], None)
    return Repeat(line, [*_refusals(good, own, collected, now), *_differences(line, good, now)], good.price_vnd)


def _refusals(good: Product, own: bool, collected: bool, now: datetime) -> Iterator[Change]:
    if not good.is_for_sale(now):
        yield _change(What.SHOP_PAUSED)
    if own:
        yield _change(What.OWN_SHOP)
    if not good.ships_by_post and not collected:
        yield _change(What.NOT_SHIPPABLE)


def _differences(line: OrderLine, good: Product, now: datetime) -> Iterator[Change]:
    if good.name != line.name:
        yield _change(What.OTHER_NAME, now=good.name)
    if (good.unit, good.pack) != (line.unit, line.pack):
        yield _change(What.OTHER_PACK, then=_pack(line), now=_pack(good))
    if good.stock == 0:
        yield _change(What.SOLD_OUT)
    elif good.stock < line.quantity:
        yield _change(What.TOO_FEW, then=str(line.quantity), now=str(good.stock))
    if good.price_vnd != line.price_vnd:
        yield _change(What.PRICE, then_vnd=line.price_vnd, now_vnd=good.price_vnd)
    if not in_season(good.from_month, good.to_month, clock.local_month(now)):
        yield _change(What.OUT_OF_SEASON)


def _pack(sold: OrderLine | Product) -> str:
    return f"{sold.unit} {sold.pack}".strip()


def _change(what: What, **words: str | int) -> Change:
    return Change(what, _SAID[what].format(**words))
