"""Each proof runs on both databases, against processes of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from proofs.databases import KINDS, PostgreSQL, SQLite, server
from proofs.market_process import Service

Start = Callable[..., Service]


@pytest.fixture(scope="module", params=KINDS)
def database(request: pytest.FixtureRequest) -> Iterator[SQLite | PostgreSQL]:
    with server(request.param) as running:
        yield running


@pytest.fixture
def start(database: SQLite | PostgreSQL, tmp_path: Path) -> Iterator[Start]:
    """Makes installations on fresh databases: `start()`; their settings by name."""
    services: list[Service] = []

    def new(**settings: Any) -> Service:
        home = tmp_path / f"home{len(services)}"
        home.mkdir()
        address = settings.pop("database_url", None) or database.new(f"proof_{tmp_path.name}_{len(services)}", home)
        services.append(Service(home, address, **settings))
        return services[-1]

    yield new
    for service in services:
        service.close()
