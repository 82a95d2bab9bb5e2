"""A carrier's statement is matched line by line; then its money comes, and what matches is reconciled."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select

from market.accounts.models import Person
from market.db import db
from market.ids import new_id
from market.payments.cash.actions import move_cash
from market.payments.cash.queries import cash_for
from market.payments.cash.rules import ADVANCES, CashState
from market.payments.ledger import accounts
from market.payments.ledger.actions import post
from market.payments.remittances import claims, queries, rules
from market.payments.remittances.models import Remittance, RemittanceLine
from market.payments.sales.actions import release_sale

_SETTLES = (rules.Outcome.MATCHED, rules.Outcome.FEE_DIFFERS, rules.Outcome.OVER)


def record_remittance(
    *,
    carrier: str,
    number: str,
    digest: str,
    lines: Sequence[rules.StatedLine | rules.BrokenLine],
    through: date | None,
    by: Person,
    now: datetime,
) -> Remittance:
    """Keep a statement and match it. The same one again is the same; raises RemittanceKnown if it has changed.

    Nothing is posted for what does not match: it waits for a person, with the reason. With `through`, cash collected
    by the end of that day and not named is `missing`.
    """
    known = queries.remittance_with(carrier, number)
    if known is not None:
        if known.digest != digest:
            raise rules.RemittanceKnown(number=number)
        return known
    readable = [line for line in lines if isinstance(line, rules.StatedLine)]
    row = Remittance(
        carrier=carrier,
        number=number,
        digest=digest,
        through=through,
        stated_vnd=sum(_signed(line) - line.fee_vnd for line in readable),
        received_vnd=0,
        by_id=by.id,
        at=now,
    )
    db.session.add(row)
    db.session.flush()
    for line in lines:
        _keep(row, line, by, now)
    if through is not None:
        _name_missing(row, through)
    return row


def match(line: RemittanceLine, *, carrier: str, by: Person, now: datetime) -> None:
    """Say what a kept line is by our books as they stand, and let the cash follow."""
    booked = queries.booked_for(line.number, carrier)
    stated = rules.StatedLine(line.line_no, line.number, line.amount_vnd, line.fee_vnd)
    line.outcome = rules.outcome_of(stated, booked)
    if booked is not None:
        line.kind, line.reference = booked.kind, booked.reference
        line.booked_amount_vnd, line.booked_fee_vnd = booked.amount_vnd, booked.fee_vnd
    db.session.flush()
    if line.reference is not None and line.kind == "cod":
        _follow_cash(line, carrier, now)
    elif line.reference is not None and line.kind == "claim" and line.outcome in _SETTLES:
        claims.accept_claim(reference=line.reference, unpaid_vnd=0, by=by, now=now)


def receive_remittance(*, row: Remittance, received_vnd: int, by: Person, now: datetime) -> None:
    """`received_vnd` in all has come into our bank for this statement (negative: we had to pay). Repeating is harmless.

    Once that is what the statement says, the cash of its matching lines is reconciled.
    """
    change, row.received_vnd, row.received_at = received_vnd - row.received_vnd, received_vnd, now
    bank, carrier = accounts.BANK, accounts.carrier(row.carrier)
    post(
        key=f"remittance:{row.id}:{new_id()}",
        kind="remittance",
        reference=str(row.id),
        debit={bank if change > 0 else carrier: abs(change)},
        credit={carrier if change > 0 else bank: abs(change)},
        now=now,
        by_id=by.id,
        note=row.number,
    )
    if row.owed_vnd == 0:
        for line in db.session.scalars(queries.lines_of(row.id).where(RemittanceLine.outcome.in_(_SETTLES))):
            if line.kind == "cod" and line.reference:
                move_cash(line.reference, CashState.RECONCILED, reconciled_at=now)


def _keep(row: Remittance, line: rules.StatedLine | rules.BrokenLine, by: Person, now: datetime) -> None:
    kept = RemittanceLine(remittance_id=row.id, line_no=line.line_no, number=line.number, amount_vnd=0, fee_vnd=0)
    db.session.add(kept)
    if isinstance(line, rules.BrokenLine):
        kept.outcome, kept.note = rules.Outcome.BROKEN, line.reason
        return
    kept.amount_vnd, kept.fee_vnd, kept.outcome = _signed(line), line.fee_vnd, rules.Outcome.UNKNOWN
    match(kept, carrier=row.carrier, by=by, now=now)


def _signed(line: rules.StatedLine) -> int:
    """What the line adds to the transfer before fees: a cash-out's money went out for us, however it is written."""
    return -abs(line.amount_vnd) if line.number.startswith("PT-") else line.amount_vnd


def _follow_cash(line: RemittanceLine, carrier: str, now: datetime) -> None:
    reference = line.reference or ""
    cash = cash_for(reference)
    if cash is None:
        return
    if line.outcome in _SETTLES:
        move_cash(reference, CashState.REMITTED, remitted_vnd=cash.collected_vnd, remitted_at=now, reason="")
        if carrier not in ADVANCES:
            release_sale(reference=reference, now=now)
    elif line.outcome == rules.Outcome.SHORT:
        to = CashState.DISPUTED if cash.state == CashState.DISPUTED else CashState.SHORT
        move_cash(reference, to, remitted_vnd=cash.remitted_vnd + max(line.amount_vnd, 0), remitted_at=now)
    _found(line)


def _found(line: RemittanceLine) -> None:
    """What an earlier statement left out, or named only in part, has come."""
    solved = (rules.Outcome.MISSING, rules.Outcome.SHORT) if line.outcome in _SETTLES else (rules.Outcome.MISSING,)
    earlier = select(RemittanceLine).where(RemittanceLine.reference == line.reference, RemittanceLine.id != line.id)
    for other in db.session.scalars(earlier.where(RemittanceLine.outcome.in_(solved))):
        other.outcome = rules.Outcome.FOUND


def _name_missing(row: Remittance, through: date) -> None:
    for cash, number in queries.forgotten(row.carrier, through):
        line = RemittanceLine(
            remittance_id=row.id,
            line_no=0,
            number=number,
            amount_vnd=0,
            fee_vnd=0,
            outcome=rules.Outcome.MISSING,
            kind="cod",
            reference=cash.reference,
            booked_amount_vnd=cash.collected_vnd,
        )
        db.session.add(line)
