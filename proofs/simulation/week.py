"""The week: orders come in, parcels are brought, carried, missed, refused, lost; phones are silent, calls fail."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid5

from market import outbox
from market.accounts.models import Person
from market.accounts.rules import RoleName
from market.clock import LOCAL
from market.db import db, transaction
from market.delivery.actions.voiding import void_scan
from market.delivery.carriers.postmart import Fault, MockPostmart
from market.delivery.carriers.registry import CARRIERS, POSTMART
from market.delivery.models import Parcel, Scan
from market.delivery.queries.parcels import parcel_of
from market.delivery.rules.parcels import ParcelState, ScanReport
from market.errors import WrongState
from market.orders import queries
from market.orders.actions import checkouts, transitions
from market.orders.actions.checkouts import Purchase, Recipient
from market.wiring import jobs
from proofs.simulation.fairs import Fairs
from proofs.simulation.heard import Heard
from proofs.simulation.outcomes import Happening, Outcome, Sent, choose_outcome, happenings
from proofs.simulation.people import COMMUNE, People

_IDS = UUID("7f6d3b1e-2a5c-4f0e-8d9b-1c2d3e4f5a6b")
_HOUR = timedelta(hours=1)
_TIMERS = jobs.SWEEPS[:2]  # those of orders and of parcels; the others come by once a day
_FAULTS = (
    (None,) * 70
    + (Fault.SLOW,)
    + (Fault.SERVER_ERROR, Fault.TIMEOUT_AFTER_BOOKING, Fault.DUPLICATE) * 9
    + (Fault.REFUSED_ADDRESS,) * 2
)
_CALLED_OFF = 0.02
ENDED = "orders whose story is over"
_ROUNDS_EVERY = 6  # hours between two turns of the worker


@dataclass
class Week:
    """A simulation under way: the world at `now`, what is still to happen, and what has been counted."""

    parcels: int
    days: int
    start: datetime
    chance: Random
    counts: Counter[str] = field(default_factory=Counter)
    sent: dict[str, Sent] = field(default_factory=dict)
    agenda: dict[datetime, list[Callable[[datetime], Any]]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        self.now = self.start
        self.people = People(self.parcels, self.chance, self.counts)
        self.carrier = MockPostmart(iter(lambda: self.chance.choice(_FAULTS), object()))
        # With a chance of its own: what the same seed makes of parcels does not change by what is said of them.
        operator = transaction(lambda: self.people.person("Người quản trị", self.start, (RoleName.OPERATOR, "")))
        self.heard = Heard(self, Random(self.parcels), operator)
        self.fairs = Fairs(self, Random(self.parcels))

    def begin(self) -> None:
        """Settle everybody and spread the orders over the working hours of the week."""
        transaction(lambda: self.people.settle(self.start))
        for _ in range(self.parcels):
            hour = 24 * self.chance.randrange(max(1, self.days - 1)) + self.chance.randrange(16)
            self.at(self.start + timedelta(hours=hour), self._order)
        self.fairs.begin(self.start)

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to happen and no phone holds anything back."""
        return self.now > self.start + timedelta(days=self.days) and not self.agenda

    def hour(self) -> None:
        """One hour: what people do, what phones send, what the worker does."""
        for act in self.agenda.pop(self.now, ()):
            act(self.now)
        for key in sorted(self.people.phones):
            self.people.phones[key].sync(self.now)
        if self.now.hour % _ROUNDS_EVERY == 0:
            self._work()
        self.now += _HOUR

    def finish(self) -> None:
        """Every phone finds a signal, and the worker empties its outbox: what is left then is left for good."""
        for _ in range(4):
            for phone in self.people.phones.values():
                phone.silent_until = None
                phone.sync(self.now)
            self.now += 12 * _HOUR
            self._work()
        self._work()  # what the last timers left to tell
        self.counts["scans left on phones"] = sum(len(phone.waiting) for phone in self.people.phones.values())

    def at(self, when: datetime, act: Callable[[datetime], Any]) -> None:
        """Have `act` done in the hour of `when`, or in the next if that has passed."""
        hour = when.astimezone(self.start.tzinfo).replace(minute=0, second=0, microsecond=0)
        self.agenda[max(hour, self.now + _HOUR)].append(act)

    def _work(self) -> None:
        known, CARRIERS[POSTMART] = CARRIERS[POSTMART], self.carrier
        try:
            while outbox.drain(jobs.JOBS, clock=lambda: self.now):
                pass
            for sweep in jobs.SWEEPS if self.now.hour == 0 else _TIMERS:
                sweep(self.now)
            self.fairs.look(self.now)
            self.heard.look()
        finally:
            CARRIERS[POSTMART] = known

    # What people do

    def _order(self, now: datetime) -> None:
        buyer, commune, good = self._pair()
        recipient = Recipient(buyer.name, buyer.phone or "", commune, "Số 1, đường lớn")
        purchase = Purchase(wanted={good: self.chance.randint(1, 3)}, recipient=recipient, payment_method="cod")
        order = transaction(lambda: checkouts.check_out(by=buyer, purchase=purchase, now=now)).orders[0]
        called_off = self.chance.random() < _CALLED_OFF
        outcome = None if called_off else choose_outcome(self.chance)
        self.sent[order.number] = Sent(order.number, outcome, order.total_vnd)
        accepted = now + timedelta(hours=self.chance.uniform(1, 20))
        packed = accepted + timedelta(hours=self.chance.uniform(2, 20))
        self.at(accepted, lambda at: self._move(order.number, transitions.accept, at))
        self.at(packed, lambda at: self._pack(order.number, at))

    def _pair(self) -> tuple[Person, str, UUID]:
        """From the commune to anywhere, or from elsewhere to the commune."""
        outward = self.chance.random() < 0.7
        buyers = [pair for pair in self.people.buyers if outward or pair[1] == COMMUNE]
        goods = [good for number, good in enumerate(self.people.goods) if (number % 4 != 0) == outward]
        buyer, commune = self.chance.choice(buyers)
        return buyer, commune, self.chance.choice(goods)

    def _move(self, number: str, act: Callable[..., None], now: datetime, **words: Any) -> None:
        def move() -> None:
            order = queries.locked(number)
            if order is not None:
                act(order=order, roles={"seller"}, by_id=order.seller_id, now=now, **words)

        transaction(move)

    def _pack(self, number: str, now: datetime) -> None:
        self._move(number, transitions.pack, now)
        outcome = self.sent[number].outcome
        if outcome is None:
            self.at(now + 5 * _HOUR, lambda at: self._call_off(number, at))
            return
        handed_in = self._opening_hours(now + timedelta(hours=self.chance.uniform(2, 30)))
        last = self.carry(number, outcome, handed_in, chance=self.chance)
        self.at(last, lambda _: self.counts.update([ENDED]))

    def carry(self, number: str, outcome: Outcome, handed_in: datetime, *, chance: Random) -> datetime:
        """What becomes of a packed order from then on; when that is over."""
        parcel = transaction(lambda: parcel_of(number))
        if parcel is None:
            raise LookupError(number)
        steps = happenings(
            outcome,
            origin=parcel.origin_office,
            destination=parcel.destination_office,
            days=chance.randint(parcel.min_days, parcel.max_days),
            handed_in=handed_in,
            chance=chance,
        )
        for step in steps:
            self.at(step.at, lambda at, step=step: self._scan(parcel, step, at))  # type: ignore[misc]
        if outcome.end == ParcelState.DELIVERED:
            self.heard.after(number, step.at)
        return step.at

    def _call_off(self, number: str, now: datetime) -> None:
        self._move(number, transitions.cancel, now, reason="Hết hàng")
        self.counts[ENDED] += 1

    def _opening_hours(self, at: datetime) -> datetime:
        local = at.astimezone(LOCAL)
        if 7 <= local.hour < 17:
            return at
        day = local if local.hour < 7 else local + timedelta(days=1)
        return day.replace(hour=7, minute=self.chance.randrange(60))

    def _scan(self, parcel: Parcel, step: Happening, now: datetime) -> None:
        phone = transaction(lambda: self.people.phone(step.role, step.office, self.start))
        report = ScanReport(
            scan_id=uuid5(_IDS, f"{parcel.tracking_number} {step.at.isoformat()} {step.event}"),
            tracking_number=parcel.tracking_number,
            event=step.event,
            scanned_at=max(step.at, now - _HOUR).astimezone(self.start.tzinfo) + phone.ahead,
            post_office_code=step.office,
            reason=step.reason,
        )
        phone.scan(report)
        if step.mistake:
            self.at(now + 16 * _HOUR, lambda at: self._void(report, phone.owner, at))

    def _void(self, report: ScanReport, by: Person, now: datetime) -> None:
        """As soon as the office's phone has sent the mistake, it is taken back."""

        def void() -> bool:
            if db.session.query(Scan).filter_by(scan_id=report.scan_id).first() is None:
                return False
            void_scan(scan_id=report.scan_id, reason="Quét nhầm, đã tìm thấy", by=by, now=now)
            return True

        try:
            voided = transaction(void)
        except WrongState:  # the order was completed meanwhile: what came to its buyer cannot be taken back
            self.counts["scans to void too late"] += 1
            return
        if voided:
            self.counts["scans voided"] += 1
        else:
            self.at(now + 6 * _HOUR, lambda at: self._void(report, by, at))
