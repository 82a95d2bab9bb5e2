"""Reads of remittances, and what our books say of one line."""

from datetime import date
from uuid import UUID

from sqlalchemy import Select, case, func, select

from market import clock, errors
from market.db import db, locked
from market.delivery.models import Parcel
from market.payments.cash.models import CashOnDelivery
from market.payments.cash.queries import cash_for, is_kept
from market.payments.cash.rules import CashState
from market.payments.cash_outs.models import CashOut
from market.payments.ledger.accounts import Kind
from market.payments.ledger.models import LedgerEntry, Posting
from market.payments.remittances.models import Remittance, RemittanceLine
from market.payments.remittances.rules import WAITING, Booked, Outcome
from market.payments.sales.queries import sale

# Lines whose fee and money we have taken over into our books.
TAKEN = (Outcome.MATCHED, Outcome.FEE_DIFFERS, Outcome.SHORT, Outcome.OVER, Outcome.ACCEPTED, Outcome.FOUND)
_CLAIM = ("claim", "claim_paid")
_OPEN_CASH = (CashState.COLLECTED, CashState.SHORT, CashState.DISPUTED)


def booked_for(number: str, carrier: str) -> Booked | None:
    """What the carrier should state of a tracking number, a cash-out's receipt, or an order fetched at a counter.

    None if it is none of ours.
    """
    parcel = db.session.scalars(select(Parcel).where(Parcel.tracking_number == number)).first()
    if parcel is not None and sale(parcel.reference) is not None:
        return _of_parcel(number, parcel.reference, carrier)
    paid = db.session.scalars(select(CashOut).where(CashOut.receipt == number)).first()
    if paid is None:
        at_counter = cash_for(number) is not None and not is_kept(number)
        return _of_parcel(number, number, carrier) if at_counter else None
    billed, count = _billed(number)
    fee = fee_booked(str(paid.id), carrier) - billed
    return Booked(str(paid.id), "cash_out", -paid.amount_vnd, fee, doubled=count > 0)


def _of_parcel(number: str, reference: str, carrier: str) -> Booked:
    billed, count = _billed(number)
    kind, amount, expected = _due(number, reference, carrier)
    fee = fee_booked(reference, carrier) - billed
    doubled = count > 0 and amount == 0 and fee == 0
    return Booked(reference, kind, amount, fee, doubled=doubled, expected=expected)


def _due(number: str, reference: str, carrier: str) -> tuple[str, int, bool]:
    """What money the carrier should name for an order, of which kind, and whether it may name any.

    For a claim that was paid although the goods have been found since, it takes its money back: less than nothing.
    """
    cash = cash_for(reference)
    if cash is not None and cash.state in _OPEN_CASH:
        return "cod", cash.collected_vnd - cash.remitted_vnd, True
    claimed = _booked(reference, carrier, _CLAIM) - _claims_named(number)
    if claimed:
        return "claim", claimed, True
    return "carriage", 0, cash is not None and cash.state not in (CashState.DUE, CashState.WAIVED)


def fee_booked(reference: str, carrier: str) -> int:
    """What we have booked as the carrier's fees for an order or a cash-out, in đồng."""
    return -_booked(reference, carrier, ("carriage", "cash_out_fee"))


def _booked(reference: str, carrier: str, kinds: tuple[str, ...]) -> int:
    """What entries of these kinds, and their undoings, have made the carrier owe us for one thing."""
    of_kind = LedgerEntry.kind.in_(kinds) | ((LedgerEntry.kind == "undo") & LedgerEntry.note.in_(kinds))
    # Not joined, for then SQLite reads all that was ever posted to the carrier.
    entries = select(LedgerEntry.id).where(LedgerEntry.reference == reference, of_kind)
    ours = (Posting.kind == Kind.CARRIER) & (Posting.owner == carrier) & Posting.entry_id.in_(entries)
    return int(db.session.scalar(select(func.sum(Posting.amount_vnd)).where(ours)) or 0)


def _claims_named(number: str) -> int:
    """What earlier lines have named of a claim; beyond what was booked it was no claim."""
    stated, booked = RemittanceLine.amount_vnd, RemittanceLine.booked_amount_vnd
    named = func.sum(case((stated < booked, stated), else_=booked))
    earlier = (RemittanceLine.number == number) & (RemittanceLine.kind == "claim") & RemittanceLine.outcome.in_(TAKEN)
    return int(db.session.scalar(select(named).where(earlier)) or 0)


def _billed(number: str) -> tuple[int, int]:
    """The fees that earlier lines have named, and how many such lines there are."""
    earlier = (RemittanceLine.number == number) & RemittanceLine.outcome.in_(TAKEN)
    fees = select(func.coalesce(func.sum(RemittanceLine.fee_vnd), 0), func.count()).where(earlier)
    total, count = db.session.execute(fees).one()
    return int(total), int(count)


def forgotten(carrier: str, through: date) -> list[tuple[CashOnDelivery, str]]:
    """Cash collected by the end of `through` (Vietnam) that no statement has named, by what one should name."""
    collected = (CashOnDelivery.state == CashState.COLLECTED) & (CashOnDelivery.collected_at < clock.end_of(through))
    known = select(RemittanceLine.reference).where(RemittanceLine.outcome == Outcome.MISSING)
    number = func.coalesce(Parcel.tracking_number, CashOnDelivery.reference)
    wanted = select(CashOnDelivery, number).outerjoin(Parcel, Parcel.reference == CashOnDelivery.reference)
    mine = (CashOnDelivery.carrier == carrier) & CashOnDelivery.reference.not_in(known)
    return [(cash, number) for cash, number in db.session.execute(wanted.where(collected, mine))]


def remittance(remittance_id: UUID, *, lock: bool = False) -> Remittance:
    """Raises NotFound."""
    wanted = select(Remittance).where(Remittance.id == remittance_id).execution_options(populate_existing=True)
    return errors.found(db.session.scalars(locked(wanted) if lock else wanted).first())


def remittance_with(carrier: str, number: str) -> Remittance | None:
    return db.session.scalars(select(Remittance).filter_by(carrier=carrier, number=number)).first()


def remittances() -> Select[Remittance]:
    return select(Remittance)


def lines_of(remittance_id: UUID, outcome: str | None = None) -> Select[RemittanceLine]:
    """The lines of one statement; with `outcome` only those."""
    wanted = select(RemittanceLine).where(RemittanceLine.remittance_id == remittance_id)
    return wanted.where(RemittanceLine.outcome == outcome) if outcome else wanted


def waiting_lines() -> Select[RemittanceLine]:
    """Every line of every statement that waits for a person."""
    return select(RemittanceLine).where(RemittanceLine.outcome.in_(WAITING))


def line_of(remittance_id: UUID, line_id: UUID) -> RemittanceLine:
    """One line, held. Raises NotFound."""
    return errors.found(db.session.scalars(locked(lines_of(remittance_id).where(RemittanceLine.id == line_id))).first())


def outcomes_of(remittance_id: UUID) -> dict[str, int]:
    """How many lines there are of each outcome."""
    counts = select(RemittanceLine.outcome, func.count()).where(RemittanceLine.remittance_id == remittance_id)
    return {outcome: int(count) for outcome, count in db.session.execute(counts.group_by(RemittanceLine.outcome))}
