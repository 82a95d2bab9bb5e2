"""gunicorn in the process of `market serve` itself: what is loaded to look at the database is what serves."""

import os
import sys

import click
from gunicorn.app.wsgiapp import WSGIApplication  # type: ignore[import-untyped]

from market.app import create_app
from market.cli.opening import require_migrated
from market.config import WrongSetting
from market.db import db
from market.http import Market

_WORDS = ["gunicorn", "--config", "python:market.ops.gunicorn_conf", "market.app:create_app()"]


class Serving(WSGIApplication):
    def load(self) -> Market:
        try:
            app = create_app()
        except WrongSetting as wrong:
            raise click.ClickException(str(wrong)) from None
        if "GUNICORN_FD" not in os.environ:  # begun anew while it serves: /readyz tells, and nobody is sent away
            with app.app_context():
                require_migrated()
                db.engine.dispose()  # no web process may inherit a connection
        return app


def serve() -> None:
    sys.argv[:] = _WORDS
    Serving().run()
