"""A statement is read outside any transaction where that takes long: nothing of the reading holds a lock."""

from datetime import datetime
from typing import Protocol, TypeVar

from market.db import commit_step
from market.http import heavy_work
from market.tables import is_spreadsheet

Lines = TypeVar("Lines", covariant=True)


class Reader(Protocol[Lines]):
    def __call__(self, content: bytes, *, now: datetime) -> Lines: ...


def read_lines(content: bytes, read: Reader[Lines], *, now: datetime) -> Lines:
    """What `read` finds in a file. Raises what it refuses, Busy, and what the reader of spreadsheets refuses."""
    if not is_spreadsheet(content):
        return read(content, now=now)
    commit_step()
    with heavy_work():
        return read(content, now=now)
