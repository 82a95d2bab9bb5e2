"""A statement is read outside any transaction where that takes long: nothing of the reading holds a lock."""

from datetime import datetime

from market.db import commit_step
from market.http import heavy_work
from market.payments.bank.statement_file import Line, read_statement
from market.tables import is_spreadsheet


def read_lines(content: bytes, *, now: datetime) -> list[Line]:
    """The credits of a statement. Raises InvalidInput, Busy, and what the reader of spreadsheets refuses."""
    if not is_spreadsheet(content):
        return read_statement(content, now=now)
    commit_step()
    with heavy_work():
        return read_statement(content, now=now)
