"""Code 128, set B: the bars of a parcel's number. Pure; ISO/IEC 15417 tables."""

from __future__ import annotations

# Widths of bar, space, bar, space, bar, space of the symbols 0 to 105, in modules; the stop has seven.
_TABLE = """
212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222
123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321
232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121
313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224
111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111
111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113
114311 411113 411311 113141 114131 311141 411131 211412 211214 211232
"""
_WIDTHS = _TABLE.split()
_START_B, _STOP = 104, "2331112"
QUIET_MODULES = 10


def bars(text: str) -> list[tuple[int, int]]:
    """Where each bar begins and how wide it is, in modules from the first. Raises ValueError for other than ASCII."""
    if not text or any(not 32 <= ord(letter) <= 126 for letter in text):
        raise ValueError("Code 128 B holds printable ASCII")
    values = [ord(letter) - 32 for letter in text]
    check = (_START_B + sum(place * value for place, value in enumerate(values, start=1))) % 103
    widths = [int(w) for symbol in (_START_B, *values, check) for w in _WIDTHS[symbol]] + [int(w) for w in _STOP]
    drawn, at = [], 0
    for place, width in enumerate(widths):
        if place % 2 == 0:
            drawn.append((at, width))
        at += width
    return drawn


def modules(text: str) -> int:
    """The whole width without quiet zones."""
    at, width = bars(text)[-1]
    return at + width
