"""Blanks left out or too many: `tinhdauhoi`, `th ạch đen`. Letters are read as syllables that stand side by side."""

import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence

_LONGEST_SYLLABLE = 7
_LONGEST_GLUED = 60
_FEWEST_LETTERS = 4
_MOST_OF_A_PLACE = 4
# What is stranger than that is no good that was typed in haste.
_MOST_STRANGE, _WIDEST = 3, 4
_LONGEST_CUT, _SHORTEST_REST = 24, 2
# What can be a Vietnamese syllable, without its marks; some of them, or a number.
SYLLABLE = r"(ngh?|gh?|kh|ph|th|tr|ch|nh|qu|gi|[bcdhklmnprstvx])?[aeiouy]{1,3}(ng|nh|ch|[cmnpt])?"
_SAYABLE = re.compile(rf"^(({SYLLABLE}){{1,4}}|[a-z]{{0,3}}\d+)$")
Beside = Callable[[str, str], bool]
Names = Callable[[Sequence[str]], bool]


def read(letters: str, known: Container[str], beside: Beside) -> list[str]:
    """The fewest syllables of `known` that `letters` spell, each beside its neighbour in some name; or none."""
    if not _FEWEST_LETTERS <= len(letters) <= _LONGEST_GLUED:
        return []
    return _fewest(way for way in _ways(letters, known, beside)[-1].values() if len(way) > 1)


def cut(letters: str, known: Container[str], beside: Beside, names: Names) -> list[str]:
    """`letters` as the longest beginning, else the longest end, that spells what `names` a good, and the rest as it is.

    One syllable alone does only at the beginning, and of three letters only before what can be syllables, or a number.
    """
    if not _FEWEST_LETTERS < len(letters) <= _LONGEST_CUT:
        return []
    ways = _ways(letters, known, beside)
    for length in range(len(letters) - _SHORTEST_REST, _FEWEST_LETTERS - 2, -1):
        said, rest = _fewest(way for way in ways[length].values() if names(way)), letters[length:]
        if said and (length >= _FEWEST_LETTERS or _SAYABLE.match(rest)):
            return [*said, rest]
    for start in range(_SHORTEST_REST, len(letters) - _FEWEST_LETTERS):
        if (said := read(letters[start:], known, beside)) and names(said):
            return [letters[:start], *said]
    return []


def _fewest(ways: Iterable[list[str]]) -> list[str]:
    return min(ways, key=lambda way: (len(way), way), default=[])


def _ways(letters: str, known: Container[str], beside: Beside) -> list[dict[str, list[str]]]:
    """At each place of `letters` the shortest ways to it, by the syllable they end in."""
    ways: list[dict[str, list[str]]] = [{"": []}, *({} for _ in letters)]
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - _LONGEST_SYLLABLE), end):
            syllable = letters[start:end]
            if ways[start] and syllable in known:
                _go_on(ways[start], ways[end], syllable, beside)
    return ways


def _go_on(before: dict[str, list[str]], here: dict[str, list[str]], syllable: str, beside: Beside) -> None:
    for last, way in sorted(before.items(), key=lambda item: len(item[1]))[:_MOST_OF_A_PLACE]:
        shorter = syllable not in here or len(way) + 1 < len(here[syllable])
        if shorter and (not last or beside(last, syllable)):
            here[syllable] = [*way, syllable]


def windows(keys: Sequence[str], known: Container[str]) -> Iterator[tuple[int, int]]:
    """The rows of words that may be one piece: all of them, then the shorter ones around a word nobody knows."""
    strange = [n for n, key in enumerate(keys) if key not in known or len(key) == 1][:_MOST_STRANGE]
    if strange:
        yield 0, len(keys)
        for length in range(min(_WIDEST, len(keys) - 1), 0, -1):
            for start in range(len(keys) - length + 1):
                if any(start <= n < start + length for n in strange):
                    yield start, start + length
