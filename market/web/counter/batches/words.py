"""The words of a list of numbers, and of what somebody brought."""

from market.delivery.rules.custody import ScanStanding
from market.language import Sentence

BATCH = {
    "title": Sentence("Nhiều gói một lần", en="Many at once"),
    "say": Sentence(
        "Chọn việc, quét hoặc dán các mã, rồi bấm “Ghi tất cả”.", en="Choose what to do, scan or paste, then press."
    ),
    "what": Sentence("Việc gì?", en="What?"),
    "numbers": Sentence("Các mã", en="The numbers"),
    "numbers_hint": Sentence(
        "Mỗi dòng một mã, nhiều nhất {most} mã một lần.", en="One a line, at most {most} at once."
    ),
    "brought_by": Sentence("Ai mang đến?", en="Who brought them?"),
    "brought_hint": Sentence(
        "Chỉ khi nhận vào: ghi tên thì có bảng kê để hai bên ký. Không cần thì để trống.",
        en="Only when taking in: with a name there is a list for both to sign. May be left empty.",
    ),
    "go": Sentence("Ghi tất cả", en="Note them all"),
    "no_numbers": Sentence(
        "Chưa có mã nào. Xin quét hoặc dán mã.", en="There is no number yet. Please scan or paste some."
    ),
    "too_many": Sentence(
        "Có {count} mã, mỗi lần nhiều nhất {most}. Xin bớt rồi ghi, phần còn lại ghi lần sau.",
        en="There are {count}, at most {most} at once. Please take some out, and note those afterwards.",
    ),
    "only_taking_in": Sentence("Chỉ ghi tên khi nhận vào.", en="A name is written down only when taking in."),
}
OUTCOME = {
    "title": Sentence("Đã ghi danh sách", en="The list is noted"),
    "say": Sentence(
        "Ghi được {recorded}, trùng {again}, chưa ghi {refused}. Gói chưa ghi thì để riêng.",
        en="{recorded} noted, {again} known before, {refused} not noted. Put those aside.",
    ),
    "say_again": Sentence(
        "Ghi được {recorded}; {again} gói đã ghi từ trước, không ghi thêm.",
        en="{recorded} noted; {again} were noted before, and not twice.",
    ),
    "say_all": Sentence("Ghi được cả {recorded} gói.", en="All {recorded} are noted."),
    "refused": Sentence("Chưa ghi được", en="Not noted"),
    "again": Sentence("Trùng: đã ghi trước rồi", en="Known before"),
    "recorded": Sentence("Đã ghi", en="Noted"),
    "another": Sentence("Ghi danh sách khác", en="Note another list"),
    "paper": Sentence("Bảng kê để ký", en="The list to sign"),
    "look": Sentence("xem gói", en="look at it"),
}
WHY = {
    "mistyped-number": Sentence("mã gõ sai, xem lại trên phiếu gửi", en="mistyped, look at the label again"),
    "unknown-parcel": Sentence("không có gói nào mang mã này", en="there is no such parcel"),
    "wrong-state": Sentence("gói này đã hủy hoặc đã xong", en="it is called off or has come to its end"),
}
OTHER_REASON = Sentence("chưa ghi được, xem gói để biết vì sao", en="not noted, look at it to see why")
STANDING = {
    ScanStanding.WAITING: Sentence("chờ người điều hành xem", en="waits for an operator"),
    ScanStanding.VOIDED: Sentence("đã hủy lần quét", en="taken back"),
}
PAPERS = {
    "title": Sentence("Bảng kê nhận hàng", en="What was brought"),
    "say": Sentence("Đếm lại cùng người mang đến, rồi hai bên ký.", en="Count it together, then both sign."),
    "list_say": Sentence("Xem lại những lần mang hàng đến.", en="Look at what was brought."),
    "brought_by": Sentence("Người mang đến", en="Brought by"),
    "received_by": Sentence("Người nhận", en="Received by"),
    "at": Sentence("Lúc", en="At"),
    "count": Sentence("{count} gói", en="{count} parcels"),
    "none": Sentence(
        "Chưa có lần nào. Ghi tên người mang đến khi nhận vào nhiều gói.",
        en="None yet. Write down who brings when taking in many.",
    ),
    "print": Sentence("In trang này để ký.", en="Print this page to sign it."),
}
