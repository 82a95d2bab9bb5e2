"""The relevance set: what people type, what they meant, and how near an engine comes. `make relevance` prints it.

`data/relevance.txt` judges by meaning, with three, two or one points; what it does not name is worth nothing.
`data/relevance_fresh.txt` was judged later, before anything was tuned for it: its figure is the honest one. So is
`data/relevance_ends.txt`, of two kinds, and `data/relevance_beside.txt`, of a good beside a word nobody uses, still
later.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from functools import cache
from math import log2
from pathlib import Path
from tempfile import TemporaryDirectory

from market.search import suggesting
from market.search.engines.interface import Request, SearchEngine
from market.search.engines.tantivy.engine import TantivyEngine
from market.search.engines.whoosh.engine import WhooshEngine
from market.search.index.projection import BETWEEN
from market.search.language.lexicon import Lexicon
from tests.support.goods import documents

ENGINES: dict[str, type[WhooshEngine] | type[TantivyEngine]] = {"whoosh": WhooshEngine, "tantivy": TantivyEngine}
TODAY = date(2026, 8, 20)
SUGGESTION, NOTHING = "suggestion", "nothing"
_SUGGESTIONS = (SUGGESTION, "slips in suggestions")
KNOWN, FRESH, ENDS = "relevance.txt", "relevance_fresh.txt", "relevance_ends.txt"
BESIDE = "relevance_beside.txt"
_DATA = Path(__file__).parents[1] / "data"
_PAGE = 10


@dataclass(frozen=True)
class Judged:
    """A query of one class, and what each good (by its slug) or suggestion (by a pattern) is worth to who typed it."""

    of: str
    query: str
    worth: dict[str, int]


@dataclass(frozen=True)
class Score:
    """Means over a class: nDCG of the first ten, and how often the first is among the best there are."""

    queries: int
    ndcg: float
    success: float


@cache
def judged(file: str = KNOWN) -> tuple[Judged, ...]:
    groups: dict[str, list[str]] = {}
    found, of = [], ""
    lines = [
        line.strip()
        for name in dict.fromkeys((KNOWN, file))
        for line in _lines(name)
        if name == file or line.startswith("@")
    ]
    for line in filter(None, lines):
        if line.startswith("["):
            of = line.strip("[]")
        elif line.startswith("@"):
            name, _, slugs = line.partition(" = ")
            groups[name] = [slug for part in slugs.split() for slug in groups.get(part, [part])]
        elif not line.startswith("#"):
            query, _, wanted = line.partition("|")
            found.append(Judged(of, query.strip(), _worth(wanted, groups, of)))
    return tuple(found)


def _lines(name: str) -> list[str]:
    return (_DATA / name).read_text(encoding="utf-8").splitlines()


def _worth(wanted: str, groups: dict[str, list[str]], of: str) -> dict[str, int]:
    worth: dict[str, int] = {}
    for points, part in zip((3, 2, 1), wanted.split(";"), strict=False):
        names = part.split(" / ") if of in _SUGGESTIONS else part.split()
        for name in filter(None, map(str.strip, names)):
            for slug in groups.get(name, [name]):
                worth.setdefault(slug, points)
    return worth


def unknown_names() -> set[str]:
    """Goods that are judged but not there: a slip in the file."""
    there = {document.slug for document in documents()}
    return {
        name
        for file in (KNOWN, FRESH, ENDS, BESIDE)
        for case in judged(file)
        if case.of not in _SUGGESTIONS
        for name in case.worth
    } - there


def evaluate(engine: SearchEngine, file: str = KNOWN) -> dict[str, Score]:
    """The score of each class, and of all queries together under `all`."""
    scored: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for case in judged(file):
        scored[case.of].append(score(engine, case))
    scored["all"] = [pair for pairs in scored.values() for pair in pairs]
    return {
        of: Score(len(all_), *(sum(column) / len(all_) for column in zip(*all_, strict=True)))
        for of, all_ in scored.items()
    }


def score(engine: SearchEngine, case: Judged) -> tuple[float, float]:
    """nDCG@10 and success@1 of one query."""
    found, ideal = gains(engine, case)
    if not case.worth:
        return (1.0, 1.0) if not found or labelled(engine, case) else (0.0, 0.0)
    return _discounted(found) / _discounted(ideal), float(bool(found) and found[0] == ideal[0])


def labelled(engine: SearchEngine, case: Judged) -> bool:
    """Whether what was found says that it is not what was typed: where nothing is right, that does as well."""
    found = engine.search(Request(today=TODAY, text=case.query, limit=_PAGE))
    return bool(found.did_you_mean or found.relaxed)


def gains(engine: SearchEngine, case: Judged) -> tuple[list[int], list[int]]:
    """The worth of what came, in order, and of what there is, the best first."""
    if case.of in _SUGGESTIONS:
        shown = [suggestion.text for suggestion in engine.suggest(case.query, _PAGE)]
        return [_matched(text, case) for text in shown], sorted((_matched(t, case) for t in _texts()), reverse=True)
    slugs = {str(document.id): document.slug for document in documents()}
    hits = engine.search(Request(today=TODAY, text=case.query, limit=_PAGE)).items
    there = sorted((case.worth.get(document.slug, 0) for document in documents()), reverse=True)
    return [case.worth.get(slugs[card["id"]], 0) for card in hits], there


@cache
def _texts() -> frozenset[str]:
    """Everything that could be suggested, each once."""
    found = (term.split(BETWEEN)[3] for document in documents() for term in suggesting.terms(document))
    return frozenset({text.lower(): text for text in found}.values())


def _matched(text: str, case: Judged) -> int:
    return max((points for pattern, points in case.worth.items() if fnmatchcase(text.lower(), pattern)), default=0)


def _discounted(worths: Sequence[int]) -> float:
    return sum((2**worth - 1) / log2(place + 2) for place, worth in enumerate(worths[:_PAGE]))


def opened(name: str, folder: Path) -> SearchEngine:
    """An engine with the whole fair in it."""
    engine = ENGINES[name](folder / "index", Lexicon(folder / "words.toml"))
    engine.rebuild(documents())
    return engine


def table(scores: dict[str, dict[str, Score]]) -> Iterator[str]:
    """Markdown: a line for each class, with both figures of each engine."""
    names = list(scores)
    yield "| class | queries | " + " | ".join(f"{name} nDCG@10 | success@1" for name in names) + " |"
    yield re.sub(r"[^|]+", "---", "| a | b | " + " | ".join("c | d" for _ in names) + " |")
    for of in scores[names[0]]:
        figures = " | ".join(f"{scores[name][of].ndcg:.3f} | {scores[name][of].success:.3f}" for name in names)
        yield f"| {of} | {scores[names[0]][of].queries} | {figures} |"


def main() -> None:
    from tests.support import sentences

    for file in (KNOWN, FRESH, ENDS, BESIDE):
        scores = {}
        for name in ENGINES:
            with TemporaryDirectory() as folder:
                engine = opened(name, Path(folder))
                scores[name] = evaluate(engine, file)
                engine.close()
        print("\n".join((f"{file}:", "", *table(scores), "")))  # noqa: T201
    for name in ENGINES:
        print("\n".join(sentences.told(name)))  # noqa: T201


if __name__ == "__main__":
    main()
