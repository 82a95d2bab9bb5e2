"""A bag and its manifest: what one post office sent, and what the other found in it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from market.db import Dong, Model
from market.delivery.bags.rules import BagState
from market.ids import new_id


class Bag(Model):
    """What left one post office for the next in one go; on its way until the other has looked into it."""

    __tablename__ = "bags"
    __table_args__ = (
        CheckConstraint("from_office <> to_office", name="goes_elsewhere"),
        CheckConstraint("(received_by IS NULL) = (received_at IS NULL)", name="received_by_somebody"),
        Index("ix_bags_from_office", "from_office", "id"),
        Index("ix_bags_to_office", "to_office", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    from_office: Mapped[str] = mapped_column(String(10))
    to_office: Mapped[str] = mapped_column(String(10))
    sent_by: Mapped[UUID]
    sent_at: Mapped[datetime]
    received_by: Mapped[UUID | None]
    received_at: Mapped[datetime | None]

    lines: Mapped[list["BagLine"]] = relationship(lazy="selectin", order_by="BagLine.line_no")

    @property
    def state(self) -> BagState:
        return BagState.RECEIVED if self.received_at else BagState.ON_ITS_WAY

    @property
    def parcels(self) -> list["BagLine"]:
        """Those that the sender wrote down."""
        return [line for line in self.lines if line.listed]

    @property
    def missing(self) -> list[str]:
        """What was written down and not found."""
        return [line.tracking_number for line in self.lines if line.found is False]

    @property
    def extra(self) -> list[str]:
        """What was found and not written down."""
        return [line.tracking_number for line in self.lines if not line.listed]


class BagLine(Model):
    """A parcel of a bag. Of one that nobody had written down no more than its number is told to the sender."""

    __tablename__ = "bag_lines"

    bag_id: Mapped[UUID] = mapped_column(ForeignKey("bags.id"), primary_key=True)
    line_no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    tracking_number: Mapped[str] = mapped_column(String(13))
    weight_g: Mapped[int] = mapped_column(default=0)
    cod_vnd: Mapped[Dong] = mapped_column(default=0)
    listed: Mapped[bool]
    # Nobody knows before the bag is received.
    found: Mapped[bool | None]
