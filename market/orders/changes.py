"""What of a good is otherwise now than somebody remembers it, and in words. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from market import clock
from market.catalog.models import Product
from market.catalog.rules.products import in_season
from market.language import Sentence


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
    What.SOLD_OUT: Sentence("Đã hết hàng.", en="It is sold out."),
    What.PRICE: Sentence("Giá trước {then_vnd} đ, nay {now_vnd} đ.", en="It was {then_vnd} đ, and is {now_vnd} đ now."),
    What.OUT_OF_SEASON: Sentence("Đang trái mùa.", en="It is out of season."),
}
# Told, but it is the same good, and there: all else is left to the buyer to choose anew.
_HARMLESS = {What.PRICE, What.OUT_OF_SEASON}


@dataclass(frozen=True)
class Change:
    what: What
    said: Sentence


def change(what: What, said: Sentence | None = None, **words: str | int) -> Change:
    return Change(what, (said or _SAID[what]).format(**words))


def are_harmless(changes: list[Change]) -> bool:
    """Whether it can be bought as it was remembered."""
    return all(change.what in _HARMLESS for change in changes)


def refusals(good: Product, *, own: bool, collected: bool, now: datetime) -> Iterator[Change]:
    """Why nobody, or not this buyer, is sold it. `own`: the buyer has the shop, or acts for it."""
    if not good.is_for_sale(now):
        yield change(What.SHOP_PAUSED)
    if own:
        yield change(What.OWN_SHOP)
    if not good.ships_by_post and not collected:
        yield change(What.NOT_SHIPPABLE)


def shortage(good: Product, wanted: int, too_few: Sentence) -> Iterator[Change]:
    if good.stock == 0:
        yield change(What.SOLD_OUT)
    elif good.stock < wanted:
        yield change(What.TOO_FEW, too_few, then=str(wanted), now=str(good.stock))


def price(good: Product, then_vnd: int) -> Iterator[Change]:
    if good.price_vnd != then_vnd:
        yield change(What.PRICE, then_vnd=then_vnd, now_vnd=good.price_vnd)


def season(good: Product, now: datetime) -> Iterator[Change]:
    if not in_season(good.from_month, good.to_month, clock.local_month(now)):
        yield change(What.OUT_OF_SEASON)


def pack(sold: object) -> str:
    """A unit and its pack as people say them: `hộp 1 kg`."""
    return f"{sold.unit} {sold.pack}".strip()  # type: ignore[attr-defined]
