"""What must always be true of couriers' cash: none carries less than nothing, and the books name who took and gave."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from market.db import db
from market.money import dong
from market.payments.cash.models import CashOnDelivery
from market.payments.ledger.accounts import Kind
from market.payments.ledger.models import LedgerEntry, Posting
from market.payments.tills.models import TillMovement
from market.payments.tills.rules import TillMove

_TOTAL = func.sum(Posting.amount_vnd)
_CARRIED = Posting.kind == Kind.COURIER


def audit() -> Iterator[str]:
    """One plain line for each thing that is broken. What couriers carry adds up to their office's account by itself."""
    yield from _below_nothing()
    yield from _of_another_kind()
    yield from _taken_by_another()
    yield from _given_by_another()


def _below_nothing() -> Iterator[str]:
    sums = select(Posting.owner, Posting.holder_id, _TOTAL).where(_CARRIED).group_by(Posting.owner, Posting.holder_id)
    for office, holder, total in db.session.execute(sums.having(_TOTAL < 0)):
        yield f"courier {holder or 'of no name'} of {office}: carries less than nothing ({dong(total)} đ)"


def _of_another_kind() -> Iterator[str]:
    wrong = select(Posting.entry_id, Posting.kind).where(Posting.holder_id.is_not(None), ~_CARRIED)
    yield from (f"ledger entry {key}: {kind} is in a courier's hands" for key, kind in db.session.execute(wrong))


def _taken_by_another() -> Iterator[str]:
    taken = select(LedgerEntry.reference, Posting.holder_id, CashOnDelivery.taken_by_id).join(Posting)
    taken = taken.join(CashOnDelivery, CashOnDelivery.reference == LedgerEntry.reference)
    standing = taken.where(_CARRIED, Posting.holder_id.is_not(None)).having(_TOTAL != 0)
    standing = standing.having(Posting.holder_id.is_distinct_from(CashOnDelivery.taken_by_id))
    grouped = standing.group_by(LedgerEntry.reference, Posting.holder_id, CashOnDelivery.taken_by_id)
    for reference, holder, taken_by in db.session.execute(grouped):
        yield f"cash for {reference} was taken in by {taken_by}, but the books say by {holder}"


def _given_by_another() -> Iterator[str]:
    posted = select(Posting.owner, Posting.holder_id, -_TOTAL).join(LedgerEntry)
    booked = _by_giver(posted.where(_CARRIED, LedgerEntry.kind == TillMove.HAND_IN), Posting.owner, Posting.holder_id)
    moved = select(TillMovement.post_office_code, TillMovement.from_id, func.sum(TillMovement.amount_vnd))
    moved = moved.where(TillMovement.kind == TillMove.HAND_IN, TillMovement.amount_vnd > 0)
    given = _by_giver(moved, TillMovement.post_office_code, TillMovement.from_id)
    for giver in sorted(booked.keys() | given.keys(), key=str):
        if booked.get(giver) != given.get(giver):
            office, name = giver
            told = f"{dong(given.get(giver, 0))} đ, but the books say {dong(booked.get(giver, 0))} đ"
            yield f"courier {name or 'of no name'} of {office}: handed in {told}"


def _by_giver(sums: Select[str, UUID | None, int], *giver: Any) -> dict[tuple[str, UUID | None], int]:
    return {(office, name): int(total) for office, name, total in db.session.execute(sums.group_by(*giver))}
