"""The cursor of a page of hits: how many were passed, and the order key of the last."""

from datetime import date

from market.errors import InvalidInput
from market.http.pages import broken_cursor, pack_cursor, unpack_cursor
from market.language import Sentence
from market.search.engines.interface import DEEPEST, PageEnd, Sort
from market.text import unsafe_character

_TOO_DEEP = Sentence(
    "Chỉ xem được {most} kết quả đầu, xin tìm cụ thể hơn.",
    en="Only the first {most} results can be seen; please search more narrowly.",
)

_NUMBER = (int, float)
_LARGEST_COUNT = 1 << 31
# How far in, and on which day it was begun.
_BEGUN = (int, int)
_TURN = (int, int, int)
_KEYS: dict[Sort, tuple[object, ...]] = dict.fromkeys(Sort, (int, *_TURN))
_KEYS[Sort.RELEVANCE] = (int, int, int, _NUMBER, int, int, *_TURN)


def pack(place: PageEnd | None) -> str | None:
    return pack_cursor([place.passed, place.seed.toordinal(), *place.key]) if place else None


def unpack(cursor: str | None, sort: Sort) -> PageEnd | None:
    """Where a page of this order ended. Raises InvalidInput, also when it lies beyond what can be paged through."""
    if cursor is None:
        return None
    content = unpack_cursor(cursor)
    kinds = (*_BEGUN, *_KEYS[sort])
    fits = isinstance(content, list) and len(content) == len(kinds) and all(map(_is, content, kinds))
    if not fits or not date.min.toordinal() <= content[1] <= date.max.toordinal():
        raise broken_cursor()
    if content[0] >= DEEPEST:
        raise InvalidInput(errors={"cursor": [_TOO_DEEP.format(most=DEEPEST)]})
    return PageEnd(content[0], tuple(content[2:]), date.fromordinal(content[1]))


def _is(value: object, kind: object) -> bool:
    return isinstance(value, kind) and not isinstance(value, bool)  # type: ignore[arg-type]


def pack_miss(count: int, text: str) -> str:
    return pack_cursor([count, text])


def unpack_miss(cursor: str | None) -> tuple[int, str] | None:
    """Where a page of empty searches ended. Raises InvalidInput."""
    if cursor is None:
        return None
    content = unpack_cursor(cursor)
    fits = isinstance(content, list) and len(content) == 2 and all(map(_is, content, (int, str)))
    if not fits or not 0 <= content[0] < _LARGEST_COUNT or unsafe_character(content[1]):
        raise broken_cursor()
    return content[0], content[1]
