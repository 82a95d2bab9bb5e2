"""What stands on every page of the store."""

from market.language import Sentence

STORE = {
    "find": Sentence("Tìm", en="Find"),
    "find_what": Sentence("Bạn tìm gì? Gõ có dấu hay không đều được", en="What are you looking for?"),
    "basket": Sentence("Giỏ hàng", en="Basket"),
    "basket_of": Sentence("Giỏ hàng ({count})", en="Basket ({count})"),
}
