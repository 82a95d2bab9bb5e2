"""What was made a moment ago, kept by this process: bounded by number and by seconds, and never asked to be right."""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from math import inf
from threading import Lock
from typing import Generic, NamedTuple, TypeVar

Value = TypeVar("Value")


class Found(NamedTuple, Generic[Value]):
    value: Value
    age: float


class Kept(Generic[Value]):
    """By its key, for `seconds` (0: nothing is kept); of more than `most` the one goes that nobody asks for.

    What says so itself is kept for less.
    """

    def __init__(self, *, seconds: float, most: int) -> None:
        self._seconds, self._most = seconds, most
        self._made: OrderedDict[Hashable, tuple[float, float, Value]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> Found[Value] | None:
        with self._lock:
            if key not in self._made:
                return None
            at, lasts, value = self._made[key]
            age = time.monotonic() - at
            if age >= lasts:
                del self._made[key]
                return None
            self._made.move_to_end(key)
            return Found(value, age)

    def put(self, key: Hashable, value: Value, *, seconds: float = inf) -> None:
        if not self._seconds:
            return
        with self._lock:
            self._made[key] = time.monotonic(), min(seconds, self._seconds), value
            self._made.move_to_end(key)
            while len(self._made) > self._most:
                self._made.popitem(last=False)

    def or_made(self, key: Hashable, make: Callable[[], Value], *, seconds: float = inf) -> Value:
        """What is kept, or else what `make` gives, kept from now on. Two who ask at once may both make it."""
        if (found := self.get(key)) is not None:
            return found.value
        self.put(key, made := make(), seconds=seconds)
        return made
