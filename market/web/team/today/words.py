"""The words of `/team`."""

from market.language import Sentence

TODAY = {
    "written": Sentence("Tin nhắn của khách", en="What buyers wrote"),
    "title": Sentence("Các hộ của tổ", en="The team's households"),
    "say": Sentence(
        "Xem hộ nào cần giúp trước. Bấm vào tên để làm giúp.", en="See who needs you first. Press a name to help."
    ),
    "say_quiet": Sentence("Hôm nay các hộ ở đây đều ổn.", en="All households here are fine today."),
    "say_none": Sentence(
        "Tổ chưa có hộ nào. Bấm “Mở hộ mới”, hoặc nhập danh sách từ tệp.",
        en="The team has no households yet. Press “Open a household”, or take a list in from a file.",
    ),
    "say_not_found": Sentence(
        "Không thấy hộ nào như vậy. Gõ ít chữ hơn, hoặc mở hộ mới.",
        en="No such household. Type fewer words, or open a new one.",
    ),
    "open": Sentence("Mở hộ mới", en="Open a household"),
    "find": Sentence("Tìm hộ", en="Find a household"),
    "q": Sentence("Tên hoặc số điện thoại", en="Name or phone"),
    "q_hint": Sentence("Gõ không dấu cũng được", en="Accents may be left out"),
    "village": Sentence("Thôn", en="Village"),
    "all_villages": Sentence("Mọi thôn", en="All villages"),
    "look": Sentence("Tìm", en="Find"),
    "about_her": Sentence("Hồ sơ hộ", en="About the household"),
    "call": Sentence("Gọi", en="Call"),
    "fine": Sentence("Hôm nay không cần gì", en="Needs nothing today"),
}
NEEDS = {
    "late": Sentence("{n} đơn bị chậm", en="{n} late"),
    "complained": Sentence("{n} khiếu nại chờ trả lời", en="{n} complaints to answer"),
    "to_accept": Sentence("{n} đơn chờ nhận", en="{n} to accept"),
    "to_pack": Sentence("{n} đơn chờ gói", en="{n} to pack"),
    "held": Sentence("{n} đơn đang bị giữ", en="{n} held"),
    "no_consent": Sentence("Chưa đồng ý để tổ giúp", en="Has not agreed yet"),
    "no_goods": Sentence("Chưa bán mặt hàng nào", en="Nothing on sale"),
    "no_photo": Sentence("{n} mặt hàng chưa có ảnh", en="Without a photo: {n}"),
}
TEAMS = {
    "title": Sentence("Tổ công nghệ số", en="Digital teams"),
    "say": Sentence("Chọn tổ.", en="Choose a team."),
    "say_none": Sentence(
        "Bạn chưa ở tổ nào. Nhờ cán bộ xã mời bạn vào tổ của thôn.",
        en="You are of no team yet. An officer of your commune asks you to join the one of your village.",
    ),
    "say_leads_none": Sentence(
        "Xã chưa có tổ nào. Bấm “Lập tổ mới”.", en="The commune has no team yet. Press “Make a team”."
    ),
    "make": Sentence("Lập tổ mới", en="Make a team"),
}
