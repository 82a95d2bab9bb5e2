"""Until when an order can be put right, how often, and what a correction may not change."""

from collections.abc import Iterable

from market import errors
from market.delivery import tariff
from market.language import Sentence
from market.orders import models, rules
from market.orders.collection.rules import OtherPlace
from market.places.queries import province_of

# Whoever corrects that often is not correcting any more.
MOST = 20
NAMES = {
    "name": Sentence("tên", en="name"),
    "phone": Sentence("số điện thoại", en="phone"),
    "commune_code": Sentence("xã", en="commune"),
    "address_line": Sentence("địa chỉ", en="address"),
}


class AlreadyPacked(errors.Conflict):
    type = "already-packed"
    title = Sentence("Không còn sửa được", en="Too late to change")
    detail = Sentence(
        "Đơn {state}: chỉ sửa được trước khi đóng gói. Xin gọi nhà bán hoặc bưu cục đang giữ hàng.",
        en="The order is {state}: it can be changed only before it is packed. Please call the shop or the post office.",
    )


class OtherDeliveryFee(errors.Conflict):
    type = "other-delivery-fee"
    title = Sentence("Xã này có phí gửi khác", en="Another delivery fee")
    detail = Sentence(
        "Gửi đến xã này tốn phí khác, nên không sửa được trong đơn. Xin hủy đơn và đặt lại đến xã đó; tiền đã trả được "
        "hoàn đủ.",
        en="Sending to that commune costs another fee, so it cannot be corrected. Please cancel the order and order "
        "anew; what you have paid comes back in full.",
    )


class TooManyChanges(errors.Conflict):
    type = "too-many-changes"
    title = Sentence("Đã sửa quá nhiều lần", en="Changed too often")
    detail = Sentence(
        "Đơn này đã sửa nhiều lần. Xin giữ nguyên, hoặc hủy rồi đặt lại.",
        en="This order has been changed many times. Please leave it as it is, or cancel it and order anew.",
    )


def require_unpacked(order: models.Order) -> None:
    """Raises AlreadyPacked: what is on the box is written, and what has ended has ended."""
    state = rules.OrderState(order.state)
    if state not in rules.BEFORE_PACKING:
        raise AlreadyPacked(state=rules.NAMES[state], members={"state": order.state})


def require_room(order: models.Order) -> None:
    """Raises TooManyChanges."""
    if sum(line.origin == line.target and line.by == "buyer" for line in order.history) >= MOST:
        raise TooManyChanges


def require_sent(order: models.Order, changed: Iterable[str]) -> None:
    """Raises OtherPlace: where it is fetched is no address to put right."""
    if order.is_collected and not {"commune_code", "address_line"}.isdisjoint(changed):
        raise OtherPlace


def require_same_fee(order: models.Order, to_commune: str) -> None:
    """Raises OtherDeliveryFee where the post asks by another zone, or for a remote commune."""
    before, after = (_fee_zone(order.from_commune, commune) for commune in (order.to_commune, to_commune))
    if before != after:
        raise OtherDeliveryFee


def _fee_zone(from_commune: str, to_commune: str) -> tuple[tariff.Zone, bool]:
    """All that the fee and the days of a parcel take from where it goes."""
    zone = tariff.zone_between(province_of(from_commune), province_of(to_commune))
    return zone, tariff.is_remote(from_commune) or tariff.is_remote(to_commune)


def spoken(changed: Iterable[str]) -> Sentence:
    """What was changed, without any value: “số điện thoại, địa chỉ”."""
    named = [NAMES[field] for field in changed]
    return Sentence(", ".join(named), en=", ".join(name.en for name in named))
