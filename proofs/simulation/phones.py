"""A scanner that is offline for hours or days, sends late, twice and out of order, and keeps what was refused."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from market.accounts.models import Person
from market.db import transaction
from market.delivery.actions.batches import record_scans
from market.delivery.rules.parcels import SCANS_IN_A_BATCH, ScanReport

_ANSWER_LOST = 0.15
_LONGEST_SILENCE_HOURS = 60


@dataclass
class Phone:
    """One person's phone. `ahead` is how wrong its clock is; `silent_until` when it next finds a signal."""

    owner: Person
    chance: Random
    counts: Counter[str]
    ahead: timedelta = timedelta(0)
    waiting: list[ScanReport] = field(default_factory=list)
    silent_until: datetime | None = None

    def scan(self, report: ScanReport) -> None:
        """Record a scan; it is sent when there is a signal."""
        self.waiting.append(report)
        self.counts["scans made"] += 1

    def lose_signal(self, now: datetime) -> None:
        """Half the day, or a few days, without a signal."""
        days_long = self.chance.random() < 0.15
        hours = self.chance.uniform(24, _LONGEST_SILENCE_HOURS) if days_long else self.chance.uniform(1, 9)
        self.silent_until = now + timedelta(hours=hours)

    def sync(self, now: datetime) -> None:
        """Send what waits, in no order; an answer that is lost makes it send all of it again later."""
        if not self.waiting or (self.silent_until and now < self.silent_until):
            return
        self.chance.shuffle(self.waiting)
        for start in range(0, len(self.waiting), SCANS_IN_A_BATCH):
            self._send(self.waiting[start : start + SCANS_IN_A_BATCH], now)
        self.lose_signal(now)

    def _send(self, batch: list[ScanReport], now: datetime) -> None:
        results = transaction(lambda: record_scans(scans=batch, by=self.owner, now=now))
        self.counts["batches"] += 1
        if self.chance.random() < _ANSWER_LOST:
            return
        # What was refused stays on the phone: its parcel may only have been reported lost by mistake.
        done = {told["scan_id"] for told in results if told["result"] != "refused"}
        self.counts.update(f"scans {told['result']}" for told in results)
        self.waiting = [report for report in self.waiting if str(report.scan_id) not in done]
