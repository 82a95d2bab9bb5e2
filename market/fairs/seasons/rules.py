"""When a household sells again, what a link says that ends the wish, and what is refused. Pure."""

import hashlib
import hmac
from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from market import errors, ids
from market.catalog.reminders.rules import season_of
from market.encryption import believed
from market.language import Sentence

NOTICE = "season_call"
MOST = 100
# Whoever has just bought is not called again at once, whatever the calendar says of seasons.
QUIET = timedelta(days=90)
_KEY, _PROOF = 26, 8


class NothingCame(errors.Conflict):
    type = "nothing-came-yet"
    title = Sentence("Chưa nhận hàng", en="Nothing has come yet")
    detail = Sentence(
        "Khi hàng của đơn {number} đã tới tay bạn, bạn mới nhờ báo mùa sau được.",
        en="Once the goods of order {number} have reached you, you can ask to be told of the next season.",
    )


class TooManyWishes(errors.Conflict):
    type = "too-many-season-wishes"
    title = Sentence("Đã nhờ báo quá nhiều", en="Too many wishes")
    detail = Sentence(
        "Bạn đã nhờ báo mùa của {most} hộ. Xin bỏ bớt rồi nhờ thêm.",
        en="You are to be told of the seasons of {most} households already. Please remove some first.",
    )


def season_bought(seasons: Iterable[tuple[int | None, int | None]], day: date) -> int:
    """The season in which goods were bought on `day`, by the year in which the latest of theirs began."""
    return max((season_of(*months, day) for months in seasons), default=day.year)


def link_word(secret: str, wish_id: UUID) -> str:
    """The last word of the link that ends a wish: which one, and the proof that we sent it."""
    return ids.in_address(wish_id) + _proof(secret, wish_id)


def wish_in(word: str, secret: str) -> UUID | None:
    """The wish of a link that we sent, under the key or one that it replaced; None for any other."""
    wish_id = ids.from_address(word[:_KEY])
    if wish_id is None:
        return None
    told = word[_KEY:].encode()
    return (
        wish_id if any(hmac.compare_digest(_proof(key, wish_id).encode(), told) for key in believed(secret)) else None
    )


def _proof(secret: str, wish_id: UUID) -> str:
    return hmac.new(secret.encode(), b"season-wish:" + wish_id.bytes, hashlib.sha256).hexdigest()[:_PROOF]
