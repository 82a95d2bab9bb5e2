"""Words in a given width: as large as they fit, over several lines, and never out of their place."""

from collections.abc import Callable, Iterable

Measure = Callable[[str], float]


def fitted(
    text: str, *, width: float, most: int, sizes: Iterable[int], at: Callable[[int], Measure]
) -> tuple[int, list[str]]:
    """The largest of `sizes` at which `text` needs no more than `most` lines, and these; else cut off at the smallest.

    `at(size)` measures at that size.
    """
    size, lines = 0, [""]
    for size in sizes:
        lines = broken(text, width, at(size))
        if len(lines) <= most:
            return size, lines
    kept, last = lines[: most - 1], " ".join(lines[most - 1 :])
    return size, [*kept, _cut(last, width, at(size))]


def broken(text: str, width: float, measure: Measure) -> list[str]:
    """The lines of `text`; a word that is longer than a line is broken as well."""
    lines = [""]
    for word in text.split():
        whole = f"{lines[-1]} {word}".strip()
        if measure(whole) <= width:
            lines[-1] = whole
            continue
        *full, rest = _pieces(word, width, measure)
        lines += [*full, rest]
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
