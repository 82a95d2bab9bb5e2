"""What came of one rate of a day, and how it is told."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from bench import mix
from bench.arrivals import Told
from bench.rates import percentile

MOST_MS, PERCENT = 300, 99
# From here on what is measured is the client: it was at work so much of the time, or began so many ms late.
_MOST_BUSY, _MOST_LATE_MS = 0.8, 50
HEAD = (
    "| "
    + " | ".join(["due a second", "answered", "all", *mix.KINDS, "failed", "jobs left", "client late, busy"])
    + " |"
)
RULE = "|---" * (len(mix.KINDS) + 6) + "|"


@dataclass(frozen=True)
class Step:
    """What came of one rate: milliseconds by kind, and how the client itself fared."""

    rate: int
    seconds: float
    times_ms: dict[str, list[float]]
    failed: dict[str, int]  # by status; none: not answered in time
    late_ms: float
    busy: float
    left: int  # jobs that the worker had before it at the end

    @classmethod
    def of(cls, rate: int, told: Told, *, warm: float, seconds: float, left: int) -> Step:
        counted = [answer for answer in told.answers if answer[1] >= warm]
        times: dict[str, list[float]] = {kind: [] for kind in mix.KINDS}
        for kind, _, took, _ in counted:
            times[kind].append(took * 1000)
        failed = Counter(status for *_, status in counted if status not in mix.WELL)
        return cls(rate, seconds, times, failed, percentile(told.late, PERCENT) * 1000, told.busy, left)

    @property
    def all_ms(self) -> list[float]:
        return [each for times in self.times_ms.values() for each in times]

    @property
    def holds(self) -> bool:
        return percentile(self.all_ms, PERCENT) <= MOST_MS and not self.failed

    @property
    def is_clients(self) -> bool:
        """Whether the client was the limit: then this tells nothing of the service."""
        return self.busy > _MOST_BUSY or self.late_ms > _MOST_LATE_MS

    def line(self) -> str:
        answered = (len(self.all_ms) - sum(self.failed.values())) / self.seconds
        cells = [f"{self.rate:,}", f"{answered:,.0f}", _both(self.all_ms), *map(_both, self.times_ms.values())]
        failed = ", ".join(f"{count} × {status or 'unanswered'}" for status, count in sorted(self.failed.items()))
        client = f"{self.late_ms:.0f} ms, {self.busy:.0%}{' **too much**' if self.is_clients else ''}"
        return "| " + " | ".join([*cells, failed or "0", f"{self.left:,}", client]) + " |"


def _both(times: list[float]) -> str:
    return f"{percentile(times, 50):.0f} / {percentile(times, PERCENT):.0f}" if times else ""
