"""Blanks left out or too many: `tinhdauhoi`, `th ạch đen`. Letters are read as syllables that stand side by side."""

from collections.abc import Callable, Container, Iterator, Sequence

_LONGEST_SYLLABLE = 7
_LONGEST_GLUED = 60
_FEWEST_LETTERS = 4
_MOST_OF_A_PLACE = 4
# What is stranger than that is no good that was typed in haste.
_MOST_STRANGE, _WIDEST = 3, 4
Beside = Callable[[str, str], bool]


def read(letters: str, known: Container[str], beside: Beside) -> list[str]:
    """The fewest syllables of `known` that `letters` spell, each beside its neighbour in some name; or none."""
    if not _FEWEST_LETTERS <= len(letters) <= _LONGEST_GLUED:
        return []
    # At each place: the shortest ways to it, by the syllable they end in.
    ways: list[dict[str, list[str]]] = [{"": []}, *({} for _ in letters)]
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - _LONGEST_SYLLABLE), end):
            syllable = letters[start:end]
            if ways[start] and syllable in known:
                _go_on(ways[start], ways[end], syllable, beside)
    found = [way for way in ways[-1].values() if len(way) > 1]
    return min(found, key=lambda way: (len(way), way), default=[])


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
