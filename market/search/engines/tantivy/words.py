"""The vocabulary and the suggestion terms of a Tantivy index."""

import time
from bisect import bisect_left
from collections import OrderedDict
from functools import cached_property
from heapq import nlargest

from tantivy import Searcher

from market.search.suggesting import Term, opening

_MOST_SUGGESTIONS = 100
_MOST_BEGINNINGS = 3000
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

    def __init__(self, searcher: Searcher, beginnings: Beginnings) -> None:
        self._searcher = searcher
        self._beginnings = beginnings
        self._suggestions: OrderedDict[str, list[Term]] = OrderedDict()

    @cached_property
    def _counts(self) -> dict[str, int]:
        return dict(self._searcher.terms_with_prefix("word", ""))

    @cached_property
    def _ordered(self) -> list[str]:
        return sorted(self._counts)

    def __contains__(self, key: object) -> bool:
        return key in self._counts

    def starting(self, prefix: str) -> list[str]:
        place, end = bisect_left(self._ordered, prefix), bisect_left(self._ordered, prefix + "\x7f")
        return sorted(self._ordered[place:end], key=lambda word: (-self._counts[word], word))

    def common(self, key: str) -> int:
        return self._counts.get(key, 0)

    def holds(self, field: str, token: str) -> bool:
        return self._searcher.doc_freq(field, token) > 0

    def suggestions(self, typed: str) -> list[Term]:
        if typed not in self._suggestions:
            self._suggestions[typed] = self._beginnings.get(typed) or self._read(typed)
            if len(self._suggestions) > _MOST_BEGINNINGS:
                self._suggestions.popitem(last=False)
        return self._suggestions[typed]

    def _read(self, typed: str) -> list[Term]:
        found = self._searcher.terms_with_prefix("suggest", typed)
        best = nlargest(_MOST_SUGGESTIONS, found, key=opening)
        if len(found) > MANY:
            self._beginnings.keep(typed, best)
        return best
