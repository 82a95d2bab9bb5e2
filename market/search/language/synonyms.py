"""Words that mean one thing, uses of goods, and what only asks: the lists as a planner looks things up in them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any

from market.search.language.analysis import Syllable, accented, syllables
from market.search.language.entries import Entry, EntryKind

Phrase = tuple[Syllable, ...]
Said = Mapping[tuple[str, ...], list[Phrase]]
Spelt = tuple[EntryKind, list[Phrase], list[Phrase]]
Leading = Mapping[tuple[str, ...], list[tuple[Phrase, list[Phrase]]]]

_MOST_VARIANTS = 60
_MOST_REPLACED = 2
_NUMBER = re.compile(r"\d+(\D*)$")
_COUNTS = frozenset({"một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười", "nửa", "vài", "mấy", "ít"})
_FOLDED_COUNTS = frozenset({"mot", "hai", "bon", "nam", "sau", "bay", "tam", "chin", "muoi", "nua", "vai", "may", "ba"})


@dataclass(frozen=True)
class Words:
    """What the lists say, by the folded keys of each phrase."""

    same: Leading = field(default_factory=dict)
    use: Leading = field(default_factory=dict)
    category: Leading = field(default_factory=dict)
    filler: Said = field(default_factory=dict)
    measure: Said = field(default_factory=dict)
    opening: Said = field(default_factory=dict)
    closing: Said = field(default_factory=dict)
    head: Said = field(default_factory=dict)
    longest: int = 0
    version: int | None = None  # of the operators' list that they were heard of, if they were

    def variants(self, typed: Sequence[Syllable]) -> list[tuple[Syllable, ...]]:
        """`typed` with one or two of its phrases put as others would: heo quay → lợn quay. Nearest first."""
        found: dict[tuple[str, ...], tuple[Syllable, ...]] = {keys(typed): tuple(typed)}
        fresh = [tuple(typed)]
        for _ in range(_MOST_REPLACED):
            replaced = (other for text in fresh for other in self._replaced(text) if keys(other) not in found)
            fresh = list(islice(replaced, _MOST_VARIANTS))
            for other in fresh:
                found.setdefault(keys(other), other)
        return list(found.values())[1:]

    def fillers(self, typed: Sequence[Syllable]) -> set[int]:
        """The places of `typed` that say nothing of what is wanted."""
        key = keys(typed)
        some = ((start, end) for start, end in self.spans(len(typed)) if key[start:end] in self.filler)
        spans = ((start, end) for start, end in some if says_just(self.filler, typed[start:end]))
        return {place for start, end in spans for place in range(start, end)} | self._measured(typed)

    def _measured(self, typed: Sequence[Syllable]) -> set[int]:
        """The places of numbers with their measures: 5kg, 2 lít, hai cân."""
        found: set[int] = set()
        for place, word in enumerate(typed):
            if number := _NUMBER.match(word.written):
                unit = syllables(number[1]) or typed[place + 1 : place + 2]
                if unit and says(self.measure, unit):
                    found |= {place} if number[1] else {place, place + 1}
            elif counts(word) and says(self.measure, typed[place + 1 : place + 2]):
                found |= {place, place + 1}
        return found

    def led(self, known: Leading, typed: Sequence[Syllable]) -> Iterator[tuple[int, int, list[Phrase]]]:
        """Where `typed` says a phrase of `known`, and what that leads to; the longest first, none within another."""
        taken: set[int] = set()
        key = keys(typed)
        for start, end in self.spans(len(typed)):
            for phrase, goods in known.get(key[start:end], ()):
                if not taken & set(range(start, end)) and _agrees(typed[start:end], phrase):
                    taken |= set(range(start, end))
                    yield start, end, goods

    def _replaced(self, typed: tuple[Syllable, ...]) -> Iterator[tuple[Syllable, ...]]:
        key = keys(typed)
        for start, end in self.spans(len(typed)):
            for phrase, others in self.same.get(key[start:end], ()):
                if agree(typed[start:end], phrase):
                    yield from (typed[:start] + other + typed[end:] for other in others)

    def spans(self, count: int) -> Iterator[tuple[int, int]]:
        """The longest first: a phrase means more than its words."""
        for length in range(min(self.longest, count), 0, -1):
            yield from ((start, start + length) for start in range(count - length + 1))


def spelt(entry: Entry) -> Spelt:
    """What `entry` says, syllable by syllable."""
    return entry.kind, [syllables(text) for text in entry.phrases], [syllables(text) for text in entry.goods]


def made(entries: Iterable[Entry]) -> Words:
    """The words that good `entries` say."""
    return made_of(map(spelt, entries))


def made_of(entries: Iterable[Spelt], *, version: int | None = None) -> Words:
    known: dict[str, dict[tuple[str, ...], list[Any]]] = defaultdict(lambda: defaultdict(list))
    longest = 0
    for entry in entries:
        longest = max(longest, *map(len, entry[1]))
        for kind, key, said in _said(entry):
            known[kind][key].append(said)
    return Words(longest=longest, version=version, **known)


def changed(words: Words, gone: Iterable[Spelt], new: Sequence[Spelt]) -> Words:
    """`words` without what entries that are `gone` say, and with what `new` ones do: the others are not read again."""
    known: dict[str, dict[tuple[str, ...], list[Any]]]
    known = {kind.value: dict(getattr(words, kind.value)) for kind in EntryKind}
    for kind, key, said in chain.from_iterable(map(_said, gone)):
        known[kind][key] = [one for one in known[kind].get(key, ()) if one != said]
    for kind, key, said in chain.from_iterable(map(_said, new)):
        known[kind][key] = [*known[kind].get(key, ()), said]
    longest = max([words.longest, *(len(phrase) for _, phrases, _ in new for phrase in phrases)])
    return Words(longest=longest, **known)  # type: ignore[arg-type]


def _said(entry: Spelt) -> Iterator[tuple[str, tuple[str, ...], Any]]:
    """Where each phrase is found, and what it leads to: those that say the same, or goods; or it is just said."""
    kind, phrases, goods = entry
    for phrase in phrases:
        if kind is EntryKind.SAME:
            yield kind.value, keys(phrase), (phrase, [other for other in phrases if other != phrase])
        else:
            yield kind.value, keys(phrase), (phrase, goods) if goods else phrase


def keys(phrase: Sequence[Syllable]) -> tuple[str, ...]:
    return tuple([word.folded for word in phrase])


def says(known: Said, typed: Sequence[Syllable]) -> bool:
    return any(agree(typed, phrase) for phrase in known.get(keys(typed), ()))


def says_just(known: Said, typed: Sequence[Syllable]) -> bool:
    """As `says`, but one syllable alone must be written just so: "la" (a leaf) is not "là"."""
    phrases = known.get(keys(typed), ())
    return any(_agrees(typed, phrase) for phrase in phrases)


def agree(typed: Sequence[Syllable], phrase: Sequence[Syllable]) -> bool:
    """Marks count where they were typed."""
    return all(not accented(one) or one.exact == other.exact for one, other in zip(typed, phrase, strict=True))


def _agrees(typed: Sequence[Syllable], phrase: Sequence[Syllable]) -> bool:
    return typed[0].exact == phrase[0].exact if len(typed) == 1 else agree(typed, phrase)


def counts(word: Syllable) -> bool:
    """Whether it is a number in letters: hai (cân)."""
    return word.exact in _COUNTS if accented(word) else word.folded in _FOLDED_COUNTS
