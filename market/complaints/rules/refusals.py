"""What is said to whoever asks for what cannot be done with a complaint."""

from market import errors
from market.language import Sentence


class OwnComplaint(errors.Conflict):
    type = "own-affair"
    title = Sentence("Việc của chính bạn", en="Your own affair")
    detail = Sentence(
        "Bạn không tự khiếu nại hàng, gian hàng của mình, và không giải quyết việc có mình trong đó.",
        en="You do not complain of your own goods or shop, nor decide on what you have a part in.",
    )


class ComplaintKnown(errors.Conflict):
    type = "complaint-known"
    title = Sentence("Đã có khiếu nại này", en="Complained of already")
    detail = Sentence(
        "Bạn đã gửi khiếu nại {number} về việc này, đang được giải quyết. Xin xem ở đó.",
        en="You have sent complaint {number} about this, and it is being looked into. Please see there.",
    )


class TooLongAgo(errors.Conflict):
    type = "too-long-ago"
    title = Sentence("Đã quá lâu", en="Too long ago")
    detail = Sentence(
        "Đơn này xong đã hơn {days} ngày, không khiếu nại được nữa.",
        en="This order was finished more than {days} days ago; it cannot be complained of any more.",
    )


class NotInYourHands(errors.NotAllowed):
    type = "not-in-your-hands"
    title = Sentence("Không ở chỗ bạn", en="Not in your hands")
    detail = Sentence(
        "Khiếu nại này đang ở nơi khác giải quyết ({where}).", en="This complaint is in other hands now ({where})."
    )


class ReopenedBefore(errors.Conflict):
    type = "reopened-before"
    title = Sentence("Đã mở lại một lần", en="Reopened before")
    detail = Sentence(
        "Khiếu nại này đã được mở lại một lần. Mỗi khiếu nại chỉ mở lại được một lần.",
        en="It was reopened already. Each complaint is reopened once.",
    )


class OutcomeNotYours(errors.NotAllowed):
    type = "outcome-not-yours"
    title = Sentence("Không quyết việc này được", en="Not for you to decide")
    detail = Sentence(
        "Nơi đang giữ khiếu nại không tự làm việc này được. Xin chuyển lên trên.",
        en="Who holds the complaint cannot bring this about. Please pass it on.",
    )


class NotTheSame(errors.Conflict):
    type = "not-the-same"
    title = Sentence("Không cùng một việc", en="Not the same matter")
    detail = Sentence(
        "Chỉ gộp được hai khiếu nại còn mở về cùng một đơn, hoặc cùng một gian hàng.",
        en="Only two open complaints about the same order, or the same shop, can be merged.",
    )


class ComplaintsOpen(errors.Conflict):
    type = "complaints-open"
    title = Sentence("Còn khiếu nại chưa xong", en="Complaints still open")
    detail = Sentence(
        "Còn khiếu nại về gian hàng của bạn chưa xong. Xin chờ xong rồi xóa tài khoản.",
        en="Something is still complained of your shop. Please let it be settled, then delete your account.",
    )


class ComplaintOver(errors.Conflict):
    type = "complaint-over"
    title = Sentence("Khiếu nại đã xong", en="The complaint is over")
    detail = Sentence(
        "Khiếu nại này đã xong, không thêm ảnh được nữa.", en="This complaint is over; no photo is added any more."
    )


NOT_OF_THIS = Sentence("Không hợp với việc đang nói tới.", en="It does not go with what is complained of.")
ONE_SUBJECT = Sentence(
    "Xin chỉ nói một việc: đơn, bưu gửi hoặc gian hàng.", en="Please name one: an order, a parcel or a shop."
)
NEEDS_AMOUNT = Sentence("Xin cho biết trả lại bao nhiêu.", en="Please say how much is given back.")
NEEDS_ORDER = Sentence("Chỉ làm được khi khiếu nại về một đơn.", en="Only where it is about an order.")
NO_AMOUNT = Sentence("Chỉ ghi số tiền khi trả lại tiền.", en="Only what gives money back has an amount.")
NOTHING_SCANNED = Sentence("Chưa có lần quét giao hàng nào để sửa.", en="No scan says that it was delivered.")
UNKNOWN = Sentence("Không có khiếu nại mang số này.", en="There is no complaint with this number.")
