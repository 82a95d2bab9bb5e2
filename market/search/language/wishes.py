"""Wishes that stand in what is typed: a price, OCOP, stars, the season. They become filters; the rest is sought.

"mật ong dưới 130k" → at most 130,000 đ, "mật ong". What was understood is told, and can be taken away.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from market.text import nfc

# So far a price that is only named may be missed: "rượu 60k".
_ABOUT = 0.2
_LEAST_PRICE, _MOST_PRICE = 1000, 100_000_000
# Without củ and lít: of ginger and wine they are what they say, slang means a sum by them more rarely.
_UNITS = {
    "k": 1000, "ng": 1000, "nghìn": 1000, "nghin": 1000, "ngàn": 1000, "ngan": 1000, "ngìn": 1000,
    "tr": 1_000_000, "triệu": 1_000_000, "trieu": 1_000_000,
    "đ": 1, "vnd": 1, "vnđ": 1, "đồng": 1, "dong": 1, "đông": 1,
    "trăm": 100_000, "tram": 100_000, "chục": 10_000, "chuc": 10_000,
}  # fmt: skip
_STARS = {"ba": 3, "bốn": 4, "bon": 4, "năm": 5, "nam": 5}
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_SUM = rf"(?<![\w.,])(\d{{1,3}}(?:[.,]\d{{3}})+|\d{{1,9}}(?:[.,]\d)?)\s*({_UNIT})?(?![\w])"
_PRICED = r"(?:giá|gia|tiền)?\s*"
_UP_TO = (
    r"(?:dưới|duoi|không quá|khong qua|ko quá|tối đa|toi da|rẻ hơn|re hon|thấp hơn|nhỏ hơn|ít hơn|nhiều nhất|<=?"
    r"|đến|under|below|less than)"
)
_FROM = r"(?:trên|tren|từ|ít nhất|it nhat|tối thiểu|đắt hơn|cao hơn|lớn hơn|hơn|>=?|over|above|more than)"
_NEAR = r"(?:tầm giá|tầm|tam|khoảng|khoang|cỡ|quanh|chừng|giá)"
_BETWEEN = re.compile(rf"{_PRICED}(?:từ|tu|between)?\s*{_SUM}\s*(?:-|–|đến|den|tới|toi|and)\s*{_SUM}", re.IGNORECASE)
_MOST = re.compile(rf"{_PRICED}(?<!\w){_UP_TO}\s*{_SUM}", re.IGNORECASE)
_LEAST = re.compile(rf"{_PRICED}(?<!\w){_FROM}\s*{_SUM}", re.IGNORECASE)
_ROUGHLY = re.compile(rf"{_PRICED}(?:(?<!\w){_NEAR}\s*)?{_SUM}", re.IGNORECASE)
_STARRED = re.compile(
    r"(?:ocop\s*)?(?<!\w)([1-5]|ba|bốn|bon|năm|nam)\s*(?:sao|stars?)(?!\w)(?:\s*ocop)?", re.IGNORECASE
)
_OCOP = re.compile(r"(?:có\s+|đạt\s+|chứng nhận\s+|chuẩn\s+)*(?<!\w)ocop(?!\w)", re.IGNORECASE)
_SEASON = re.compile(
    r"(?<!\w)(?:(?:đang|đúng|vào|chính)\s+(?:vào\s+)?(?:mùa|vụ)|mùa\s+này|(?:dang|vao)\s+(?:vao\s+)?mua|in\s+season)(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Wishes:
    """What was understood of a text; None where nothing of the kind stands there."""

    min_price_vnd: int | None = None
    max_price_vnd: int | None = None
    stars: int | None = None
    ocop: bool | None = None  # certified with however many stars
    in_season: bool | None = None


def read(text: str) -> tuple[Wishes, str]:
    """The wishes in `text`, and the text without them."""
    text = nfc(text)
    for kind in (_prices, _stars, _season):
        found = next(kind(text), None)
        if found is not None:
            (start, end), wish = found
            rest, words = read(f"{text[:start]} {text[end:]}")
            named = {name: value for name, value in vars(wish).items() if value is not None}
            return replace(rest, **named), words
    return Wishes(), text


Found = tuple[tuple[int, int], Wishes]


def _prices(text: str) -> Iterator[Found]:
    for found in _BETWEEN.finditer(text):
        low, unit, high, other = found.groups()
        least, most = _vnd(low, unit or other), _vnd(high, other)
        if least and most and least <= most and (other or most >= 10 * _LEAST_PRICE):
            yield found.span(), Wishes(min_price_vnd=least, max_price_vnd=most)
    yield from _one(_MOST, text, lambda sum_vnd: Wishes(max_price_vnd=sum_vnd))
    yield from _one(_LEAST, text, lambda sum_vnd: Wishes(min_price_vnd=sum_vnd))
    yield from _one(_ROUGHLY, text, _about)


def _one(pattern: re.Pattern[str], text: str, wish: Callable[[int], Wishes]) -> Iterator[Found]:
    for found in islice(pattern.finditer(text), 4):
        if sum_vnd := _vnd(*found.groups()):
            yield found.span(), wish(sum_vnd)


def _about(sum_vnd: int) -> Wishes:
    return Wishes(min_price_vnd=round(sum_vnd * (1 - _ABOUT)), max_price_vnd=round(sum_vnd * (1 + _ABOUT)))


def _vnd(number: str, unit: str | None) -> int | None:
    """What so much is in đồng; None where it is no price: 5kg, 500, 2k."""
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", number):
        number = re.sub("[.,]", "", number)
    amount = float(number.replace(",", ".")) * _UNITS.get((unit or "đ").lower(), 1)
    least = _LEAST_PRICE * (5 if unit else 10)
    return round(amount) if least <= amount <= _MOST_PRICE else None


def _stars(text: str) -> Iterator[Found]:
    for found in _STARRED.finditer(text):
        said = found[1].lower()
        yield found.span(), Wishes(stars=_STARS.get(said) or int(said))
    for found in _OCOP.finditer(text):
        yield found.span(), Wishes(ocop=True)


def _season(text: str) -> Iterator[Found]:
    for found in _SEASON.finditer(text):
        yield found.span(), Wishes(in_season=True)
