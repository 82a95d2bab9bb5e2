"""Why stock changes, and how a sale of what is not there is refused."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from market.errors import Conflict, InvalidInput
from market.language import Sentence


class Reason(StrEnum):
    """Why stock changed, as the market itself writes it; people write their own words (harvest, spoiled, …)."""

    OPENING = "opening"
    CORRECTION = "correction"
    SOLD = "sold"
    ORDER_CANCELLED = "order_cancelled"
    # Between a good and its part that is sold at a fair; each has its twin on the other side, which it names.
    TO_STAND = "to_stand"
    FROM_PARENT = "from_parent"
    FROM_STAND = "from_stand"
    TO_PARENT = "to_parent"
    # Of the harvest to come: no pack of it lies anywhere yet.
    PROMISED = "promised"
    # Kept for the buyer of another household's order, and let go of: sold to them, or free again.
    OFFERED = "offered"
    OFFER_ENDED = "offer_ended"
    # Promised of a harvest that turned out smaller.
    NOT_HARVESTED = "not_harvested"


class StockTooLow(Conflict):
    """Names every short item with what was wanted and what is left, in packs."""

    type = "stock-too-low"
    title = Sentence("Không đủ hàng", en="Not enough in stock")
    detail = Sentence("Không đủ hàng: {short}.", en="Not enough in stock: {short}.")

    def __init__(self, short: "Sequence[Shortage]") -> None:
        named = [_SHORT.format(name=item.name, left=item.left) for item in short]
        both = Sentence("; ".join(named), en="; ".join(sentence.en for sentence in named))
        items = [
            {"product_id": str(item.product_id), "name": item.name, "wanted": item.wanted, "left": item.left}
            for item in short
        ]
        super().__init__(members={"items": items}, short=both)


@dataclass(frozen=True)
class Shortage:
    product_id: UUID
    name: str
    wanted: int
    left: int


_SHORT = Sentence("{name} chỉ còn {left}", en="{name}, {left} left")


class NotForSale(Conflict):
    """Known goods that cannot be bought now: taken off sale, suspended, or of a shop that is paused or closed."""

    type = "not-for-sale"
    title = Sentence("Hiện không bán", en="Not for sale now")
    detail = Sentence("Hiện không bán: {names}.", en="Not for sale now: {names}.")

    def __init__(self, named: Mapping[UUID, str]) -> None:
        items = [{"product_id": str(product_id), "name": name} for product_id, name in named.items()]
        super().__init__(members={"items": items}, names=", ".join(named.values()))


class OwnShop(Conflict):
    """Goods of the buyer's own shops, or of those for which the buyer may act: no sale, and nothing for the figures."""

    type = "own-shop"
    title = Sentence("Gian hàng của mình", en="One's own shop")
    detail = Sentence(
        "Không mua ở gian hàng của mình, hay gian mình bán giúp: {names}. Xin bỏ ra khỏi giỏ.",
        en="Nobody buys from their own shop, or one they sell for: {names}. Please take it out of the basket.",
    )

    def __init__(self, named: Mapping[UUID, str]) -> None:
        items = [{"product_id": str(product_id), "name": name} for product_id, name in named.items()]
        super().__init__(members={"items": items}, names=", ".join(named.values()))


class NotShippable(InvalidInput):
    """Goods that are found but eaten or seen on the spot: the post cannot bring them."""

    type = "not-shippable"
    title = Sentence("Không gửi bưu điện được", en="Does not go by post")
    detail = Sentence(
        "Không gửi bưu điện được: {names}. Gian có nơi lấy hàng thì chọn đến lấy.",
        en="These do not go by post: {names}. Where the shop has a collection point, choose to fetch them there.",
    )

    def __init__(self, named: Mapping[UUID, str]) -> None:
        items = [{"product_id": str(product_id), "name": name} for product_id, name in named.items()]
        super().__init__(members={"items": items}, names=", ".join(named.values()))


class UnknownProducts(InvalidInput):
    """Goods that do not exist, by their places in the list that was sent."""

    def __init__(self, places: Iterable[int]) -> None:
        super().__init__(errors={"items": {place: {"product_id": [_NO_PRODUCT]} for place in places}})


_NO_PRODUCT = Sentence("Không có mặt hàng này.", en="There is no such product.")
