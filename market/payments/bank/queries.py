"""Reads of bank transfers."""

from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from market.db import db, locked
from market.payments.bank.models import BankStatement, BankTransfer
from market.payments.bank.rules import WAITING, Queue


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
    unfilled = BankTransfer.queue.in_((Queue.UNDER, Queue.LATE)) & (BankTransfer.open_vnd > 0)
    wanted = select(BankTransfer).where(BankTransfer.charge_id == charge_id, unfilled).order_by(BankTransfer.id)
    return list(db.session.scalars(locked(wanted)))


def summary(statement: BankStatement) -> dict[str, Any]:
    """A statement with how many of its new transfers came into which queue."""
    counted = select(BankTransfer.queue, func.count()).filter_by(statement_id=statement.id).group_by(BankTransfer.queue)
    queues = {str(queue): count for queue, count in db.session.execute(counted)}
    return {"id": statement.id, "lines": statement.lines, "known_before": statement.known_before, "queues": queues}
