"""The look-up: all places by all their names, in memory, built once from the facts and never changed. Pure."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import combinations

from market.places import gazetteer, rules
from market.places.data import CommuneFact, FormerFact, ProvinceFact
from market.places.spelling import ABOVE, Words, accents_agree, kind_at, words

# No address has more words before its street; what is longer is not a place.
MOST_WORDS = 24
_CODE_DIGITS = 5


class Directory:
    """About 8 MB. Codes are known at once; names take half a second, when somebody first looks one up.

    A look-up then takes a few milliseconds and no SQL.
    """

    def __init__(self, provinces: list[ProvinceFact], communes: list[CommuneFact], former: list[FormerFact]) -> None:
        self.places = gazetteer.places(provinces, communes, former)
        self._former = former
        self._communes = {place.code: place for place in self.places if place.kind == rules.COMMUNE}
        self._provinces = {place.code: place for place in self.places if place.kind == rules.PROVINCE}

    @cached_property
    def _names(self) -> dict[str, list[gazetteer.Name]]:
        """By every spelling."""
        spelled: dict[str, list[gazetteer.Name]] = defaultdict(list)
        for name in gazetteer.names(self.places, self._former):
            for spelling in name.spellings:
                spelled[spelling].append(name)
        return dict(spelled)

    @cached_property
    def _spelled(self) -> list[str]:
        return sorted(self._names)

    @cached_property
    def _neighbours(self) -> dict[frozenset[str], list[int]]:
        """Where communes lie, by all names of it → the places there."""
        around: dict[frozenset[str], list[int]] = defaultdict(list)
        for order, place in enumerate(self.places):
            if place.kind == rules.COMMUNE:
                around[gazetteer.contexts(place)].append(order)
        return dict(around)

    def commune(self, code: str) -> gazetteer.Place | None:
        """The commune of now with this code."""
        return self._communes.get(code)

    def place(self, code: str) -> gazetteer.Place | None:
        """The province or commune of now with this code."""
        return self._communes.get(code) or self._provinces.get(code)

    def find(self, query: str, kind: str | None = None) -> list[gazetteer.Place]:
        """Places by a name of now or then, with district or province as context, or by a commune's code of now.

        Exact names come first, then beginnings, then names with a context, then all of a district or province.
        """
        if len(query.strip()) == _CODE_DIGITS and query.strip().isdecimal():
            found = self.commune(query.strip())
            ranked = [found] if found else []
        else:
            ranked = [self.places[rank.order] for rank in sorted(self._ranks(words(query)))]
        return [place for place in ranked if kind in (None, place.kind)]

    def _ranks(self, asked: Words) -> Iterable[rules.Rank]:
        if len(asked.folded) > MOST_WORDS:
            return ()
        best: dict[int, rules.Rank] = {}
        for rank in (*self._named(asked), *self._begun(asked), *self._inside(asked)):
            best[rank.order] = min(rank, best.get(rank.order, rank))
        return best.values()

    def _named(self, asked: Words) -> Iterator[rules.Rank]:
        """A whole name anywhere in the query, all else being its context."""
        count = len(asked.folded)
        for start, end in combinations(range(count + 1), 2):
            folded, toned = asked.part(start, end)
            for name in self._names.get(folded, ()):
                if not rules.within(asked.folded[end:], name.contexts, unfinished=True):
                    continue
                for kind, before in _kinds_before(asked.folded, start):
                    if rules.within(asked.folded[:before], name.contexts, unfinished=False):
                        fit = rules.EXACT if before == 0 and end == count else rules.WITH_CONTEXT
                        yield from _rank(name, fit, kind, accents_differ=toned != name.toned)

    def _begun(self, asked: Words) -> Iterator[rules.Rank]:
        """The whole query as the beginning of a name."""
        typed = kind_at(asked.folded, 0)
        for kind, start in {(None, 0), typed or (None, 0)}:
            folded, toned = asked.part(start, len(asked.folded))
            for name in self._beginning_with(folded) if folded else ():
                yield from _rank(name, rules.PREFIX, kind, accents_differ=not accents_agree(toned, name.toned))

    def _beginning_with(self, folded: str) -> Iterator[gazetteer.Name]:
        for position in range(bisect_left(self._spelled, folded), len(self._spelled)):
            if not self._spelled[position].startswith(folded):
                return
            yield from self._names[self._spelled[position]]

    def _inside(self, asked: Words) -> Iterator[rules.Rank]:
        """Every commune of the district or province that the query names."""
        for around, orders in self._neighbours.items():
            if asked.folded and rules.within(asked.folded, around, unfinished=False):
                yield from (rules.Rank(rules.CONTEXT_ONLY, False, False, gazetteer.OF_NOW, order) for order in orders)


def _rank(name: gazetteer.Name, fit: int, kind: str | None, *, accents_differ: bool) -> Iterator[rules.Rank]:
    if kind and (kind == ABOVE) != (name.kind == ABOVE):
        return
    for order in name.places:
        yield rules.Rank(fit, accents_differ, kind is not None and kind != name.kind, name.age, order)


def _kinds_before(folded: tuple[str, ...], start: int) -> Iterator[tuple[str | None, int]]:
    """What the words just before `start` may be: part of a context, or the kind of the name that begins there."""
    yield None, start
    for length in (1, 2):
        found = kind_at(folded, start - length) if start >= length else None
        if found and found[1] == length:
            yield found[0], start - length
