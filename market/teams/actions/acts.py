"""Audit trail: who typed what for whom, written in the same transaction as the act itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import update

from market.accounts.access import asked
from market.accounts.operators import OperatorActed
from market.accounts.rules import PersonErased
from market.catalog.rules.shops import ActedFor
from market.db import db
from market.ids import new_id
from market.orders import queries as orders
from market.orders.rules import OrderMoved
from market.teams.models import ActivityLog


@dataclass(frozen=True)
class Typed:
    """An act as it was typed into a phone, perhaps days ago, under an id made there."""

    id: UUID
    deed: str
    digest: str
    at: datetime


_typed: ContextVar[Typed | None] = ContextVar("typed", default=None)


@contextmanager
def recorded_as(typed: Typed) -> Iterator[None]:
    """What is done for a household inside is recorded as `typed`."""
    before = _typed.set(typed)
    try:
        yield
    finally:
        _typed.reset(before)


def record_act(*, by_id: UUID, for_id: UUID, subject_id: UUID | None, deed: str, now: datetime) -> None:
    """Write down that `by_id` did `deed` for `for_id`; what one does for oneself is nobody's business."""
    if by_id == for_id:
        return
    typed = _typed.get()
    told = {"id": new_id(), "deed": deed, "typed_at": now}
    if typed is not None:
        told = {"id": typed.id, "deed": typed.deed, "typed_at": typed.at, "digest": typed.digest}
        if db.session.get(ActivityLog, typed.id) is not None:
            return  # one act may make several changes
    db.session.add(ActivityLog(**told, by_id=by_id, for_id=for_id, subject_id=subject_id, at=now))
    db.session.flush()


def on_acted_for(acted: ActedFor) -> None:
    """Somebody of a team was let act on a shop or on goods."""
    record_act(
        by_id=acted.by_id, for_id=acted.owner_id, subject_id=acted.subject_id, deed=asked() or "act", now=acted.at
    )


def on_operator_acted(acted: OperatorActed) -> None:
    """An operator did something in office: a line for each person concerned, or one for nobody in particular."""
    told = {"by_id": acted.by_id, "deed": acted.deed, "subject": acted.subject[:200], "reason": acted.reason}
    times = {"typed_at": acted.at, "at": acted.at}
    db.session.add_all(
        ActivityLog(for_id=for_id, subject_id=acted.subject_id, by_operator=True, **told, **times)
        for for_id in acted.for_ids or (None,)
    )


def forget_reasons(erased: PersonErased) -> None:
    """Why an operator did something to somebody may be told in words of hers."""
    hers = update(ActivityLog).where(ActivityLog.for_id == erased.person_id)
    db.session.execute(hers.values(reason=""))


def on_order_moved(moved: OrderMoved) -> None:
    """A team has accepted, packed or cancelled an order for a household; or an operator has called it off."""
    if moved.by not in ("team_member", "operator") or moved.by_id is None:
        return
    order = orders.by_id(moved.order_id)
    deed = f"order_{moved.target}"
    if order is not None and moved.by == "operator":
        on_operator_acted(
            OperatorActed(
                at=moved.at,
                by_id=moved.by_id,
                deed=deed,
                subject=f"orders/{order.number}",
                subject_id=order.id,
                for_ids=(order.seller_id, order.buyer_id),
                reason=order.history[-1].note,
            )
        )
    elif order is not None:
        record_act(by_id=moved.by_id, for_id=order.seller_id, subject_id=order.id, deed=deed, now=moved.at)
