"""gunicorn in the process of `market serve` itself: what is loaded to look at the database is what serves."""

import gc
import os
import sys
import time

import click
import structlog
from gunicorn.app.wsgiapp import WSGIApplication  # type: ignore[import-untyped]
from gunicorn.arbiter import Arbiter  # type: ignore[import-untyped]

from market.app import create_app
from market.cli.opening import require_migrated
from market.config import WrongSetting
from market.db import db
from market.http import Market
from market.ops.beside import Beside
from market.serving import read_the_rest

_WORDS = ["gunicorn", "--config", "python:market.ops.gunicorn_conf", "market.app:create_app()"]
# The first answer is not put off by what is read only to be shared.
_REST_AFTER_SECONDS = 20
_log = structlog.get_logger()


class Family(Arbiter):  # type: ignore[misc]
    """The first process: reads the rest when the web processes have begun, and begins them anew with it; once.

    What each of them would read for itself then lies in memory once. With `beside` it keeps the worker too.
    """

    def __init__(self, app: WSGIApplication, beside: Beside | None) -> None:
        super().__init__(app)
        self._beside = beside
        self._rest_at: float | None = time.monotonic() + _REST_AFTER_SECONDS

    def manage_workers(self) -> None:
        super().manage_workers()
        if self._rest_at is not None and time.monotonic() > self._rest_at:
            self._rest_at = None
            self._read_the_rest()
        if self._beside is not None:
            self._beside.keep([listener.fileno() for listener in self.LISTENERS])

    def _read_the_rest(self) -> None:
        gc.disable()
        try:
            read_the_rest(self.app.wsgi())
        except Exception as error:  # each will read it for itself
            _log.exception("the rest cannot be read", error=type(error).__name__)
        gc.freeze()
        gc.enable()
        for _ in range(self.num_workers):
            self.spawn_worker()
        super().manage_workers()  # ends those before, when they have answered
        if self._beside is not None:
            self._beside.end()

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


class Serving(WSGIApplication):  # type: ignore[misc]
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
