"""What may be in a bag, and what is refused."""

from enum import StrEnum

from market import errors
from market.language import Sentence


class BagState(StrEnum):
    ON_ITS_WAY = "on_its_way"
    RECEIVED = "received"


class NotHere(errors.Conflict):
    type = "not-here"
    title = Sentence("Không ở bưu cục này", en="Not at this post office")
    detail = Sentence(
        "Theo sổ, bưu gửi này không nằm ở bưu cục {office}. Xin quét nhận hoặc quét đến trước.",
        en="By the books this parcel does not lie at post office {office}. Please scan it in first.",
    )


class NotOnItsWay(errors.Conflict):
    type = "not-on-its-way"
    title = Sentence("Nhầm hướng", en="Not on its way")
    detail = Sentence(
        "Bưu gửi này không đi qua bưu cục {office}. Xin xem lại trên phiếu gửi.",
        en="This parcel does not pass post office {office}. Please look at its label again.",
    )


class EmptyBag(errors.Conflict):
    """`results` stand beside the sentence: why each parcel stayed."""

    type = "empty-bag"
    title = Sentence("Túi trống", en="Empty bag")
    detail = Sentence(
        "Không kiện nào đóng được vào túi này, nên chưa lập bảng kê.",
        en="None of these parcels could go into the bag, so no manifest was made.",
    )


class BagReceived(errors.Conflict):
    type = "bag-received"
    title = Sentence("Túi đã nhận", en="Bag received before")
    detail = Sentence(
        "Túi này đã nhận lúc {at}, thiếu và thừa khác với lần này. Kiện tìm thấy sau xin quét đến từng kiện.",
        en="This bag was received at {at} with others missing or too many. Please scan what is found later one by one.",
    )


OWN_OFFICE = Sentence("Túi phải đi sang bưu cục khác.", en="A bag goes to another post office.")
NO_SUCH_OFFICE = Sentence("Không có bưu cục này.", en="There is no such post office.")
NOT_LISTED = Sentence("Không có trong bảng kê: {numbers}.", en="Not on the manifest: {numbers}.")
LISTED = Sentence("Có trong bảng kê: {numbers}.", en="On the manifest: {numbers}.")
