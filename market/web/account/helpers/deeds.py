"""What others do in somebody's name, in words: each by the name under which it is written down."""

from market.language import Sentence

_OTHER = Sentence("làm một việc khác", en="did something else")
DEEDS = {
    "list_product": Sentence("đăng một mặt hàng", en="listed a good"),
    "change_product": Sentence("sửa một mặt hàng", en="changed a good"),
    "move_stock": Sentence("sửa số hàng còn", en="changed how many are left"),
    "unlist_product": Sentence("ngừng bán một mặt hàng", en="stopped selling a good"),
    "relist_product": Sentence("bán lại một mặt hàng", en="sold a good again"),
    # By our own pages, where a step is smaller.
    "list_good": Sentence("đăng một mặt hàng", en="listed a good"),
    "change_details": Sentence("sửa một mặt hàng", en="changed a good"),
    "change_price": Sentence("đổi giá một mặt hàng", en="changed the price of a good"),
    "sell_out": Sentence("ghi một mặt hàng đã hết", en="wrote down that a good is sold out"),
    "rest": Sentence("ngừng bán một mặt hàng", en="stopped selling a good"),
    "sell_again": Sentence("bán lại một mặt hàng", en="sold a good again"),
    "make_cover": Sentence("đổi ảnh đầu của hàng", en="chose the first photo of a good"),
    "move_earlier": Sentence("xếp lại ảnh hàng", en="put photos in another order"),
    "declare": Sentence("khai giấy chứng nhận của hàng", en="declared a certificate"),
    "take_back": Sentence("bỏ giấy chứng nhận đã khai", en="took a certificate back"),
    "send_photo": Sentence("gửi ảnh giấy chứng nhận", en="sent the photo of a certificate"),
    "take_stand": Sentence("nhận gian ở một phiên chợ", en="took a stand at a fair"),
    "change_stand": Sentence("sửa gian ở một phiên chợ", en="changed a stand at a fair"),
    "withdraw_stand": Sentence("rút gian khỏi một phiên chợ", en="gave a stand up"),
    "put_stand_off": Sentence("dời ngày gửi của gian phiên chợ", en="put a stand's day off"),
    "say_packs_ready": Sentence("báo gian phiên chợ còn mấy gói", en="said how many packs a stand has"),
    "answer_review": Sentence("trả lời nhận xét của người mua", en="answered what a buyer said"),
    "withdraw_review_answer": Sentence("bỏ câu trả lời nhận xét", en="took an answer to a buyer back"),
    "change_about": Sentence("sửa gian hàng", en="changed the shop"),
    "pause": Sentence("cho gian hàng tạm nghỉ", en="paused the shop"),
    "reopen": Sentence("mở lại gian hàng", en="opened the shop again"),
    "add_photo": Sentence("thêm ảnh hàng", en="added a photo"),
    "remove_photo": Sentence("bỏ ảnh hàng", en="took a photo away"),
    "send_certificate_photo": Sentence("gửi ảnh giấy chứng nhận", en="sent the photo of a certificate"),
    "remove_certificate_photo": Sentence("bỏ ảnh giấy chứng nhận", en="took the photo of a certificate away"),
    "change_shop": Sentence("sửa gian hàng", en="changed the shop"),
    "pause_shop": Sentence("cho gian hàng tạm nghỉ", en="paused the shop"),
    "reopen_shop": Sentence("mở lại gian hàng", en="opened the shop again"),
    "order_accepted": Sentence("nhận một đơn", en="accepted an order"),
    "order_packed": Sentence("báo gói xong một đơn", en="said that an order is packed"),
    "order_cancelled": Sentence("từ chối một đơn", en="refused an order"),
    "order_delivered": Sentence("trao hàng cho khách", en="handed goods to the buyer"),
    "propose": Sentence("đề nghị khách đổi đơn", en="proposed a change to the buyer"),
    "accept_proposal": Sentence("ghi lời khách đồng ý đổi đơn", en="wrote down that the buyer agrees to a change"),
    "answer_question": Sentence("trả lời câu hỏi về một mặt hàng", en="answered a question about a good"),
    "dismiss_question": Sentence("bỏ qua một câu hỏi", en="passed a question over"),
    "write_order_message": Sentence("nhắn khách về một đơn", en="wrote to a buyer about an order"),
    "add_message_photo": Sentence("gửi khách một tấm ảnh", en="sent a buyer a photo"),
    "report_order_message": Sentence("báo một tin nhắn của khách", en="reported a message of a buyer"),
    "block_order_messages": Sentence("chặn tin nhắn của một đơn", en="blocked the messages of an order"),
    "unblock_order_messages": Sentence("thôi chặn tin nhắn của một đơn", en="unblocked the messages of an order"),
    "show_message_phones": Sentence("đồng ý hiện số điện thoại trong tin nhắn", en="agreed that phones are shown"),
    "hide_message_phones": Sentence("ẩn số điện thoại trong tin nhắn", en="had phones hidden in messages"),
    "receive_return": Sentence("nhận lại hàng bị trả", en="took returned goods back"),
    "refund": Sentence("trả lại tiền cho khách, có mã của bạn", en="paid a buyer back, with your code"),
    "send_complaint": Sentence(
        "báo có chuyện không ổn với một đơn", en="reported that something is wrong with an order"
    ),
    "take_complaint": Sentence("nhận xem một việc khách báo", en="took a report of a buyer in hand"),
    "answer_complaint": Sentence("trả lời một việc khách báo", en="answered a report of a buyer"),
    "pass_complaint_on": Sentence("chuyển một việc khách báo lên xã", en="passed a report of a buyer on"),
    "rate_complaint": Sentence("ghi bạn thấy trả lời thế nào", en="wrote down how you found an answer"),
    "reopen_complaint": Sentence("xin xem lại một trả lời", en="asked to have an answer looked at again"),
    "withdraw_complaint": Sentence("rút lại một việc đã báo", en="took a report back"),
    "add_complaint_photo": Sentence("gửi ảnh cho một việc đã báo", en="sent a photo with a report"),
    "open_collection_point": Sentence("thêm nơi khách đến lấy hàng", en="added a place to fetch goods"),
    "close_collection_point": Sentence("bỏ nơi khách đến lấy hàng", en="took away a place to fetch goods"),
    "ask": Sentence("xin rút tiền mặt cho bạn", en="asked to take out cash for you"),
    "confirm_cash_out": Sentence("gõ 6 số của bạn để rút tiền mặt", en="typed your digits for cash"),
    "cancel": Sentence("gọi lại phiếu lấy tiền", en="called a cash slip back"),
    "reissue": Sentence("xin mã lấy tiền mới cho bạn", en="asked for a new code for cash"),
    "ask_consent_code": Sentence("gửi bạn mã đồng ý", en="sent you the code to agree"),
    "ask_hand_over_code": Sentence("gửi bạn mã nhận gian hàng", en="sent you the code to take your shop over"),
    "ask_price_code": Sentence("gửi bạn mã đổi giá", en="sent you the code for a price"),
    "ask_refund_code": Sentence("gửi bạn mã trả lại tiền khách", en="sent you the code to pay a buyer back"),
    "ask_correction_code": Sentence("gửi mã để sửa số điện thoại", en="sent the code to put your phone right"),
    "open_household": Sentence("ghi tên hộ và mở gian hàng cho bạn", en="wrote you down and opened your shop"),
    "correct_household": Sentence("sửa thông tin của hộ", en="put right what is written of you"),
    "remove_household": Sentence("bỏ hộ khỏi sổ", en="took your household off the list"),
    "give_consent": Sentence("ghi lời đồng ý của bạn", en="wrote down that you agree"),
    "withdraw_consent": Sentence("ghi lời thôi không nhờ của bạn", en="wrote down that you end its help"),
    "send_paper": Sentence("gửi giấy đồng ý mang tên bạn", en="sent a paper of consent in your name"),
    "hand_over": Sentence("giao gian hàng về máy của bạn", en="handed your shop over to your phone"),
    "import_households": Sentence("ghi từ một danh sách hộ", en="wrote from a list of households"),
    "import_shops": Sentence("ghi từ một danh sách gian hàng", en="wrote from a list of shops"),
    "import_products": Sentence("ghi từ một danh sách hàng", en="wrote from a list of goods"),
    # Of offices, and of the market's own operators.
    "look_people_up": Sentence("xem bạn là ai", en="looked up who you are"),
    "show_complaint_reporter": Sentence("xem ai gửi khiếu nại của bạn", en="looked who sent your complaint"),
    "list_reported_messages": Sentence("xem tin nhắn bị báo của một đơn", en="read what was reported of an order"),
    "list_notices_of_person": Sentence("xem đã báo tin gì cho bạn", en="looked at what you were told"),
    "end_sessions": Sentence("đăng xuất mọi máy của bạn", en="signed all your phones out"),
    "ask_change": Sentence("xin chuyển tài khoản sang số khác", en="asked to move your account to another phone"),
    "agree_to_change": Sentence(
        "duyệt chuyển tài khoản sang số khác", en="agreed to move your account to another phone"
    ),
    "suspend_shop": Sentence("tạm khóa gian hàng", en="suspended your shop"),
    "reinstate_shop": Sentence("mở khóa gian hàng", en="lifted the suspension of your shop"),
}


def said(deed: str) -> Sentence:
    return DEEDS.get(deed, _OTHER)


def said_to_others(deed: str) -> Sentence:
    """The same to whoever is not the household itself."""
    told = said(deed)
    english = told.en.replace("you are", "it is").replace("your", "its").replace("you", "it")
    return Sentence(str(told).replace("bạn", "hộ"), en=english)
