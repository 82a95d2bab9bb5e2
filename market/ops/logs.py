"""Structured logs: one JSON line an event, with the request's id and nobody's phone, address or words."""

import logging
import sys
import traceback
from collections.abc import Callable
from typing import Any, TextIO

import orjson
import structlog
from structlog.typing import EventDict


class _Patient:
    """A stream whose full disk or closed pipe is nobody's business: what is logged was done all the same."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    def write(self, text: str) -> None:
        try:
            self.stream.write(text)
        except (OSError, ValueError):
            return

    def flush(self) -> None:
        try:
            self.stream.flush()
        except (OSError, ValueError):
            return


def init_app() -> None:
    logging.raiseExceptions = False
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _where_it_failed,
            structlog.processors.JSONRenderer(_as_json),
        ],
        logger_factory=structlog.PrintLoggerFactory(_Patient(sys.stderr)),  # type: ignore[arg-type]
    )


def _as_json(event: EventDict, default: Callable[[Any], Any]) -> str:
    return orjson.dumps(event, default=default).decode()


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
