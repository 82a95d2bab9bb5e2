"""The tables brought from one version to another. Only who does so loads Alembic."""

from importlib import resources

import flask_migrate
from flask import current_app

from market.db.tables import db

_FOLDER = str(resources.files("market.migrations"))


def upgrade(*, directory: str = _FOLDER) -> None:
    """Bring the tables to the newest version."""
    _prepare()
    flask_migrate.upgrade(directory=directory)


def downgrade(revision: str, *, directory: str = _FOLDER) -> None:
    """Bring them back to an older one, or to `base`."""
    _prepare()
    flask_migrate.downgrade(directory=directory, revision=revision)


def _prepare() -> None:
    if "migrate" not in current_app.extensions:
        flask_migrate.Migrate(current_app, db, directory=_FOLDER, render_as_batch=True, compare_type=True)
