"""What leads by its words, read at once with what decides beside them, so that nothing is looked for a second time.

Tantivy fetches some thousand goods and their columns in hardly more time than two hundred.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from hashlib import blake2b
from heapq import nsmallest
from operator import add, itemgetter, neg
from typing import Any

from tantivy import Searcher

from market.search.facets import MOST
from market.search.index.standing import Standing, unpacked
from market.search.ordering import RING, last_weight
from market.search.ranking.merits import MOST as MOST_MERIT
from market.search.ranking.merits import Merits

# So many are fetched; of so many, what they divide by is read as columns; what may be as many is not even tried.
FETCHED, COUNTED, TRIED = 8_000, 1_500, 60_000
Weighed = tuple[float, Any]
Fetched = tuple[int, Sequence[Weighed]]  # how many there are, and the heaviest


def key_of(label: str) -> int:
    return int.from_bytes(blake2b(label.encode(), digest_size=7).digest())


class Labels:
    """Labels by their keys; what a key stands for never changes."""

    def __init__(self) -> None:
        self._known: dict[str, dict[int, str]] = {"category": {}, "commune": {}}

    def named(self, field: str, counts: Mapping[int, int], searcher: Searcher) -> dict[str, int]:
        known = self._known[field]
        if not known.keys() >= counts.keys():
            known.update((key_of(label), label) for label, _ in searcher.terms_with_prefix(field, ""))
        return {known[key]: count for key, count in counts.items()}


class Leaders:
    """The hits that lead by their words, the heaviest first, which most often are all; only `weighed` of them are."""

    def __init__(self, searcher: Searcher, found: Fetched, weighed: int, merits: Merits, labels: Labels) -> None:
        self._searcher, self._merits, self._labels = searcher, merits, labels
        self.total, hits = found
        self._scores, self._addresses = list(map(itemgetter(0), hits)), list(map(itemgetter(1), hits))
        self._weighed, self.whole = weighed, self.total == len(hits)

    def _column(self, name: str, addresses: Sequence[Any] | None = None) -> list[int]:
        asked = self._addresses if addresses is None else list(addresses)
        return self._searcher.fast_field_values(name, asked)  # type: ignore[return-value]

    def best(self, most: int, start: int) -> list[Weighed] | None:
        """The `most` heaviest; of those that weigh as much as the last, whose turn it is, and those of the same shop.

        None where what was not fetched, or not weighed, may be among them.
        """
        scores = self._scores[: self._weighed]
        if len(scores) > most:
            # However good it is beside its words, what has less does not come so far.
            scores = scores[: bisect_right(scores, MOST_MERIT - scores[most - 1], key=neg)]
        if len(scores) == len(self._scores) < self.total or (len(scores) < most and self._weighed < self.total):
            return None
        addresses = self._addresses[: len(scores)]
        standings = self._column("standing", addresses)
        weights = list(map(add, scores, map(self._merits.__getitem__, standings)))
        least = last_weight(weights, most)
        found = [hit for hit in zip(weights, addresses, strict=True) if hit[0] > least]
        tied = [address for weight, address in zip(weights, addresses, strict=True) if weight == least]
        if len(found) + len(tied) > most:
            tied = self._soonest(tied, most - len(found), start)
        return found + [(least, address) for address in tied]

    def _soonest(self, tied: list[Any], need: int, start: int) -> list[Any]:
        far = [(lot - start) % RING for lot in self._column("lot", tied)]
        last = sorted(far)[need - 1]
        return [address for distance, address in zip(far, tied, strict=True) if distance <= last]

    def labels(self, names: Iterable[str], *, all_communes: bool) -> dict[str, Mapping[Any, int]]:
        return {name: self._counted(name, all_communes=all_communes) for name in names}

    def _counted(self, name: str, *, all_communes: bool) -> Mapping[Any, int]:
        if name in ("stars", "ships_by_post"):
            counts: Counter[int] = Counter()
            for standing, count in self._alike.items():
                of = unpacked(standing)
                counts[self._stars(of) if name == "stars" else of.ships_by_post] += count
            return counts
        if name == "price":
            return Counter(self._column("price"))
        found = Counter(self._column(f"{name}_key"))
        return self._labels.named(name, found if all_communes else _largest(found), self._searcher)

    @cached_property
    def _alike(self) -> Counter[int]:
        return Counter(self._column("standing"))

    def _stars(self, of: Standing) -> int:
        return of.stars if self._merits.today.toordinal() < of.stars_until else 0


def _largest(counts: Counter[int]) -> dict[int, int]:
    """Those that may be among the first that are shown."""
    if len(counts) <= MOST:
        return counts
    least = nsmallest(MOST, map(int.__neg__, counts.values()))[-1]
    return {key: count for key, count in counts.items() if count >= -least}
