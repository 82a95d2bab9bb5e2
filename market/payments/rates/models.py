"""Rates that the law or an agreement sets, each from a day on. A new one is a new row; old months keep theirs."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from market.db import Model


class Rate(Model):
    """A percent or a sum in đồng (its name says which), as text so that it stays exact."""

    __tablename__ = "rates"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    from_day: Mapped[date] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(String(200), default="")


class RateProposal(Model):
    """A rate as one operator would have it: it holds once a second one asks for the same."""

    __tablename__ = "rate_proposals"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    from_day: Mapped[date] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(String(200), default="")
    asked_by_id: Mapped[UUID]
    asked_at: Mapped[datetime]
