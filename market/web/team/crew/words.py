"""The words of the team itself."""

from market.language import Sentence

CREW = {
    "title": Sentence("Tổ của tôi", en="The team"),
    "say": Sentence("Đây là người trong tổ. Bấm để gọi.", en="These are of the team. Press to call."),
    "say_leads": Sentence(
        "Mời thêm người, hoặc đổi các thôn của tổ.", en="Ask somebody to join, or change the team's villages."
    ),
    "members": Sentence("Người trong tổ", en="Members"),
    "nobody": Sentence("Tổ chưa có ai. Mời người ở thôn vào tổ.", en="Nobody yet. Ask people of the village to join."),
    "villages": Sentence("Các thôn của tổ", en="Villages"),
    "invite": Sentence("Mời người vào tổ", en="Ask somebody to join"),
    "name": Sentence("Họ và tên", en="Name"),
    "phone": Sentence("Số điện thoại", en="Phone"),
    "phone_hint": Sentence("Mã vào tổ sẽ gửi đến số này", en="The code to join goes to it"),
    "send": Sentence("Gửi mã mời", en="Send the code"),
    "change_villages": Sentence("Đổi thôn", en="Change the villages"),
    "villages_hint": Sentence("Mỗi dòng một thôn", en="One village a line"),
    "save": Sentence("Ghi lại", en="Save"),
    "remove": Sentence("Cho thôi", en="Let go"),
}
INVITED = {
    "title": Sentence("Mã vào tổ", en="The code to join"),
    "say": Sentence(
        "Nhờ {name} đọc 6 số trong tin nhắn vừa nhận, gõ vào đây.", en="Ask {name} for the six digits that came."
    ),
    "say_used": Sentence(
        "Mã này đã dùng hoặc đã hết hạn. Mời lại nếu cần.", en="This code was used or is over. Ask again."
    ),
    "join": Sentence("Nhận vào tổ", en="Take in"),
    "code_hint": Sentence("Gửi đến {phone}", en="Sent to {phone}"),
}
LEAVING = {
    "title": Sentence("Cho thôi việc ở tổ", en="Let somebody go"),
    "say": Sentence(
        "{name} thôi giúp các hộ của tổ? Bấm nút thì người ấy không xem được nữa.",
        en="Is {name} to help no more? From then on nothing is shown to them.",
    ),
    "remove": Sentence("Cho thôi", en="Let go"),
}
MAKE = {
    "title": Sentence("Lập tổ mới", en="Make a team"),
    "say": Sentence("Đặt tên tổ, ghi mã xã và các thôn, rồi bấm “Lập tổ”.", en="Name it, its commune and villages."),
    "name": Sentence("Tên tổ", en="Name"),
    "commune_code": Sentence("Mã xã (5 số)", en="Code of the commune (5 digits)"),
    "villages": Sentence("Các thôn", en="Villages"),
    "villages_hint": Sentence("Mỗi dòng một thôn", en="One village a line"),
    "make": Sentence("Lập tổ", en="Make it"),
}
DONE = {
    "made": Sentence("Đã lập tổ. Giờ mời người vào.", en="The team is made. Now ask people to join."),
    "invited": Sentence("Đã gửi mã mời.", en="The code is sent."),
    "joined": Sentence("Đã nhận vào tổ.", en="Taken in."),
    "left": Sentence("Đã cho thôi.", en="Let go."),
    "villages": Sentence("Đã đổi các thôn.", en="The villages are changed."),
}
