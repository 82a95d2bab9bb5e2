"""Structured logs: one JSON line an event, with the request's id and nobody's phone, address or words."""

import logging
import sys
import traceback
from threading import Lock
from typing import Any, TextIO

import orjson
import structlog
from flask import g, has_request_context
from structlog.typing import EventDict

from market import clock


class _Lines:
    """A stream whose full disk or closed pipe is nobody's business: what is logged was done all the same."""

    def __init__(self, stream: TextIO) -> None:
        self._stream, self._one_at_a_time = stream, Lock()

    def msg(self, line: str) -> None:
        try:
            with self._one_at_a_time:
                self._stream.write(f"{line}\n")
                self._stream.flush()
        except (OSError, ValueError):
            return

    debug = info = warning = error = critical = msg


def init_app() -> None:
    logging.raiseExceptions = False
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)
    lines = _Lines(sys.stderr)
    structlog.configure(processors=[_where_it_failed, _as_line], logger_factory=lambda *_: lines)


def _as_line(_logger: Any, level: str, event: EventDict) -> str:
    if has_request_context() and "request_id" in g:
        event["request_id"] = g.request_id
    event["level"], event["timestamp"] = "error" if level == "exception" else level, clock.now()
    return orjson.dumps(event, default=repr, option=orjson.OPT_UTC_Z).decode()


def _where_it_failed(_logger: Any, _name: str, event: EventDict) -> EventDict:
    """Exceptions by kind and place only: their messages quote what people typed."""
    if event.pop("exc_info", False):
        frames: list[str] = []
        error = sys.exc_info()[1]
        seen: set[int] = set()
        while error is not None and id(error) not in seen:  # an error may have been raised from itself
            seen.add(id(error))
            frames += [type(error).__name__, *(_place(frame) for frame in traceback.extract_tb(error.__traceback__))]
            error = error.__cause__
        event["failed"] = frames
    return event


def _place(frame: traceback.FrameSummary) -> str:
    return f"{frame.filename}:{frame.lineno} {frame.name}"
