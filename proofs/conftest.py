"""Each proof runs on both databases, against processes of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from proofs.databases import KINDS, Database, server
from proofs.market_process import Service

Start = Callable[..., Service]


@pytest.fixture(scope="module", params=KINDS)
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    with server(request.param) as running:
        yield running


@pytest.fixture
def start(database: Database, tmp_path: Path) -> Iterator[Start]:
    """Makes installations on fresh databases: `start()`; their settings by name."""
    with starting(database, tmp_path) as new:
        yield new


@pytest.fixture
def start_on_sqlite(tmp_path: Path) -> Iterator[Start]:
    """The same, for what can only befall a file."""
    with server("sqlite") as database, starting(database, tmp_path) as new:
        yield new


@contextmanager
def starting(database: Database, folder: Path) -> Iterator[Start]:
    services: list[Service] = []

    def new(**settings: str) -> Service:
        home = folder / f"home{len(services)}"
        home.mkdir()
        services.append(Service(home, database.new(f"proof_{folder.name}_{len(services)}", home), **settings))
        return services[-1]

    try:
        yield new
    finally:
        for service in services:
            service.close()
