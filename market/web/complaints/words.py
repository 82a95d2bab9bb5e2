"""The words of complaints: kind, short, without blame. Vietnamese first."""

from market.complaints.rules.kinds import Kind
from market.complaints.rules.outcomes import Outcome, Rating
from market.language import Sentence

KIND_PICTURES = {
    Kind.NOT_COME: "truck",
    Kind.SPOILT: "drop",
    Kind.WRONG: "pack",
    Kind.NOT_AS_DESCRIBED: "search",
    Kind.UNSAFE: "warn",
    Kind.MONEY: "money",
    Kind.CONDUCT: "people",
    Kind.OTHER: "more",
}
OUTCOME_PICTURES = {
    Outcome.EXPLAINED: "word",
    Outcome.REPLACED: "pack",
    Outcome.REFUND: "return",
    Outcome.CLAIM: "post",
    Outcome.REVERSAL: "scan",
    Outcome.UNFOUNDED: "check",
}
RATING_PICTURES = {Rating.SATISFIED: "glad", Rating.ACCEPTABLE: "calm", Rating.NOT: "sad"}
ABOUT = {
    "order": Sentence("Đơn {number}, {shop}", en="Order {number}, {shop}"),
    "parcel": Sentence("Bưu kiện {number}, {shop}", en="Parcel {number}, {shop}"),
    "shop": Sentence("Gian hàng {name}", en="Shop {name}"),
    "nothing": Sentence("Việc khác ở chợ", en="Something else at the market"),
}
_WORDS_HINT = Sentence(
    "Vài chữ là đủ: có gì không ổn, bạn muốn thế nào.", en="A few words: what is wrong, and what you would like."
)
NEW = {
    "title": Sentence("Có chuyện không ổn", en="Something is wrong"),
    "say": Sentence(
        "Viết vài chữ, rồi bấm đúng việc dưới đây. Bấm là gửi.",
        en="Write a few words, then press what it is: that sends it.",
    ),
    "words": Sentence("Có chuyện gì?", en="What happened?"),
    "words_hint": _WORDS_HINT,
    "reference": Sentence("Về ai, về việc gì (nếu có)", en="About whom or what (if you like)"),
    "which": Sentence("Việc gì? Bấm một lần để gửi", en="What is it? One press sends it"),
    "what_then": Sentence(
        "Có người trả lời trong 7 ngày làm việc, đồ ăn không an toàn thì 1 ngày. Người bán không thấy ai báo. "
        "Ảnh gửi ở trang sau.",
        en="Somebody answers within 7 working days, within 1 if food is not safe. The seller does not see who reports. "
        "Photos are sent on the next page.",
    ),
    "mine": Sentence("Những việc bạn đã báo", en="What you have reported"),
    "by_code": Sentence("Đơn do người khác đặt? Báo bằng mã", en="Somebody else ordered it? Report by code"),
    "keep": Sentence("Thôi, quay lại", en="No, go back"),
    "pick_one": Sentence("Xin bấm vào một việc.", en="Please press one of them."),
}
BY_CODE = {
    **NEW,
    "say_phone": Sentence(
        "Gõ số điện thoại đặt hàng hoặc nhận hàng. Chúng tôi gửi mã 6 số.",
        en="Type the phone that ordered or receives it. We send six digits.",
    ),
    "say": Sentence(
        "Gõ mã trong tin nhắn, viết vài chữ, rồi bấm đúng việc. Bấm là gửi.",
        en="Type the code from the message, a few words, then press what it is: that sends it.",
    ),
    "number": Sentence("Mã đơn hoặc mã vận đơn", en="Order or tracking number"),
    "phone": Sentence("Số điện thoại", en="Phone"),
    "send_code": Sentence("Gửi mã cho tôi", en="Send me a code"),
    "code": Sentence("Mã 6 số", en="Six digits"),
    "code_hint": Sentence(
        "Chỉ gửi khi số điện thoại đúng với đơn. Không thấy mã thì xem lại số.",
        en="Only sent if the phone belongs to the order. If none comes, check the number.",
    ),
    "other_phone": Sentence("Gõ lại số điện thoại", en="Type the phone again"),
    "has_account": Sentence("Tôi có tài khoản, đăng nhập", en="I have an account: sign in"),
}
FIND = {
    "title": Sentence("Xem việc đã báo", en="Follow a complaint"),
    "say": Sentence(
        "Gõ số và mã trong tin nhắn báo đã nhận, rồi bấm “Xem”.", en="Type number and code of our message, then “Look”."
    ),
    "number": Sentence("Số khiếu nại", en="Number"),
    "code": Sentence("Mã 10 chữ", en="Code of ten letters"),
    "look": Sentence("Xem", en="Look"),
    "has_account": Sentence("Tôi có tài khoản, đăng nhập", en="I have an account: sign in"),
    "wrong": Sentence(
        "Số hoặc mã chưa đúng. Xin xem lại tin nhắn.", en="Number or code is wrong. Please see the message."
    ),
}
LIST = {
    "title": Sentence("Việc bạn đã báo", en="What you have reported"),
    "say": Sentence("Bấm vào từng việc để xem trả lời.", en="Press one to see its answer."),
    "say_none": Sentence(
        "Bạn chưa báo việc gì. Có chuyện không ổn với đơn nào thì báo từ trang của đơn đó.",
        en="Nothing yet. If something is wrong with an order, report it from its page.",
    ),
    "orders": Sentence("Đơn của bạn", en="Your orders"),
    "other": Sentence("Báo việc khác", en="Report something else"),
    "more": Sentence("Xem thêm", en="More"),
    "due": Sentence("Trả lời chậm nhất", en="Answer due by"),
    "late": Sentence("đã quá hạn", en="late"),
}
COMPLAINT = {
    "title": Sentence("Khiếu nại {number}", en="Complaint {number}"),
    "answer": Sentence("Trả lời", en="The answer"),
    "from": Sentence("của {who}", en="of {who}"),
    "gives_back": Sentence("Trả lại {refund_vnd} đ", en="{refund_vnd} đ given back"),
    "how": Sentence("Bạn thấy trả lời thế nào?", en="How was the answer?"),
    "you_rated": Sentence("Bạn thấy: {rating}", en="You found it: {rating}"),
    "rated": Sentence("Người gửi thấy: {rating}", en="Found: {rating}"),
    "again": Sentence("Chưa ổn? Xin xem lại", en="Not well yet? Have it looked at again"),
    "why": Sentence("Vì sao? Còn thiếu gì?", en="Why? What is missing?"),
    "why_hint": Sentence(
        "Nơi cao hơn sẽ xem, không phải nơi vừa trả lời. Mở lại được một lần.",
        en="A higher office looks. This is possible once.",
    ),
    "reopen": Sentence("Mở lại", en="Open it again"),
    "reopened_because": Sentence("Mở lại vì", en="Opened again because"),
    "said": Sentence("Đã báo", en="What was reported"),
    "photos": Sentence("Ảnh", en="Photos"),
    "nth": Sentence("Ảnh {n}", en="Photo {n}"),
    "take": Sentence("Chụp ảnh", en="Take a photo"),
    "choose": Sentence("Hoặc chọn ảnh có sẵn trong máy", en="Or choose one from the phone"),
    "choose_hint": Sentence(
        "Nặng nhất 10 MB. Chỉ người giải quyết thấy.", en="10 MB at most. Only those who handle it see it."
    ),
    "send": Sentence("Gửi ảnh", en="Send the photo"),
    "add": Sentence("Gửi thêm ảnh", en="Send a photo"),
    "enough": Sentence("Đã đủ 4 ảnh.", en="There are four already."),
    "due": Sentence("Trả lời chậm nhất", en="Answer due by"),
    "with": Sentence("Đang ở", en="Lies with"),
    "late": Sentence("đã quá hạn", en="late"),
    "order": Sentence("Xem đơn {number}", en="See order {number}"),
    "history": Sentence("Đã qua", en="So far"),
    "settled": Sentence("Đã ổn rồi? Rút lại", en="All well by now? Take it back"),
    "settled_hint": Sentence("Rút lại thì đơn đi tiếp ngay.", en="The order goes on at once."),
    "withdraw": Sentence("Rút lại khiếu nại", en="Take it back"),
    "all": Sentence("Tất cả việc đã báo", en="All you have reported"),
    "waits": Sentence(
        "Tiền của riêng đơn này chờ đến khi xong.", en="The money of this order alone waits until it is over."
    ),
    "merged": Sentence("Giải quyết chung với một khiếu nại cùng việc.", en="Handled with another about the same."),
}
# What its reporter reads first, by how it stands.
SAY = {
    "waits": Sentence(
        "{where} đang xem. Có trả lời chúng tôi báo bạn, chậm nhất hết {until}.",
        en="{where} looks into it. You will be told the answer, by {until} at the latest.",
    ),
    "late": Sentence(
        "Đã quá hạn trả lời, xin lỗi bạn. Việc này đang ở {where}.",
        en="The answer is late, we are sorry. It lies with {where}.",
    ),
    "answered": Sentence(
        "Đọc trả lời dưới đây, rồi bấm bạn thấy thế nào. Hạn đến hết {closes}.",
        en="Read the answer below, then press how you find it, by {closes}.",
    ),
    "not-content": Sentence(
        "Viết vì sao bạn chưa hài lòng, rồi bấm “Mở lại”. Hạn đến hết {closes}.",
        en="Write why you are not content, then press “Open it again”, by {closes}.",
    ),
    "closed": Sentence("Việc này đã xong.", en="This is over."),
    "merged": Sentence(
        "Việc này giải quyết chung với một khiếu nại cùng việc. Có trả lời sẽ báo bạn.",
        en="It is handled with another about the same. You will be told the answer.",
    ),
    "refused": Sentence("Không nhận giải quyết: {reason}.", en="Not taken up: {reason}."),
    "withdrawn": Sentence("Bạn đã rút lại. Đơn đi tiếp.", en="You took it back. The order goes on."),
}
# What those read who are to answer it, or were asked about it.
SAY_HANDS = {
    "to_answer": Sentence(
        "Đọc người gửi nói gì, rồi trả lời, chậm nhất hết {moves}.",
        en="Read what is said, then answer it by {moves} at the latest.",
    ),
    "late": Sentence("Đã quá hạn. Xin trả lời ngay hôm nay.", en="It is late. Please answer today."),
    "lower": Sentence(
        "Việc này ở {where} đến hết {moves}. Cần thì bạn trả lời thay.",
        en="It lies with {where} until {moves}. You may answer instead if need be.",
    ),
    "elsewhere": Sentence(
        "Việc này đang ở {where}. Bạn chưa phải làm gì.", en="It lies with {where}. Nothing to do for you."
    ),
    "answered": Sentence(
        "Đã trả lời. Người gửi nói lại được đến hết {closes}.",
        en="It is answered. Who sent it may object until {closes}.",
    ),
    "closed": Sentence("Việc này đã xong.", en="This is over."),
    "merged": Sentence("Việc này đã gộp vào một khiếu nại khác.", en="It was merged into another."),
    "refused": Sentence("Không nhận giải quyết: {reason}.", en="Not taken up: {reason}."),
    "withdrawn": Sentence("Người gửi đã rút lại.", en="It was taken back."),
}
HANDLING = {
    **COMPLAINT,
    "answering": Sentence("Trả lời", en="Answer"),
    "outcome": Sentence("Giải quyết thế nào?", en="How is it settled?"),
    "answer_words": Sentence("Nói với người gửi", en="What you say to them"),
    "answer_hint": Sentence("Lời nhẹ nhàng. Người gửi và hai bên đọc được.", en="In kind words: both sides read it."),
    "amount": Sentence(
        "Trả lại bao nhiêu đồng (chỉ khi trả lại tiền)", en="How much goes back, in đồng (only for a refund)"
    ),
    "code_why": Sentence(
        "Trả lại tiền thay hộ thì cần mã gửi về máy của hộ.", en="To give the household's money back you need its code."
    ),
    "get_code": Sentence("Gửi mã về máy của hộ", en="Send a code to the household"),
    "code": Sentence("Mã của hộ", en="The household's code"),
    "send_answer": Sentence("Gửi trả lời", en="Send the answer"),
    "see_to": Sentence("Tôi xem việc này", en="I see to it"),
    "taken": Sentence("Đã có người nhận xem.", en="Somebody sees to it."),
    "passing": Sentence("Không giải quyết được? Chuyển đi", en="Not for you? Pass it on"),
    "to": Sentence("Chuyển cho ai?", en="To whom?"),
    "note": Sentence("Nhắn người nhận (không bắt buộc)", en="A word for them (if you like)"),
    "note_hint": Sentence("Hai bên không đọc được.", en="Neither side reads it."),
    "pass_on": Sentence("Chuyển đi", en="Pass it on"),
    "moves_on": Sentence("Ở đây đến hết", en="Here until"),
    "merging": Sentence("Trùng với việc khác? Gộp lại", en="The same as another? Merge it"),
    "into": Sentence("Gộp vào số nào?", en="Into which?"),
    "merge": Sentence("Gộp lại", en="Merge"),
    "refusing": Sentence("Không nhận giải quyết?", en="Not to be taken up?"),
    "reason": Sentence("Lý do. Danh sách này công khai.", en="Why. The list is public."),
    "refusal_words": Sentence("Nói thêm (không bắt buộc)", en="Some more words (if you like)"),
    "refuse": Sentence("Không nhận", en="Do not take it up"),
    "who": Sentence("Xem ai gửi, để hỏi thêm", en="See who sent it, to ask them"),
    "who_hint": Sentence("Người gửi đọc được bạn đã xem, lúc nào.", en="They read that you looked, and when."),
    "reporter": Sentence("Người gửi (chỉ cán bộ xem được)", en="Who sent it (told to officers alone)"),
    "nobody": Sentence("Không còn biết là ai.", en="Nobody knows any more."),
    "call": Sentence("Gọi {phone}", en="Call {phone}"),
    "back": Sentence("Về danh sách", en="To the list"),
    "notes": Sentence("Lời nhắn giữa các nơi", en="Words from one to the next"),
}
DONE = {
    "sent": Sentence(
        "Đã gửi. Chúng tôi báo bạn khi có trả lời. Có ảnh thì gửi thêm dưới đây.",
        en="Sent. You will be told the answer. Photos can be added below.",
    ),
    "photo": Sentence("Đã thêm ảnh.", en="The photo is added."),
    "rated": Sentence("Cảm ơn bạn đã cho biết.", en="Thank you for telling us."),
    "not-content": Sentence(
        "Đã ghi. Muốn được xem lại thì viết vì sao ở dưới.", en="Noted. To have it looked at again, write why below."
    ),
    "reopened": Sentence("Đã mở lại, nơi cao hơn sẽ xem.", en="Opened again: a higher office looks."),
    "withdrawn": Sentence("Đã rút lại.", en="Taken back."),
    "taken": Sentence("Bạn đã nhận xem việc này.", en="You see to it now."),
    "passed": Sentence("Đã chuyển đi.", en="Passed on."),
    "answered": Sentence("Đã trả lời. Người gửi được báo.", en="Answered. They are told."),
    "merged": Sentence("Đã gộp.", en="Merged."),
    "refused": Sentence("Đã ghi không nhận. Người gửi được báo lý do.", en="Not taken up. They are told why."),
}
