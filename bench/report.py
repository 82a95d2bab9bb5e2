"""The table of a run, and its place in docs/performance.md."""

from __future__ import annotations

import os
import platform
from argparse import Namespace
from collections.abc import Iterator
from statistics import median

from bench import aims
from bench.calls import CLIENTS
from bench.memory import Memory
from bench.runs import EMPTY, SEARCH, Run, growth
from bench.servers import ROOT

_FILE = ROOT / "docs" / "performance.md"
_HEAD = "| call | a second | of the empty route | p50 ms | p99 ms | web CPU ms | DB CPU ms | SQL | bytes in | out |"
_LINE = "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|"


def table(runs: list[Run], options: Namespace) -> str:
    """Markdown for people and for docs/performance.md."""
    parts = [_circumstances(options)]
    for run in runs:
        parts += [f"### {run.goods:,} products, {run.engine}", "\n".join([_HEAD, _LINE, *_rows(run)]), _beside(run)]
    if len(runs) > 1:
        parts.append(_growth(runs))
    parts.append(aims.table(runs))
    return "\n\n".join(parts) + "\n"


def write(text: str, name: str = "bench") -> None:
    """Put `text` between the marks called `name` in docs/performance.md."""
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    page = _FILE.read_text(encoding="utf-8")
    before, _, rest = page.partition(begin)
    _, _, after = rest.partition(end)
    _FILE.write_text(f"{before}{begin}\n\n{text}\n{end}{after}", encoding="utf-8")


def _circumstances(options: Namespace) -> str:
    return (
        f"{CLIENTS} clients ({options.client}), {os.cpu_count()} cores shared by client, web processes and PostgreSQL, "
        f"Python {platform.python_version()}; "
        f"median of {options.rounds} rounds of {options.seconds:g} s, ratios within each round."
    )


def _rows(run: Run) -> Iterator[str]:
    for call in run.calls.values():
        ratio = "1" if call.name == EMPTY else f"{call.ratio:.3f}"
        sql = "" if call.statements is None else str(call.statements)
        yield (
            f"| {call.name} | {call.rate:,.0f} | {ratio} | {call.percentile(50):.1f} | {call.percentile(99):.1f} "
            f"| {median(call.web_ms):.2f} | {median(call.database_ms):.2f} "
            f"| {sql} | {call.bytes_in:,.0f} | {call.bytes_out:,.0f} |"
        )
        if call.name == SEARCH:
            rate, share = run.search_without_engine
            yield f"| search, without the engine's {run.engine_ms:.1f} ms | {rate:,.0f} | {share:.3f} | | | | | | | |"


def _beside(run: Run) -> str:
    web, database = _sum(run.web), _sum(run.database)
    workers = ", ".join(f"{one.rss_mb:.0f} / {one.pss_mb:.0f}" for one in run.web)
    return (
        f"pgbench, the same order transaction: {run.pgbench:,.0f} a second. "
        f"Memory afterwards, RSS / PSS in MB: gunicorn's first process and its workers {workers}, together {web}; "
        f"PostgreSQL {database}."
    )


def _sum(memory: list[Memory]) -> str:
    return f"{sum(one.rss_mb for one in memory):.0f} / {sum(one.pss_mb for one in memory):.0f}"


def _growth(runs: list[Run]) -> str:
    first, last = runs[0], runs[-1]
    lines = [f"| {name} | {factor:.2f} × |" for name, factor in growth(first, last).items()]
    head = f"### From {first.goods:,} to {last.goods:,} products\n\n| call | slower by |\n|---|---:|"
    return "\n".join([head, *lines])
