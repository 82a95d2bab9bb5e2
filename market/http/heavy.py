"""Heavy work (hashing, decoding) holds half of a process's threads at most; who comes then is told so at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Semaphore

from market.errors import Busy
from market.http.service import Market


class _Places:
    def __init__(self) -> None:
        self.free = Semaphore(1)


_places = _Places()


@contextmanager
def heavy_work() -> Iterator[None]:
    """A place for work that keeps a thread for long. Raises Busy at once when all are taken: nobody waits for one."""
    free = _places.free
    if not free.acquire(blocking=False):
        raise Busy
    try:
        yield
    finally:
        free.release()


def init_app(app: Market) -> None:
    _places.free = Semaphore(max(1, app.config["MARKET"].web_threads // 2))
