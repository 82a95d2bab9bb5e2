"""A cash-out is asked for, confirmed, given a new code, cancelled, paid or let go; its money is held meanwhile."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, update

from market import errors, events, ids, money, outbox
from market.accounts import queries as people
from market.accounts.models import Person
from market.db import db
from market.delivery.carriers.registry import POSTMART
from market.delivery.queries.offices import office_name
from market.notices.actions import notify
from market.payments.cash_outs import queries, rules
from market.payments.cash_outs.models import CashOut
from market.payments.ledger import accounts
from market.payments.ledger.accounts import Account
from market.payments.ledger.actions import lock, post
from market.payments.ledger.rules import NotEnough
from market.payments.ledger.wallets import Wallet
from market.payments.payouts.rules import PayoutMoved, Way
from market.payments.rates.queries import rate_vnd
from market.payments.sales.contests import takeable

# Outbox topics, with the id of the cash-out and the number of the code.
CODE, CONFIRMATION = "cash_out.send_code", "cash_out.send_confirmation"


def ask_cash_out(*, wallet: Wallet, amount_vnd: int, by: Person, now: datetime, id: UUID | None = None) -> CashOut:
    """Ask for `amount_vnd` đồng in cash. The payee gets a code; whoever else asks needs the payee's own code first.

    Raises NotEnough above the balance, CashOutOpen while another is open, NoPhone.
    """
    payee = people.person(wallet.payee_id)
    if payee is None or payee.phone is None:
        raise rules.NoPhone
    _require(wallet, amount_vnd)
    by_payee = by.id == payee.id
    row = CashOut(
        id=id or ids.new_id(),
        owner_kind=wallet.kind,
        owner_id=wallet.owner_id,
        payee_id=wallet.payee_id,
        amount_vnd=amount_vnd,
        state=rules.CashOutState.ASKED,
        code_no=1,
        tries=0,
        asked_by_id=by.id,
        asked_at=now,
        expires_at=now + (rules.CODE_LIFE if by_payee else rules.CONFIRMATION_LIFE),
    )
    db.session.add(row)
    db.session.flush()
    if by_payee:
        open_cash_out(row=row, now=now)
    else:
        outbox.put(CONFIRMATION, {"cash_out_id": str(row.id), "code_no": row.code_no}, now=now)
    return row


def open_cash_out(*, row: CashOut, now: datetime) -> None:
    """Hold the money and send the code. Raises NotEnough, CashOutOpen, WrongState."""
    _require(row.wallet, row.amount_vnd)
    _move(row, rules.CashOutState.OPEN, "confirmation", **_another_code(row, now))
    _shift(row, "hold", row.wallet.account, row.wallet.hold, now)
    _send_code(row, now)
    _tell_moved(row, now)


def reissue_code(*, row: CashOut, now: datetime) -> None:
    """Another code, for 72 hours from now; the one before is good for nothing. Raises WrongState, NoMoreCodes."""
    if row.code_no > rules.CODES_PER_CASH_OUT:
        raise rules.NoMoreCodes
    _move(row, rules.CashOutState.OPEN, "new_code", **_another_code(row, now))
    _send_code(row, now)


def cancel_cash_out(*, row: CashOut, now: datetime) -> None:
    """Let the money go back. Repeating it changes nothing. Raises WrongState once it is paid or has expired."""
    if row.state != rules.CashOutState.CANCELLED:
        _end(row, rules.CashOutState.CANCELLED, "payee", now)


def expire_cash_out(*, row: CashOut, now: datetime) -> None:
    """Nobody came in time: the money goes back, and the household is told."""
    was_held = row.is_holding
    _end(row, rules.CashOutState.EXPIRED, "worker", now)
    if was_held:
        notify(person_id=row.payee_id, notice="cash_out_expired", words=money.amount_words(row.amount_vnd), now=now)


def pay_cash_out(*, row: CashOut, office: str, id_number_tail: str, by: Person, now: datetime) -> CashOut:
    """Hand the money over at `office`, once and nowhere else.

    Raises WrongCashOutCode if it is not open any more, TillTooLow.
    """
    paid = {
        "ended_at": now,
        "post_office_code": office,
        "paid_by_id": by.id,
        "id_number_tail": id_number_tail,
        "receipt": "PT" + ids.new_order_number()[2:],
    }
    try:
        still = (CashOut.code_no == row.code_no, CashOut.expires_at > now)
        _move(row, rules.CashOutState.PAID, "clerk", *still, **paid)
    except errors.WrongState:
        raise rules.WrongCashOutCode from None
    _shift(row, "paid", row.wallet.hold, accounts.till(office), now, by.id)
    _charge_fee(row, office, now)
    _tell_moved(row, now)
    notify(
        person_id=row.payee_id,
        notice="cash_out_paid",
        words=money.amount_words(row.amount_vnd) | {"office": office_name(office)},
        now=now,
    )
    return row


def _require(wallet: Wallet, amount_vnd: int) -> None:
    lock([wallet.account])
    if queries.holding(wallet) is not None:
        raise rules.CashOutOpen
    available = takeable(wallet)
    if amount_vnd > available:
        raise NotEnough(max(available, 0), amount_vnd)


def _end(row: CashOut, state: rules.CashOutState, by: str, now: datetime) -> None:
    was_held = row.is_holding
    _move(row, state, by, ended_at=now)
    if was_held:
        _shift(row, "released", row.wallet.hold, row.wallet.account, now)
        _tell_moved(row, now)


def _tell_moved(row: CashOut, now: datetime) -> None:
    told: dict[str, Any] = {"owner_kind": row.owner_kind, "owner_id": row.owner_id, "amount_vnd": row.amount_vnd}
    events.publish(PayoutMoved(at=now, payout_id=row.id, way=Way.CASH, state=row.state, **told))


def _another_code(row: CashOut, now: datetime) -> dict[str, Any]:
    return {"code_no": row.code_no + 1, "tries": 0, "expires_at": now + rules.CODE_LIFE}


def _move(row: CashOut, to: rules.CashOutState, by: str, *also: ColumnElement[bool], **values: Any) -> None:
    from_these = CashOut.state.in_(rules.STATES.origins(to, by))
    guarded = update(CashOut).where(CashOut.id == row.id, from_these, *also)
    moved = guarded.values(state=to, **values).returning(CashOut.id)
    if db.session.scalars(moved.execution_options(synchronize_session=False)).first() is None:
        db.session.refresh(row)
        raise rules.STATES.refusal(rules.CashOutState(row.state), to)
    db.session.refresh(row)


def _shift(row: CashOut, what: str, source: Account, target: Account, now: datetime, by_id: UUID | None = None) -> None:
    post(
        key=f"cash-out:{row.id}:{what}",
        kind=f"cash_out_{what}",
        reference=str(row.id),
        debit={source: row.amount_vnd},
        credit={target: row.amount_vnd},
        now=now,
        by_id=by_id,
    )


def _charge_fee(row: CashOut, office: str, now: datetime) -> None:
    """The carrier's fee for handing money over is the platform's to bear."""
    fee = rate_vnd("cash_out_fee_vnd", now)
    post(
        key=f"cash-out:{row.id}:fee",
        kind="cash_out_fee",
        reference=str(row.id),
        debit={accounts.CASH_OUT_FEES: fee},
        credit={accounts.carrier(POSTMART): fee},
        now=now,
        note=office,
    )


def _send_code(row: CashOut, now: datetime) -> None:
    outbox.put(CODE, {"cash_out_id": str(row.id), "code_no": row.code_no}, now=now)
