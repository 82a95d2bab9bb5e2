"""What is complained of, what about, by whom, and how many working days there are for it."""

from datetime import timedelta
from enum import StrEnum

from market.accounts.rules import Limit
from market.language import Sentence

LONGEST = 500
MOST_PHOTOS = 4
# Nobody has six grounds within an hour; a program, or a person in anger, has.
FILED_PER_PERSON = Limit("complaint-of-person", 6, timedelta(hours=1))
# An order that ended longer ago than this is remembered by nobody who could answer for it.
ABOUT_ORDERS = timedelta(days=90)


class Kind(StrEnum):
    NOT_COME = "not_come"
    SPOILT = "spoilt"
    WRONG = "wrong"
    NOT_AS_DESCRIBED = "not_as_described"
    UNSAFE = "unsafe"
    MONEY = "money"
    CONDUCT = "conduct"
    OTHER = "other"


KINDS = {
    Kind.NOT_COME: Sentence("Chưa nhận được hàng", en="It has not come"),
    Kind.SPOILT: Sentence("Hàng hỏng, vỡ", en="Broken or spoilt"),
    Kind.WRONG: Sentence("Giao sai hàng, thiếu hàng", en="Wrong or missing goods"),
    Kind.NOT_AS_DESCRIBED: Sentence("Không đúng như giới thiệu", en="Not as described"),
    Kind.UNSAFE: Sentence("Ăn vào thấy không an toàn", en="Not safe to eat"),
    Kind.MONEY: Sentence("Chuyện tiền", en="Money"),
    Kind.CONDUCT: Sentence("Thái độ, cách làm", en="Conduct"),
    Kind.OTHER: Sentence("Chuyện khác", en="Something else"),
}


class About(StrEnum):
    ORDER = "order"
    PARCEL = "parcel"
    SHOP = "shop"
    NOTHING = "nothing"  # of ours: a reference and words


class Side(StrEnum):
    """As what somebody complains."""

    BUYER = "buyer"
    RECIPIENT = "recipient"  # what was bought by another came to her phone
    SELLER = "seller"
    OTHER = "other"


OF_GOODS = frozenset({Kind.SPOILT, Kind.WRONG, Kind.NOT_AS_DESCRIBED, Kind.UNSAFE})
_OF_ORDER = frozenset(Kind)
ASKED = {
    About.ORDER: _OF_ORDER,
    About.PARCEL: _OF_ORDER,
    About.SHOP: _OF_ORDER - {Kind.NOT_COME, Kind.SPOILT, Kind.WRONG},
    About.NOTHING: frozenset({Kind.UNSAFE, Kind.MONEY, Kind.CONDUCT, Kind.OTHER}),
}
# A household speaks of the post, of money and of people, and not of its own goods.
OF_SELLERS = _OF_ORDER - OF_GOODS

URGENT = frozenset({Kind.UNSAFE})
ANSWER_DAYS, URGENT_DAYS = 7, 1


def days_for(kind: Kind) -> int:
    """Working days until it has to be answered."""
    return URGENT_DAYS if kind in URGENT else ANSWER_DAYS


def may_be(kind: Kind, about: About, side: Side) -> bool:
    """Whether `kind` makes sense of this subject, from this side."""
    return kind in ASKED[about] and (side != Side.SELLER or kind in OF_SELLERS)
