"""One segment of a Whoosh index in the form a search needs: sets of document numbers, and columns as lists.

Whoosh's own collectors weigh and count document by document in Python. Segments never change, so what is
read from one is kept: set operations and list look-ups then do the same work several times faster.
"""

from bisect import bisect_left
from collections import Counter, OrderedDict, defaultdict
from datetime import date
from functools import cached_property
from heapq import nlargest
from typing import Any

from whoosh.reading import SegmentReader

from market.search.index.projection import BETWEEN
from market.search.ordering import first_step, turn
from market.search.ranking.merits import Merits
from market.search.suggesting import opening

NUMBERS = (
    "price", "created", "months", "stars", "stars_until", "in_stock", "tier", "serial", "shop_serial", "ships_by_post",
    "reliability", "new_until", "per_kg", "sold", "lot", "good", "standing",
)  # fmt: skip
LABELS = ("category", "commune")
_MOST_POSTINGS = 500_000
_OVERHEAD = 20  # what is kept of a token that nothing holds takes as much as so many numbers
_MOST_SUGGESTIONS = 100
_MOST_BEGINNINGS = 3000
_MOST_HELD = 20_000
_NONE: frozenset[int] = frozenset()


class Segment:
    """What never changes in a segment: its columns, its postings as far as they were asked for, its words."""

    def __init__(self, reader: SegmentReader) -> None:
        self.id = segment_id(reader)
        self.numbers = {name: list(reader.column_reader(name, translate=False)) for name in NUMBERS}
        self.labels = {name: _labels(reader, name) for name in LABELS}
        self._postings: OrderedDict[tuple[str, str], frozenset[int]] = OrderedDict()
        self._kept = 0
        self._words: tuple[dict[str, int], list[str]] | None = None
        self._suggestions: OrderedDict[str, list[tuple[str, int]]] = OrderedDict()
        self._day: tuple[date, list[int], list[float]] | None = None
        self._divided: dict[tuple[str, date], Counter[Any]] = {}
        self._turns: tuple[date, list[tuple[int, int, int]]] | None = None

    @cached_property
    def by_label(self) -> dict[str, dict[str, set[int]]]:
        """Label column → its code (of a category: also its group's) → documents."""
        found: dict[str, dict[str, set[int]]] = {name: defaultdict(set) for name in LABELS}
        for name, column in self.labels.items():
            for number, label in enumerate(column):
                code, _, *groups = label.split(BETWEEN)
                for key in (code, *groups):
                    found[name][key].add(number)
        return found

    @cached_property
    def in_stock(self) -> set[int]:
        return {number for number, stocked in enumerate(self.numbers["in_stock"]) if stocked}

    @cached_property
    def placed(self) -> list[tuple[int, int, int, int]]:
        """What decides whose turn it is: the numbers of a hit."""
        names = ("serial", "shop_serial", "lot", "new_until")
        return list(zip(*(self.numbers[name] for name in names), strict=True))

    def column(self, name: str, today: date) -> list[Any]:
        """What facets count by."""
        return self.stars_on(today) if name == "stars" else self.labels.get(name) or self.numbers[name]

    def divided(self, name: str, today: date) -> Counter[Any]:
        """How all of it divides, which is asked whenever nothing is typed."""
        key = name, today
        if key not in self._divided:
            self._divided = {key: kept for key, kept in self._divided.items() if key[1] == today}
            self._divided[key] = Counter(self.column(name, today))
        return self._divided[key]

    def stars_on(self, today: date) -> list[int]:
        return self._on(today)[1]

    def merit_on(self, today: date) -> list[float]:
        """What decides among equals, as `ranking.weights` names it."""
        return self._on(today)[2]

    def turns_on(self, seed: date) -> list[tuple[int, int, int]]:
        """How soon it is each one's turn, the greatest first."""
        if self._turns is None or self._turns[0] != seed:
            start = first_step(seed)
            lots, shops, serials = (self.numbers[name] for name in ("lot", "shop_serial", "serial"))
            self._turns = seed, [turn(*row, start) for row in zip(lots, shops, serials, strict=True)]
        return self._turns[1]

    def _on(self, today: date) -> tuple[date, list[int], list[float]]:
        if self._day is None or self._day[0] != today:
            self._day = (today, *self._computed(today))
        return self._day

    def _computed(self, today: date) -> tuple[list[int], list[float]]:
        day, columns = today.toordinal(), self.numbers
        stars = [n if day < until else 0 for n, until in zip(columns["stars"], columns["stars_until"], strict=True)]
        merit = list(map(Merits(today).__getitem__, columns["standing"]))
        return stars, merit

    def postings(self, reader: SegmentReader, field: str, token: str) -> frozenset[int]:
        """The documents that hold `token` (some may have been deleted since), kept while there is room."""
        key = (field, token)
        if key in self._postings:
            self._postings.move_to_end(key)
            return self._postings[key]
        found = frozenset(reader.postings(field, token).all_ids()) if (field, token.encode()) in reader else _NONE
        self._postings[key] = found
        self._kept += len(found) + _OVERHEAD
        while self._kept > _MOST_POSTINGS:
            _, oldest = self._postings.popitem(last=False)
            self._kept -= len(oldest) + _OVERHEAD
        return found

    def suggestions(self, reader: SegmentReader, typed: str) -> list[tuple[str, int]]:
        """The suggestion terms that begin with `typed`, the most common, with how many documents hold them."""
        if typed not in self._suggestions:
            found = (
                (term.decode(), reader.doc_frequency("suggest", term))
                for term in reader.expand_prefix("suggest", typed)
            )
            self._suggestions[typed] = nlargest(_MOST_SUGGESTIONS, found, key=opening)
            if len(self._suggestions) > _MOST_BEGINNINGS:
                self._suggestions.popitem(last=False)
        return self._suggestions[typed]

    def words(self, reader: SegmentReader) -> tuple[dict[str, int], list[str]]:
        """The syllables of names, kinds and places with how many documents hold them, and the same in order."""
        if self._words is None:
            counts: dict[str, int] = defaultdict(int)
            for term in reader.lexicon("word"):
                counts[term.decode()] += reader.doc_frequency("word", term)
            self._words = dict(counts), sorted(counts)
        return self._words


