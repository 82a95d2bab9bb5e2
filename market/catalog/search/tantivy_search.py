"""A Tantivy index as a reader: queries built term by term. Its query parser never sees what people type."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from itertools import product
from typing import Any

from tantivy import FieldType, Occur, Order, Query, Schema, Searcher

from market.catalog.search.engine import Request, Sort
from market.catalog.search.hits import Hit
from market.catalog.search.query import Best, Everything, First, Node, Nothing, Sum, Term
from market.catalog.search.reading import CERTIFIED, IN_SEASON, IN_STOCK
from market.catalog.search.tantivy_fields import LABELS
from market.catalog.search.tantivy_words import TantivyWords

# One more than are shown tells nothing; a segment names a few more than asked, so that sums over segments are right.
_FEWEST_IN_A_SET = 4
_MOST = {"size": 100, "segment_size": 400}


class TantivyReader:
    """See `searching.Reader`."""

    def __init__(self, searcher: Searcher, schema: Schema, vocabulary: TantivyWords) -> None:
        self.searcher, self.vocabulary = searcher, vocabulary
        self.queries = Queries(schema)

    def finds(self, node: Node, enough: int) -> bool:
        query = Query.const_score_query(self.queries.matching(node), 0.0)
        return len(self.searcher.search(query, enough, count=False).hits) >= enough

    def select(self, node: Node, request: Request) -> TantivySelection:
        return TantivySelection(self, node, request)

    def stored(self, hit: Hit) -> dict[str, Any]:
        stored: dict[str, Any] = json.loads(self.searcher.doc(hit.address).get_first("stored") or "{}")
        return stored

    def holds(self, hit: Hit, field: str, token: str) -> bool:
        key = self.queries.term("key", self.stored(hit)["card"]["id"])
        both = self.queries.all_of(key, self.queries.term(field, token))
        return bool(self.searcher.search(both, 1, count=False).hits)


class Queries:
    """Nodes, filters and merits as Tantivy's queries."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema

    def term(self, field: str, token: Any) -> Query:
        return Query.term_query(self._schema, field, token, "basic")

    def all_of(self, *queries: Query) -> Query:
        return Query.boolean_query([(Occur.Must, query) for query in queries]) if queries else Query.all_query()

    def none_of(self, query: Query) -> Query:
        return Query.boolean_query([(Occur.Must, Query.all_query()), (Occur.MustNot, query)])

    def matching(self, node: Node) -> Query:
        """The documents of `node`, without weights."""
        match node:
            case Term(field, token):
                return self.term(field, token)
            case Best(parts) | First(parts):
                return Query.boolean_query([(Occur.Should, query) for query in self._any(parts)])
            case Nothing():
                return Query.empty_query()
            case Sum(parts, needed, _, guard):
                held = self._at_least(needed, [self.matching(part) for part in parts])
                return self.all_of(held, self.matching(guard)) if guard is not None else held
        return Query.all_query()

    def _any(self, parts: tuple[Node, ...]) -> Iterator[Query]:
        """Each of `parts`; many tokens of one field as one query, for each query costs more than a token."""
        tokens: dict[str, list[str]] = defaultdict(list)
        for part in parts:
            if isinstance(part, Term):
                tokens[part.field].append(part.token)
            else:
                yield self.matching(part)
        for field, sought in tokens.items():
            if len(sought) < _FEWEST_IN_A_SET:
                yield from (self.term(field, token) for token in sought)
            else:
                yield Query.term_set_query(self._schema, field, sought)

    def weighed(self, node: Node) -> Query:
        """The documents of `node`, each with its weight for a score."""
        match node:
            case Term(field, token, weight):
                return Query.const_score_query(self.term(field, token), weight)
            case Best(parts):
                return Query.disjunction_max_query([self.weighed(part) for part in parts])
            case Sum(parts, needed, extras, guard, weight):
                held = self._at_least(needed, [self.weighed(part) for part in parts])
                through = self.matching(guard) if guard is not None else Query.all_query()
                must = [held, Query.const_score_query(through, weight)]
                should = [(Occur.Should, self.weighed(extra)) for extra in extras]
                return Query.boolean_query([*((Occur.Must, query) for query in must), *should])
        return Query.const_score_query(Query.all_query(), 0.0)

    def _at_least(self, needed: int, queries: list[Query]) -> Query:
        if needed == len(queries):
            return self.all_of(*queries)
        return Query.boolean_query([(Occur.Should, query) for query in queries], needed)

    def merits(self, today: date) -> list[tuple[Query, float]]:
        """What decides among equals: in stock, then in season, then certified."""
        season = self.term("month", str(today.month))
        return [(self.term("stock", "in"), IN_STOCK), (season, IN_SEASON), (self.certified(today), CERTIFIED)]

    def certified(self, today: date) -> Query:
        return self.between("stars_until", today.toordinal() + 1, None)

    def between(self, field: str, least: int | None, most: int | None) -> Query:
        return Query.range_query(self._schema, field, FieldType.Unsigned, least, most)

    def filters(self, request: Request) -> list[Query]:
        codes = {"kind_code": request.category, "commune_code": request.commune_code}
        found = [self.term(field, code) for field, code in codes.items() if code is not None]
        if request.shop_id is not None:
            found.append(self.term("shop", str(request.shop_id)))
        states = (
            (request.in_stock, self.term("stock", "in")),
            (request.in_season, self.term("month", str(request.today.month))),
        )
        found += [query if wish else self.none_of(query) for wish, query in states if wish is not None]
        if request.ocop_stars is not None:
            found += [self.term("stars", request.ocop_stars), self.certified(request.today)]
        if request.min_price_vnd is not None or request.max_price_vnd is not None:
            found.append(self.between("price", request.min_price_vnd, request.max_price_vnd))
        return found


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
        facets: dict[str, Any] = {label: {"terms": {"field": label, **_MOST}} for label in LABELS}
        facets["certified"] = {"range": certified, "aggs": {"stars": stars}}
        return self._searcher.aggregate(self._matching, facets)

    @cached_property
    def total(self) -> int:
        kinds = self._counted["category"]  # every document has one
        return sum(bucket["doc_count"] for bucket in kinds["buckets"]) + int(kinds["sum_other_doc_count"])

    def labels(self) -> Mapping[str, Mapping[Any, int]]:
        ranges = {name: self._counted[name]["buckets"] for name in LABELS}
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
        addresses = [address for _, address in found]
        names = ("created", "serial", "price", "shop_serial")
        columns = [self._searcher.fast_field_values(name, addresses) for name in names]
        return [Hit(address, score, *facts) for (score, address), *facts in zip(found, *columns, strict=True)]
