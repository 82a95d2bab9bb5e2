"""Transfers from a bank statement are matched with the charges they name. What does not fit waits in its queue.

Every credit is booked when it is read (bank → unmatched), once by its digest; a charge that is filled up takes its sum
from there, and what is left over goes back by a refund.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from market import events
from market.db import db, insert_if_absent, one_at_a_time
from market.ids import new_id
from market.payments.bank import queries, rules
from market.payments.bank.likeness import Likeness
from market.payments.bank.models import BankStatement, BankTransfer
from market.payments.bank.statement_file import Line
from market.payments.bank.told_before import Earlier
from market.payments.charges.actions import record_payment
from market.payments.charges.models import Charge
from market.payments.charges.queries import charge_with_code, locked_charge, successor
from market.payments.charges.rules import BANK_TRANSFER, ChargeReplaced, ChargeState, codes_in
from market.payments.ledger import accounts
from market.payments.ledger.actions import post

UNMATCHED = accounts.unmatched(BANK_TRANSFER)


def record_statement(*, lines: Sequence[Line], by_id: UUID, now: datetime) -> BankStatement:
    """Book every line that tells of a transfer for the first time, and match it.

    One that surely tells again of what an earlier statement told is known; one that perhaps does waits, unbooked.
    """
    one_at_a_time("bank statements")
    statement = BankStatement(id=new_id(), uploaded_by_id=by_id, uploaded_at=now, lines=len(lines), known_before=0)
    db.session.add(statement)
    earlier = Earlier(lines)
    left = [line for line in lines if not earlier.holds(line)]
    # What is sure goes first, so that no guess takes the place of what is.
    for wanted, queue in ((Likeness.SAME, rules.Queue.KNOWN), (Likeness.PERHAPS, rules.Queue.PERHAPS)):
        for line in list(left):
            same_as = earlier.take(line, wanted)
            if same_as is not None:
                _keep(line, statement, queue, same_as)
                left.remove(line)
    for line in left:
        book(_keep(line, statement, rules.Queue.UNREFERENCED, None), now)
    db.session.flush()
    statement.known_before = len(lines) - queries.kept(statement)
    return statement


def _keep(line: Line, statement: BankStatement, queue: rules.Queue, same_as: UUID | None) -> BankTransfer:
    stored = new_id()
    told = {"statement_id": statement.id, "queue": queue, "same_as_id": same_as, "refunds": 0, "note": ""}
    open_vnd = 0 if queue == rules.Queue.KNOWN else line.amount_vnd
    insert_if_absent(BankTransfer, id=stored, open_vnd=open_vnd, **vars(line), **told)
    return queries.locked_transfer(stored)  # type: ignore[return-value]


def book(transfer: BankTransfer, now: datetime) -> None:
    """The money has come: it lies with what nobody took, until the charge that it names takes it."""
    transfer.queue, transfer.open_vnd = rules.Queue.UNREFERENCED, transfer.amount_vnd
    post(
        key=f"receipt:{transfer.id}",
        kind="receipt",
        reference=str(transfer.id),
        debit={accounts.BANK: transfer.amount_vnd},
        credit={UNMATCHED: transfer.amount_vnd},
        now=now,
    )
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
    earlier = [other for other in queries.partial(wanted.id) if other.id != transfer.id]
    before = sum(other.open_vnd for other in earlier)
    fills = before + transfer.open_vnd >= wanted.amount_vnd
    instead = successor(wanted) if wanted.state == ChargeState.CANCELLED and not fills else None
    if instead is not None:
        credit(transfer, instead.id, now)
        return
    transfer.charge_id = charge_id
    transfer.queue = rules.queue_for(
        due_vnd=wanted.amount_vnd,
        before_vnd=before,
        amount_vnd=transfer.open_vnd,
        is_paid=wanted.state == ChargeState.PAID,
        is_cancelled=wanted.state == ChargeState.CANCELLED,
    )
    if transfer.queue != rules.Queue.DOUBLE and fills:
        _fill(wanted, transfer, earlier, before, now)
    elif transfer.queue in rules.PARTIAL:
        due = 0 if transfer.queue == rules.Queue.LATE else wanted.amount_vnd - before - transfer.open_vnd
        numbers = tuple(share.reference for share in wanted.shares)
        events.publish(rules.PartPaid(at=now, numbers=numbers, came_vnd=transfer.open_vnd, due_vnd=due))


def on_charge_replaced(replaced: ChargeReplaced) -> None:
    """What has come of the sum that was asked for first counts to the one that is asked for now."""
    for transfer in queries.partial(replaced.charge_id):
        credit(transfer, replaced.by_id, replaced.at)


def _fill(wanted: Charge, last: BankTransfer, earlier: list[BankTransfer], before_vnd: int, now: datetime) -> None:
    """The charge takes its sum; only what the last transfer brought too much stays open."""
    for other in earlier:
        other.queue, other.open_vnd = rules.Queue.EXACT, 0
    last.open_vnd = before_vnd + last.open_vnd - wanted.amount_vnd
    record_payment(charge=wanted, source_id=str(last.id), now=now)
