"""The vocabulary and the suggestion terms of a Tantivy index."""

from __future__ import annotations

from bisect import bisect_left
from collections import OrderedDict
from functools import cached_property

from tantivy import Searcher

from market.catalog.search.suggesting import Term, opening

_MOST_SUGGESTIONS = 100
_MOST_BEGINNINGS = 3000


class TantivyWords:
    """See `vocabulary.Vocabulary` and `suggesting.Suggester`. Words are read when they are first asked for."""

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher
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
            found = self._searcher.terms_with_prefix("suggest", typed)
            self._suggestions[typed] = sorted(found, key=opening, reverse=True)[:_MOST_SUGGESTIONS]
            if len(self._suggestions) > _MOST_BEGINNINGS:
                self._suggestions.popitem(last=False)
        return self._suggestions[typed]
