"""Reads of bank transfers."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from market.db import db, locked
from market.payments.bank.models import BankStatement, BankTransfer
from market.payments.bank.rules import PARTIAL, WAITING, Queue


def locked_transfer(transfer_id: UUID) -> BankTransfer | None:
    return db.session.scalars(locked(select(BankTransfer).filter_by(id=transfer_id))).first()


def transfers_in(queue: str | None) -> Select[Any]:
    """The transfers of one queue, or all that wait for a person."""
    wanted = select(BankTransfer)
    if queue:
        return wanted.filter_by(queue=queue)
    return wanted.where(BankTransfer.queue.in_(WAITING), BankTransfer.open_vnd > 0)


def partial(charge_id: UUID) -> list[BankTransfer]:
    """What has come for a charge without filling it, and has not been given back."""
    unfilled = BankTransfer.queue.in_(PARTIAL) & (BankTransfer.open_vnd > 0)
    wanted = select(BankTransfer).where(BankTransfer.charge_id == charge_id, unfilled).order_by(BankTransfer.id)
    return list(db.session.scalars(locked(wanted)))


def booked_between(first: date, last: date) -> list[BankTransfer]:
    """What all statements have told of those days, oldest first."""
    within = BankTransfer.booked_on.between(first, last)
    return list(db.session.scalars(select(BankTransfer).where(within).order_by(BankTransfer.id)))


def with_digests(digests: Sequence[str]) -> list[BankTransfer]:
    """The rows that were read of these lines before."""
    some = (digests[at : at + 500] for at in range(0, len(digests), 500))
    return [row for few in some for row in db.session.scalars(select(BankTransfer).where(BankTransfer.digest.in_(few)))]


def kept(statement: BankStatement) -> int:
    """How many lines of a statement told of a transfer that no earlier one surely told of."""
    mine = (BankTransfer.statement_id == statement.id) & (BankTransfer.queue != Queue.KNOWN)
    return int(db.session.scalar(select(func.count()).select_from(BankTransfer).where(mine)) or 0)


def summary(statement: BankStatement) -> dict[str, Any]:
    """A statement with how many of its new transfers came into which queue."""
    mine = (BankTransfer.statement_id == statement.id) & (BankTransfer.queue != Queue.KNOWN)
    counted = select(BankTransfer.queue, func.count()).where(mine).group_by(BankTransfer.queue)
    queues = {str(queue): count for queue, count in db.session.execute(counted)}
    return {"id": statement.id, "lines": statement.lines, "known_before": statement.known_before, "queues": queues}
