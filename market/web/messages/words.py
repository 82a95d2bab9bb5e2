"""The words of messages about orders, to buyers, households and their teams."""

from market.language import Sentence

DONE = {
    "sent": Sentence("Đã gửi. Bên kia sẽ được báo.", en="Sent. The other side is told."),
    "photo": Sentence("Đã gửi ảnh.", en="The photo is sent."),
    "seen": Sentence("Đã ghi là bạn đọc rồi.", en="Written down that you have read it."),
    "agreed": Sentence(
        "Bạn đã đồng ý. Bên kia cũng đồng ý thì số điện thoại hiện ra.",
        en="You agreed. Once the other side agrees too, phone numbers are shown.",
    ),
    "hidden": Sentence("Số điện thoại lại được ẩn.", en="Phone numbers are hidden again."),
    "blocked": Sentence("Đã chặn. Không ai nhắn về đơn này nữa.", en="Blocked. Nobody writes about this order now."),
    "unblocked": Sentence("Đã thôi chặn.", en="Not blocked any more."),
    "reported": Sentence(
        "Đã báo. Người của chợ sẽ xem và trả lời bạn.", en="Reported. People of the market look at it and answer."
    ),
}
INBOX = {
    "title": Sentence("Tin nhắn", en="Messages"),
    "say_new": Sentence("Có tin mới. Bấm vào đơn để đọc và trả lời.", en="Something new. Press an order to read it."),
    "say": Sentence("Không có tin mới. Bấm vào đơn để đọc lại.", en="Nothing new. Press an order to read it again."),
    "say_none": Sentence(
        "Chưa có tin nào. Vào một đơn, bấm “Nhắn tin”.", en="No messages yet. Open an order and press “Write”."
    ),
    "which": Sentence("Tin của đơn nào", en="Of which orders"),
    "buyer": Sentence("Đơn tôi mua", en="What I bought"),
    "seller": Sentence("Đơn tôi bán", en="What I sell"),
    "new": Sentence("{n} tin mới", en="{n} new"),
    "you": Sentence("Bạn", en="You"),
    "older": Sentence("Tin cũ hơn", en="Older ones"),
    "go": Sentence("Đến các đơn", en="To the orders"),
}
THREAD = {
    "title": Sentence("Tin nhắn, đơn {number}", en="Messages, order {number}"),
    "say_write_buyer": Sentence(
        "Nhắn nhà bán về đơn này: viết vào ô rồi bấm “Gửi”.", en="Write to the household here, and press “Send”."
    ),
    "say_write_household": Sentence(
        "Nhắn khách về đơn này: viết vào ô rồi bấm “Gửi”.", en="Write to the buyer here, and press “Send”."
    ),
    "say_new_buyer": Sentence(
        "Nhà bán nhắn bạn. Đọc, rồi trả lời ở dưới.", en="The household wrote. Read, and answer."
    ),
    "say_new_household": Sentence("Khách nhắn bạn. Đọc, rồi trả lời ở dưới.", en="The buyer wrote. Read, and answer."),
    "say_wait": Sentence("Đã gửi. Xin chờ bên kia trả lời.", en="Sent. Please wait for an answer."),
    "say_blocked": Sentence(
        "Tin nhắn của đơn này đã bị chặn. Có gì chưa ổn thì báo chợ.",
        en="The messages of this order are blocked. Please report what is wrong.",
    ),
    "say_blocked_by_me": Sentence(
        "Bạn đã chặn tin nhắn của đơn này. Muốn nhắn lại thì bấm “Thôi chặn”.",
        en="You have blocked the messages of this order. To write again press “Unblock”.",
    ),
    "say_closed": Sentence(
        "Đơn này không nhắn tin được nữa. Bạn vẫn đọc lại được.", en="This order takes no messages. You can still read."
    ),
    "order": Sentence("Xem đơn: {goods}", en="The order: {goods}"),
    "older": Sentence("Tin cũ hơn", en="Older messages"),
    "newest": Sentence("Tin mới nhất", en="The newest messages"),
    "me": Sentence("Bạn", en="You"),
    "buyer": Sentence("Khách", en="The buyer"),
    "seller": Sentence("Nhà bán", en="The household"),
    "team_member": Sentence("Tổ công nghệ số, thay nhà bán", en="The team, for the household"),
    "forgotten": Sentence("(tin đã xóa)", en="(deleted)"),
    "photo_of": Sentence("Ảnh của tin {n}", en="Photo of message {n}"),
    "report": Sentence("Báo tin này", en="Report this"),
    "reported": Sentence("Bạn đã báo tin này", en="You reported this"),
    "text": Sentence("Tin của bạn", en="Your message"),
    "text_hint": Sentence(
        "Nhiều nhất 500 chữ cái. Số điện thoại được ẩn.", en="At most 500 letters. Phones are hidden."
    ),
    "send": Sentence("Gửi", en="Send"),
    "add_photo": Sentence("Thêm ảnh vào tin vừa gửi", en="Add a photo to what you sent"),
    "take": Sentence("Chụp ảnh", en="Take a photo"),
    "choose": Sentence("Hoặc chọn ảnh có sẵn", en="Or choose one"),
    "choose_hint": Sentence("Ảnh trong máy, nhiều nhất 10 MB.", en="On the phone, at most 10 MB."),
    "seen": Sentence("Tôi đã đọc", en="I have read it"),
    "phones": Sentence("Số điện thoại", en="Phone numbers"),
    "phones_hidden": Sentence(
        "Số điện thoại trong tin được ẩn. Hai bên cùng đồng ý thì số hiện ra.",
        en="Phone numbers are hidden. They are shown once both sides agree.",
    ),
    "phones_asked": Sentence("Bên kia đồng ý cho xem số.", en="The other side agrees to show them."),
    "phones_waits": Sentence("Bạn đã đồng ý, chờ bên kia.", en="You agreed; the other side has not yet."),
    "phones_shown": Sentence("Hai bên đã đồng ý: số điện thoại hiện ra.", en="Both agreed: phone numbers are shown."),
    "agree": Sentence("Đồng ý cho xem số", en="Agree to show them"),
    "hide": Sentence("Ẩn số lại", en="Hide them again"),
    "block_title": Sentence("Không muốn nhận tin nữa?", en="Enough?"),
    "block_hint": Sentence(
        "Chặn rồi thì hai bên không nhắn về đơn này nữa. Đơn vẫn như cũ.",
        en="Then neither side writes about this order. The order stays as it is.",
    ),
    "block": Sentence("Chặn tin nhắn", en="Block messages"),
    "unblock": Sentence("Thôi chặn", en="Unblock"),
    "all": Sentence("Mọi tin nhắn", en="All messages"),
}
REPORT = {
    "title": Sentence("Báo một tin nhắn", en="Report a message"),
    "say": Sentence(
        "Nói vài lời tin này sai ở đâu, rồi bấm “Báo”.", en="Say in a few words what is wrong, then press “Report”."
    ),
    "what": Sentence("Tin bị báo", en="The message"),
    "reason": Sentence("Sai ở đâu?", en="What is wrong?"),
    "reason_hint": Sentence(
        "Ví dụ: lời xúc phạm, đòi tiền ngoài chợ.", en="Rude words, say, or money asked elsewhere."
    ),
    "report": Sentence("Báo", en="Report"),
    "kept": Sentence(
        "Bên kia không được báo là bạn đã báo.", en="The other side is not told that you have reported it."
    ),
    "back": Sentence("Thôi, không báo", en="No, do not report"),
}
