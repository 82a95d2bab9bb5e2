"""What stands on every page of officers."""

from market.language import Sentence

OFFICER = {
    "places": Sentence("Nơi khác của bạn", en="Your other places"),
    "home": Sentence("Về việc hôm nay", en="To today"),
    "more": Sentence("Xem thêm", en="More"),
    "in_place": Sentence("Ở {place}", en="In {place}"),
}
