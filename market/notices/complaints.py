"""What is told of a complaint, to whoever sent it, to the household, and to those who have it in hand."""

from market.language import Sentence

COMPLAINTS: dict[str, Sentence] = {
    "complaint_received": Sentence(
        "Chợ Phiên: đã nhận khiếu nại {number}. {where} xem trước, hạn trả lời hết ngày {until}.",
        en="Cho Phien: complaint {number} was received. First {where} looks into it; an answer is due by {until}.",
    ),
    "complaint_code": Sentence(
        "Chợ Phiên: đã nhận khiếu nại, hạn trả lời hết ngày {until}. Xem: {link} bằng mã {code}.",
        en="Cho Phien: we have your complaint; an answer is due by {until}. Follow it: {link} with code {code}.",
    ),
    "complaint_for_shop": Sentence(
        "Chợ Phiên: khách báo về {subject}: {kind}. Xin trả lời hết ngày {moves}; chỉ tiền đơn này phải chờ.",
        en="Cho Phien: about {subject}: {kind}. Please answer by {moves}. The money of this order waits, no other's.",
    ),
    "complaint_holds": Sentence(
        "Chợ Phiên: có khiếu nại về {subject}, {where} đang xem. Chỉ tiền đơn này phải chờ đến khi xong.",
        en="Cho Phien: somebody complains of {subject}; {where} looks into it. Its money waits until then, no other's.",
    ),
    "complaint_to_handle": Sentence(
        "Chợ Phiên: khiếu nại ({kind}) chờ {where} trả lời, hạn hết ngày {until}: {link}",
        en="Cho Phien: a complaint ({kind}) waits for {where}, due by {until}: {link}",
    ),
    "complaint_passed_on": Sentence(
        "Chợ Phiên: khiếu nại {number} đã chuyển cho {where}. Hạn trả lời vẫn là hết ngày {until}.",
        en="Cho Phien: complaint {number} was passed to {where}. The answer is still due by {until}.",
    ),
    "complaint_answered": Sentence(
        "Chợ Phiên: khiếu nại có trả lời: {outcome}. Bạn thấy thế nào? Xem và cho biết đến hết {closes}: {link}",
        en="Cho Phien: your complaint was answered: {outcome}. Please say how it was by {closes}: {link}",
    ),
    "complaint_answered_for_shop": Sentence(
        "Chợ Phiên: {answered_by} đã trả lời khiếu nại về {subject}: {outcome}. Người gửi nói lại được đến {closes}.",
        en="Cho Phien: {answered_by} answered about {subject}: {outcome}. Whoever complained may object by {closes}.",
    ),
    "complaint_unrated": Sentence(
        "Chợ Phiên: bạn thấy trả lời khiếu nại thế nào? Cho biết đến {closes}, sau đó coi là xong: {link}",
        en="Cho Phien: were you content with the answer? Please say by {closes}; then it is closed: {link}",
    ),
    "complaint_reopened": Sentence(
        "Chợ Phiên: khiếu nại {number} đã mở lại và chuyển lên {where}, hạn trả lời hết ngày {until}.",
        en="Cho Phien: complaint {number} was opened again and passed up to {where}; an answer is due by {until}.",
    ),
    "complaint_reopened_for_shop": Sentence(
        "Chợ Phiên: người gửi chưa hài lòng về {subject}, {where} xem lại, hạn {until}. Tiền đơn này chờ tiếp.",
        en="Cho Phien: they were not content about {subject}; {where} looks again by {until}. Its money waits on.",
    ),
    "complaint_refused": Sentence(
        "Chợ Phiên: khiếu nại không được giải quyết: {reason}. Xem {link}",
        en="Cho Phien: your complaint is not taken up: {reason}. See {link}",
    ),
    "complaint_merged": Sentence(
        "Chợ Phiên: khiếu nại {number} được giải quyết chung với một khiếu nại cùng việc. Có trả lời sẽ báo bạn.",
        en="Cho Phien: complaint {number} is handled with another about the same. You will be told the answer.",
    ),
    "complaint_over_for_shop": Sentence(
        "Chợ Phiên: khiếu nại về {subject} đã xong. Tiền đơn này không phải chờ vì việc đó nữa.",
        en="Cho Phien: the complaint about {subject} is over. The money of this order no longer waits for it.",
    ),
}
