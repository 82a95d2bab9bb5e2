"""Transfer files: what goes out to bank accounts in one go, payouts and refunds alike, and what the bank answers."""

from collections.abc import Sequence
from datetime import datetime

from market import errors
from market.accounts.models import Person
from market.db import db
from market.ids import new_id
from market.payments.payouts.actions import end_payout, tell_moved
from market.payments.payouts.models import Payout
from market.payments.payouts.rules import NotInTheFile, PayoutState
from market.payments.refunds.models import Refund
from market.payments.refunds.sending import return_from_bank, settle_by_bank
from market.payments.transfer_files import bank_responses, models, queries

MOST_IN_A_FILE = 1_000


def make_file(*, by: Person, now: datetime) -> models.PayoutFile | None:
    """Put what waits into one transfer file, at most 1,000 payouts and as many refunds; None when nothing waits.

    A refund waits as long as its buyer has filed no bank account, or none since the bank could not send it.
    """
    payouts, refunds = queries.waiting_payouts(limit=MOST_IN_A_FILE), queries.waiting_refunds(limit=MOST_IN_A_FILE)
    if not payouts and not refunds:
        return None
    total = sum(row.amount_vnd for row in payouts) + sum(refund.amount_vnd for refund, _ in refunds)
    file = models.PayoutFile(id=new_id(), payouts=len(payouts) + len(refunds), total_vnd=total, by_id=by.id, at=now)
    db.session.add(file)
    for row in payouts:
        row.state, row.file_id, row.sent_by_id = PayoutState.SENT, file.id, by.id
        tell_moved(row, now)
    for refund, sealed in refunds:
        refund.file_id, refund.sealed_account = file.id, sealed
    return file


def record_answers(
    *, file: models.PayoutFile, answers: Sequence[bank_responses.Answer], by: Person, now: datetime
) -> None:
    """What the bank says of each transfer of a file. The same again changes nothing.

    Raises NotInTheFile for a transfer that did not go out in it, WrongState for one that ended otherwise,
    SameOperator where who made the file says that money came back, or where it is one's own.
    """
    if by.id == file.by_id and not all(answer.paid for answer in answers):
        raise errors.SameOperator
    rows = queries.locked_in_file(file.id, [answer.id for answer in answers])
    for answer in answers:
        row = rows.get(answer.id)
        if row is None:
            raise NotInTheFile(line_no=answer.line_no)
        end_transfer(row=row, paid=answer.paid, note=answer.note, by=by, now=now)


def end_transfer(*, row: Payout | Refund, paid: bool, note: str, by: Person, now: datetime) -> None:
    """What the bank says of one payout or refund. Raises WrongState."""
    if isinstance(row, Payout):
        end_payout(row=row, paid=paid, note=note, by=by, now=now)
    elif paid:
        settle_by_bank(refund=row, by_id=by.id, note=note, now=now)
    elif row.file_id is not None:
        return_from_bank(refund=row, note=note, now=now)