def segment_id(reader: SegmentReader) -> str:
    """The name of what `reader` reads; another reader of the same name reads the same."""
    segment = reader.segment()
    return segment.segment_id() if segment else ""


class Leaf:
    """A segment as it is now: with the deletions of this moment."""

    def __init__(self, reader: SegmentReader, segment: Segment) -> None:
        self.reader, self.segment = reader, segment
        self.deleted = frozenset(reader.deleted_docs_set) if reader.has_deletions() else _NONE

    @property
    def size(self) -> int:
        """With those that are gone."""
        return len(self.segment.placed)

    def all(self) -> set[int]:
        return set(range(self.size)) - self.deleted

    def freq(self, field: str, token: str) -> int:
        """How many documents hold `token`, some of which may be gone."""
        return len(self.holding(field, token))

    def alive(self, field: str, token: str) -> int:
        """How many documents hold `token` now: words of goods that are gone must go at once, not with their segment."""
        return len(self.living(self.holding(field, token)))

    def living(self, found: set[int] | frozenset[int]) -> set[int] | frozenset[int]:
        return found - self.deleted if self.deleted and found else found

    def has(self, field: str, token: str) -> bool:
        if self.deleted:
            return self.alive(field, token) > 0
        return (field, token.encode()) in self.reader

    def words(self, key: str) -> int:
        """In how many documents `key` stands as a word."""
        if self.deleted:
            return self.alive("word", key) if key in self.segment.words(self.reader)[0] else 0
        return self.segment.words(self.reader)[0].get(key, 0)

    def holding(self, field: str, token: str) -> frozenset[int]:
        return self.segment.postings(self.reader, field, token)

    def stored(self, number: int) -> dict[str, Any]:
        stored: dict[str, Any] = self.reader.stored_fields(number)["stored"]
        return stored


class Words:
    """The vocabulary of all leaves together."""

    def __init__(self, leaves: list[Leaf]) -> None:
        self._leaves = leaves
        self._held: dict[tuple[str, str], bool] = {}  # the plans of one query ask the same again and again

    @cached_property
    def _known(self) -> list[dict[str, int]]:
        return [leaf.segment.words(leaf.reader)[0] for leaf in self._leaves]

    def __contains__(self, key: object) -> bool:
        for known in self._known:  # a guess asks for hundreds, so no generator is made for each
            if key in known:
                return self.common(str(key)) > 0
        return False

    def common(self, key: str) -> int:
        return sum(leaf.words(key) for leaf in self._leaves)

    def holds(self, field: str, token: str) -> bool:
        key = field, token
        if key not in self._held:
            if len(self._held) > _MOST_HELD:
                self._held.clear()
            self._held[key] = any(leaf.has(field, token) for leaf in self._leaves)
        return self._held[key]

    def starting(self, prefix: str) -> list[str]:
        found: dict[str, int] = defaultdict(int)
        for leaf in self._leaves:
            _, ordered = leaf.segment.words(leaf.reader)
            for word in ordered[bisect_left(ordered, prefix) : bisect_left(ordered, prefix + "\x7f")]:
                found[word] += leaf.words(word)
        return sorted((word for word in found if found[word]), key=lambda word: (-found[word], word))


def _labels(reader: SegmentReader, name: str) -> list[str]:
    seen: dict[bytes, str] = {}
    return [seen.setdefault(value, value.decode()) for value in reader.column_reader(name, translate=False)]
