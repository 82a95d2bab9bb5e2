"""Long answers, one at a time in each process: a reader holds a thread for as long as it reads."""

import time
from collections.abc import Iterable, Iterator
from threading import Lock

from market.errors import Busy

# Whoever stands still for so long, or reads for so long in all, gives way to the next.
STANDS_STILL_SECONDS = 20.0
LONGEST_SECONDS = 900.0


class Turn:
    """Who reads now. One that has given way is cut short: what came is visibly not the whole."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._reader: object | None = None
        self._moved = 0.0

    def take(self) -> object:
        """A turn for the one who asks. Raises Busy while another reads."""
        with self._lock:
            if self._reader is not None and time.monotonic() < self._moved + STANDS_STILL_SECONDS:
                raise Busy
            self._reader, self._moved = object(), time.monotonic()
            return self._reader

    def end(self, reader: object) -> None:
        with self._lock:
            if self._reader is reader:
                self._reader = None

    def read(self, reader: object, parts: Iterable[bytes]) -> Iterator[bytes]:
        """`parts`, as long as it is the turn of `reader`. Raises GaveWay."""
        ends = time.monotonic() + LONGEST_SECONDS
        try:
            for part in parts:
                self._go_on(reader, ends)
                yield part
        finally:
            self.end(reader)

    def _go_on(self, reader: object, ends: float) -> None:
        with self._lock:
            if self._reader is not reader or time.monotonic() > ends:
                raise GaveWay
            self._moved = time.monotonic()


class GaveWay(Exception):
    """The connection ends here, in the middle of the file."""
