"""What was aimed at, and whether a run has reached it: the lines that docs/performance.md opens with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bench.calls import PAGE, PAGE_304, SEARCH_PAGE
from bench.runs import SEARCH, Run, growth

_ONE, _FIVE = "checkout, 1 line", "checkout, 5 lines"
_MOST_GROWTH = 1.5


@dataclass(frozen=True)
class Aim:
    """A ratio to the empty route, or another figure of one run, that should be at least or at most `wanted`."""

    name: str
    wanted: float
    measure: Callable[[Run], float]
    at_least: bool = True
    needs: str = ""

    def line(self, runs: list[Run]) -> str:
        measured = [self.measure(run) for run in runs if not self.needs or self.needs in run.calls]
        if not measured:
            return f"| {self.name} | {self._wanted} | not measured | |"
        reached = all(one >= self.wanted if self.at_least else one <= self.wanted for one in measured)
        return f"| {self.name} | {self._wanted} | {', '.join(map(_plain, measured))} | {_said(reached)} |"

    @property
    def _wanted(self) -> str:
        return f"{'≥' if self.at_least else '≤'} {_plain(self.wanted)}"


def _ratio(call: str) -> Callable[[Run], float]:
    return lambda run: run.calls[call].ratio


def _p95(call: str) -> Callable[[Run], float]:
    return lambda run: run.calls[call].percentile(95)


def _statements(run: Run) -> float:
    return run.calls[_ONE].statements or 0


def _statements_more(run: Run) -> float:
    return ((run.calls[_FIVE].statements or 0) - _statements(run)) / 4


AIMS = (
    Aim("product detail, of the empty route", 0.5, _ratio("product detail"), needs="product detail"),
    Aim("list of a shop, of the empty route", 0.3, _ratio("list of a shop"), needs="list of a shop"),
    Aim("search without its engine, of the empty route", 0.3, lambda run: run.search_without_engine[1], needs=SEARCH),
    Aim("store page, of the empty route", 0.2, _ratio(PAGE), needs=PAGE),
    Aim("store page that is known already, of the empty route", 0.5, _ratio(PAGE_304), needs=PAGE_304),
    Aim("p95 ms of a search page that is drawn", 60, _p95(SEARCH_PAGE), at_least=False, needs=SEARCH_PAGE),
    Aim("checkout of one line, of the empty route", 0.125, _ratio(_ONE), needs=_ONE),
    Aim("checkouts a second, ten times the best peer", 199, lambda run: run.calls[_ONE].rate, needs=_ONE),
    Aim("SQL statements of a checkout of one line", 12, _statements, at_least=False, needs=_ONE),
    Aim("statements more for each further line", 1, _statements_more, at_least=False, needs=_FIVE),
    Aim("MB (PSS) of the largest web process", 120, lambda run: max(one.pss_mb for one in run.web), at_least=False),
)


def table(runs: list[Run]) -> str:
    """Markdown: each aim, its figure at each size in turn, and whether all of them reach it."""
    sizes = ", ".join(f"{run.goods:,}" for run in runs)
    head = f"### What was aimed at\n\n| aim | wanted | at {sizes} products | reached |\n|---|---:|---:|---|"
    return "\n".join([head, *(aim.line(runs) for aim in AIMS), *_growth(runs)])


def _growth(runs: list[Run]) -> Iterator[str]:
    if len(runs) > 1:
        first, last = runs[0], runs[-1]
        name, factor = max(growth(first, last).items(), key=lambda pair: pair[1])
        what = f"slowing when the catalogue grows {last.goods // first.goods} ×"
        yield f"| {what} | ≤ {_MOST_GROWTH} | {factor:.2f}: {name} | {_said(factor <= _MOST_GROWTH)} |"


def _plain(figure: float) -> str:
    return f"{figure:.3g}"


def _said(reached: bool) -> str:
    return "yes" if reached else "**no**"
