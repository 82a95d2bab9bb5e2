"""Hearing what packages tell, in the place of whoever hears it in the product."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from market.events import Event, listened


@contextmanager
def heard_by(hear: Callable[[Any], None], kind: type[Event]) -> Iterator[None]:
    """Only `hear` is told of `kind` meanwhile."""
    listeners = listened()[kind]
    kept = listeners[:]
    listeners[:] = [hear]
    try:
        yield
    finally:
        listeners[:] = kept


@contextmanager
def hearing(*kinds: type[Event]) -> Iterator[list[Any]]:
    """What is told of `kinds` meanwhile; nobody else hears of it."""
    told: list[Any] = []
    with ExitStack() as stack:
        for kind in kinds:
            stack.enter_context(heard_by(told.append, kind))
        yield told
