"""What processes take of the machine: memory in MB (RSS counts shared pages for each, PSS divides them), and time."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

_PROC = Path("/proc")


@dataclass(frozen=True)
class Memory:
    name: str
    rss_mb: float
    pss_mb: float


def of_family(first: int) -> list[Memory]:
    """A process and all below it, the first one first."""
    return [_memory(process) for process in _family(first)]


def seconds_of_family(first: int) -> float:
    """The processor time that a process and all below it have taken so far; noise of others is not in it."""
    return sum(_ticks(process) for process in _family(first)) / os.sysconf("SC_CLK_TCK")


def _family(first: int) -> list[int]:
    ids, waiting = [], [first]
    while waiting:
        ids.append(waiting.pop(0))
        waiting += _children(ids[-1])
    return ids


def _ticks(process: int) -> int:
    user, system = (_PROC / f"{process}/stat").read_text().rpartition(")")[2].split()[11:13]
    return int(user) + int(system)


def _children(process: int) -> list[int]:
    found = (_PROC / f"{process}/task").glob("*/children")
    return [int(child) for file in found for child in file.read_text().split()]


def _memory(process: int) -> Memory:
    lines = (_PROC / f"{process}/smaps_rollup").read_text().splitlines()[1:]
    sizes = {name: int(rest.split()[0]) / 1024 for name, rest in (line.split(":") for line in lines)}
    return Memory((_PROC / f"{process}/comm").read_text().strip(), sizes["Rss"], sizes["Pss"])
