"""The words of `/me/refunds`; those of a slip are a household's as well."""

from market.language import Sentence
from market.web.household.money.cash import words as household

CASH = household.SLIP | {
    "title": Sentence("Tiền mặt trả lại tôi", en="Cash given back to me"),
    "say": Sentence(
        "Bấm “Lấy mã”, rồi mang mã và căn cước ra bưu cục nhận {now_vnd} đ.",
        en="Press “Get the code”, then take it and your identity card to a post office, and get {now_vnd} đ.",
    ),
    "say_none": Sentence(
        "Không có tiền mặt nào chờ bạn. Khi nhà bán trả lại tiền của đơn trả tiền mặt, tiền chờ ở đây.",
        en="No cash waits for you. What a household gives back of an order paid in cash waits here.",
    ),
    "get": household.ASK["get"],
    "orders": Sentence("Đơn của tôi", en="My orders"),
}
SAY, DONE = household.SAY, household.DONE
