"""The demo fair: people, shops, goods and orders, loaded through the same actions as real use."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from tqdm import tqdm

from market import outbox
from market.accounts import queries
from market.db import transaction
from market.seed.lives import Lives, ring_until
from market.seed.pictures.album import hang_up
from market.seed.plan import Step, steps
from market.seed.rows import phone_of, rows
from market.seed.stalls import Stalls, form_team, meet, open_shops, open_tills, put_out_goods
from market.subscriptions.actions import news
from market.wiring import jobs

# How long after a change the worker comes to it.
_WORKER_COMES = timedelta(minutes=1)
_LEAVES_WORK = {"pack", "cancel"}


def load_fair(*, now: datetime) -> None:
    """Fill a database that holds only reference data, dated back from `now` (UTC); the same for the same `now`.

    Of ids those are the same that a client may choose: of shops, goods, checkouts and scans; and every number.
    Nobody is sent an SMS for what happened before they could know.
    """
    stalls, plan = Stalls(), steps(now)
    total = sum(len(rows(name)) for name in ("people", "households", "offers", "offers")) + len(plan)
    with tqdm(total=total, desc="Chợ phiên", unit="", disable=None) as bar:
        transaction(lambda: meet(stalls, now=now, done=bar.update))
        transaction(lambda: open_tills(stalls, now=now))
        transaction(lambda: open_shops(stalls, now=now, done=bar.update))
        transaction(lambda: form_team(stalls))
        transaction(lambda: put_out_goods(stalls, done=bar.update))
        transaction(lambda: hang_up(stalls.goods, done=bar.update))
        lives = Lives(stalls)
        for batch in _batches(plan):
            _quietly(lambda batch=batch: [lives.take(step) for step in batch], now)  # type: ignore[misc]
            _let_worker_come(batch[-1].at + _WORKER_COMES)
            bar.update(len(batch))
    _quietly(lambda: ring_until(now), now)


def is_here() -> bool:
    """Whether the fair's first household is in the database."""
    first = rows("households")[0]
    person = queries.person_with_phone(phone_of(first))
    return person is not None and person.name == first["owner"]  # not somebody else who has that number


def _quietly(work: Callable[[], object], now: datetime) -> None:
    """Do `work` in a transaction; the notices it leaves are settled in the same, so that no worker sends them."""

    def and_tell_nobody() -> None:
        work()
        outbox.settle_all("notice", now=now)
        outbox.settle_all(news.TELL, now=now)

    transaction(and_tell_nobody)


def _batches(plan: list[Step]) -> Iterator[list[Step]]:
    """The steps in runs that end where the worker has a call to make: few commits, and none too late for a scan."""
    batch: list[Step] = []
    for step in plan:
        batch.append(step)
        if step.verb in _LEAVES_WORK:
            yield batch
            batch = []
    if batch:
        yield batch


def _let_worker_come(at: datetime) -> None:
    while outbox.drain(jobs.JOBS, clock=lambda: at):
        pass
