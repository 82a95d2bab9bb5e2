"""What processes take of the machine: memory in MB (RSS counts shared pages for each, PSS divides them), and time."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

Told = TypeVar("Told")
_PROC = Path("/proc")


@dataclass(frozen=True)
class Memory:
    name: str
    rss_mb: float
    pss_mb: float


def of_family(first: int) -> list[Memory]:
    """A process and all below it, the first one first."""
    return list(_told(_memory, first))


def seconds_of_family(first: int) -> float:
    """The processor time that a process and all below it have taken so far, those that have ended among them."""
    return sum(_told(_ticks, first)) / os.sysconf("SC_CLK_TCK")


def parents(first: int) -> list[int]:
    """Those of a family who have children."""
    return [process for process in _family(first) if _children(process)]


def _told(about: Callable[[int], Told], first: int) -> Iterator[Told]:
    """What each of a family says; who has gone meanwhile says nothing."""
    for process in _family(first):
        with suppress(FileNotFoundError, ProcessLookupError):
            yield about(process)


def _family(first: int) -> list[int]:
    ids, waiting = [], [first]
    while waiting:
        ids.append(waiting.pop(0))
        with suppress(FileNotFoundError, ProcessLookupError):
            waiting += _children(ids[-1])
    return ids


def _ticks(process: int) -> int:
    """Its own, and those of its children that have ended and been waited for."""
    return sum(map(int, (_PROC / f"{process}/stat").read_text().rpartition(")")[2].split()[11:15]))


def _children(process: int) -> list[int]:
    found = (_PROC / f"{process}/task").glob("*/children")
    return [int(child) for file in found for child in file.read_text().split()]


def _memory(process: int) -> Memory:
    lines = (_PROC / f"{process}/smaps_rollup").read_text().splitlines()[1:]
    sizes = {name: int(rest.split()[0]) / 1024 for name, rest in (line.split(":") for line in lines)}
    return Memory((_PROC / f"{process}/comm").read_text().strip(), sizes["Rss"], sizes["Pss"])
