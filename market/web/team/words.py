"""What stands on every page of a team: its parts, and what each thing is called."""

from market.language import Sentence
from market.teams.rules import Standing

TEAM = {
    "parts": Sentence("Việc của tổ", en="The team's work"),
    "today": Sentence("Các hộ", en="Households"),
    "files": Sentence("Danh sách", en="Lists"),
    "crew": Sentence("Tổ", en="Team"),
    "call_her": Sentence("Gọi {name}", en="Call {name}"),
    "no_phone": Sentence("Chưa có số điện thoại", en="No phone yet"),
    "more": Sentence("Xem thêm", en="More"),
    "back_to_list": Sentence("Về danh sách hộ", en="To the households"),
    "back_to_household": Sentence("Về hồ sơ hộ", en="To the household"),
    "code": Sentence("Mã 6 số", en="Six-digit code"),
    "code_hint": Sentence("Hộ đọc từ tin nhắn vừa nhận", en="The household reads it from its message"),
    "shop": Sentence("Mở gian hàng", en="Open the shop"),
}
STANDINGS = {
    Standing.AGREED: Sentence("Đã đồng ý để tổ giúp", en="Lets the team help"),
    Standing.OWN: Sentence("Tự làm lấy, không nhờ tổ", en="Does all by itself"),
    Standing.WITHDREW: Sentence("Đã rút lại đồng ý", en="Took its consent back"),
    Standing.WAITING: Sentence("Giấy đồng ý đang chờ cán bộ xem", en="Its paper waits for an officer"),
    Standing.NEVER: Sentence("Chưa đồng ý để tổ giúp", en="Has not agreed to the team's help yet"),
}
DONE = {
    "opened": Sentence("Đã ghi tên hộ.", en="The household is written down."),
    "consented": Sentence("Hộ đã đồng ý. Gian hàng đã mở.", en="The household agreed. Its shop is open."),
    "corrected": Sentence("Đã sửa.", en="Corrected."),
    "handed-over": Sentence("Đã giao gian hàng cho hộ.", en="The shop is handed over."),
    "withdrawn": Sentence("Đã ghi: hộ rút lại đồng ý.", en="Recorded: the consent is taken back."),
    "paper-sent": Sentence("Đã gửi ảnh. Cán bộ xã sẽ xem.", en="The photo is sent. An officer looks at it."),
    "code-sent": Sentence("Đã gửi mã đến điện thoại của hộ.", en="The code is sent to the household's phone."),
    "removed": Sentence("Đã xóa hộ.", en="The household is gone."),
}
