"""Migrations on a database with data: nothing is lost by a rebuilt table, and down and up again works."""

import shutil
from importlib import resources
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from flask_migrate import downgrade, upgrade
from sqlalchemy import func, inspect, select

from market import auditing
from market.db import db, transaction
from market.orders.models import Order, OrderLine
from market.reference import load_reference_data
from tests.village import accepted_order, placed_order

REBUILD = '''
"""Rebuilds a table that others point to, as SQLite needs for most changes."""
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "9999", "HEAD", None, None


def upgrade():
    with op.batch_alter_table("orders", recreate="auto") as table:
        table.add_column(sa.Column("surprise", sa.Integer(), nullable=True))
        table.alter_column("note", existing_type=sa.String(500), type_=sa.String(600))


def downgrade():
    with op.batch_alter_table("orders", recreate="auto") as table:
        table.alter_column("note", existing_type=sa.String(600), type_=sa.String(500))
        table.drop_column("surprise")
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


def test_a_table_rebuilt_keeps_its_rows_and_those_that_point_to_it(filled, tmp_path: Path) -> None:
    folder = tmp_path / "migrations"
    shutil.copytree(str(resources.files("market.migrations")), folder)
    head = ScriptDirectory(str(folder)).get_current_head() or ""
    (folder / "versions" / "9999_rebuild.py").write_text(REBUILD.replace("HEAD", head), encoding="utf-8")
    upgrade(directory=str(folder))
    assert "surprise" in {column["name"] for column in inspect(db.engine).get_columns("orders")}
    assert counts() == (2, 2)
    downgrade(directory=str(folder), revision="0001")
    assert counts() == (2, 2)
    assert transaction(lambda: list(auditing.broken())) == []


def test_down_to_nothing_and_up_again_with_data(filled) -> None:
    downgrade(revision="base")
    assert set(inspect(db.engine).get_table_names()) == {"alembic_version"}
    upgrade()
    transaction(load_reference_data)
    assert counts() == (0, 0)
    assert placed_order().number
