"""Heartbeats: what a worker or an audit last said of itself, where every machine can read it."""

from datetime import datetime
from typing import Any

from sqlalchemy import String, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from market.db import Model, db

AUDIT, WORKER = "audit", "worker"


class Pulse(Model):
    """The last word of `kind` from `place` (a machine's name, or empty)."""

    __tablename__ = "pulses"

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    place: Mapped[str] = mapped_column(String(100), primary_key=True, default="")
    at: Mapped[datetime]
    said: Mapped[dict[str, Any]] = mapped_column(default=dict)


def beat(kind: str, place: str = "", *, now: datetime, said: dict[str, Any] | None = None) -> None:
    """Say that `kind` lives at `place`, and what it has to say."""
    fresh = {"at": now, "said": said or {}}
    known = update(Pulse).where(Pulse.kind == kind, Pulse.place == place).values(**fresh).returning(Pulse.kind)
    if db.session.scalar(known.execution_options(synchronize_session=False)) is None:
        db.session.add(Pulse(kind=kind, place=place, **fresh))
        db.session.flush()


def last(kind: str) -> list[Pulse]:
    """The last word of each place, newest first."""
    wanted = select(Pulse).where(Pulse.kind == kind).order_by(Pulse.at.desc())
    return list(db.session.scalars(wanted.execution_options(populate_existing=True)))


def purge_silent(*, before: datetime) -> None:
    """Drop machines that were taken away."""
    db.session.execute(delete(Pulse).where(Pulse.kind == WORKER, Pulse.at < before))
