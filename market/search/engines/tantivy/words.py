"""The vocabulary and the suggestion terms of a Tantivy index."""

import time
from bisect import bisect_left
from collections import OrderedDict
from functools import cached_property
from heapq import nlargest

from tantivy import Query, Schema, Searcher

from market.search.suggesting import Term, opening

_MOST_SUGGESTIONS = 100
_MOST_BEGINNINGS = 3000
_MOST_HELD = 50_000
# So many texts begin alike that reading them takes longer than anybody waits for; one commit changes little among them.
MANY = 2000
_KEPT_SECONDS = 300


class Beginnings:
    """What the many texts of short beginnings are led by: kept over commits for five minutes."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[float, list[Term]]] = {}

    def get(self, typed: str) -> list[Term] | None:
        until, terms = self._kept.get(typed, (0.0, None))
        return terms if time.monotonic() < until else None

    def keep(self, typed: str, terms: list[Term]) -> None:
        self._kept[typed] = time.monotonic() + _KEPT_SECONDS, terms


class TantivyWords:
    """See `vocabulary.Vocabulary` and `suggesting.Suggester`. Words are read when they are first asked for."""

    def __init__(self, searcher: Searcher, schema: Schema, beginnings: Beginnings, gone: int = 0) -> None:
        self._searcher, self._schema = searcher, schema
        # So many documents of goods that are gone still lie in the segments. Their words must go at once, or two
        # machines that have heard the same news would answer differently.
        self._gone = gone
        self._alive: dict[tuple[str, str], int] = {}
        self._held: dict[tuple[str, str], int] = {}  # the plans of one query ask the same again and again
        self._beginnings = beginnings
        self._suggestions: OrderedDict[str, list[Term]] = OrderedDict()

    @cached_property
    def _counts(self) -> dict[str, int]:
        return dict(self._searcher.terms_with_prefix("word", ""))

    @cached_property
    def _ordered(self) -> list[str]:
        return sorted(self._counts)

    def __contains__(self, key: object) -> bool:
        return key in self._counts and (self._counts[str(key)] > self._gone or self.common(str(key)) > 0)

    def starting(self, prefix: str) -> list[str]:
        place, end = bisect_left(self._ordered, prefix), bisect_left(self._ordered, prefix + "\x7f")
        counts = {word: self.common(word) for word in self._ordered[place:end]}
        return sorted(filter(counts.get, counts), key=lambda word: (-counts[word], word))

    def common(self, key: str) -> int:
        if key not in self._counts:
            return 0
        return self._living("word", key) if self._gone else self._counts[key]

    def holds(self, field: str, token: str) -> bool:
        return self.freq(field, token) > 0

    def freq(self, field: str, token: str) -> int:
        """How many goods hold `token`, or some more: those that are gone may be among them, but not alone."""
        key = field, token
        if key not in self._held:
            if len(self._held) > _MOST_HELD:
                self._held.clear()
            held: int = self._searcher.doc_freq(field, token)
            self._held[key] = held if held > self._gone else held and self._living(field, token)
        return self._held[key]

    def _living(self, field: str, token: str) -> int:
        """How many goods hold `token` now."""
        key = field, token
        if key not in self._alive:
            query = Query.term_query(self._schema, field, token, "basic")
            self._alive[key] = int(self._searcher.search(query, 1).count or 0)  # type: ignore[attr-defined]
        return self._alive[key]

    def suggestions(self, typed: str) -> list[Term]:
        if typed not in self._suggestions:
            self._suggestions[typed] = self._beginnings.get(typed) or self._read(typed)
            if len(self._suggestions) > _MOST_BEGINNINGS:
                self._suggestions.popitem(last=False)
        return self._suggestions[typed]

    def _read(self, typed: str) -> list[Term]:
        found = self._searcher.terms_with_prefix("suggest", typed)
        best = nlargest(_MOST_SUGGESTIONS * (2 if self._gone else 1), found, key=opening)
        if self._gone:
            living = ((term, self._living("suggest", term)) for term, _ in best)
            best = nlargest(_MOST_SUGGESTIONS, ((term, count) for term, count in living if count), key=opening)
        if len(found) > MANY:
            self._beginnings.keep(typed, best)
        return best
