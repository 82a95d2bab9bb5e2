"""A catalogue with its index, made once: each run sells from a copy, and a folder that is kept has it for the next."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree, rmtree

from bench import servers
from bench.goods import load_goods
from market import clock
from market.app import create_app
from market.config import read_config
from market.db import db


def stocked(server: str, folder: Path, goods: int, engine: str, *, searched: bool) -> dict[str, str]:
    """The environment of a run with so many goods; without an index where nothing is searched."""
    full, home = f"goods_{goods}", folder / f"home-{goods}"
    if not servers.has_database(server, full):
        _load(server, folder, goods, full)
    rmtree(home, ignore_errors=True)
    if searched:
        copytree(_indexed(server, folder, full, engine), home)
    address = servers.new_database(server, f"market_{goods}", like=full)
    return servers.settings(home, address, SEARCH_ENGINE=engine)


def _load(server: str, folder: Path, goods: int, full: str) -> None:
    """It has its name once everything is in it: what was broken off is made anew."""
    environ = servers.settings(folder / "loading", servers.new_database(server, "loading"))
    servers.market("migrate", environ)
    app = create_app(read_config(environ))
    with app.app_context():
        load_goods(goods, now=clock.now())
        db.engine.dispose()
    servers.rename_database(server, "loading", full)


def _indexed(server: str, folder: Path, full: str, engine: str) -> Path:
    """A home with the index alone."""
    home, unfinished = folder / f"{full}-{engine}", folder / "indexing"
    if not home.exists():
        rmtree(unfinished, ignore_errors=True)
        servers.market("reindex", servers.settings(unfinished, servers.address(server, full), SEARCH_ENGINE=engine))
        unfinished.rename(home)
    return home
