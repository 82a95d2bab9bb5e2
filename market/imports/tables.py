"""Any table an official may send becomes plain rows: one JSON list a line.

The file is read in a child process (`reader`) with limits of memory and time and without the settings of the market,
for a file may be made to harm its reader. This module and those the child needs therefore import neither Flask nor
the database.
"""

import json
import os
import secrets
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

LARGEST_FILE = 100 * 1024 * 1024  # bytes; 116,301 households take 12 to 17 MB as CSV
BESIDE_IT = 64 * 1024  # of the form that brings it
MOST_COLUMNS, MOST_ROWS = 256, 1_000_000
# What the child says by its exit status.
NO_TABLE, TOO_WIDE, TOO_LARGE = 3, 4, 5
# How often is looked whether reading may go on.
_LOOK_SECONDS = 2.0
_READER = "market.imports.reader"
_ROOT = Path(__file__).resolve().parents[2]


class Row(NamedTuple):
    """A row of a sheet or text, by its number there from 1; `finding` where its reading was not plain."""

    number: int
    cells: list[str]
    finding: str = ""


class Unreadable(Exception):
    """`code` says how: NO_TABLE, TOO_WIDE or TOO_LARGE."""

    def __init__(self, code: int) -> None:
        self.code = code
        super().__init__(code)


class Reading(NamedTuple):
    """How a file was read: its encoding or format, and of each sheet its name, whether it is hidden, the number of the
    row before its first, and the legacy font of each column that had one. Text is one sheet without a name."""

    encoding: str
    sheets: list[dict[str, Any]]


def read_table(source: Path, target: Path, goes_on: Callable[[], bool] = lambda: True) -> Reading:
    """Write the rows of `source` to `target`, one JSON list `[number, finding, cell, …]` a line, while `goes_on`.

    The numbers go on from sheet to sheet.
    Raises Unreadable.
    """
    if source.stat().st_size > LARGEST_FILE:
        raise Unreadable(TOO_LARGE)
    part = target.with_suffix(f".{secrets.token_hex(4)}")  # a child whose parent died may still be writing another
    command = [sys.executable, "-m", _READER, str(source), str(part)]
    env = {"PATH": os.defpath, "PYTHONIOENCODING": "utf-8"}
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=_ROOT, env=env)  # noqa: S603
    try:
        said = _said_by(child, goes_on)
        if child.returncode != 0:
            # One that was stopped at its limits wanted too much.
            raise Unreadable(child.returncode if child.returncode in (NO_TABLE, TOO_WIDE) else TOO_LARGE)
        part.replace(target)
    finally:
        child.kill()
        child.wait()
        part.unlink(missing_ok=True)
    return Reading(**json.loads(said))


def _said_by(child: "subprocess.Popen[bytes]", goes_on: Callable[[], bool]) -> bytes:
    while True:
        try:
            return child.communicate(timeout=_LOOK_SECONDS)[0]
        except subprocess.TimeoutExpired:
            if not goes_on():
                child.kill()


def rows_of(target: Path, offset: int = 0) -> Iterator[tuple[Row, int]]:
    """The rows from byte `offset` on, each with the offset of the next."""
    with target.open("rb") as file:
        file.seek(offset)
        while line := file.readline():
            number, finding, *cells = json.loads(line)
            yield Row(number, cells, finding), file.tell()
