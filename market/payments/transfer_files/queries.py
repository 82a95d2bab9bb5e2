"""Reads of transfer files, and of what waits for the next."""

import csv
import io
from collections.abc import Collection
from typing import TypeVar
from uuid import UUID

from sqlalchemy import Select, or_, select

from market import errors
from market.db import db, locked
from market.payments.payouts.models import Payout, PayoutAccount
from market.payments.payouts.queries import opened_account
from market.payments.payouts.rules import PayoutState
from market.payments.refunds.models import Refund
from market.payments.refunds.rules import Channel, RefundState
from market.payments.transfer_files.models import PayoutFile
from market.text import without_marks

_PAYOUT, _REFUND = "CHO PHIEN", "CHO PHIEN HOAN TIEN"
Row = TypeVar("Row", Payout, Refund)


def waiting_payouts(*, limit: int) -> list[Payout]:
    """What was asked for and is in no file yet, held, oldest first."""
    waiting = select(Payout).where(Payout.state == PayoutState.ASKED).order_by(Payout.id).limit(limit)
    return list(db.session.scalars(locked(waiting)))


def waiting_refunds(*, limit: int) -> list[tuple[Refund, bytes]]:
    """Refunds by bank that are in no file, held, oldest first; each with the account, sealed, that its buyer filed.

    After an account to which the bank could not send, another is waited for.
    """
    by_bank = (Refund.state == RefundState.APPROVED) & (Refund.channel == Channel.BANK_TRANSFER)
    filed_anew = or_(Refund.sealed_account.is_(None), Refund.sealed_account != PayoutAccount.sealed)
    wanted = select(Refund, PayoutAccount.sealed).join(PayoutAccount, PayoutAccount.person_id == Refund.person_id)
    waiting = wanted.where(by_bank, Refund.file_id.is_(None), filed_anew).order_by(Refund.id).limit(limit)
    rows = db.session.execute(waiting.with_for_update(of=Refund).execution_options(populate_existing=True))
    return [(refund, sealed) for refund, sealed in rows]


def locked_in_file(file_id: UUID, ids: Collection[UUID]) -> dict[UUID, Payout | Refund]:
    """Those of `ids` that went out in the file, held in id order."""
    payouts = select(Payout).where(Payout.file_id == file_id, Payout.id.in_(ids)).order_by(Payout.id)
    refunds = select(Refund).where(Refund.file_id == file_id, Refund.id.in_(ids)).order_by(Refund.id)
    found: dict[UUID, Payout | Refund] = {row.id: row for row in db.session.scalars(locked(payouts))}
    return found | {row.id: row for row in db.session.scalars(locked(refunds))}


def payout_file(file_id: UUID) -> PayoutFile:
    """Raises NotFound."""
    return errors.found(db.session.get(PayoutFile, file_id))


def payout_files() -> Select[PayoutFile]:
    return select(PayoutFile)


def transfer_file(file_id: UUID, *, secret: str) -> str:
    """The file as banks take it: one line a payout or refund, names without accents. Raises NotFound."""
    file = payout_file(file_id)
    payouts = db.session.scalars(select(Payout).where(Payout.file_id == file.id).order_by(Payout.id))
    refunds = db.session.scalars(select(Refund).where(Refund.file_id == file.id).order_by(Refund.id))
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(["id", "bank_bin", "account_number", "account_name", "amount_vnd", "text"])
    sent: list[tuple[Payout | Refund, str]] = [(row, _PAYOUT) for row in payouts]
    for row, text in [*sent, *((row, _REFUND) for row in refunds)]:
        account = opened_account(row.sealed_account or b"", secret=secret)
        name = without_marks(account.holder).upper()
        rows.writerow([row.id, account.bank_bin, account.number, name, row.amount_vnd, text])
    return out.getvalue()
