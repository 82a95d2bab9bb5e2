"""What guests read may come from a copy of the database; everybody else reads what was just written."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update

from market import clock
from market.accounts import actions as accounts
from market.app import create_app
from market.catalog.models import Product
from market.config import read_config
from market.db import db, transaction
from market.db.migrating import upgrade
from market.http import Market
from market.reference_data import load_reference_data
from tests.support.installation import SECRET
from tests.support.village import a_product, owner_of

pytestmark = [pytest.mark.storage, pytest.mark.once]  # its two files are of SQLite wherever it runs
NAME_THERE, NAME_HERE = "Na Chi Lăng", "Na vừa đổi tên"


@dataclass
class Village:
    """One product, renamed since the copy was made, and its owner's token."""

    client: FlaskClient
    path: str
    token: str

    def name(self, **headers: str) -> str:
        name: str = self.client.get(self.path, headers=headers).json["name"]
        return name


def an_app(folder: Path, replica: Path) -> Market:
    given = {"DATABASE_URL": f"sqlite:///{folder / 'primary.db'}", "DATABASE_REPLICA_URL": f"sqlite:///{replica}"}
    return create_app(read_config({"MARKET_HOME": str(folder), "SECRET_KEY": SECRET, **given}))


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    app = an_app(tmp_path, tmp_path / "replica.db")
    with app.app_context():
        upgrade()
        transaction(load_reference_data)
        product = a_product(name=NAME_THERE)
        owner = owner_of(product.shop)
        token, _ = transaction(lambda: accounts.issue_token(person=owner, now=clock.now()))
        db.session.connection().exec_driver_sql("SELECT 1")
        db.session.rollback()
        db.engine.dispose()
        shutil.copy(tmp_path / "primary.db", tmp_path / "replica.db")
        transaction(lambda: db.session.execute(update(Product).values(name=NAME_HERE)))
        path = f"/api/v1/products/{product.id}"
    yield Village(app.test_client(), path, token)
    with app.app_context():
        db.engine.dispose()
        app.extensions["replica"].dispose()


def test_a_guest_reads_from_the_copy(village: Village) -> None:
    assert village.name() == NAME_THERE


def test_whoever_is_signed_in_reads_what_was_just_written(village: Village) -> None:
    assert village.name(Authorization=f"Bearer {village.token}") == NAME_HERE


def test_a_guest_who_writes_does_so_in_the_primary(village: Village) -> None:
    assert village.client.post("/api/v1/sign-in-codes", json={"phone": "0912345678"}).status_code == 202


def test_a_copy_that_does_not_answer_is_passed_over(village: Village, tmp_path: Path) -> None:
    (tmp_path / "replica.db").unlink()
    village.client.application.extensions["replica"].dispose()
    assert village.name() == NAME_HERE
