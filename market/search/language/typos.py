"""Typos: what a hand or an ear makes of a word: letters mistyped, words run together, northern sounds confused."""

import re
from collections.abc import Container, Iterator, Sequence
from string import ascii_lowercase, digits

# Sounds that much of the north does not tell apart, as they begin a syllable.
_SOUNDS = (("l", "n"), ("s", "x"), ("ch", "tr"), ("d", "gi", "r"))
_ONSET = re.compile(r"^(ch|tr|gi(?=[aeou])|n(?![gh])|[lsxdr])(?=.)")
# And how syllables end, which much of the South does not: vịt is vịc, gừng is gừn, quýt is quích.
_ENDS = (("n", "ng"), ("n", "nh"), ("t", "c"), ("t", "ch"))
_CODA = re.compile(r"(?<=[aeiouy])(ng|nh|ch|n|t|c)$")
_SHORTEST_MISTYPED, _SHORTEST_SLIPPED = 3, 2
# What is longer is no word, and has thousands of slips.
_LONGEST_MISTYPED = 24


def mistyped(key: str, vocabulary: Container[str]) -> list[str]:
    """The words of `vocabulary` that are one slip from `key`: a letter more, less, other, or two exchanged."""
    if not _SHORTEST_MISTYPED <= len(key) <= _LONGEST_MISTYPED or any(c in digits for c in key):
        return []
    return sorted({slip for slip in _slips(key) if slip != key and slip in vocabulary})


def confused(key: str, vocabulary: Container[str], *, at_both_ends: bool = False) -> list[str]:
    """The words of `vocabulary` that sound like `key` to many: lem → nem, xli → sli; in the South gun → gung.

    Who confuses both ends of one syllable is guessed only where its neighbours say so: too many others would do.
    """
    onset, coda = _ONSET.match(key), _CODA.search(key)
    begins = _alike(_SOUNDS, onset[0] if onset else "")
    ends = _alike(_ENDS, coda[0] if coda else "")
    others = [
        f"{begin}{middle}{end}"
        for middle in _middles(key, key[len(begins[0]) : len(key) - len(ends[0])])
        for begin in begins
        for end in ends
        if at_both_ends or begin == begins[0] or end == ends[0]
    ]
    return [other for other in dict.fromkeys(others) if other != key and other in vocabulary]


def _middles(key: str, middle: str) -> list[str]:
    """Quýt is written quít by many, and sounds the same."""
    other = middle.replace("qui", "quy") if "qui" in middle else middle.replace("quy", "qui")
    return [middle] if other == middle or not key.startswith("qu") else [middle, other]


def _alike(sounds: Sequence[Sequence[str]], typed: str) -> list[str]:
    """What is typed, then what sounds like it."""
    return [typed, *(other for some in sounds if typed in some for other in some if other != typed)]


def slips(key: str) -> set[str]:
    """What is one slip from a short or long `key`; nothing where it holds a number."""
    fits = _SHORTEST_SLIPPED <= len(key) <= _LONGEST_MISTYPED and not any(c in digits for c in key)
    return set(_slips(key)) - {key} if fits else set()


def _slips(key: str) -> Iterator[str]:
    for place in range(len(key) + 1):
        before, after = key[:place], key[place:]
        yield from (before + letter + after for letter in ascii_lowercase)
        if after:
            yield before + after[1:]
            yield from (before + letter + after[1:] for letter in ascii_lowercase)
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
