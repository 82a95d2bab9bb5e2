"""Collection: which places there are, what they cost, the code that hands goods over, and what is refused. Pure."""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from market import errors
from market.accounts.rules import Limit, one_time_code
from market.delivery import tariff
from market.language import Sentence
from market.orders.rules import OrderState

# Outbox topic: the buyer is sent the code, once the goods wait.
CODE = "collection.send_code"
MOST_POINTS = 20
# Whoever hands goods over mistypes now and then; nobody comes near one in a million.
WRONG_CODES = Limit("wrong-collection-code", 10, timedelta(hours=24))


class PointKind(StrEnum):
    SHOP = "shop"
    MARKET = "market"
    POST_OFFICE = "post_office"


# Here the household hands over herself, and takes the cash herself.
BY_HAND = (PointKind.SHOP, PointKind.MARKET)
_NEEDED: Mapping[str, tuple[str, ...]] = {
    PointKind.SHOP: (),
    PointKind.MARKET: ("name", "commune_code", "hours"),
    PointKind.POST_OFFICE: ("post_office_code",),
}
_NOT_ASKED: Mapping[str, tuple[str, ...]] = {
    PointKind.SHOP: ("commune_code", "post_office_code"),
    PointKind.MARKET: ("post_office_code",),
    PointKind.POST_OFFICE: ("name", "commune_code", "address"),
}


def said(*parts: str, hours: str) -> str:
    where = ", ".join(part for part in parts if part)
    return f"{where}; {hours}" if hours else where


def terms(kind: str, *, weight_g: int, goods_vnd: int, cod: bool) -> tariff.Shipping:
    """What fetching costs and how long it travels: nothing; at a post office's counter its fee for taking cash.

    Raises ParcelTooHeavy for what no post office would keep.
    """
    fee = 0
    if kind == PointKind.POST_OFFICE:
        tariff.check_weight(weight_g)
        fee = tariff.cash_fee_vnd(goods_vnd) if cod else 0
    return tariff.Shipping(fee, 0, 0, tariff.Zone.IN_PROVINCE)


def collection_code(secret: str, order_id: UUID) -> str:
    """The six digits for which this order is handed over: derived, so that neither table nor outbox holds them."""
    return one_time_code(secret, order_id, purpose="collection")


def needs_no_parcel(origin: OrderState, target: OrderState, role: str) -> bool:
    """Whether only what is fetched goes that way: a parcel is delivered by scans, and refused at the door."""
    return origin == OrderState.PACKED and (
        target == OrderState.DELIVERED or (target == OrderState.CANCELLED and role == "buyer")
    )


def require_fields(given: Mapping[str, object]) -> None:
    """Raises InvalidInput where a place of this kind lacks what it needs, or is told what is known of it."""
    kind = str(given["kind"])
    wrong = {name: [_MISSING] for name in _NEEDED[kind] if not given.get(name)}
    wrong |= {name: [_KNOWN] for name in _NOT_ASKED[kind] if given.get(name)}
    if wrong:
        raise errors.InvalidInput(errors=wrong)


_MISSING = Sentence("Nơi này cần có mục này.", en="A place of this kind needs this.")
_KNOWN = Sentence("Nơi này không cần mục này.", en="A place of this kind takes no such thing.")


class TooManyPoints(errors.Conflict):
    type = "too-many-collection-points"
    title = Sentence("Quá nhiều nơi lấy hàng", en="Too many collection points")
    detail = Sentence(
        "Gian hàng đã có {most} nơi lấy hàng. Xin đóng bớt một nơi.",
        en="The shop has {most} collection points. Please close one first.",
    )


class GoesByPost(errors.Conflict):
    type = "goes-by-post"
    title = Sentence("Đơn này gửi bưu điện", en="This order goes by post")
    detail = Sentence(
        "Đơn này gửi bưu điện, không phải đến lấy: bưu điện báo khi giao.",
        en="This order goes by post and is not collected: the post tells when it is delivered.",
    )


class CodeNeeded(errors.Conflict):
    type = "collection-code-needed"
    title = Sentence("Cần mã nhận hàng", en="The collection code is needed")
    detail = Sentence(
        "Đơn này trả tiền mặt khi lấy: xin đọc mã nhận hàng cho người giao, họ nhận tiền và ghi mã.",
        en="This order is paid in cash when collected: read the code to who hands it over; they take the cash.",
    )


class WrongCollectionCode(errors.Problem):
    status = 422
    type = "wrong-collection-code"
    title = Sentence("Mã nhận hàng không đúng", en="Wrong collection code")
    detail = Sentence(
        "Mã nhận hàng không đúng. Xin đừng giao hàng; nhờ khách xem lại tin nhắn hoặc đơn của họ.",
        en="The code is wrong. Do not hand over; let the buyer look at their message or order again.",
    )


class OtherPlace(errors.Conflict):
    type = "collected-not-sent"
    title = Sentence("Đơn này đến lấy", en="This order is collected")
    detail = Sentence(
        "Đơn này đến lấy, nơi nhận không đổi được. Xin hủy đơn và đặt lại; tiền đã trả được hoàn đủ.",
        en="This order is collected, its place cannot be changed. Cancel it and order anew; what you paid comes back.",
    )
