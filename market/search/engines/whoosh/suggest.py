"""The suggestion terms of a Whoosh index."""

from collections import defaultdict
from heapq import nlargest

from market.search.engines.whoosh.leaf import Leaf
from market.search.suggesting import opening

_MOST = 60


class WhooshSuggester:
    """See `suggesting.Suggester`. What a segment says never changes, so it is asked once for each beginning."""

    def __init__(self, leaves: list[Leaf]) -> None:
        self._leaves = leaves

    def suggestions(self, typed: str) -> list[tuple[str, int]]:
        counts: dict[str, int] = defaultdict(int)
        for leaf in self._leaves:
            for term, count in leaf.segment.suggestions(leaf.reader, typed):
                alive = len(leaf.holding("suggest", term) - leaf.deleted) if leaf.deleted else count
                if alive:
                    counts[term] += alive
        return nlargest(_MOST, counts.items(), key=opening)
