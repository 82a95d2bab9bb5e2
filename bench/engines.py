"""One engine of the search with so many goods, measured in processes of its own: `python -m bench.engines build …`.

Building and reading are two processes, so that the memory of one is not taken for the other's. Each call is timed by
the processor time of the answering thread, which others on the machine hardly change, and by the clock, which they do.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import redirect_stderr
from dataclasses import replace
from io import StringIO
from itertools import chain
from pathlib import Path
from secrets import token_hex
from statistics import quantiles
from typing import Any

from tqdm import tqdm
from werkzeug.test import EnvironBuilder

from bench.catalogue import PREFIXES, QUERIES, TODAY, documents
from bench.memory import of_family
from market.config import Config, read_config
from market.search.engines.interface import Request, SearchEngine
from market.search.engines.registry import open_engine

_ROUNDS = 5
_CHANGES = 10
Spread = tuple[float, float]
Timed = tuple[float, float]


def config(name: str, home: Path) -> Config:
    return read_config({"MARKET_HOME": str(home), "SEARCH_ENGINE": name, "SECRET_KEY": token_hex(32)})


def build(name: str, size: int, home: Path) -> dict[str, Any]:
    """Seconds, and the most memory that it took."""
    engine = open_engine(config(name, home))
    start = time.perf_counter(), time.process_time()
    engine.rebuild(tqdm(documents(size), f"{name} {size:,}", size, unit=" goods", mininterval=2))
    return {
        "build_s": time.perf_counter() - start[0],
        "build_cpu_s": time.process_time() - start[1],
        "build_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "index_mb": sum(file.stat().st_size for file in home.rglob("*") if file.is_file()) / 1e6,
    }


def read(name: str, home: Path) -> dict[str, Any]:
    """Milliseconds: p50 and p95. What is asked first is measured apart: `first`, of a process that has just begun."""
    engine = open_engine(config(name, home))
    opened, _ = _timed(lambda: engine.search(_request("na")))
    first = [_timed(lambda p=prefix: engine.suggest(p, 10)) for prefix in PREFIXES]  # type: ignore[misc]
    searches = _each(lambda query: engine.search(_request(query)), QUERIES)
    found = {
        "open_ms": opened,
        "search_ms": _spread(cpu for cpu, _ in searches),
        "search_wall_ms": _spread(wall for _, wall in searches),
        "suggest_ms": _spread(cpu for cpu, _ in _each(lambda prefix: engine.suggest(prefix, 10), PREFIXES)),
        "suggest_first_ms": _spread(cpu for cpu, _ in first),
        "memory_mb": of_family(os.getpid())[0].pss_mb,
        "above_ms": _above(engine, name, home),
    }
    writer = open_engine(config(name, home))
    visible = [_timed(lambda n=n: _change(writer, engine, n)) for n in range(_CHANGES)]  # type: ignore[misc]
    return {**found, "visible_ms": _spread(wall for _, wall in visible)}


def _request(text: str) -> Request:
    return Request(today=TODAY, text=text)


def _above(engine: SearchEngine, name: str, home: Path) -> Spread:
    """What the HTTP answer takes beside the engine: the same query by the whole service, less by the engine alone."""
    from market.app import create_app  # the memory of an engine is measured before all the rest is there

    with redirect_stderr(StringIO()):  # where it logs for good
        service = create_app(config(name, home)).wsgi_app

    def answer(query: str) -> None:
        environ = EnvironBuilder(path="/api/v1/search", query_string={"q": query}).get_environ()
        b"".join(service(environ, _begin))

    def alone(query: str) -> None:
        engine.search(_request(query))

    pairs = zip(_each(answer, QUERIES), _each(alone, QUERIES), strict=True)
    return _spread(whole - part for (whole, _), (part, _) in pairs)


def _begin(status: str, *_: Any) -> Any:
    if not status.startswith("200"):
        raise RuntimeError(status)


def _change(writer: SearchEngine, reader: SearchEngine, number: int) -> None:
    """One good is renamed, and is searched until it is found by its new name."""
    word = f"qx{number}x{time.monotonic_ns()}"
    document = next(documents(1))
    writer.put([replace(document, name=f"{document.name} {word}")])
    while not reader.search(replace(_request(word), limit=1)).total:
        pass


def _each(act: Callable[[str], Any], arguments: tuple[str, ...]) -> list[Timed]:
    """The times of each of `arguments`, some rounds of them, after each was done once."""
    for argument in arguments:
        act(argument)
    return [_timed(lambda a=a: act(a)) for a in chain.from_iterable([arguments] * _ROUNDS)]  # type: ignore[misc]


def _timed(act: Callable[[], Any]) -> Timed:
    """Milliseconds of this thread's processor time, and by the clock."""
    cpu, wall = time.thread_time(), time.perf_counter()
    act()
    return (time.thread_time() - cpu) * 1000, (time.perf_counter() - wall) * 1000


def _spread(times: Iterable[float]) -> Spread:
    cuts = quantiles(times, n=20)
    return cuts[9], cuts[18]


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["build", engine_name, size, folder]:
            print(json.dumps(build(engine_name, int(size), Path(folder))))
        case ["read", engine_name, folder]:
            print(json.dumps(read(engine_name, Path(folder))))
