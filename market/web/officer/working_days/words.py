"""The words of working days."""

from market.language import Sentence

DAYS = {
    "title": Sentence("Ngày làm việc", en="Working days"),
    "say": Sentence(
        "Xem những ngày nghỉ sắp tới. Có quyết định nghỉ hoặc làm bù thì chọn ngày và bấm “Đặt ngày này”.",
        en="Look at the days off to come. If a day off or a swap was decided, choose the day and press “Set this day”.",
    ),
    "say_only_look": Sentence(
        "Xem những ngày nghỉ sắp tới. Cán bộ tỉnh đặt ngày nghỉ và ngày làm bù.",
        en="Look at the days off to come. Officers of the province set days off and swaps.",
    ),
    "day": Sentence("Ngày", en="Day"),
    "works": Sentence("Ngày ấy", en="On that day"),
    "off": Sentence("Nghỉ", en="Offices are closed"),
    "on": Sentence("Làm việc", en="Offices work"),
    "reason": Sentence("Theo quyết định nào, vì sao", en="By which decision, and why"),
    "promise": Sentence(
        "Khiếu nại đã nhận giữ nguyên hạn đã hẹn; chỉ khiếu nại nhận từ nay tính theo ngày này.",
        en="What was received keeps the day that was promised; only what is received from now on counts by this one.",
    ),
    "set": Sentence("Đặt ngày này", en="Set this day"),
    "days": Sentence("Một năm tới", en="The year to come"),
    "by_officer": Sentence("Cán bộ đặt", en="Set by an officer"),
    "leave": Sentence("Bỏ, theo lịch chung", en="Leave it to the calendar"),
}
DONE = {
    "set": Sentence("Đã đặt ngày này.", en="The day is set."),
    "left": Sentence("Ngày này lại theo lịch chung.", en="The day follows the calendar again."),
}
