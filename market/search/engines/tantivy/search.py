"""A Tantivy index as a reader: one search over it, counted, divided and ranked."""

from collections.abc import Mapping
from functools import cached_property
from itertools import product
from typing import Any

import orjson
from tantivy import Occur, Order, Query, Schema, Searcher

from market.search.engines.interface import Request, Sort
from market.search.engines.tantivy import fields, queries, words
from market.search.ordering import Hit
from market.search.ranking.query import Everything, First, Node

# One more than are shown tells nothing; a segment names a few more than asked, so that sums over segments are right.
_MOST = {"size": 100, "segment_size": 400}


class TantivyReader:
    """See `searching.Reader`."""

    def __init__(self, searcher: Searcher, schema: Schema, vocabulary: words.TantivyWords) -> None:
        self.searcher, self.vocabulary = searcher, vocabulary
        self.queries = queries.Queries(schema)

    def finds(self, node: Node, enough: int) -> bool:
        query = Query.const_score_query(self.queries.matching(node), 0.0)
        return len(self.searcher.search(query, enough, count=False).hits) >= enough

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
        certified = {"field": "stars_until", "ranges": [{"from": self._request.today.toordinal() + 1}]}
        stars = {"terms": {"field": "stars"}}
        facets: dict[str, Any] = {label: {"terms": {"field": label, **_MOST}} for label in fields.LABELS}
        facets["certified"] = {"range": certified, "aggs": {"stars": stars}}
        return self._searcher.aggregate(self._matching, facets)

    @cached_property
    def total(self) -> int:
        kinds = self._counted["category"]  # every document has one
        return sum(bucket["doc_count"] for bucket in kinds["buckets"]) + int(kinds["sum_other_doc_count"])

    def labels(self) -> Mapping[str, Mapping[Any, int]]:
        ranges = {name: self._counted[name]["buckets"] for name in fields.LABELS}
        valid = next((b for b in self._counted["certified"]["buckets"] if "from" in b), None)
        ranges["stars"] = valid["stars"]["buckets"] if valid else []
        return {name: {b["key"]: b["doc_count"] for b in buckets} for name, buckets in ranges.items()}

    def best(self, most: int) -> list[Hit]:
        match self._request.sort:
            case Sort.NEWEST:
                return self._ordered(self._matching, most, "created", Order.Desc)
            case Sort.CHEAPEST:
                return self._ordered(self._matching, most, "price", Order.Asc)
            case Sort.DEAREST:
                return self._ordered(self._matching, most, "price", Order.Desc)
        return self._newest_of_each_merit(most) if isinstance(self._node, Everything) else self._heaviest(most)

    def _heaviest(self, most: int) -> list[Hit]:
        """Layer by layer until there are as many as are asked for."""
        layers = self._node.layers if isinstance(self._node, First) else (self._node,)
        found: list[Hit] = []
        for place, layer in enumerate(layers):
            if len(found) < most:
                found += self._of_layer(layer, layers[:place], most - len(found))
        return found

    def _of_layer(self, layer: Node, earlier: tuple[Node, ...], most: int) -> list[Hit]:
        clauses = [(Occur.Must, self._queries.weighed(layer))]
        clauses += [(Occur.Must, Query.const_score_query(query, 0.0)) for query in self._filters]
        clauses += [(Occur.MustNot, self._queries.matching(node)) for node in earlier]
        query = Query.boolean_query(clauses)
        for merit, weight in self._queries.merits(self._request.today):
            # One within the other: side by side, each would be read to its end.
            merit = Query.const_score_query(merit, weight)
            query = Query.boolean_query([(Occur.Must, query), (Occur.Should, merit)])
        return self._hits(self._searcher.search(query, most, count=False).hits)

    def _newest_of_each_merit(self, most: int) -> list[Hit]:
        """Without words only merit weighs, so each merit is a list of its own, the newest first."""
        merits = self._queries.merits(self._request.today)
        found: list[Hit] = []
        for chosen in product((True, False), repeat=len(merits)):
            if len(found) < most:
                having = [q if has else self._queries.none_of(q) for (q, _), has in zip(merits, chosen, strict=True)]
                weight = sum(weight for (_, weight), has in zip(merits, chosen, strict=True) if has)
                query = self._queries.all_of(self._matching, *having)
                found += self._ordered(query, most - len(found), "created", Order.Desc, weight)
        return found

    def _ordered(self, query: Query, most: int, field: str, order: Order, score: float = 0.0) -> list[Hit]:
        found = self._searcher.search(query, most, count=False, order_by_field=field, order=order).hits
        return self._hits([(score, address) for _, address in found])

    def _hits(self, found: list[tuple[float, Any]]) -> list[Hit]:
        scores, addresses = [score for score, _ in found], [address for _, address in found]
        names = ("created", "serial", "price", "shop_serial")
        columns = [self._searcher.fast_field_values(name, addresses) for name in names]
        return list(map(Hit._make, zip(addresses, scores, *columns, strict=True)))
