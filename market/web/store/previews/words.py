"""What pictures beside links say, always in Vietnamese: they are looked at by whoever the link is sent to."""

from market.language import Sentence

PREVIEW = {
    "market": Sentence("Chợ Phiên", en="Chợ Phiên"),
    "what": Sentence("Nông sản của bà con miền núi, gửi tận nhà bạn", en="Grown in the mountains, sent to your door"),
    "costs": Sentence("{price_vnd} đ", en="{price_vnd} đ"),
    "free": Sentence("Không mất tiền", en="Free of charge"),
    "pack": Sentence("một {pack}", en="a {pack}"),
    "sent": Sentence("Giao từ {day}", en="Sent from {day}"),
    "stars": Sentence("OCOP {stars} sao", en="OCOP {stars} stars"),
}
