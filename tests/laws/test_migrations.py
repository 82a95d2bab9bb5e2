"""Migrations on a database with data: nothing is lost by a rebuilt table, and down and up again works."""

import os
import shutil
import subprocess
import sys
from importlib import resources
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import func, inspect, select, text
from sqlalchemy.exc import DBAPIError

from market.db import db, engines, transaction
from market.db.migrating import downgrade, upgrade
from market.ops import invariants as auditing
from market.orders.models import Order, OrderLine
from market.reference_data import load_reference_data
from tests.support.databases import fresh_database
from tests.support.installation import SECRET
from tests.support.village import (
    CHI_LANG_OFFICE,
    a_clerk,
    a_courier,
    accepted_order,
    calling,
    placed_order,
    scan,
    shipped_order,
)

REBUILD = '''
"""Rebuilds a table that others point to, as SQLite needs for most changes."""
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "9999", "%s", None, None


def upgrade():
    with op.batch_alter_table("orders", recreate="auto") as table:
        table.add_column(sa.Column("surprise", sa.Integer(), nullable=True))
        table.alter_column("note", existing_type=sa.String(500), type_=sa.String(600))


def downgrade():
    with op.batch_alter_table("orders", recreate="auto") as table:
        table.alter_column("note", existing_type=sa.String(600), type_=sa.String(500))
        table.drop_column("surprise")
'''

BROKEN = '''
"""Makes a table, and then stumbles."""
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "9999", "%s", None, None


def upgrade():
    op.create_table("half", sa.Column("id", sa.Integer(), primary_key=True))
    op.execute("INSERT INTO nowhere VALUES (1)")
'''


@pytest.fixture
def filled(empty_app):
    with empty_app.app_context():
        upgrade()
        transaction(load_reference_data)
        placed_order()
        accepted_order()
        yield empty_app
        db.session.remove()
        db.engine.dispose()


def counts() -> tuple[int, int]:
    def count(model) -> int:
        return db.session.scalar(select(func.count()).select_from(model)) or 0

    return transaction(lambda: (count(Order), count(OrderLine)))


def head() -> str:
    return transaction(lambda: db.session.scalar(text("SELECT version_num FROM alembic_version"))) or ""


@pytest.mark.once
def test_the_last_file_is_the_newest_version() -> None:
    """So it is known without Alembic, which serving and working do not load."""
    assert engines._newest_revision() == ScriptDirectory(str(resources.files("market.migrations"))).get_current_head()


def with_one_more(migration: str, tmp_path: Path) -> str:
    """A folder of all migrations, and of one after them."""
    folder = tmp_path / "migrations"
    shutil.copytree(str(resources.files("market.migrations")), folder)
    (folder / "versions" / "9999_one_more.py").write_text(migration % head(), encoding="utf-8")
    return str(folder)


def test_a_migration_that_stumbles_leaves_nothing(filled, tmp_path: Path) -> None:
    before = head()
    with pytest.raises(DBAPIError, match="nowhere"):
        upgrade(directory=with_one_more(BROKEN, tmp_path))
    assert not inspect(db.engine).has_table("half")
    assert head() == before


def test_a_table_rebuilt_keeps_its_rows_and_those_that_point_to_it(filled, tmp_path: Path) -> None:
    before, folder = head(), with_one_more(REBUILD, tmp_path)
    upgrade(directory=folder)
    assert "surprise" in {column["name"] for column in inspect(db.engine).get_columns("orders")}
    assert counts() == (2, 2)
    downgrade(directory=folder, revision=before)
    assert counts() == (2, 2)
    assert transaction(lambda: list(auditing.broken())) == []


def test_down_to_nothing_and_up_again_with_data(filled) -> None:
    downgrade(revision="base")
    assert set(inspect(db.engine).get_table_names()) == {"alembic_version"}
    upgrade()
    transaction(load_reference_data)
    assert counts() == (0, 0)
    assert placed_order().number


def test_cash_that_couriers_carried_before_the_books_named_them_is_still_theirs(filled) -> None:
    courier, other, clerk = a_courier(), a_courier(), calling(a_clerk())
    till = f"/post-offices/{CHI_LANG_OFFICE}/till"
    orders = [shipped_order() for _ in range(3)]
    for by, order in zip((courier, courier, other), orders, strict=True):
        calling(by).post("/scans", {"scans": [scan(order, "delivered", hours_ago=0)]})
    again = scan(shipped_order(), "delivered", hours_ago=0)  # taken back: it stands in nobody's hands
    calling(other).post("/scans", {"scans": [again]})
    calling(other).put(f"/scans/{again['scan_id']}/voiding", {"reason": "nhầm"})
    handed = {"kind": "hand_in", "amount_vnd": orders[0].total_vnd + 1_000, "from_id": str(courier.id)}
    assert clerk.post(f"{till}/movements", handed).status_code == 201
    before = clerk.get(till).json["couriers"]
    assert len(before) == 2
    db.session.remove()
    downgrade(revision="0015")
    cash = text("UPDATE cash_on_delivery SET taken_by_id = NULL, is_carried = false WHERE reference = :reference")
    transaction(lambda: db.session.execute(cash, {"reference": orders[2].number}))
    upgrade()
    shown = clerk.get(till).json
    assert shown["couriers"] == [owing for owing in before if owing["person_id"] == str(courier.id)]
    assert shown["unnamed_vnd"] == orders[2].total_vnd
    assert transaction(lambda: list(auditing.broken())) == []


@pytest.mark.storage
def test_several_machines_may_migrate_at_once(tmp_path: Path) -> None:
    with fresh_database(tmp_path, f"at_once_{os.getpid()}") as address:
        given = {"MARKET_HOME": str(tmp_path), "DATABASE_URL": address, "SECRET_KEY": SECRET}
        command = [sys.executable, "-c", "from market.cli import main; main()", "migrate"]
        started = [
            subprocess.Popen(command, env=os.environ | given, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            for _ in range(3)
        ]
        told = [(process.communicate(), process.returncode) for process in started]
    assert [code for _, code in told] == [0] * 3, told
    assert {words[0] for words, _ in told} <= {"The database is made.\n", "The database is up to date.\n"}


def test_migrations_equal_the_models_both_ways(empty_app) -> None:
    with empty_app.app_context():
        upgrade()
        with db.engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            assert compare_metadata(context, db.metadata) == []
        downgrade(revision="base")
        assert set(inspect(db.engine).get_table_names()) == {"alembic_version"}
        db.engine.dispose()
