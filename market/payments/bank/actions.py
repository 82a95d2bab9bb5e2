"""Transfers from a bank statement are matched with the charges they name. What does not fit waits in its queue.

Every credit is booked when it is read (bank → unmatched), once by its digest; a charge that is filled up takes its sum
from there, and what is left over goes back by a refund.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from market.db import db, insert_if_absent
from market.ids import new_id
from market.payments.bank import queries, rules, statement_file
from market.payments.bank.models import BankStatement, BankTransfer
from market.payments.charges.actions import record_payment
from market.payments.charges.models import Charge
from market.payments.charges.queries import charge_with_code, locked_charge, successor
from market.payments.charges.rules import BANK_TRANSFER, ChargeReplaced, ChargeState, codes_in
from market.payments.ledger import accounts
from market.payments.ledger.actions import post

UNMATCHED = accounts.unmatched(BANK_TRANSFER)


def record_statement(*, lines: Sequence[statement_file.Line], by_id: UUID, now: datetime) -> BankStatement:
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


def _stored(line: statement_file.Line, statement: BankStatement, now: datetime) -> BankTransfer | None:
    """The new transfer, booked; None if its line was read before."""
    stored = new_id()
    row = {
        **vars(line),
        "id": stored,
        "statement_id": statement.id,
        "queue": rules.Queue.UNREFERENCED,
        "open_vnd": line.amount_vnd,
        "refunds": 0,
        "note": "",
    }
    if not insert_if_absent(BankTransfer, **row):
        return None
    post(
        key=f"receipt:{stored}",
        kind="receipt",
        reference=str(stored),
        debit={accounts.BANK: line.amount_vnd},
        credit={UNMATCHED: line.amount_vnd},
        now=now,
    )
    return queries.locked_transfer(stored)


def _match(transfer: BankTransfer, now: datetime) -> None:
    named = {found.id for code in codes_in(transfer.text) if (found := charge_with_code(code)) is not None}
    if len(named) == 1:
        credit(transfer, named.pop(), now)


def credit(transfer: BankTransfer, charge_id: UUID, now: datetime) -> None:
    """Count a transfer to a charge: it fills it up, waits for more, or comes too late, twice or too much.

    A part that names a charge whose basket has shrunk meanwhile counts to the one that took its place.
    """
    wanted = locked_charge(charge_id)
    if wanted is None:
        return
    earlier = [other for other in queries.partial(charge_id) if other.id != transfer.id]
    before = sum(other.open_vnd for other in earlier)
    fills = before + transfer.amount_vnd >= wanted.amount_vnd
    instead = successor(wanted) if wanted.state == ChargeState.CANCELLED and not fills else None
    if instead is not None:
        credit(transfer, instead.id, now)
        return
    transfer.charge_id = charge_id
    transfer.queue = rules.queue_for(
        due_vnd=wanted.amount_vnd,
        before_vnd=before,
        amount_vnd=transfer.amount_vnd,
        is_paid=wanted.state == ChargeState.PAID,
        is_cancelled=wanted.state == ChargeState.CANCELLED,
    )
    if transfer.queue != rules.Queue.DOUBLE and fills:
        _fill(wanted, transfer, earlier, before, now)


def on_charge_replaced(replaced: ChargeReplaced) -> None:
    """What has come of the sum that was asked for first counts to the one that is asked for now."""
    for transfer in queries.partial(replaced.charge_id):
        credit(transfer, replaced.by_id, replaced.at)


def _fill(wanted: Charge, last: BankTransfer, earlier: list[BankTransfer], before_vnd: int, now: datetime) -> None:
    """The charge takes its sum; only what the last transfer brought too much stays open."""
    for other in earlier:
        other.queue, other.open_vnd = rules.Queue.EXACT, 0
    last.open_vnd = before_vnd + last.amount_vnd - wanted.amount_vnd
    record_payment(charge=wanted, source_id=str(last.id), now=now)
