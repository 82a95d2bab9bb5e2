"""Tries at a code are counted before anybody looks whether it is right, so that racing guesses share them."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, update

from market.accounts import queries as people
from market.accounts.rules import RoleName
from market.db import db
from market.money import amount_words
from market.notices.actions import notify
from market.payments.cash_outs.models import CashOut
from market.payments.cash_outs.rules import TRIES_PER_CODE, CashOutState


def take_tries(rows: Collection[CashOut]) -> list[CashOut]:
    """Take one try of each; those that had one left."""
    return [row for row in rows if _count(row, 1, CashOut.tries < TRIES_PER_CODE)]


def give_tries_back(rows: Collection[CashOut]) -> None:
    """The code was right: a try at it, and at the payee's others, was no guess."""
    for row in rows:
        _count(row, -1, CashOut.tries > 0)


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
        notify(person_id=operator, notice="cash_out_guesses", words={"office": office}, now=now)


def _count(row: CashOut, change: int, left: ColumnElement[bool]) -> bool:
    counted = update(CashOut).where(CashOut.id == row.id, CashOut.state.in_(("asked", "open")), left)
    changed = counted.values(tries=CashOut.tries + change).returning(CashOut.tries)
    return db.session.scalars(changed.execution_options(synchronize_session=False)).first() is not None
