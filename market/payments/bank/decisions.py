"""What an operator decides about a transfer that waits: whose it is, that it goes back, that it is no buyer's."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import update

from market.accounts.models import Person
from market.db import db
from market.errors import InvalidInput
from market.language import Sentence
from market.payments.bank import actions, rules
from market.payments.bank.models import BankTransfer
from market.payments.charges.models import Charge
from market.payments.charges.queries import charge, charge_with_code
from market.payments.ledger import accounts
from market.payments.ledger.actions import post
from market.payments.refunds.actions import return_unmatched
from market.payments.refunds.models import Refund
from market.payments.refunds.rules import Channel, Reason, RefundRejected
from market.payments.sales.queries import sale
from market.payments.write_offs.actions import agree, forget

_NO_CHARGE = Sentence("Không có khoản chuyển khoản nào chờ cho đơn này.", en="No transfer was asked for this order.")


def match_transfer(*, transfer: BankTransfer, code: str, by_id: UUID, now: datetime) -> None:
    """An operator says which order a transfer was meant for. Raises TransferSettled, InvalidInput."""
    _require_waiting(transfer, rules.Queue.UNREFERENCED)
    known = charge_with_code(code.replace("-", "").upper())
    if known is None:
        raise InvalidInput(errors={"order_number": [_NO_CHARGE]})
    forget(subject=_subject(transfer))
    _handle(transfer, by_id, "", now)
    actions.credit(transfer, known.id, now)


def refund_transfer(*, transfer: BankTransfer, by_id: UUID, note: str, now: datetime) -> Refund:
    """Give back what of a transfer waits: too much, too late, twice, or nobody's. Raises TransferSettled."""
    _require_waiting(transfer, *rules.OPEN)
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


def on_refund_rejected(rejected: RefundRejected) -> None:
    """What was to go back waits again."""
    again = update(BankTransfer).where(BankTransfer.id == rejected.bank_line_id).values(open_vnd=rejected.amount_vnd)
    db.session.execute(again)


def dismiss_transfer(*, transfer: BankTransfer, by: Person, note: str, now: datetime) -> bool:
    """It is no buyer's money and is booked elsewhere (a remittance, a deposit of ours). Raises TransferSettled.

    False when a second operator has to want the same first.
    """
    _require_waiting(transfer, rules.Queue.UNREFERENCED)
    if not agree(subject=_subject(transfer), amount_vnd=transfer.open_vnd, note=note, by=by, now=now):
        return False
    _unbook(transfer, by, note, now)
    return True


def verify_transfer(*, transfer: BankTransfer, came: bool, by: Person, note: str, now: datetime) -> bool:
    """A person has compared it with the bank's own account: it came, once and for itself, or it did not. For good.

    What perhaps told again of another is booked then, or is known; what was booked and did not come is taken out again,
    while all of it still waits. False when a second operator has to want the same first. Raises TransferSettled.
    """
    is_booked = transfer.queue not in rules.NOT_BOOKED
    if transfer.verified_at is not None:
        if came == is_booked:
            return True
        raise rules.TransferSettled
    if came and not is_booked:
        forget(subject=_subject(transfer, "verification"))
        transfer.same_as_id = None
        actions.book(transfer, now)
    if not came and not _take_out(transfer, is_booked, by, note, now):
        return False
    transfer.verified_at = now
    _handle(transfer, by.id, note, now)
    return True


def _take_out(transfer: BankTransfer, is_booked: bool, by: Person, note: str, now: datetime) -> bool:
    if is_booked:
        _require_waiting(transfer, *rules.OPEN)
        if transfer.open_vnd != transfer.amount_vnd:
            raise rules.TransferSettled
    about = {"subject": _subject(transfer, "verification"), "amount_vnd": transfer.open_vnd, "note": note}
    if not agree(**about, by=by, now=now):  # type: ignore[arg-type]
        return False
    if is_booked:
        _unbook(transfer, by, note, now)
    transfer.queue, transfer.open_vnd = rules.Queue.KNOWN, 0
    return True


def _unbook(transfer: BankTransfer, by: Person, note: str, now: datetime) -> None:
    post(
        key=f"dismissal:{transfer.id}",
        kind="dismissal",
        reference=str(transfer.id),
        debit={actions.UNMATCHED: transfer.open_vnd},
        credit={accounts.BANK: transfer.open_vnd},
        now=now,
        by_id=by.id,
        note=note[:200],
    )
    transfer.open_vnd = 0
    _handle(transfer, by.id, note, now)


def _subject(transfer: BankTransfer, deed: str = "dismissal") -> str:
    return f"/bank-transfers/{transfer.id}/{deed}"


def _payer(paid_for: Charge | None) -> UUID | None:
    found = sale(paid_for.shares[0].reference) if paid_for else None
    return found.buyer_id if found else None


def _require_waiting(transfer: BankTransfer, *queues: rules.Queue) -> None:
    if transfer.queue not in queues or transfer.open_vnd == 0:
        raise rules.TransferSettled


def _handle(transfer: BankTransfer, by_id: UUID, note: str, now: datetime) -> None:
    transfer.handled_by_id, transfer.handled_at, transfer.note = by_id, now, note
