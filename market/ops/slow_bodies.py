"""Slow bodies (slowloris): a few lines that come slowly, or one ill will, do not take every thread.

A thread that waits for a body does nothing else. It waits as long as the body keeps some pace; and only half the
threads of a process may wait for long: when there are more, the one that has waited longest gives way.
"""

import socket
import time
from collections.abc import Callable, Iterable
from threading import Lock, Thread
from typing import Any

from gunicorn.http.errors import ParseException  # type: ignore[import-untyped]

from market.errors import Problem
from market.language import Sentence

_SLOW_SECONDS = 1.0
_LOOK_EVERY_SECONDS = 0.25
# What every body is given; a longer one more, by the pace of a poor 3G line (bytes a second).
_AT_LEAST_SECONDS, _PACE = 10.0, 8_000
_UNKNOWN_LENGTH = 1_000_000


class TooSlow(Problem):
    """The body did not come in time, or too many others came as slowly."""

    status = 408
    type = "too-slow"
    title = Sentence("Gửi quá chậm", en="Too slow")
    detail = Sentence("Nội dung gửi lên quá chậm, xin thử lại.", en="The body came too slowly; please send it again.")

    def __init__(self) -> None:
        super().__init__(headers={"Connection": "close", "Retry-After": "3"})


class BrokenBody(Problem):
    """Chunks that are none: where the next request begins is not known either."""

    def __init__(self) -> None:
        super().__init__(headers={"Connection": "close"})


class Patience:
    """A WSGI layer over `app`. gunicorn lends it the socket; under any other server it does nothing."""

    def __init__(self, app: Callable[..., Iterable[bytes]], *, threads: int) -> None:
        self.app, self.places = app, max(1, threads // 2)
        self.waiting: dict[int, _Body] = {}
        self._starting = Lock()
        self._watch: Thread | None = None

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        connection = environ.get("gunicorn.socket")
        if connection is not None and (environ.get("CONTENT_LENGTH") or "HTTP_TRANSFER_ENCODING" in environ):
            environ["wsgi.input"] = _Body(environ, connection, self)
        return self.app(environ, start_response)

    def wait_for(self, body: "_Body", read: Callable[..., Any], *size: int) -> Any:
        """What `read` brings. Raises TooSlow if it had to be cut short, and BrokenBody."""
        if self._watch is None:
            self._start_watch()
        self.waiting[id(body)] = body
        try:
            brought = read(*size)
        except ParseException:
            raise BrokenBody from None
        finally:
            self.waiting.pop(id(body), None)
        if body.is_cut:
            raise TooSlow
        return brought

    def _start_watch(self) -> None:
        # At the first body rather than at the start: threads do not outlive the fork of a worker.
        with self._starting:
            if self._watch is None:
                self._watch = Thread(target=self._look_on, name="patience", daemon=True)
                self._watch.start()

    def _look_on(self) -> None:
        while True:
            time.sleep(_LOOK_EVERY_SECONDS)
            if self.waiting:
                self._cut_short(time.monotonic())

    def _cut_short(self, now: float) -> None:
        slow = sorted((body for body in list(self.waiting.values()) if now > body.begun + _SLOW_SECONDS), key=_begun)
        too_many = max(0, len(slow) - self.places)
        for place, body in enumerate(slow):
            if place < too_many or now > body.deadline:
                body.cut()


class _Body:
    """The body of one request, as WSGI reads it."""

    def __init__(self, environ: dict[str, Any], connection: socket.socket, patience: Patience) -> None:
        length = environ.get("CONTENT_LENGTH") or ""
        expected = int(length) if length.isdecimal() else _UNKNOWN_LENGTH
        self.begun = time.monotonic()
        self.deadline = self.begun + _AT_LEAST_SECONDS + expected / _PACE
        self.is_cut = False
        self._input, self._connection, self._patience = environ["wsgi.input"], connection, patience

    def cut(self) -> None:
        """Let whoever reads it see its end. The answer can still be sent."""
        self.is_cut = True
        try:
            self._connection.shutdown(socket.SHUT_RD)
        except OSError:
            return  # it is gone already

    def read(self, *size: int) -> bytes:
        brought: bytes = self._patience.wait_for(self, self._input.read, *size)
        return brought

    def readline(self, *size: int) -> bytes:
        brought: bytes = self._patience.wait_for(self, self._input.readline, *size)
        return brought

    def readlines(self, *hint: int) -> list[bytes]:
        brought: list[bytes] = self._patience.wait_for(self, self._input.readlines, *hint)
        return brought

    def __iter__(self) -> Any:
        return iter(self.readlines())


def _begun(body: _Body) -> float:
    return body.begun
