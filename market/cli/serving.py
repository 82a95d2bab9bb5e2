"""gunicorn in the process of `market serve` itself: what is loaded to look at the database is what serves."""

import os
import sys

import click
from gunicorn.app.wsgiapp import WSGIApplication  # type: ignore[import-untyped]
from gunicorn.arbiter import Arbiter  # type: ignore[import-untyped]

from market.app import create_app
from market.cli.opening import require_migrated
from market.config import WrongSetting
from market.db import db
from market.http import Market
from market.ops.beside import Beside

_WORDS = ["gunicorn", "--config", "python:market.ops.gunicorn_conf", "market.app:create_app()"]


class Family(Arbiter):
    """The first process of all; with `beside` it keeps the worker, too."""

    def __init__(self, app: WSGIApplication, beside: Beside | None) -> None:
        super().__init__(app)
        self._beside = beside

    def manage_workers(self) -> None:
        super().manage_workers()
        if self._beside is not None:
            self._beside.keep([listener.fileno() for listener in self.LISTENERS])

    def reload(self) -> None:
        if self._beside is not None:
            self._beside.end()
        super().reload()

    def stop(self, graceful: bool = True) -> None:
        beside, self._beside = self._beside, None
        if beside is not None:
            beside.end()
        super().stop(graceful)
        if beside is not None:
            beside.wait()


class Serving(WSGIApplication):
    def __init__(self, *, works: bool) -> None:
        super().__init__()
        self._works = works

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

    def run(self) -> None:
        Family(self, self._beside() if self._works else None).run()

    def _beside(self) -> Beside:
        from market.cli.working import work_until_told

        return Beside(lambda pipe: work_until_told(self.wsgi(), pipe))


def serve(*, works: bool) -> None:
    sys.argv[:] = _WORDS
    Serving(works=works).run()
