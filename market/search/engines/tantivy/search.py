"""A Tantivy index as a reader: one search over it, counted, divided and ranked."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property
from heapq import nlargest
from itertools import chain, product, starmap
from typing import Any

import orjson
from tantivy import Occur, Order, Query, Schema, Searcher

from market.search import places
from market.search.engines.interface import Request, Sort
from market.search.engines.tantivy import facets, leaders, queries, turns, words
from market.search.ordering import SHARED, SORTED_BY, Hit, first_step, turn
from market.search.ranking.merits import Merits
from market.search.ranking.query import Everything, First, Node, at_most

# Of so many all are weighed; of more, merit by merit is quicker.
_MOST_WEIGHED = 20_000
_MOST_TIED = 4_000
# So many are fetched in one look, that no second is needed for those that are equal.
_MOST_AT_ONCE = 1_000


class TantivyReader:
    """See `searching.Reader`."""

    def __init__(
        self, searcher: Searcher, schema: Schema, vocabulary: words.TantivyWords, labels: leaders.Labels
    ) -> None:
        self.searcher, self.vocabulary, self.labels = searcher, vocabulary, labels
        self._merits = Merits(date.min)
        self.queries = queries.Queries(schema)

    def finds(self, node: Node, enough: int) -> bool:
        query = Query.const_score_query(self.queries.matching(node), 0.0)
        return len(self.searcher.search(query, enough, count=False).hits) >= enough

    def merits(self, today: date) -> Merits:
        if self._merits.today != today:
            self._merits = Merits(today)
        return self._merits

    def select(self, node: Node, request: Request) -> "TantivySelection":
        return TantivySelection(self, node, request)

    def stored(self, hit: Hit) -> dict[str, Any]:
        stored: dict[str, Any] = orjson.loads(self.searcher.doc(hit.address).get_first("stored") or "{}")
        return stored

    def holds(self, hit: Hit, field: str, token: str) -> bool:
        key = self.queries.term("key", self.stored(hit)["card"]["id"])
        both = self.queries.all_of(key, self.queries.term(field, token))
        return bool(self.searcher.search(both, 1, count=False).hits)


class TantivySelection:
    """See `searching.Selection`."""

    def __init__(self, reader: TantivyReader, node: Node, request: Request) -> None:
        self._reader, self._node, self._request = reader, node, request
        self._searcher, self._queries = reader.searcher, reader.queries
        self._filters = self._queries.filters(request)
        self._matching = self._queries.all_of(self._queries.matching(node), *self._filters)

    @cached_property
    def _counted(self) -> dict[str, Any]:
        """Labels and total in one pass over all that matches."""
        return self._searcher.aggregate(
            self._matching, facets.asked(self._request, (*facets.ALWAYS, *self._request.facets))
        )

    @cached_property
    def _leaders(self) -> leaders.Leaders | None:
        """None where so many may match that they are better found part by part; or in another order."""
        most = at_most(self._node, self._reader.vocabulary.freq, self._searcher.num_docs)
        if self._request.sort is not Sort.RELEVANCE or most > leaders.TRIED:
            return None
        layers = self._node.layers if isinstance(self._node, First) else (self._node,)
        found = self._fetched([self._queries.weighed(layers[0]), *self._unweighed(layers[1:])], most)
        weighed = len(found[1]) if len(layers) == 1 else sum(score > 0 for score, _ in found[1])
        if weighed < min(SHARED, len(found[1])):
            # Where the first are few, the others' order is needed, too.
            found = self._fetched([self._queries.weighed(layer) for layer in layers], most)
            weighed = len(found[1])
        merits = self._reader.merits(self._request.today)
        return leaders.Leaders(self._searcher, found, weighed, merits, self._reader.labels)

    def _unweighed(self, layers: tuple[Node, ...]) -> list[Query]:
        return [Query.const_score_query(self._queries.matching(First(layers)), 0.0)] if layers else []

    def _fetched(self, layers: list[Query], most: int) -> leaders.Fetched:
        """What an earlier layer holds weighs more than what only a later one does."""
        if not most:
            return 0, []
        query = Query.disjunction_max_query(layers) if len(layers) > 1 else layers[0]
        if self._filters:
            passing = [(Occur.Must, Query.const_score_query(one, 0.0)) for one in self._filters]
            query = Query.boolean_query([(Occur.Must, query), *passing])
        found = self._searcher.search(query, min(most, leaders.FETCHED))
        return found.count, found.hits  # type: ignore[attr-defined]

    @cached_property
    def total(self) -> int:
        return facets.total(self._counted) if self._leaders is None else self._leaders.total

    def labels(self, names: Sequence[str]) -> Mapping[str, Mapping[Any, int]]:
        if (read := vars(self).get("_leaders")) is not None and read.whole and read.total <= leaders.COUNTED:
            return read.labels(names, all_communes=bool({"province", "district"} & set(self._request.facets)))
        if len(names) > 1:
            return {name: facets.read(self._counted, name) for name in names}
        # One without its own filters: of all those nothing else is asked.
        counted = self._searcher.aggregate(self._matching, facets.asked(self._request, names))
        return {name: facets.read(counted, name) for name in names}

    def spread(self) -> tuple[int, int]:
        found = self._searcher.aggregate(self._matching, facets.SPREAD)
        return int(found["least"]["value"] or 0), int(found["shops"]["value"])

    def best(self, most: int) -> list[Hit]:
        if self._leaders and (found := self._leaders.best(most, first_step(self._request.seed))) is not None:
            hits = self._hits(found)
            return hits if len(hits) <= most else nlargest(most, hits, key=self._rank)
        if self._request.sort is Sort.NEAREST:
            return self._nearest(most)
        if self._request.sort in SORTED_BY:
            return self._sorted(*SORTED_BY[self._request.sort], most)
        if isinstance(self._node, Everything) and self.total > _MOST_WEIGHED:
            return self._of_each_merit(most)
        return self._heaviest(most)

    def _rank(self, hit: Hit) -> tuple[Any, ...]:
        return hit.score, *turn(hit.lot, hit.shop, hit.serial, first_step(self._request.seed))

    def _heaviest(self, most: int) -> list[Hit]:
        """Layer by layer until there are as many as are asked for."""
        layers = self._node.layers if isinstance(self._node, First) else (self._node,)
        found: list[Hit] = []
        for place, layer in enumerate(layers):
            if len(found) < most:
                found += self._of_layer(layer, layers[:place], most - len(found))
        return found

    def _of_layer(self, layer: Node, earlier: tuple[Node, ...], most: int) -> list[Hit]:
        clauses = [(Occur.Must, self._queries.weighed(layer, queries.USUAL))]
        clauses += [(Occur.Must, Query.const_score_query(query, 0.0)) for query in self._filters]
        clauses += [(Occur.MustNot, self._queries.matching(node)) for node in earlier]
        query = Query.boolean_query(clauses)
        for merit, weight in chain.from_iterable(self._queries.merits(self._request.today)):
            # One within the other: side by side, each would be read to its end.
            merit = Query.const_score_query(merit, weight)
            query = Query.boolean_query([(Occur.Must, query), (Occur.Should, merit)])
        return self._first_of(query, most)

    def _first_of(self, query: Query, most: int) -> list[Hit]:
        """The heaviest; of those that weigh as much as the last, those whose turn it is."""
        few = self.total <= _MOST_AT_ONCE
        found = self._searcher.search(query, max(most, self.total) if few else most + 1, count=False).hits
        if len(found) <= most or found[most][0] < found[most - 1][0]:
            return self._hits(found[:most])
        score = found[most][0]
        kept = [hit for hit in found if hit[0] > score]

        def look(windows: list[str] | None) -> list[Hit]:
            tied = found if few else self._searcher.search(self._within(query, windows), _MOST_TIED, count=False).hits
            return self._hits([hit for hit in tied if hit[0] == score])

        return self._hits(kept) + self._soonest(look, most - len(kept), self.total)

    def _soonest(self, look: Callable[[list[str] | None], list[Hit]], need: int, among: int) -> list[Hit]:
        return turns.soonest(look, need, among, first_step(self._request.seed))

    def _within(self, query: Query, windows: list[str] | None) -> Query:
        if windows is None:
            return query
        lots = Query.const_score_query(self._queries.any_of("lots", windows), 0.0)
        return Query.boolean_query([(Occur.Must, lots), (Occur.Must, query)])

    def _of_each_merit(self, most: int) -> list[Hit]:
        """Without words only merit weighs, so each merit is a list of its own."""
        merits = map(self._queries.every, self._queries.merits(self._request.today))
        found: list[Hit] = []
        for chosen in product(*merits):
            if len(found) < most:
                having, weights = zip(*chosen, strict=True)
                query = self._queries.all_of(self._matching, *having)
                query = Query.const_score_query(query, queries.USUAL + sum(weights))
                found += self._first_of(query, most - len(found))
        return found

    def _sorted(self, field: str, rises: bool, most: int) -> list[Hit]:
        """In the order of a number; of those that have the last one, those whose turn it is."""
        order = Order.Asc if rises else Order.Desc
        found = self._searcher.search(self._matching, most + 1, count=False, order_by_field=field, order=order).hits
        hits = self._hits([(0.0, address) for _, address in found])
        if len(hits) <= most or hits[most].worth != hits[most - 1].worth:
            return hits[:most]
        last = hits[most].worth
        kept = [hit for hit in hits if hit.worth != last]
        same = self._queries.all_of(self._matching, self._queries.between(field, last, last))
        return kept + self._any_of(same, most - len(kept))

    def _nearest(self, most: int) -> list[Hit]:
        """Ring by ring around the place."""
        around = places.around(self._request.near or "")
        rings = sorted(set(around.values()))
        found: list[Hit] = []
        for far in [*rings, places.ELSEWHERE]:
            there = [code for code, km in around.items() if km == far] or list(around)
            placed = self._queries.any_of("commune_code", there)
            placed = placed if far != places.ELSEWHERE else self._queries.none_of(placed)
            if len(found) < most:
                hits = self._any_of(self._queries.all_of(self._matching, placed), most - len(found))
                found += [hit._replace(worth=far) for hit in hits]
        return found

    def _any_of(self, query: Query, most: int) -> list[Hit]:
        """Those whose turn it is, of many that are alike."""
        return self._first_of(Query.const_score_query(query, 0.0), most)

    def _hits(self, found: list[tuple[float, Any]]) -> list[Hit]:
        scores, addresses = [score for score, _ in found], [address for _, address in found]
        names = ["serial", "shop_serial", "lot", "new_until"]
        if self._request.group or self._request.sort in SORTED_BY:
            names.append("good" if self._request.group else SORTED_BY[self._request.sort][0])
        columns = [self._searcher.fast_field_values(name, addresses) for name in names]
        return list(starmap(Hit, zip(addresses, scores, *columns, strict=True)))
