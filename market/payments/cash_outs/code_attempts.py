"""Tries at a code are counted before anybody looks whether it is right, so that racing guesses share them."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import update

from market.accounts import queries as people
from market.accounts.one_time_codes import TRIES_PER_CODE, give_try_back, take_try
from market.accounts.rules import RoleName
from market.db import db
from market.delivery.queries.offices import office_name
from market.money import amount_words
from market.notices.actions import notify
from market.payments.cash_outs.models import CashOut
from market.payments.cash_outs.rules import CashOutState

_GUESSABLE = CashOut.state.in_((CashOutState.ASKED, CashOutState.OPEN))


def take_tries(rows: Collection[CashOut]) -> list[CashOut]:
    """Take one try of each; those that had one left."""
    return [row for row in rows if take_try(row, _GUESSABLE)]


def give_tries_back(rows: Collection[CashOut]) -> None:
    """The code was right: a try at it, and at the payee's others, was no guess."""
    for row in rows:
        give_try_back(row, _GUESSABLE)


def block_spent(rows: Collection[CashOut], *, now: datetime) -> None:
    """Block the codes that have no try left, and tell the household that somebody guesses."""
    for row in rows:
        spent = (CashOut.id == row.id) & (CashOut.state == CashOutState.OPEN) & (CashOut.tries >= TRIES_PER_CODE)
        blocked = update(CashOut).where(spent).values(state=CashOutState.BLOCKED).returning(CashOut.id)
        if db.session.scalars(blocked.execution_options(synchronize_session=False)).first():
            notify(person_id=row.payee_id, notice="cash_out_blocked", words=amount_words(row.amount_vnd), now=now)


def tell_operators(*, office: str, now: datetime) -> None:
    """A clerk has sent so many wrong codes that somebody should look."""
    for operator in people.holders(RoleName.OPERATOR, {""}):
        notify(person_id=operator, notice="cash_out_guesses", words={"office": office_name(office)}, now=now)
