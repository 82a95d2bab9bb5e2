"""Typos: what a hand or an ear makes of a word: letters mistyped, words run together, northern sounds confused."""

import re
from collections.abc import Container, Iterator
from string import ascii_lowercase, digits

# Sounds that much of the north does not tell apart, as they begin a syllable.
_SOUNDS = (("l", "n"), ("s", "x"), ("ch", "tr"), ("d", "gi", "r"))
_ONSET = re.compile(r"^(ch|tr|gi(?=[aeou])|n(?![gh])|[lsxdr])(?=.)")
_SHORTEST_MISTYPED = 3
_SHORTEST_SPLIT = 5


def mistyped(key: str, vocabulary: Container[str]) -> list[str]:
    """The words of `vocabulary` that are one slip from `key`: a letter more, less, other, or two exchanged."""
    if len(key) < _SHORTEST_MISTYPED or any(c in digits for c in key):
        return []
    return sorted({slip for slip in _slips(key) if slip != key and slip in vocabulary})


def confused(key: str, vocabulary: Container[str]) -> list[str]:
    """The words of `vocabulary` that sound like `key` to many northern ears: lem → nem, xli → sli, giau → dau."""
    found = _ONSET.match(key)
    if found is None:
        return []
    alike = next(sounds for sounds in _SOUNDS if found[0] in sounds)
    rest = key[found.end() :]
    return [other + rest for other in alike if other != found[0] and other + rest in vocabulary]


def run_together(key: str, vocabulary: Container[str]) -> Iterator[tuple[str, str]]:
    """Each two words of `vocabulary` that `key` is without the blank: vitquay → vit quay."""
    if len(key) >= _SHORTEST_SPLIT:
        for place in range(2, len(key) - 1):
            if key[:place] in vocabulary and key[place:] in vocabulary:
                yield key[:place], key[place:]


def _slips(key: str) -> Iterator[str]:
    for place in range(len(key) + 1):
        before, after = key[:place], key[place:]
        yield from (before + letter + after for letter in ascii_lowercase)
        if after:
            yield before + after[1:]
            yield from (before + letter + after[1:] for letter in ascii_lowercase)
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
