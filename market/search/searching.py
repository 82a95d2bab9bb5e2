"""A search from query to page, over whatever engine holds the index."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from market.search import facets, grouping, ordering, relaxing
from market.search.engines.interface import Found, PageEnd, Request
from market.search.index.projection import shown_card
from market.search.language.analysis import Syllable, syllables
from market.search.language.synonyms import Words
from market.search.language.vocabulary import Vocabulary
from market.search.ordering import Hit
from market.search.ranking.query import Everything, Node, Nothing, first, pruned, reasons
from market.search.ranking.query_planner import Plan, plans
from market.search.ranking.weights import CERTIFIED, IN_SEASON, IN_STOCK, LIKED, REACHES, RELIABLE, Word
from market.search.understanding import Understood, understood


class Selection(Protocol):
    """The documents of a node that pass the filters of a request."""

    @property
    def total(self) -> int: ...

    def best(self, most: int) -> list[Hit]:
        """The first by the request's order; among equals the newest."""

    def labels(self, names: Sequence[str]) -> Mapping[str, Mapping[Any, int]]:
        """How many documents have each label of `names`: what `facets` counts."""

    def spread(self) -> tuple[int, int]:
        """The least price, and how many shops there are."""


class Reader(Protocol):
    """An index as it was at one commit."""

    @property
    def vocabulary(self) -> Vocabulary: ...

    def finds(self, node: Node, enough: int) -> bool:
        """Whether at least `enough` documents are those of `node`, whatever the filters leave."""

    def select(self, node: Node, request: Request) -> Selection: ...

    def stored(self, hit: Hit) -> dict[str, Any]:
        """`projection.stored` of the document."""

    def holds(self, hit: Hit, field: str, token: str) -> bool: ...


@dataclass(frozen=True)
class Taken:
    """A step of the staircase and what it finds. Without a plan, all goods are shown."""

    selection: Selection
    node: Node
    plan: Plan | None = None


def search(reader: Reader, request: Request, words: Words) -> Found:
    read = understood(request, words, reader.vocabulary)
    request = read.request
    taken = _first_that_finds(reader, read, words)
    if taken is None:
        return Found(understood=read.told, facets=Found().facets | {name: [] for name in request.facets})
    if not taken.selection.total:
        return Found(understood=read.told, facets=facets.counted(reader, taken.selection, taken.node, request))
    keyed = _paged(reader, taken, request)
    page = keyed[: request.limit]
    passed = (request.after.passed if request.after else 0) + len(page)
    found = [reader.stored(hit) for _, hit in page]
    left_out = relaxing.left_out(reader, taken.plan, page[0][1]) if page and request.after is None else []
    return Found(
        items=[_shown(reader, taken, stored, request) for stored in found],
        total=taken.selection.total,
        facets=facets.counted(reader, taken.selection, taken.node, request),
        did_you_mean=_meant(taken.plan, found, left_out) if request.after is None else None,
        next=PageEnd(passed, page[-1][0], request.seed) if len(keyed) > len(page) else None,
        reasons=[_explained(reader, taken, hit, request) for _, hit in page] if request.explain else None,
        understood=read.told,
        relaxed={"left_out": left_out} if left_out else None,
    )


def _paged(reader: Reader, taken: Taken, request: Request) -> list[tuple[ordering.Key, Hit]]:
    if not request.group:
        return ordering.page(taken.selection.best, request)
    return grouping.page(lambda without: _best(reader, taken.node, replace(request, without=without)), request)


def _best(reader: Reader, node: Node, request: Request) -> list[tuple[ordering.Key, Hit, str]]:
    """The first that are shared out, each with the name by which many sell it."""
    request = replace(request, after=None, limit=ordering.SHARED)
    keyed = ordering.page(reader.select(node, request).best, request)
    names: dict[int, str] = {}
    for _, hit in keyed:
        if hit.worth not in names:
            names[hit.worth] = reader.stored(hit)["good"]
    return [(key, hit, names[hit.worth]) for key, hit in keyed]


def _shown(reader: Reader, taken: Taken, stored: dict[str, Any], request: Request) -> dict[str, Any]:
    card = shown_card(stored, request.today)
    if not request.group:
        return card
    least, shops = reader.select(taken.node, replace(request, good=stored["good"])).spread()
    return card | {"group": {"good": stored["good"], "from_price_vnd": least, "shops": shops}}


def _first_that_finds(reader: Reader, read: Understood, words: Words) -> Taken | None:
    """The first plan of the staircase that finds enough, whatever the filters then leave."""
    request = read.request
    if read.everything:
        return Taken(reader.select(Everything(), request), Everything())
    before: Taken | None = None
    for plan in plans(request.text, reader.vocabulary, words, literal=request.literal):
        if before is not None and before.plan is not None and plan.readings == before.plan.readings:
            continue  # nothing else is read in it than a moment ago
        node = pruned(plan.node, reader.vocabulary.holds)
        if plan.adds:
            if before is not None and _enough(reader, before, plan.enough, request):
                node = first(before.node, node)
                return Taken(reader.select(node, request), node, plan)
            continue
        taken = Taken(reader.select(node, request), node, plan)
        if _enough(reader, taken, plan.enough, request):
            return taken
        # What is wider and yet finds nothing more need not be looked for again; what filters hide may be more.
        if before is None or request.filtered or taken.selection.total > before.selection.total:
            before = taken
    return None


def _enough(reader: Reader, taken: Taken, enough: int, request: Request) -> bool:
    """Where filters leave enough there is enough without them, and what was counted is of use."""
    if isinstance(taken.node, Nothing):
        return False
    return taken.selection.total >= enough or (request.filtered and reader.finds(taken.node, enough))


def _meant(plan: Plan | None, found: list[dict[str, Any]], left_out: list[str]) -> str | None:
    """What was looked for instead: in the words of the first hit, where it was guessed; or without what it lacks."""
    if plan is None or not found:
        return None
    if left_out:
        return relaxing.without(plan, left_out)
    if not plan.guessed:
        return None
    written = [syllable for name in found[0]["names"] for syllable in syllables(name)]
    return " ".join(_written(written, word) for word in plan.words)


def _written(words: list[Syllable], sought: Word) -> str:
    """The first of `words` that may stand for what was typed, or that itself."""
    found = (word.written.lower() for form in reversed(sought.forms) for word in words if word.folded == form)
    return next(found, sought.typed.written)


def _explained(reader: Reader, taken: Taken, hit: Hit, request: Request) -> dict[str, Any]:
    why = reasons(taken.node, lambda field, token: reader.holds(hit, field, token)) or []
    stored = reader.stored(hit)
    card = shown_card(stored, request.today)
    merits = {"in_stock": IN_STOCK, "ships_by_post": REACHES, "in_season": IN_SEASON, "ocop_stars": CERTIFIED}
    why += [{"field": field, "token": "", "weight": weight} for field, weight in merits.items() if card[field]]
    steps = {"reviews": LIKED * stored["tier"], "reliability": RELIABLE * stored["reliability"]}
    why += [{"field": field, "token": "", "weight": weight} for field, weight in steps.items() if weight]
    return {"id": card["id"], "step": taken.plan.step if taken.plan else "all", "score": hit.score, "reasons": why}
