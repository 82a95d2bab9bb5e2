"""The demo fair: people, shops, goods and orders, loaded through the same actions as real use."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any, NamedTuple

from tqdm import tqdm

from market import outbox
from market.accounts import queries
from market.db import transaction
from market.imports import actions as imports
from market.insight.actions import rollups as figures
from market.payments.cash_outs import actions as cash_outs
from market.reviews import flows as reviews
from market.seed.lives import Lives, ring_until
from market.seed.pictures.album import hang_up
from market.seed.plan import Step, steps
from market.seed.rows import phone_of, rows
from market.seed.stalls import (
    LAST_WEEKS,
    LAST_YEAR,
    Stalls,
    form_team,
    meet,
    open_shops,
    open_tills,
    put_out_goods,
)
from market.seed.year import office, said, seen
from market.seed.year.fairs import HELD, Fairs, fair_orders, fair_steps
from market.seed.year.heard import HEARD, Voices, complaints_until, voices
from market.seed.year.money import ERRANDS, Errands, errands
from market.seed.year.sold import packs_sold, past_orders
from market.subscriptions.actions import news
from market.teams.actions import paper_consents
from market.wiring import jobs

# How long after a change the worker comes to it.
_WORKER_COMES = timedelta(minutes=1)
_LEAVES_WORK = {"pack", "cancel"}
# What nobody is told of, and what is counted at the end, all at once.
_SETTLED = (
    "notice",
    cash_outs.CODE,
    paper_consents.TELL,
    imports.JOB,
    news.TELL,
    figures.ORDER,
    figures.SHOP,
    figures.DAYS,
)


def load_fair(*, now: datetime, year: bool = False) -> None:
    """Fill a database that holds only reference data, dated back from `now` (UTC); the same for the same `now`.

    With the `year` before, so that there are figures to look at. Of ids those are the same that a client may choose: of
    shops, goods, checkouts and scans; and every number. Nobody is sent an SMS for what happened before they could know.
    """
    past = [*rows("today"), *past_orders(now)] if year else []
    orders, stalls = [*rows("orders"), *past], Stalls(opening=LAST_YEAR if year else LAST_WEEKS)
    besides = [*errands(orders, now), *voices(orders, now), *fair_steps(now)] if year else []
    plan = sorted([*steps(orders, now), *besides], key=lambda step: step.at)
    total = sum(len(rows(name)) for name in ("people", "households", "offers", "offers")) + len(plan)
    with tqdm(total=total, desc="Chợ phiên", unit="", disable=None) as bar:
        _quietly(lambda: _set_up(stalls, packs_sold(past), now, bar.update), now)
        lives = Lives(stalls, [*orders, *fair_orders()])
        doers = Doers(lives, Errands(lives), Voices(lives), Fairs(lives))
        for batch, following in _batches(plan):
            _quietly(partial(_take, batch, doers), now)
            _let_worker_come(min(batch[-1].at + _WORKER_COMES, following))
            bar.update(len(batch))
    _quietly(lambda: ring_until(now), now)
    _quietly(lambda: complaints_until(now), now)
    if year:
        office.fill(stalls, now=now)
        transaction(lambda: seen.look(stalls, orders, now=now))
        _quietly(lambda: said.speak(doers.lives, orders, now=now), now)
        reviews.renew(now=now)
        _quietly(lambda: None, now)
    transaction(lambda: figures.count_everything(now=now))


class Doers(NamedTuple):
    """Who takes which steps."""

    lives: Lives
    errands: Errands
    voices: Voices
    fairs: Fairs

    def take(self, step: Step) -> None:
        doers = ((ERRANDS, self.errands), (HEARD, self.voices), (HELD, self.fairs))
        who = next((who for verbs, who in doers if step.verb in verbs), self.lives)
        who.take(step)


def _take(steps: list[Step], doers: Doers) -> None:
    for step in steps:
        doers.take(step)


def _set_up(stalls: Stalls, sold: Mapping[str, int], now: datetime, done: Callable[[], Any]) -> None:
    meet(stalls, now=now, done=done)
    open_tills(stalls, now=now)
    open_shops(stalls, now=now, done=done)
    form_team(stalls)
    put_out_goods(stalls, sold=sold, done=done)
    hang_up(stalls.goods, done=done)


def is_here() -> bool:
    """Whether the fair's first household is in the database."""
    first = rows("households")[0]
    person = queries.person_with_phone(phone_of(first))
    return person is not None and person.name == first["owner"]  # not somebody else who has that number


def _quietly(work: Callable[[], object], now: datetime) -> None:
    """Do `work` in a transaction; what it leaves to be told or counted is settled in the same: no worker does it."""

    def and_tell_nobody() -> None:
        work()
        for topic in _SETTLED:
            outbox.settle_all(topic, now=now)

    transaction(and_tell_nobody)


def _batches(plan: list[Step]) -> Iterator[tuple[list[Step], datetime]]:
    """The steps in runs, each with when the next begins: before the first scan of an order the worker has to come."""
    batch: list[Step] = []
    waiting: set[str] = set()
    for step in plan:
        if step.scanned is not None and step.order["key"] in waiting:
            yield batch, step.at
            batch, waiting = [], set()
        batch.append(step)
        if step.verb in _LEAVES_WORK:
            waiting.add(step.order["key"])
    if batch:
        yield batch, batch[-1].at + _WORKER_COMES


def _let_worker_come(at: datetime) -> None:
    while outbox.drain(jobs.JOBS, clock=lambda: at):
        pass
