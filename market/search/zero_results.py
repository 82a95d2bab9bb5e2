"""Queries that found nothing, on their way to be counted: a search only reads, so it leaves a line for the worker.

Kept of a query is its folded text, without anything by which somebody could be known: no phone, no long number.
"""

import os
import re
from collections import Counter
from datetime import datetime
from pathlib import Path

from market import clock, ids
from market.db import transaction
from market.search import actions
from market.text import fold

LONGEST = 60
_LARGEST_BYTES = 1_000_000
_MOST_AT_ONCE = 1000
_NUMBER = re.compile(r"\d[\d ]{4,}\d")


def note(folder: Path, text: str) -> None:
    """Leave a line for `text` on this machine, unless it may be somebody's own, or too many lines wait."""
    line = countable(text)
    if line is None:
        return
    try:
        file = os.open(folder / "misses", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    except FileNotFoundError:
        return
    try:
        if os.fstat(file).st_size < _LARGEST_BYTES:
            os.write(file, f"{line}\n".encode("ascii"))  # one short write to the end is never mixed with another's
    finally:
        os.close(file)


def countable(text: str) -> str | None:
    """What is kept of a query, or None where it should not be."""
    folded = fold(text)
    return folded if 2 <= len(folded) <= LONGEST and not _NUMBER.search(folded) else None


def collect(folder: Path, *, now: datetime) -> None:
    """Count what has been left since the last time. A worker that dies in between counts a few twice."""
    day = clock.local_day(now)
    if (folder / "misses").exists():
        (folder / "misses").rename(folder / f"misses.{ids.new_id()}")
    for file in sorted(folder.glob("misses.*")):
        counts = Counter(file.read_text(encoding="ascii", errors="ignore").split("\n"))
        common = {text: count for text, count in counts.most_common(_MOST_AT_ONCE) if countable(text) == text}
        transaction(lambda common=common: actions.count_empty_searches(counts=common, day=day))  # type: ignore[misc]
        file.unlink()
    transaction(lambda: actions.purge_empty_searches(day=day))
