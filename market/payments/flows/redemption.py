"""Handing money over against a code. Every try is counted and committed before the answer, right or wrong."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from market.accounts import actions as accounts
from market.accounts import queries as people
from market.accounts.models import Person
from market.accounts.rules import subject_hash
from market.db import db, transaction
from market.payments.actions import cash_outs, guesses
from market.payments.models.cash_outs import CashOut
from market.payments.queries.cash_outs import identity_number, payable_to
from market.payments.rules.cash_outs import (
    WRONG_CODES_PER_CLERK,
    CashOutState,
    IdentityDiffers,
    WrongCashOutCode,
    WrongConfirmation,
    cash_out_code,
    confirmation_code,
)
from market.payments.rules.ledger import NotEnough


def redeem(
    *, office: str, phone: str, code: str, id_number_tail: str, by: Person, secret: str, now: datetime
) -> CashOut:
    """Pay the person with `phone` whose code this is, at `office`.

    Raises WrongCashOutCode, IdentityDiffers, TooManyRequests for a clerk who has sent too many wrong ones; TillTooLow,
    which uses up no try.
    """
    tried, rows = transaction(lambda: _take_tries(phone, by, secret, now))
    right = _right(rows, code, lambda row: cash_out_code(secret, row.id, row.code_no))
    if right is None or _differs(right, id_number_tail, secret):
        transaction(lambda: _after_wrong(rows, office, by, secret, now))
        raise IdentityDiffers if right else WrongCashOutCode
    try:
        cash_outs.pay_cash_out(row=right, office=office, id_number_tail=id_number_tail, by=by, now=now)
    except NotEnough:
        db.session.rollback()
        transaction(lambda: _forgive(tried, rows))
        raise
    _forgive(tried, [row for row in rows if row is not right])
    return right


def confirm(*, row: CashOut, code: str, secret: str, now: datetime) -> None:
    """The household has told its own code to whoever asked for it. Raises WrongConfirmation, and as `open_cash_out`."""
    if row.state == CashOutState.ASKED:
        tried = transaction(lambda: guesses.take_tries([row])) if row.expires_at > now else []
        if _right(tried, code, lambda row: confirmation_code(secret, row.id, row.code_no)) is None:
            raise WrongConfirmation
    cash_outs.open_cash_out(row=row, now=now)


def _take_tries(phone: str, by: Person, secret: str, now: datetime) -> tuple[UUID, list[CashOut]]:
    tried = accounts.count_try(limit=WRONG_CODES_PER_CLERK, subject=_subject(by, secret), now=now)
    payee = people.person_with_phone(phone)
    return tried, guesses.take_tries(payable_to(payee, now=now)) if payee else []


def _after_wrong(rows: list[CashOut], office: str, by: Person, secret: str, now: datetime) -> None:
    guesses.block_spent(rows, now=now)
    if people.tries(WRONG_CODES_PER_CLERK, _subject(by, secret), now=now) == WRONG_CODES_PER_CLERK.most:
        guesses.tell_operators(office=office, now=now)


def _forgive(tried: UUID, rows: list[CashOut]) -> None:
    accounts.forgive([tried])
    guesses.give_tries_back(rows)


def _right(rows: list[CashOut], code: str, code_of: Callable[[CashOut], str]) -> CashOut | None:
    return next((row for row in rows if hmac.compare_digest(code_of(row), code)), None)


def _differs(row: CashOut, tail: str, secret: str) -> bool:
    filed = identity_number(row.payee_id, secret=secret)
    return filed is not None and not filed.endswith(tail)


def _subject(by: Person, secret: str) -> str:
    return subject_hash(secret, str(by.id))
