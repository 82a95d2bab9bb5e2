"""The same scans told in any order, some twice, in batches: parcel, history, order and cash end the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import pairwise
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from market import clock
from market.accounts.models import Person
from market.db import transaction
from market.delivery.actions.batches import record_scans
from market.delivery.queries.parcels import parcel_of
from market.delivery.queries.tracking import tracking
from market.delivery.rules.parcels import ENDS, LEADS_TO, ScanEvent, ScanReport
from market.ids import new_id
from market.orders import queries
from market.orders.models import Order
from market.payments.cash.queries import cash_for
from tests.support.village import CHI_LANG_OFFICE, a_buyer, a_clerk, a_product, packed_order


@dataclass(frozen=True)
class Happened:
    event: str
    minute: int


stories = st.lists(
    st.builds(Happened, st.sampled_from([*ScanEvent]), st.integers(0, 40)), min_size=1, max_size=7, unique=True
)


def sent(draw: Callable[..., Any], scans: list[Happened]) -> list[list[Happened]]:
    """The scans as phones may send them: shuffled, some twice, in batches."""
    order = draw(st.permutations([*scans, *draw(st.lists(st.sampled_from(scans), max_size=4))]))
    cuts = sorted(draw(st.sets(st.integers(1, len(order)), max_size=3)) | {0, len(order)})
    return [order[start:end] for start, end in pairwise(cuts)]


def outcome(number: str) -> dict[str, Any]:
    parcel, order = parcel_of(number), queries.with_number(number)
    shown = tracking(parcel.tracking_number, now=clock.now())
    cash = cash_for(number)
    return {
        "state": shown["state"],
        "history": [(event["event"], event["at"]) for event in shown["events"]],
        "order": order.state,
        "cash": (cash.state, cash.collected_vnd, cash.post_office_code),
        "moves": [move.target for move in order.history],
        "parcel": (parcel.attempts, parcel.next_step, parcel.held_until, parcel.promised_by, parcel.present_office),
    }


def lived(order: Order, batches: list[list[Happened]], clerk: Person, base: datetime) -> dict[str, Any]:
    parcel = transaction(lambda: parcel_of(order.number))
    for batch in batches:
        reports = [
            ScanReport(
                scan_id=ids[order.number, happened],
                tracking_number=parcel.tracking_number,
                event=happened.event,
                scanned_at=base + timedelta(minutes=happened.minute),
                post_office_code=CHI_LANG_OFFICE,
            )
            for happened in batch
        ]
        transaction(partial(record_scans, scans=reports, by=clerk, now=clock.now()))
    return transaction(lambda: outcome(order.number))


ids: dict[tuple[str, Happened], UUID] = {}


def the_same_however_they_come(data: st.DataObject, story: list[Happened], *, others: int) -> None:
    """One parcel lives the story as it happened; so many others, told it in any order, twice, in batches, end alike."""
    product, buyer, clerk = a_product(), a_buyer(), a_clerk()
    base = clock.ago(clock.now(), hours=2)
    # One id for the same scan in all lives: ids settle scans of one instant.
    shared = {happened: new_id() for happened in story}
    as_it_happened = [sorted(story, key=lambda happened: (happened.minute, shared[happened]))]
    ends: list[dict[str, Any]] = []
    for telling in [as_it_happened, *(sent(data.draw, story) for _ in range(others))]:
        order = packed_order(product=product, buyer=buyer, hours_ago=9)
        for happened, scan_id in shared.items():
            ids[order.number, happened] = _twin(scan_id, len(ends))
        ends.append(lived(order, telling, clerk, base))
    # An order's own log tells what was believed when: only stories with one end read the same in it.
    if sum(LEADS_TO[ScanEvent(happened.event)] in ENDS for happened in story) > 1:
        for end in ends:
            end.pop("moves")
    assert ends == [ends[0]] * len(ends)


def _twin(scan_id: UUID, life: int) -> UUID:
    """An id of its own for each parcel (of at most eight), in the same order among its siblings."""
    return UUID(int=(scan_id.int & ~7) | life)
