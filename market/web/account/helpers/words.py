"""The words of `/me/helpers`."""

from market.language import Sentence
from market.teams.rules import Method, PaperState

HELPERS = {
    "title": Sentence("Ai giúp tôi", en="Who helps me"),
    "say": Sentence(
        "{team} đang làm thay bạn ở gian hàng. Cần gì thì gọi; không muốn nữa thì bấm “Thôi không nhờ”.",
        en="{team} acts for your shop. Call when you need something; press “End its help” when you do not want it.",
    ),
    "say_not": Sentence(
        "{team} ở thôn bạn có thể làm thay bạn, nếu bạn bấm “Nhờ tổ giúp”.",
        en="{team} of your village can act for your shop, if you press “Let it help”.",
    ),
    "say_consent": Sentence(
        "Bạn đã đồng ý cho tổ ở thôn làm thay; thôn bạn hiện chưa có tổ.",
        en="You agreed that your village's team acts for you; there is none at present.",
    ),
    "say_none": Sentence(
        "Thôn bạn chưa có tổ công nghệ số. Cần giúp thì hỏi bưu cục hay xã.",
        en="Your village has no digital team yet. Ask at a post office or your commune.",
    ),
    "say_no_shop": Sentence(
        "Chưa ai làm thay bạn: bạn chưa có gian hàng.", en="Nobody acts for you: you have no shop yet."
    ),
    "a_team": Sentence("Tổ công nghệ số", en="The digital team"),
    "members": Sentence("Người trong tổ", en="Its members"),
    "call": Sentence("Gọi {name}", en="Call {name}"),
    "consent": Sentence("Bạn đã đồng ý", en="You agreed"),
    "on": Sentence("{how}, {moment}.", en="{how}, {moment}."),
    "given_by": Sentence("Người đồng ý: {name}.", en="Who agreed: {name}."),
    "recorded_by": Sentence("Người ghi lại: {name}.", en="Written down by: {name}."),
    "may": Sentence(
        "Tổ đăng hàng, nhận đơn, gói hàng giúp bạn. Tiền của bạn tổ không lấy được: phải có mã vào máy bạn.",
        en="It lists goods, accepts and packs orders for you. It cannot take your money: that needs a code that only "
        "your phone gets.",
    ),
    "give": Sentence("Nhờ tổ giúp", en="Let it help"),
    "end": Sentence("Thôi không nhờ", en="End its help"),
    "end_hint": Sentence("Tổ không làm gì thay bạn được nữa, ngay lập tức.", en="It acts for you no more, at once."),
    "acts": Sentence("Việc họ đã làm thay tôi", en="What was done in my name"),
    "papers": Sentence("Giấy đồng ý ghi tên bạn", en="Papers of consent in your name"),
    "paper": Sentence("{sender} gửi lúc {moment}: {state}", en="Sent by {sender}, {moment}: {state}"),
    "see_paper": Sentence("Xem ảnh tờ giấy", en="See the photo"),
    "refuse_paper": Sentence("Tôi không ký giấy này", en="I did not sign this"),
    "back": Sentence("Về trang của tôi", en="Back to my account"),
}
ACTS = {
    "title": Sentence("Việc họ đã làm thay tôi", en="What was done in my name"),
    "say": Sentence(
        "Xem ai đã làm gì thay bạn. Thấy lạ thì gọi tổ, hoặc thôi không nhờ.",
        en="See who did what for you. If something is strange, call your team, or end its help.",
    ),
    "say_none": Sentence("Chưa ai làm gì thay bạn.", en="Nobody has done anything in your name."),
    "why": Sentence("Lý do: {reason}", en="Why: {reason}"),
    "more": Sentence("Xem thêm", en="More"),
    "back": Sentence("Về “Ai giúp tôi”", en="Back to who helps me"),
}
METHODS = {
    Method.CODE: Sentence("bằng mã gửi đến máy bạn", en="by a code sent to your phone"),
    Method.PAPER: Sentence("bằng giấy đã ký", en="by a signed paper"),
    Method.OWN: Sentence("chính bạn bấm đồng ý", en="by your own tap"),
}
PAPERS = {
    PaperState.WAITING: Sentence("chờ cán bộ xem", en="an officer has yet to look"),
    PaperState.AGREED: Sentence("đã được nhận", en="accepted"),
    PaperState.REFUSED: Sentence("đã từ chối", en="refused"),
}
DONE = {
    "helped": Sentence("Tổ giúp được bạn từ bây giờ.", en="Your team may help from now on."),
    "ended": Sentence("Đã thôi. Tổ không làm gì thay bạn được nữa.", en="Done. Your team acts for you no more."),
    "refused": Sentence("Đã từ chối tờ giấy ấy.", en="The paper was refused."),
}
