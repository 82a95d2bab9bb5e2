"""`make bench ARGS=--province`: a whole province is made, every figure asked for, and 116,301 households taken in.

The tables are put into docs/figures.md and docs/imports.md.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

import structlog

from bench import figures, imports, servers
from bench.province.generator import Size, load_province
from market import clock
from market.app import create_app
from market.config import read_config
from market.db import db, transaction
from market.db.migrating import upgrade
from market.reference_data import load_reference_data

_DOCS = servers.ROOT / "docs"
_MEASURED = re.compile("<!-- measured -->\n.*<!-- /measured -->", re.DOTALL)
_SEED = 1


def run(server: str, folder: Path, *, scale: float, write: bool) -> None:
    """Measure in a new database of `server`; `scale` 1 is the province as it is."""
    environ = servers.settings(folder / "home-province", servers.new_database(server, "province"))
    app = create_app(read_config(environ))
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))  # no line a request
    with app.app_context():
        upgrade()
        transaction(load_reference_data)
        told = _shown(chain(_province(scale), figures.report(app)))
        db.engine.dispose()
    taken = _shown(imports.report(environ, folder, count=max(1, round(imports.HOUSEHOLDS * scale))))
    if write:
        _put(told, _DOCS / "figures.md")
        _put(taken, _DOCS / "imports.md")


def _province(scale: float) -> Iterator[str]:
    start = time.perf_counter()
    load_province(size=Size.of(scale), seed=_SEED, now=clock.now())
    yield f"Made, and all figures counted, in {time.perf_counter() - start:.0f} s."


def _shown(lines: Iterable[str]) -> str:
    told = []
    for line in lines:
        print(line, flush=True)
        told.append(line)
    return "\n".join(told)


def _put(table: str, page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    page.write_text(_MEASURED.sub(lambda _: f"<!-- measured -->\n{table}\n<!-- /measured -->", text), encoding="utf-8")
