"""What must always be true of card and bank money: nothing counted twice, lost on the way, or forgotten."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select

from market import clock
from market.db import db
from market.money import dong
from market.payments.bank.models import BankTransfer
from market.payments.bank.rules import NOT_BOOKED
from market.payments.charges.models import Charge, ChargeShare, MoneyEvent
from market.payments.charges.rules import BANK_TRANSFER, CARD, UNPAID, ChargeState, MoneyKind
from market.payments.ledger import accounts
from market.payments.ledger.queries import balance
from market.payments.refunds.models import Refund
from market.payments.refunds.rules import RefundState

# A charge whose time is over this long ago, and which the gateway still has not ended, needs a person.
_FORGOTTEN_AFTER = timedelta(days=1)
_LEFT_US = (RefundState.APPROVED, RefundState.FAILED)


def audit() -> Iterator[str]:
    """One plain line for each thing that is broken."""
    yield from _shares_that_differ()
    yield from _charges_that_differ()
    yield from _forgotten()
    yield from _money_astray()


def _shares_that_differ() -> Iterator[str]:
    sums = select(Charge.id).outerjoin(ChargeShare).group_by(Charge.id, Charge.amount_vnd)
    total = func.coalesce(func.sum(ChargeShare.amount_vnd), 0)
    for charge_id in db.session.scalars(sums.having(total != Charge.amount_vnd)):
        yield f"charge {charge_id}: its shares do not add up to its amount"


def _charges_that_differ() -> Iterator[str]:
    came, went = _sum_of(MoneyKind.CAPTURED), _sum_of(MoneyKind.REFUNDED) - _sum_of(MoneyKind.REFUND_FAILED)
    joined = select(Charge, came, went).outerjoin(MoneyEvent, MoneyEvent.charge_id == Charge.id).group_by(Charge.id)
    for charge, captured, returned in db.session.execute(joined.execution_options(yield_per=500)):
        expected = charge.amount_vnd if charge.state == ChargeState.PAID else 0
        if captured != expected:
            yield f"charge {charge.id} is {charge.state}, but {dong(captured)} đ have come for it"
        if not 0 <= returned <= captured:
            yield f"charge {charge.id}: {dong(returned)} đ went back of {dong(captured)} đ"


def _sum_of(kind: MoneyKind) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((MoneyEvent.kind == kind, MoneyEvent.amount_vnd), else_=0)), 0)


def _forgotten() -> Iterator[str]:
    long_over = (Charge.expires_at < clock.now() - _FORGOTTEN_AFTER) & Charge.state.in_(UNPAID)
    for charge_id in db.session.scalars(select(Charge.id).where(long_over)):
        yield f"charge {charge_id}: its time is long over, but the gateway has not ended it"


def _money_astray() -> Iterator[str]:
    """What nobody took lies in a queue or waits for approval; what was approved is on its way."""
    asked = select(func.coalesce(func.sum(Refund.amount_vnd), 0)).where(Refund.bank_line_id.is_not(None))
    booked = BankTransfer.queue.not_in(NOT_BOOKED)
    waiting = _total(select(func.coalesce(func.sum(BankTransfer.open_vnd), 0)).where(booked))
    waiting += _total(asked.where(Refund.state == RefundState.REQUESTED))
    expected = {accounts.unmatched(CARD): 0, accounts.unmatched(BANK_TRANSFER): waiting}
    for channel in (CARD, BANK_TRANSFER):
        on_its_way = select(func.coalesce(func.sum(Refund.amount_vnd), 0)).filter_by(channel=channel)
        expected[accounts.refunds(channel)] = _total(on_its_way.where(Refund.state.in_(_LEFT_US)))
    for account, due in expected.items():
        if (there := balance(account)) != due:
            yield f"{dong(there)} đ lie in {account.kind}:{account.owner}, but {dong(due)} đ are accounted for"


def _total(sums: Select[Any]) -> int:
    return int(db.session.scalar(sums) or 0)
