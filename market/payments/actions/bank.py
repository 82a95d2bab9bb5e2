"""Transfers from a bank statement are matched with the charges they name. What does not fit waits in its queue.

Every credit is booked when it is read (bank → unmatched), once by its digest; a charge that is filled up takes its sum
from there, and what is left over goes back by a refund.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.dialects import postgresql, sqlite

from market.accounts.models import Person
from market.db import db, is_postgresql
from market.errors import InvalidInput
from market.ids import new_id
from market.language import Sentence
from market.payments.actions.charges import record_payment
from market.payments.actions.ledger import post
from market.payments.actions.refunds import return_unmatched
from market.payments.actions.write_offs import agree, forget
from market.payments.models.bank import BankStatement, BankTransfer
from market.payments.models.charges import Charge
from market.payments.models.refunds import Refund
from market.payments.queries.bank import locked_transfer, partial
from market.payments.queries.charges import charge, charge_with_code, locked_charge
from market.payments.queries.sales import sale
from market.payments.rules import accounts
from market.payments.rules.bank import WAITING, Queue, TransferSettled, queue_for
from market.payments.rules.charges import BANK_TRANSFER, ChargeState, codes_in
from market.payments.rules.refunds import Channel, Reason
from market.payments.statements import Line

_NO_CHARGE = Sentence("Không có khoản chuyển khoản nào chờ cho đơn này.", en="No transfer was asked for this order.")
_UNMATCHED = accounts.unmatched(BANK_TRANSFER)


def record_statement(*, lines: Sequence[Line], by_id: UUID, now: datetime) -> BankStatement:
    """Book every line that no earlier statement held, and match it."""
    statement = BankStatement(id=new_id(), uploaded_by_id=by_id, uploaded_at=now, lines=len(lines), known_before=0)
    db.session.add(statement)
    for line in lines:
        transfer = _stored(line, statement, now)
        if transfer is None:
            statement.known_before += 1
        else:
            _match(transfer, now)
    db.session.flush()
    return statement


def match_transfer(*, transfer: BankTransfer, code: str, by_id: UUID, now: datetime) -> None:
    """An operator says which order a transfer was meant for. Raises TransferSettled, InvalidInput."""
    _require_waiting(transfer, Queue.UNREFERENCED)
    known = charge_with_code(code.replace("-", "").upper())
    if known is None:
        raise InvalidInput(errors={"order_number": [_NO_CHARGE]})
    forget(subject=_subject(transfer))
    _handle(transfer, by_id, "", now)
    _credit(transfer, known.id, now)


def refund_transfer(*, transfer: BankTransfer, by_id: UUID, note: str, now: datetime) -> Refund:
    """Give back what of a transfer waits: too much, too late, twice, or nobody's. Raises TransferSettled."""
    _require_waiting(transfer, *WAITING)
    paid_for = charge(transfer.charge_id) if transfer.charge_id else None
    refund = return_unmatched(
        reference=paid_for.shares[0].reference if paid_for else str(transfer.id),
        charge=None,
        bank_line_id=transfer.id,
        channel=Channel.BANK_TRANSFER,
        amount_vnd=transfer.open_vnd,
        person_id=_payer(paid_for),
        reason=Reason.OTHER,
        cause=f"transfer:{transfer.id}:{transfer.refunds}",
        by_id=by_id,
        now=now,
    )
    forget(subject=_subject(transfer))
    transfer.open_vnd, transfer.refunds = 0, transfer.refunds + 1
    _handle(transfer, by_id, note, now)
    return refund


def dismiss_transfer(*, transfer: BankTransfer, by: Person, note: str, now: datetime) -> bool:
    """It is no buyer's money and is booked elsewhere (a remittance, a deposit of ours). Raises TransferSettled.

    False when a second operator has to want the same first.
    """
    _require_waiting(transfer, Queue.UNREFERENCED)
    if not agree(subject=_subject(transfer), amount_vnd=transfer.open_vnd, note=note, by=by, now=now):
        return False
    post(
        key=f"dismissal:{transfer.id}",
        kind="dismissal",
        reference=str(transfer.id),
        debit={_UNMATCHED: transfer.open_vnd},
        credit={accounts.BANK: transfer.open_vnd},
        now=now,
        by_id=by.id,
        note=note[:200],
    )
    transfer.open_vnd = 0
    _handle(transfer, by.id, note, now)
    return True


def _subject(transfer: BankTransfer) -> str:
    return f"/bank-transfers/{transfer.id}/dismissal"


def _payer(paid_for: Charge | None) -> UUID | None:
    found = sale(paid_for.shares[0].reference) if paid_for else None
    return found.buyer_id if found else None


def _stored(line: Line, statement: BankStatement, now: datetime) -> BankTransfer | None:
    """The new transfer, booked; None if its line was read before."""
    kind = postgresql.insert if is_postgresql() else sqlite.insert
    row = {
        **vars(line),
        "id": new_id(),
        "statement_id": statement.id,
        "queue": Queue.UNREFERENCED,
        "open_vnd": line.amount_vnd,
        "refunds": 0,
        "note": "",
    }
    stored = db.session.scalar(kind(BankTransfer).values(row).on_conflict_do_nothing().returning(BankTransfer.id))
    if stored is None:
        return None
    post(
        key=f"receipt:{stored}",
        kind="receipt",
        reference=str(stored),
        debit={accounts.BANK: line.amount_vnd},
        credit={_UNMATCHED: line.amount_vnd},
        now=now,
    )
    return locked_transfer(stored)


def _match(transfer: BankTransfer, now: datetime) -> None:
    named = {found.id for code in codes_in(transfer.text) if (found := charge_with_code(code)) is not None}
    if len(named) == 1:
        _credit(transfer, named.pop(), now)


def _credit(transfer: BankTransfer, charge_id: UUID, now: datetime) -> None:
    wanted = locked_charge(charge_id)
    if wanted is None:
        return
    earlier = [other for other in partial(charge_id) if other.id != transfer.id]
    before = sum(other.open_vnd for other in earlier)
    transfer.charge_id = charge_id
    transfer.queue = queue_for(
        due_vnd=wanted.amount_vnd,
        before_vnd=before,
        amount_vnd=transfer.amount_vnd,
        is_paid=wanted.state == ChargeState.PAID,
        is_cancelled=wanted.state == ChargeState.CANCELLED,
    )
    if transfer.queue != Queue.DOUBLE and before + transfer.amount_vnd >= wanted.amount_vnd:
        _fill(wanted, transfer, earlier, before, now)


def _fill(wanted: Charge, last: BankTransfer, earlier: list[BankTransfer], before_vnd: int, now: datetime) -> None:
    """The charge takes its sum; only what the last transfer brought too much stays open."""
    for other in earlier:
        other.queue, other.open_vnd = Queue.EXACT, 0
    last.open_vnd = before_vnd + last.amount_vnd - wanted.amount_vnd
    record_payment(charge=wanted, source_id=str(last.id), now=now)


def _require_waiting(transfer: BankTransfer, *queues: Queue) -> None:
    if transfer.queue not in queues or transfer.open_vnd == 0:
        raise TransferSettled


def _handle(transfer: BankTransfer, by_id: UUID, note: str, now: datetime) -> None:
    transfer.handled_by_id, transfer.handled_at, transfer.note = by_id, now, note
