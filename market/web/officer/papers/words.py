"""The words of signed papers, as an officer looks at them."""

from market.language import Sentence

PAPERS = {
    "title": Sentence("Giấy đồng ý của hộ", en="Papers of households that agree"),
    "say": Sentence(
        "Bấm vào từng hộ, xem ảnh giấy đã ký, rồi nhận hoặc từ chối.",
        en="Press each household, look at the photo of the signed paper, then take or refuse it.",
    ),
    "say_none": Sentence(
        "Không có giấy nào chờ xem. Khi tổ ở thôn gửi ảnh giấy, giấy hiện ra ở đây.",
        en="No paper waits. What the team of a village sends will stand here.",
    ),
    "sent": Sentence("{who} gửi {when}", en="sent by {who} {when}"),
}
PAPER = {
    "say": Sentence(
        "Xem tên và chữ ký trên ảnh. Đúng là hộ này thì bấm “Nhận giấy”.",
        en="Look at the name and the signature. If it is this household, press “Take it”.",
    ),
    "say_agreed": Sentence(
        "Giấy này đã được nhận: gian hàng đã mở, tổ được làm giúp.",
        en="This paper was taken: the shop is open and the team may help.",
    ),
    "say_refused": Sentence("Giấy này không còn tính: đã bị từ chối.", en="This paper counts no more: it was refused."),
    "photo": Sentence("Ảnh giấy đồng ý của {name}", en="Photo of the paper of {name}"),
    "larger": Sentence("Xem ảnh lớn", en="See it larger"),
    "written": Sentence("Tổ đã ghi", en="What the team wrote down"),
    "look": Sentence("Xem hộ này và việc đã làm cho hộ", en="Look at this household, and what was done for it"),
    "household": Sentence("Hộ", en="Household"),
    "village": Sentence("Thôn", en="Village"),
    "sender": Sentence("Người gửi", en="Sent by"),
    "sent_at": Sentence("Gửi ngày", en="Sent on"),
    "decided_at": Sentence("Đã xem ngày", en="Looked at on"),
    "why": Sentence("Lý do", en="Reason"),
    "agree": Sentence("Nhận giấy", en="Take it"),
    "what_comes": Sentence(
        "Gian hàng sẽ mở, tổ ở thôn được làm giúp. Hộ được báo tin và rút lại lúc nào cũng được.",
        en="The shop opens and the team of the village may help. The household is told, and may take it back any time.",
    ),
    "refusing": Sentence("Không đúng?", en="Not right?"),
    "reason": Sentence("Vì sao? (không bắt buộc)", en="Why? (may be left empty)"),
    "reason_hint": Sentence("Ví dụ: ảnh mờ, thiếu chữ ký", en="Such as: blurred, not signed"),
    "refuse": Sentence("Từ chối", en="Refuse"),
    "own_hand": Sentence(
        "Bạn đã gửi giấy này, hoặc là người của hộ này: một cán bộ khác phải xem.",
        en="You have sent this paper or are of this household: another officer has to look at it.",
    ),
    "back": Sentence("Về danh sách", en="To the list"),
}
DONE = {
    "agreed": Sentence("Đã nhận giấy. Gian hàng của hộ đã mở.", en="Taken. The household's shop is open."),
    "refused": Sentence("Đã từ chối giấy này.", en="This paper is refused."),
}
