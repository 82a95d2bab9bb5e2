"""How fast and how large the search is: `python -m bench.search [10000 100000 …]` measures, and writes docs/search.md.

Each engine and size is measured in a process of its own, so that memory is that of one engine. Times are of the
processor, which others on the machine hardly change, and also by the clock, which they do.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from typing import Any

from bench.catalogue import PREFIXES, QUERIES, TODAY, documents
from market.catalog.search.engine import Request, SearchEngine
from market.catalog.search.lexicon import Lexicon

_SPREADS = ("search_ms", "search_wall_ms", "suggest_ms", "visible_ms")
SIZES = (10_000, 100_000)
_LARGEST_FOR_WHOOSH = 100_000
_DOCS = Path(__file__).parent.parent / "docs" / "search.md"
_MARK = re.compile(r"(?<=<!-- bench -->\n).*(?=<!-- /bench -->)", re.DOTALL)
_ROUNDS = 5
_CHANGES = 4
Clock = Callable[[], float]


def main() -> None:
    if len(sys.argv) == 3 and sys.argv[1] in ("whoosh", "tantivy"):
        print(json.dumps(measure(sys.argv[1], int(sys.argv[2]))))
        return
    sizes = tuple(map(int, sys.argv[1:])) or SIZES
    lines = list(table(found for size in sizes for found in _measured(size)))
    print("\n".join(lines))
    if _DOCS.exists():
        text = _DOCS.read_text(encoding="utf-8")
        _DOCS.write_text(_MARK.sub(lambda _: "\n" + "\n".join(lines) + "\n\n", text), encoding="utf-8")


def _measured(size: int) -> Iterator[dict[str, Any]]:
    for name in ("whoosh", "tantivy"):
        if name == "tantivy" or size <= _LARGEST_FOR_WHOOSH:
            command = [sys.executable, "-m", "bench.search", name, str(size)]
            done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
            yield json.loads(done.stdout.splitlines()[-1])


def measure(name: str, size: int) -> dict[str, Any]:
    """Milliseconds, seconds and megabytes of one engine with `size` goods."""
    with TemporaryDirectory() as folder:
        writer, reader = _engine(name, Path(folder)), _engine(name, Path(folder))
        build = _seconds(lambda: writer.rebuild(documents(size)))
        opening = _seconds(lambda: reader.search(Request(today=TODAY, text="na")))
        memory = _resident_mb()
        return {
            "engine": name,
            "goods": size,
            "search_ms": _spread(lambda text: reader.search(Request(today=TODAY, text=text)), QUERIES),
            "search_wall_ms": _spread(
                lambda q: reader.search(Request(today=TODAY, text=q)), QUERIES, time.perf_counter
            ),
            "suggest_ms": _spread(lambda text: reader.suggest(text, 10), PREFIXES),
            "visible_ms": _spread(lambda n: _change(writer, reader, n), tuple(range(_CHANGES)), time.perf_counter),
            "build_s": build,
            "open_ms": opening * 1000,
            "index_mb": sum(file.stat().st_size for file in Path(folder).rglob("*") if file.is_file()) / 1e6,
            "memory_mb": max(memory, _resident_mb()),
        }


def _engine(name: str, home: Path) -> SearchEngine:
    lexicon = Lexicon(home / "words.toml")
    if name == "tantivy":
        from market.catalog.search.tantivy_engine import TantivyEngine

        return TantivyEngine(home / "index", lexicon)
    from market.catalog.search.whoosh_engine import WhooshEngine

    return WhooshEngine(home / "index", lexicon)


def _change(writer: SearchEngine, reader: SearchEngine, number: int) -> None:
    """One good is renamed, and is searched until it is found by its new name."""
    word = f"qx{number}x{time.monotonic_ns()}"
    document = next(documents(1))
    writer.put([replace(document, name=f"{document.name} {word}")])
    for _ in count():
        if reader.search(Request(today=TODAY, text=word, limit=1)).total == 1:
            return


def _spread(act: Callable[[Any], Any], arguments: tuple[Any, ...], clock: Clock = time.thread_time) -> list[float]:
    """p50 and p95 in milliseconds by `clock`, after each was done once."""
    for argument in arguments:
        act(argument)
    rounds = arguments * _ROUNDS
    cuts = quantiles([_seconds(lambda a=argument: act(a), clock) * 1000 for argument in rounds], n=20)  # type: ignore[misc]
    return [cuts[9], cuts[18]]


def _seconds(act: Callable[[], Any], clock: Clock = time.perf_counter) -> float:
    start = clock()
    act()
    return clock() - start


def _resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def table(measured: Any) -> Iterator[str]:
    names = ("search", "search by the clock", "suggestions", "visible by the clock")
    heads = ("engine", "goods", *(f"{name} p50 / p95 ms" for name in names))
    yield "| " + " | ".join((*heads, "build s", "open ms", "index MB", "memory MB")) + " |"
    yield "|---" * 10 + "|"
    for m in measured:
        pairs = " | ".join("{:.1f} / {:.1f}".format(*m[name]) for name in _SPREADS)
        yield (
            f"| {m['engine']} | {m['goods']:,} | {pairs} | {m['build_s']:.0f} | {m['open_ms']:.0f} "
            f"| {m['index_mb']:.0f} | {m['memory_mb']:.0f} |"
        )


if __name__ == "__main__":
    main()
