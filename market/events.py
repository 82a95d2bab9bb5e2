"""Domain events (publish, subscribe), and questions to packages above: `wiring` says who hears and who answers."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

EventType = TypeVar("EventType", bound="Event")


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened at `at` (UTC). Subclasses stand in the `rules.py` of their package."""

    at: datetime


@dataclass(frozen=True, kw_only=True)
class Question:
    """Something asked at `at` (UTC) that packages above answer, each by what it adds to the question's own fields."""

    at: datetime


_listeners: dict[type[Event], list[Callable[[Any], None]]] = defaultdict(list)


def listen(event_type: type[EventType], *functions: Callable[[EventType], None]) -> None:
    """Let `functions` run, in this order and in the same transaction, when `event_type` is published."""
    for function in functions:
        if function not in _listeners[event_type]:
            _listeners[event_type].append(function)


def publish(event: Event) -> None:
    for function in _listeners[type(event)]:
        function(event)


_answering: dict[type[Question], tuple[Callable[[Any], None], ...]] = {}


def answer(question_type: type[Question], *functions: Callable[[Any], None]) -> None:
    """Let `functions` answer, in this order and in the same transaction, when such a question is asked."""
    _answering[question_type] = functions


def ask(question: Question) -> None:
    for function in _answering[type(question)]:
        function(question)


def listened() -> dict[type[Event], list[Callable[[Any], None]]]:
    """The table as wired, for the laws and the documentation."""
    return dict(_listeners)
