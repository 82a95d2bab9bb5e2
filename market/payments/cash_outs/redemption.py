"""Handing money over against a code. Every try is counted and committed before the answer, right or wrong."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from market import clock, money
from market.accounts import actions as accounts
from market.accounts import queries as people
from market.accounts.models import Person
from market.accounts.rules import is_code, subject_hash
from market.db import db, transaction
from market.fields import rfc3339
from market.payments.cash_outs import actions, code_attempts, queries, rules
from market.payments.cash_outs.models import CashOut
from market.payments.identities.queries import identity_number
from market.payments.ledger.rules import NotEnough


def redeem(
    *, office: str, phone: str, code: str, id_number_tail: str, by: Person, secret: str, now: datetime
) -> CashOut:
    """Pay the person with `phone` whose code this is, at `office`.

    Raises WrongCashOutCode, IdentityDiffers, TooManyRequests for a clerk who has sent too many wrong ones; TillTooLow,
    and PaidAlready for what she has paid herself, which use up no try.
    """
    tried, rows = transaction(lambda: _take_tries(phone, by, secret, now))
    right = _right(rows, code, rules.cash_out_code, secret)
    if right is None:
        _refuse_paid(tried, rows, office, phone, code, by, secret)
    if right is None or _differs(right, id_number_tail, secret):
        transaction(lambda: _after_wrong(rows, office, by, secret, now))
        raise rules.IdentityDiffers if right else rules.WrongCashOutCode
    try:
        actions.pay_cash_out(row=right, office=office, id_number_tail=id_number_tail, by=by, now=now)
    except NotEnough:
        db.session.rollback()
        transaction(lambda: _forgive(tried, rows))
        raise
    except rules.WrongCashOutCode:
        db.session.rollback()
        _refuse_paid(tried, rows, office, phone, code, by, secret)  # sent twice at once
        raise
    _forgive(tried, [row for row in rows if row is not right])
    return right


def confirm(*, row: CashOut, code: str, secret: str, now: datetime) -> None:
    """The household has told its own code to whoever asked for it. Raises WrongConfirmation, and as `open_cash_out`."""
    if row.state == rules.CashOutState.ASKED:
        tried = transaction(lambda: code_attempts.take_tries([row])) if row.expires_at > now else []
        if _right(tried, code, rules.confirmation_code, secret) is None:
            raise rules.WrongConfirmation
    actions.open_cash_out(row=row, now=now)


def _refuse_paid(tried: UUID, rows: list[CashOut], office: str, phone: str, code: str, by: Person, secret: str) -> None:
    """Whoever has paid here by this code is told so, and so is nobody else. Raises PaidAlready."""
    payee = people.person_with_phone(phone)
    paid = _right(queries.paid_by(by, payee, office=office) if payee else [], code, rules.cash_out_code, secret)
    if paid is None or paid.ended_at is None:
        return
    members = {"receipt": paid.receipt, "amount_vnd": paid.amount_vnd, "paid_at": rfc3339(paid.ended_at)}
    told = rules.PaidAlready(
        members=members,
        at=clock.spoken_day(paid.ended_at),
        receipt=paid.receipt,
        amount=money.dong(paid.amount_vnd),
    )
    transaction(lambda: _forgive(tried, rows))
    raise told


def _take_tries(phone: str, by: Person, secret: str, now: datetime) -> tuple[UUID, list[CashOut]]:
    tried = accounts.count_try(limit=rules.WRONG_CODES_PER_CLERK, subject=_subject(by, secret), now=now)
    payee = people.person_with_phone(phone)
    return tried, code_attempts.take_tries(queries.payable_to(payee, now=now)) if payee else []


def _after_wrong(rows: list[CashOut], office: str, by: Person, secret: str, now: datetime) -> None:
    code_attempts.block_spent(rows, now=now)
    if people.tries(rules.WRONG_CODES_PER_CLERK, _subject(by, secret), now=now) == rules.WRONG_CODES_PER_CLERK.most:
        code_attempts.tell_operators(office=office, now=now)


def _forgive(tried: UUID, rows: list[CashOut]) -> None:
    accounts.forgive([tried])
    code_attempts.give_tries_back(rows)


def _right(rows: list[CashOut], code: str, code_of: Callable[[str, UUID, int], str], secret: str) -> CashOut | None:
    def is_of(row: CashOut) -> bool:
        return is_code(code, lambda key: code_of(key, row.id, row.code_no), secret)

    return next((row for row in rows if is_of(row)), None)


def _differs(row: CashOut, tail: str, secret: str) -> bool:
    filed = identity_number(row.payee_id, secret=secret)
    return filed is not None and not filed.endswith(tail)


def _subject(by: Person, secret: str) -> str:
    return subject_hash(secret, str(by.id))
