"""Words in a place of their own: as large as they fit, over several lines, and never out of it."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

Measure = Callable[[str], float]


class Place(NamedTuple):
    """How much room there is, and how high a line is for each unit of its letters' size."""

    width: float
    height: float
    leading: float


def fitted(text: str, place: Place, sizes: Iterable[int], at: Callable[[int], Measure]) -> tuple[int, list[str]]:
    """The largest of `sizes` at which the lines of `text` have room, and these; else cut off at the smallest.

    `at(size)` measures at that size.
    """
    size, most, lines = 0, 1, [""]
    for size in sizes:
        lines, most = broken(text, place.width, at(size)), max(1, int(place.height / (place.leading * size)))
        if len(lines) <= most:
            return size, lines
    kept, last = lines[: most - 1], " ".join(lines[most - 1 :])
    return size, [*kept, _cut(last, place.width, at(size))]


def broken(text: str, width: float, measure: Measure) -> list[str]:
    """The lines of `text`; a word that is longer than a line is broken as well."""
    lines = [""]
    for word in text.split():
        whole = f"{lines[-1]} {word}".strip()
        if measure(whole) <= width:
            lines[-1] = whole
        else:
            lines += _pieces(word, width, measure)
    return [line for line in lines if line] or [""]


def _pieces(word: str, width: float, measure: Measure) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and measure(pieces[-1] + letter) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _cut(text: str, width: float, measure: Measure) -> str:
    while text and measure(f"{text}…") > width:
        text = text[:-1]
    return f"{text.rstrip()}…"
