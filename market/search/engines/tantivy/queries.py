"""Queries of Tantivy, built term by term: its query parser never sees what people type."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from operator import itemgetter
from typing import Any

from tantivy import FieldType, Occur, Query, Schema

from market.catalog.rules.reliability import Reliability
from market.catalog.rules.scores import Tier
from market.search.engines.interface import Request
from market.search.ranking.query import Best, First, Node, Nothing, Sum, Term
from market.search.ranking.weights import CERTIFIED, IN_SEASON, IN_STOCK, LIKED, REACHES, RELIABLE

# The steps of a merit that are not the usual one, with what each weighs more or less than it.
Merit = list[tuple[Query, float]]
USUAL = IN_STOCK + REACHES + RELIABLE * Reliability.USUAL + LIKED * Tier.USUAL
_FEWEST_IN_A_SET = 4


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

    def weighed(self, node: Node, more: float = 0.0) -> Query:
        """The documents of `node`, each with its weight for a score, and `more`."""
        match node:
            case Term(field, token, weight):
                return Query.const_score_query(self.term(field, token), weight + more)
            case Best(parts):
                return Query.disjunction_max_query([self.weighed(part, more) for part in parts])
            case Sum(parts, needed, extras, guard, weight):
                held = self._at_least(needed, [self.weighed(part) for part in parts])
                through = self.matching(guard) if guard is not None else Query.all_query()
                must = [held, Query.const_score_query(through, weight + more)]
                should = [(Occur.Should, self.weighed(extra)) for extra in extras]
                return Query.boolean_query([*((Occur.Must, query) for query in must), *should])
        return Query.const_score_query(Query.all_query(), more)

    def _at_least(self, needed: int, queries: list[Query]) -> Query:
        if needed == len(queries):
            return self.all_of(*queries)
        return Query.boolean_query([(Occur.Should, query) for query in queries], needed)

    def merits(self, today: date) -> list[Merit]:
        """What decides among equals, the weightiest first, as `ranking.weights` names it: beside what is usual.

        Nearly all goods are as usual, and to weigh a query costs by how many it finds: so what few are is weighed.
        """
        reliable = [(step, RELIABLE * (step - Reliability.USUAL)) for step in reversed(Reliability)]
        liked = [(tier, LIKED * (tier - Tier.USUAL)) for tier in reversed(Tier)]
        return [
            [(self.term("stock", "out"), -IN_STOCK)],
            [(self.term("post", "no"), -REACHES)],
            [(self.term("month", str(today.month)), IN_SEASON)],
            [(self.term("reliable", str(int(step))), weight) for step, weight in reliable if weight],
            [(self.certified(today), CERTIFIED)],
            [(self.term("tier", str(int(tier))), weight) for tier, weight in liked if weight],
        ]

    def every(self, merit: Merit) -> list[tuple[Query, float]]:
        """Each step of it with the usual one, the weightiest first."""
        usual = self.none_of(Query.boolean_query([(Occur.Should, query) for query, _ in merit])), 0.0
        return sorted([*merit, usual], key=itemgetter(1), reverse=True)

    def certified(self, today: date) -> Query:
        return self.between("stars_until", today.toordinal() + 1, None)

    def between(self, field: str, least: int | None, most: int | None) -> Query:
        return Query.range_query(self._schema, field, FieldType.Unsigned, least, most)

    def filters(self, request: Request) -> list[Query]:
        found = self._named_filters(request)
        if request.shop_id is not None:
            found.append(self.term("shop", str(request.shop_id)))
        states = (
            (request.in_stock, self.term("stock", "in")),
            (request.ships_by_post, self.term("post", "yes")),
            (request.in_season, self.term("month", str(request.today.month))),
        )
        found += [query if wish else self.none_of(query) for wish, query in states if wish is not None]
        if request.ocop_stars is not None:
            found += [self.term("stars", request.ocop_stars), self.certified(request.today)]
        if request.certified is not None:
            certified = self.certified(request.today)
            found.append(certified if request.certified else self.none_of(certified))
        if request.seasonal:
            found.append(self._has_season())
        if request.month is not None:
            found += [self.term("month", str(request.month)), self._has_season()]
        if request.min_price_vnd is not None or request.max_price_vnd is not None:
            found.append(self.between("price", request.min_price_vnd, request.max_price_vnd))
        if request.max_price_per_kg_vnd is not None:
            found.append(self.between("per_kg", None, request.max_price_per_kg_vnd))
        return found

    def _named_filters(self, request: Request) -> list[Query]:
        """Those by names and codes."""
        several = {"kind_code": request.categories, "commune_code": request.communes}
        found = [self.any_of(field, codes) for field, codes in several.items() if codes is not None]
        if request.good is not None:
            found.append(self.term("named", request.good))
        if request.without:
            found.append(self.none_of(self.any_of("named", request.without)))
        return found

    def any_of(self, field: str, tokens: Sequence[str]) -> Query:
        if len(tokens) == 1:
            return self.term(field, tokens[0])
        return Query.term_set_query(self._schema, field, list(tokens))

    def _has_season(self) -> Query:
        return self.none_of(self.all_of(*(self.term("month", str(month)) for month in range(1, 13))))
