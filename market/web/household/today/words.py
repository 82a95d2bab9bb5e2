"""The words of `/shop`."""

from market.language import Sentence

TODAY = {
    "title": Sentence("Việc hôm nay", en="Today"),
    "say": Sentence("Xem việc cần làm hôm nay.", en="See what is to be done today."),
}
SHOPS = {
    "title": Sentence("Gian hàng của bạn", en="Your shops"),
    "say": Sentence("Chọn gian hàng.", en="Choose a shop."),
    "say_none": Sentence(
        "Bạn chưa có gian hàng. Nhờ tổ công nghệ số ở thôn mở giúp.",
        en="You have no shop yet. Your village's digital team helps to open one.",
    ),
}
DONE: dict[str, Sentence] = {}
