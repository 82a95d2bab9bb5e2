"""One application a worker on one migrated database; each test leaves only the reference data behind."""

import gc
import os
import shutil
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import structlog
from argon2 import PasswordHasher
from flask import has_app_context
from flask.testing import FlaskClient
from hypothesis import settings

from market.accounts import flows
from market.app import create_app
from market.config import read_config
from market.db import db, reading, transaction
from market.db.migrating import upgrade
from market.http import Market
from market.payments.charges.gateway import calls
from market.reference_data import load_reference_data
from market.search.engines.interface import SearchEngine
from tests.support.databases import fresh_database, hurry
from tests.support.described import description, differences
from tests.support.fake_stripe import KEY, WEBHOOK_SECRET, FakeStripe
from tests.support.finding import goods, opened
from tests.support.installation import SECRET, sweep
from tests.support.relevance import ENGINES

# Examples are chosen by chance at home, where a new one is welcome; the gate always tries the same.
settings.register_profile("home", deadline=None)
settings.register_profile("gate", deadline=None, derandomize=True)
settings.load_profile("gate" if os.environ.get("CI") else "home")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What asks for a database or a search index, even through others, is marked; `make quick` runs the rest.

    An index alone is the same beside each database.
    """
    for item in items:
        asked = {"database_url", "empty_app", "kind"} & set(getattr(item, "fixturenames", ()))
        if asked:
            item.add_marker("storage")
        if asked == {"kind"}:
            item.add_marker("once")


def pytest_collection_finish() -> None:
    """What has been imported is never garbage: looking through all of it again and again is a tenth of the suite."""
    gc.collect()
    gc.freeze()


class Client(FlaskClient):
    """Lets go of the test's own transaction before each request, as two people would be two connections.

    What is answered must be as described.
    """

    def open(self, *args: Any, **kwargs: Any) -> Any:
        if has_app_context():
            db.session.rollback()
        answer = super().open(*args, **kwargs)
        assert differences(self.application, answer) == []
        return answer


@pytest.fixture(scope="session")
def database_url(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[str]:
    with fresh_database(tmp_path_factory.mktemp("database"), f"market_{worker_id}") as address:
        yield address


@pytest.fixture(scope="session", autouse=True)
def only_loopback() -> Iterator[None]:
    """No test reaches a network."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"a test reaches for {address}")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield


@pytest.fixture
def empty_app(tmp_path: Path, worker_id: str) -> Iterator[Market]:
    """An application whose database has nothing yet, not even tables."""
    with fresh_database(tmp_path, f"empty_{worker_id}") as address:
        yield create_app(read_config({"MARKET_HOME": str(tmp_path), "DATABASE_URL": address, "SECRET_KEY": SECRET}))


@pytest.fixture(scope="session", autouse=True)
def quick_hashes() -> Iterator[None]:
    """A password is hashed as elsewhere, with a thousandth of the work; so is that of nobody."""
    hasher = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flows, "_hasher", hasher)
        patch.setattr(flows, "_NOBODY", hasher.hash("nobody's"))
        yield


@pytest.fixture(scope="session")
def _app(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Market]:
    home = tmp_path_factory.mktemp("home")
    environ = {"MARKET_HOME": str(home), "DATABASE_URL": database_url, "SECRET_KEY": SECRET, "SMS_ADAPTER": "file"}
    # A test sees what it has done; the few about kept pages ask for them.
    app = create_app(read_config(environ | {"STORE_PAGES_KEPT": "0"}))
    app.test_client_class = Client
    with app.app_context():
        hurry(db.engine)
        upgrade()
        transaction(load_reference_data)
    description(app)  # or the first test to be answered would find it among what it has asked
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def app(_app: Market) -> Iterator[Market]:
    mode = reading.set(True)
    with _app.app_context():
        yield _app
        db.session.rollback()
        transaction(sweep)
        _forget_index(_app)
        shutil.rmtree(_app.config["MARKET"].media_dir, ignore_errors=True)
    reading.reset(mode)


@pytest.fixture
def stripe(app: Market, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeStripe]:
    """Cards and bank transfers are open; the gateway is a fake of our own."""
    monkeypatch.setattr(calls, "_FIRST_PAUSE_SECONDS", 0.001)
    closed = app.config["MARKET"]
    with FakeStripe() as fake:
        app.config["MARKET"] = replace(
            closed,
            card_api_url=fake.address,
            card_api_key=KEY,
            card_webhook_secret=WEBHOOK_SECRET,
            bank_bin="970416",
            bank_account="257678859",
            bank_account_name="CHO PHIEN",
        )
        yield fake
    app.config["MARKET"] = closed


@pytest.fixture
def client(app: Market) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def home(app: Market) -> Path:
    """MARKET_HOME: the search index, photos and the SMS file."""
    return app.config["MARKET"].home


@pytest.fixture
def logged() -> Iterator[list[str]]:
    """The lines of the log."""
    lines: list[str] = []

    class Paper:
        def msg(self, line: str) -> None:
            lines.append(line)

        info = warning = error = debug = msg

    kept = structlog.get_config()
    structlog.configure(logger_factory=lambda *_: Paper())
    yield lines
    structlog.configure(**kept)


def _forget_index(app: Market) -> None:
    """The rows are gone without news of it, so the index must not outlive them."""
    if "search" in app.extensions:
        app.extensions.pop("search").close()
    shutil.rmtree(app.config["MARKET"].index_dir, ignore_errors=True)


# Search


@pytest.fixture(scope="module", params=sorted(ENGINES))
def kind(request: pytest.FixtureRequest) -> str:
    """Every engine keeps the same contract."""
    name: str = request.param
    return name


@pytest.fixture
def engine(kind: str, tmp_path: Path) -> Iterator[SearchEngine]:
    """An engine with an empty index."""
    engine = opened(kind, tmp_path / "index")
    engine.rebuild([])
    yield engine
    engine.close()


@pytest.fixture
def following(app: Market, kind: str) -> Iterator[SearchEngine]:
    """The application's own engine on an index that is not there yet."""
    index = app.config["MARKET"].index_dir
    shutil.rmtree(index, ignore_errors=True)
    app.extensions["search"] = engine = opened(kind, index)
    yield engine
    engine.close()
    app.extensions.pop("search", None)


@pytest.fixture
def fair_online(following: SearchEngine) -> SearchEngine:
    """All 91 goods, for whoever asks over HTTP."""
    following.rebuild(goods())
    return following
