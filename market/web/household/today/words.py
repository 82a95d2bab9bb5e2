"""The words of `/shop`: what is to be done today, and the shop that somebody opens."""

from market.language import Sentence

TODAY = {
    "title": Sentence("Việc hôm nay", en="Today"),
    "accept": Sentence("Nhận đơn", en="Accept"),
    "look": Sentence("Xem đơn", en="Look at it"),
    "yours": Sentence("Bạn được {yours_vnd} đ", en="Yours: {yours_vnd} đ"),
    "changed": Sentence("Khách đã sửa hoặc trả lời.", en="The buyer changed something."),
    "asked": Sentence("{n} câu hỏi về hàng", en="{n} questions about goods"),
    "asked_hint": Sentence("Trả lời khách", en="Answer them"),
    "written_hint": Sentence("Đọc và trả lời", en="Read and answer"),
    "all_new": Sentence("Xem cả {n} đơn chờ nhận", en="All {n} to accept"),
    "to_do": Sentence("Việc cần làm", en="To do"),
    "said": Sentence("{n} lời người mua chưa được trả lời", en="{n} buyers wait for an answer"),
    "said_hint": Sentence("Đọc, cảm ơn, hoặc nói sẽ làm khác", en="Read, thank them, or say what you will do"),
    "know": Sentence("Cần biết", en="Good to know"),
    "heard": Sentence("{n} việc khách báo, chờ bạn trả lời", en="{n} reports of buyers to answer"),
    "heard_hint": Sentence(
        "Trả lời trong 2 ngày làm việc; tiền của đơn đó đang chờ", en="Within 2 working days; its money waits"
    ),
    "fair": Sentence("{name}: hái và gửi {n} đơn", en="{name}: pick and send {n} orders"),
    "fair_hint": Sentence("Gửi {day}", en="Sent on {day}"),
    "at_fair": Sentence("Gian của bạn ở {name}", en="Your stand at {name}"),
    "join": Sentence("{name} đang mời nhận gian", en="{name} invites you to take a stand"),
    "at_fair_hint": Sentence("Nhận đơn đến {day}", en="Orders until {day}"),
    "few": Sentence("{name} còn {n} {unit}", en="{name}: {n} {unit} left"),
    "few_hint": Sentence("Có thêm thì ghi vào; hết mùa thì tạm nghỉ bán.", en="Write down more, or pause it."),
    "money": Sentence("Lấy được ngay {available_vnd} đ", en="{available_vnd} đ to take out"),
    "take": Sentence("Bấm vào để lấy", en="Press to take it"),
    "coming": Sentence("Đang về {coming_vnd} đ", en="{coming_vnd} đ on its way"),
    "coming_hint": Sentence("Xem khi nào lấy được", en="See when you get it"),
    "money_hint": Sentence("Đang về thêm {coming_vnd} đ", en="{coming_vnd} đ more on its way"),
    "came": Sentence("Trong 30 ngày qua. Bấm để gửi thêm", en="In the last 30 days. Press to send more"),
    "sells": Sentence("Hàng của bạn bán chạy", en="What you sell most"),
    "sells_one": Sentence("{name}: {n} gói trong 3 tháng", en="{name}: {n} packs in 3 months"),
    "sells_here": Sentence("Trong tỉnh đang bán chạy", en="What sells in the province"),
    "sells_kind": Sentence("{name}: {n} đơn", en="{name}: {n} orders"),
    "about": Sentence("Xem gian hàng", en="Look at the shop"),
    "share": Sentence("Gửi cho khách", en="Send to buyers"),
    "add": Sentence("Đăng thêm hàng bán", en="Put more goods on sale"),
}
# What to do first, by the pile in which something lies, in this order.
SAY = {
    "accept": Sentence(
        "Có {n} đơn mới. Có đủ hàng thì bấm “Nhận đơn”.", en="{n} new: press “Accept” if you have the goods."
    ),
    "ready": Sentence("Có {n} đơn cần gói. Bấm vào để gói từng đơn.", en="{n} to pack: press there, one by one."),
    "bring": Sentence("Có {n} đơn cần mang ra bưu cục.", en="{n} to bring to the post office."),
    "fetch": Sentence("Có {n} đơn khách sẽ đến lấy. Chuẩn bị sẵn hàng.", en="{n} will be fetched. Have them ready."),
    "back": Sentence("Có {n} đơn hàng trả về. Bấm vào để nhận lại.", en="{n} came back: press there to take them."),
    "nothing": Sentence(
        "Hôm nay chưa có việc gì phải làm. Có đơn mới, chúng tôi nhắn tin cho bạn.",
        en="Nothing is to be done today. You get a message as soon as somebody orders.",
    ),
}
# Pile → picture, word, hint. What the household has to do, the late first; then what it only has to know.
TO_DO = {
    "late": ("warn", Sentence("{n} đơn đã trễ", en="{n} late"), Sentence("Làm trước, kẻo bị hủy", en="Do these first")),
    "changed": (
        "word",
        Sentence("{n} đơn khách đã sửa", en="{n} changed by the buyer"),
        Sentence("Xem lại trước khi gói", en="Look again before you pack"),
    ),
    "ready": ("pack", Sentence("{n} đơn chờ gói", en="{n} to pack"), None),
    "bring": (
        "post",
        Sentence("{n} đơn mang ra bưu cục", en="{n} for the post office"),
        Sentence("Dán phiếu rồi mang đi", en="With the label on"),
    ),
    "fetch": (
        "hand",
        Sentence("{n} đơn khách đến lấy", en="{n} to be fetched"),
        Sentence("Hỏi mã 6 số rồi giao", en="Ask for the code"),
    ),
    "back": (
        "return",
        Sentence("{n} đơn hàng trả về", en="{n} came back"),
        Sentence("Nhận lại rồi báo còn tốt không", en="Say whether they are good"),
    ),
}
TO_KNOW = {
    "asked": ("wait", Sentence("{n} đơn chờ khách trả lời", en="{n} wait for the buyer's answer"), None),
    "held": (
        "lock",
        Sentence("{n} đơn chờ xem xét", en="{n} wait for an operator"),
        Sentence("Bạn chưa phải làm gì", en="Nothing to do yet"),
    ),
}
STATUS = {
    "paused": Sentence(
        "Gian hàng đang tạm nghỉ: khách chưa đặt hàng được.", en="The shop is paused: nobody can order."
    ),
    "prepared": Sentence(
        "Gian hàng chưa mở: chờ gia đình đồng ý.", en="The shop is not open: the household has to agree."
    ),
    "closed": Sentence("Gian hàng đã đóng.", en="The shop is closed."),
    "suspended": Sentence("Gian hàng bị tạm ngừng: {reason}", en="The shop is suspended: {reason}"),
}
SHOPS = {
    "title": Sentence("Gian hàng của bạn", en="Your shops"),
    "say": Sentence("Chọn gian hàng.", en="Choose a shop."),
    "say_none": Sentence(
        "Bạn chưa có gian hàng. Bấm “Mở gian hàng”, hoặc nhờ tổ công nghệ số ở thôn mở giúp.",
        en="You have no shop yet. Press “Open a shop”, or let your village's digital team open one.",
    ),
    "to_do": Sentence("{n} đơn cần làm", en="{n} orders to do"),
    "nothing": Sentence("Chưa có việc", en="Nothing to do"),
    "open": Sentence("Mở gian hàng", en="Open a shop"),
    "team": Sentence("Các hộ bạn giúp", en="Households you help"),
}
NEW = {
    "title": Sentence("Mở gian hàng", en="Open a shop"),
    "say_place": Sentence(
        "Nhà bạn ở xã nào? Gõ tên xã rồi bấm “Tìm”.", en="Which commune do you live in? Type its name."
    ),
    "say_choose": Sentence("Bấm vào xã của bạn.", en="Press your commune."),
    "say_nowhere": Sentence(
        "Không tìm thấy xã này. Gõ lại, hoặc gõ tên xã cũ.", en="No such commune. Try again, or its old name."
    ),
    "say": Sentence("Điền mấy ô này, rồi bấm “Mở gian hàng”.", en="Fill these in, then press “Open the shop”."),
    "say_full": Sentence(
        "Bạn đã có đủ 3 gian hàng. Đóng bớt một gian rồi mới mở thêm được.", en="You have three shops. Close one first."
    ),
    "place": Sentence("Tên xã", en="Commune"),
    "place_hint": Sentence("Ví dụ: Chi Lăng. Gõ không dấu cũng được.", en="Such as Chi Lang; accents are not needed."),
    "find": Sentence("Tìm", en="Find"),
    "commune": Sentence("Xã", en="Commune"),
    "other": Sentence("Đổi xã khác", en="Another commune"),
    "village": Sentence("Thôn, bản", en="Village"),
    "village_hint": Sentence("Ví dụ: Đồng Đĩnh", en="Such as Đồng Đĩnh"),
    "new_village": Sentence("Thôn này đúng tên, chưa có ai ghi", en="This is its name, nobody wrote it down yet"),
    "name": Sentence("Tên gian hàng", en="Name of the shop"),
    "name_hint": Sentence("Ví dụ: Na nhà bà Lan", en="Such as: Na of Mrs Lan"),
    "owner_name": Sentence("Tên của bạn", en="Your name"),
    "contact": Sentence("Cho khách thấy số điện thoại của tôi", en="Let buyers see my phone number"),
    "open": Sentence("Mở gian hàng", en="Open the shop"),
}
OWN_NAME = Sentence("Xin ghi tên của bạn, để khách biết mua của ai.", en="Please give your name: buyers want to know.")
OTHER_VILLAGE = Sentence(
    "Xã này chưa có thôn tên như vậy. Gõ lại; đúng tên rồi thì đánh dấu ô ngay dưới.",
    en="No village of that name here yet. Type it again; if it is right, tick the box below.",
)
NEAR_VILLAGE = Sentence(
    "Có phải: {names}? Gõ lại; đúng là thôn khác thì đánh dấu ô ngay dưới.",
    en="Do you mean: {names}? Type it again; if it is another, tick the box below.",
)
DONE = {
    "opened": Sentence("Gian hàng đã mở. Bây giờ đăng hàng bán.", en="Your shop is open. Now put goods on sale."),
}
