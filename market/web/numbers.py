"""Numbers as people read them: points and commas as their language has them, large sums of money in words."""

from market.language import ENGLISH, Sentence

_SWAPPED = str.maketrans(",.", ".,")
_LARGE = ((1_000_000_000, Sentence("tỷ đ", en="bn đ")), (1_000_000, Sentence("triệu đ", en="m đ")))


def number(value: float, language: str, *, decimals: int = 0) -> str:
    """12.000 and 96,5 in Vietnamese, 12,000 and 96.5 in English."""
    written = f"{value:,.{decimals}f}"
    return written if language == ENGLISH else written.translate(_SWAPPED)


def money(amount_vnd: int, language: str) -> str:
    """Đồng, from a million on in millions, so that it can be read on a phone; every đồng is in the open data."""
    for size, name in _LARGE:
        if amount_vnd >= size:
            return f"{number(amount_vnd / size, language, decimals=1)} {name.spoken(language)}"
    return f"{number(amount_vnd, language)} đ"


def phone(number: str | None) -> str:
    """`+84912345678` as people say it: 0912 345 678."""
    local = "0" + number.removeprefix("+84") if number else ""
    return f"{local[:4]} {local[4:7]} {local[7:]}".strip()
