"""Charts without script and without a library: how long a bar is, and where a line runs. The look is `charts.css`."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from market.web.numbers import number

WIDTH, HEIGHT = 480, 260
_LEFT, _RIGHT, _TOP, _BOTTOM = 56, 472, 14, 216
_LABELS = 4  # for which a phone has room
_STEPS = (1, 2, 5)

Number = float | int | None


def bars(values: Sequence[tuple[str, Number]], *, language: str, whole: float = 0) -> list[dict[str, Any]]:
    """Each name with its number as people write it, and how much of the `whole`, or of the longest bar, is its."""
    longest = whole or max((value or 0 for _, value in values), default=0) or 1
    return [
        {"name": name, "said": number(value or 0, language), "part": round(100 * (value or 0) / longest)}
        for name, value in values
    ]


def lines(labels: Sequence[str], series: Sequence[tuple[str, Sequence[Number]]], *, language: str) -> dict[str, Any]:
    """One line a series over the same labels, with guides that are whole numbers."""
    top = _round_above(max((value or 0 for _, values in series for value in values), default=0))
    guides = sorted({0, top // 2, top}) if top % 2 == 0 else [0, top]
    at = partial(_point, count=len(labels), top=top)
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "left": _LEFT,
        "right": _RIGHT,
        "guides": [(at(0, guide)[1], number(guide, language)) for guide in guides],
        "labels": [(at(n, 0)[0], label) for n, label in enumerate(labels) if n % -(-len(labels) // _LABELS) == 0],
        "series": [(name, _path([at(n, value) for n, value in enumerate(values)])) for name, values in series],
    }


def _round_above(highest: float) -> int:
    """The first of 1, 2, 5, 10, 20, 50 … that is not below `highest`."""
    size = 1
    while True:
        for step in _STEPS:
            if step * size >= highest:
                return step * size
        size *= 10


def _point(n: int, value: Number, *, count: int, top: int) -> tuple[int, int | None]:
    x = _LEFT + (_RIGHT - _LEFT) * n // max(1, count - 1)
    return x, None if value is None else round(_BOTTOM - (_BOTTOM - _TOP) * value / top)


def _path(points: Sequence[tuple[int, int | None]]) -> str:
    """A line that breaks where a number is not told; a number between two such is a dot."""
    drawn, pen_is_up = "", True
    for x, y in points:
        if y is not None:
            drawn += f"M{x} {y}h0" if pen_is_up else f"L{x} {y}"
        pen_is_up = y is None
    return drawn
