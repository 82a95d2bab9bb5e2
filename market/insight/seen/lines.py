"""Lines on their way to be counted: whoever looks only reads, so a web process leaves a line for the worker.

A line is a day, a step, a source, a shop and a good. A file that is taken away to be counted takes no more lines: who
writes holds it, and who takes it waits for those.
"""

import fcntl
import os
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from market import ids
from market.insight.seen.rules import SOURCES, Step

NOWHERE = UUID(int=0)
# What a machine keeps between two rounds of its worker; beyond, looks are not counted.
LARGEST_BYTES = 2_000_000
_NAME, _TRIES = "seen", 3
_LINE = re.compile(rf"(\d{{4}}-\d\d-\d\d) ({'|'.join(Step)}) ({'|'.join(SOURCES)}) ([0-9a-f]{{32}}) ([0-9a-f]{{32}})")


class Look(NamedTuple):
    """One step of somebody: of a good, of a shop (which is then its subject), or of neither."""

    day: date
    step: Step
    source: str
    shop_id: UUID = NOWHERE
    subject_id: UUID = NOWHERE


def leave(folder: Path, looks: list[Look]) -> bool:
    """Write `looks` down on this machine; whether there was room. A page is shown all the same on a full disk."""
    with suppress(OSError):
        return any(_append(folder, "".join(map(_written, looks)).encode("ascii")) for _ in range(_TRIES))
    return False


def _append(folder: Path, written: bytes) -> bool:
    """One short write to the end, which is never mixed with another's; not where a file is full or taken away."""
    with _current(folder) as file:
        if file is None or os.fstat(file).st_size >= LARGEST_BYTES:
            return False
        return os.write(file, written) > 0


def taken(folder: Path) -> Iterator[tuple[UUID, Path]]:
    """The files to be counted, oldest first: what was written until now, and what a worker that died has left."""
    with suppress(FileNotFoundError):
        (folder / _NAME).rename(folder / f"{_NAME}.{ids.new_id()}")
    for path in sorted(folder.glob(f"{_NAME}.*-*-*-*-*")):
        yield UUID(path.suffix[1:]), path


def counted(path: Path) -> Counter[Look]:
    """How often each look stands in a file, once nobody writes to it; what is no line of ours is passed over."""
    with path.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        found = Counter(file.read().decode("ascii", errors="replace").split("\n"))
    looks: Counter[Look] = Counter()
    for line, times in found.items():
        with suppress(ValueError):  # 30 February, of a disk that failed
            if match := _LINE.fullmatch(line):
                looks[_read(*match.groups())] += times
    return looks


@contextmanager
def _current(folder: Path) -> Iterator[int | None]:
    """The file that takes lines, held so that nobody counts it meanwhile; None while one is being taken away."""
    path = folder / _NAME
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        yield file if _is_held(file, path) else None
    finally:
        os.close(file)


def _is_held(file: int, path: Path) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        return os.path.samestat(os.fstat(file), path.stat())
    except (BlockingIOError, FileNotFoundError):
        return False


def _written(look: Look) -> str:
    return f"{look.day} {look.step} {look.source} {look.shop_id.hex} {look.subject_id.hex}\n"


def _read(day: str, step: str, source: str, shop_id: str, subject_id: str) -> Look:
    return Look(date.fromisoformat(day), Step(step), source, UUID(shop_id), UUID(subject_id))
