"""When the dust has settled: every parcel, every đồng of cash and every notice, against what truly happened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import func, select

from market.db import db
from market.delivery.models import Claim, Parcel
from market.delivery.rules.parcels import ParcelState
from market.notices.models import SentNotice
from market.ops import invariants as auditing
from market.orders.models import Order, OrderMove
from market.outbox import OutboxEntry
from market.payments.cash.models import CashOnDelivery
from proofs.simulation.heard import given_back_too_much
from proofs.simulation.week import Week

_BY_STATE = select(Parcel.state, func.count()).group_by(Parcel.state)


@dataclass(frozen=True)
class Account:
    """What the week came to. `wrong` names each thing that is not as it truly was; empty when all is well."""

    counts: Counter[str]
    states: Counter[str]
    cash_vnd: int
    wrong: list[str]


def account(week: Week) -> Account:
    """Compare the books with the truth, and audit them."""
    cash = db.session.scalar(select(func.sum(CashOnDelivery.collected_vnd))) or 0
    counts = week.counts
    counts["bookings at the carrier"] = len(week.carrier.booked)
    counts["calls to the carrier"] = week.carrier.calls
    counts["notices dealt with"] = db.session.scalar(select(func.count()).select_from(SentNotice)) or 0
    counts["claims"] = db.session.scalar(select(func.count()).select_from(Claim)) or 0
    states = Counter({str(row[0]): row[1] for row in db.session.execute(_BY_STATE)})
    wrong = [*_parcels(week), *_cash(week, int(cash)), *_notices(), *_bookings(week)]
    wrong += [*sorted(week.heard.wrong), *week.fairs.wrong(), *given_back_too_much(), *auditing.broken()]
    return Account(counts, states, int(cash), wrong)


def _parcels(week: Week) -> Iterator[str]:
    stand = {row.reference: row.state for row in db.session.execute(select(Parcel.reference, Parcel.state))}
    for number, sent in week.sent.items():
        truth = sent.outcome.end if sent.outcome else ParcelState.CANCELLED
        if stand.get(number) != truth:
            name = sent.outcome.name if sent.outcome else "called off"
            yield f"order {number} ({name}): its parcel is {stand.get(number)}, in truth {truth}"
    if len(stand) != len(week.sent):
        yield f"{len(week.sent)} orders were placed, but there are {len(stand)} parcels"


def _cash(week: Week, collected_vnd: int) -> Iterator[str]:
    handed_over = (sent for sent in week.sent.values() if sent.outcome and sent.outcome.end == ParcelState.DELIVERED)
    truth = sum(sent.cash_vnd for sent in handed_over)
    if collected_vnd != truth:
        yield f"{collected_vnd} đ stand in the books, but {truth} đ were taken in"
    due = db.session.scalar(select(func.count()).where(CashOnDelivery.state == "due")) or 0
    if due:
        yield f"cash of {due} orders is still due"


def _notices() -> Iterator[str]:
    # The figures are counted again a while after each change; their own audit waits for that.
    ours = OutboxEntry.done_at.is_(None) & OutboxEntry.topic.not_like("figures.%")
    open_jobs = select(OutboxEntry.topic, func.count()).where(ours).group_by(OutboxEntry.topic)
    for topic, count in db.session.execute(open_jobs):
        yield f"{count} jobs {topic} were never done"
    told = ("order_placed", "order_gathers_for_shop")
    placed = db.session.scalar(select(func.count()).where(SentNotice.notice.in_(told))) or 0
    # Of what was paid when its fair had closed they hear with the others, once that is settled.
    in_time = Order.gathers_until.is_(None) | (OrderMove.at < Order.gathers_until)
    each = select(func.count(OrderMove.order_id.distinct())).join(Order, Order.id == OrderMove.order_id)
    orders = db.session.scalar(each.where(OrderMove.target == "placed", in_time))
    if placed != orders:
        yield f"{placed} households were told of {orders} orders"


def _bookings(week: Week) -> Iterator[str]:
    """The carrier has each parcel at most once, and those it confirmed to us."""
    for parcel in db.session.scalars(select(Parcel).where(Parcel.booked_at.is_not(None))):
        if week.carrier.booked.get(parcel.reference) != parcel.carrier_reference:
            yield f"parcel {parcel.tracking_number} is booked here, but not at the carrier"
    if len(set(week.carrier.booked.values())) != len(week.carrier.booked):
        yield "the carrier has a parcel twice"
