"""What is sought, on its way to be counted: a search only reads, so it leaves a line for the worker.

In return the worker leaves on each machine what is sought often, for suggestions, which only read files, too.
"""

import json
import os
from collections import Counter, defaultdict
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from market import clock, ids
from market.db import read_only, transaction
from market.search.sought import actions, queries
from market.search.sought.rules import Outcome, countable

_LEFT, _OFTEN = "searches", "often.json"
_LARGEST_BYTES = 4_000_000
_MOST_AT_ONCE = 1000


def note(folder: Path, outcome: Outcome, text: str) -> None:
    """Leave a line for `text` on this machine, unless it may be somebody's own, or too many lines wait."""
    kept = countable(text)
    if kept is None:
        return
    try:
        file = os.open(folder / _LEFT, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    except FileNotFoundError:
        return
    try:
        if os.fstat(file).st_size < _LARGEST_BYTES:
            os.write(file, f"{outcome}{kept}\n".encode())  # one short write to the end is never mixed with another's
    finally:
        os.close(file)


def collect(folder: Path, *, now: datetime) -> None:
    """Count what has been left since the last time. A worker that dies in between counts a few twice."""
    day = clock.local_day(now)
    if (folder / _LEFT).exists():
        (folder / _LEFT).rename(folder / f"{_LEFT}.{ids.new_id()}")
    for file in sorted(folder.glob(f"{_LEFT}.*")):
        counts = _counted(file.read_text(encoding="utf-8", errors="ignore"))
        transaction(lambda counts=counts: actions.count_searches(counts=counts, day=day))  # type: ignore[misc]
        file.unlink()
    transaction(lambda: actions.purge_searches(day=day))
    _tell(folder, read_only(lambda: queries.often(day=day)))


def _counted(lines: str) -> dict[str, dict[Outcome, int]]:
    """Of each text how often what came of it; of many texts the most frequent."""
    counts: dict[str, dict[Outcome, int]] = defaultdict(dict)
    for line, count in Counter(lines.split("\n")).items():
        if line[:1] in set(Outcome) and countable(line[1:]) == line[1:]:
            counts[line[1:]][Outcome(line[0])] = count
    common = sorted(counts, key=lambda text: (-sum(counts[text].values()), text))[:_MOST_AT_ONCE]
    return {text: counts[text] for text in common}


def _tell(folder: Path, texts: list[str]) -> None:
    if folder.exists():
        draft = folder / f"{_OFTEN}.{os.getpid()}.new"
        draft.write_text(json.dumps(texts, ensure_ascii=False), encoding="utf-8")
        draft.replace(folder / _OFTEN)


def often(folder: Path) -> tuple[str, ...]:
    """What was sought often in the last month, the most frequent first, as this machine's worker last wrote it."""
    try:
        return _read(folder / _OFTEN, (folder / _OFTEN).stat().st_mtime_ns)
    except (OSError, ValueError):
        return ()


@lru_cache(maxsize=2)
def _read(file: Path, _written: int) -> tuple[str, ...]:
    return tuple(map(str, json.loads(file.read_text("utf-8"))))
