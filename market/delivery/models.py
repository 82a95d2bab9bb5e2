"""Post offices, parcels and the scans that say where a parcel is."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from market.db import Model
from market.delivery.rules import ParcelState
from market.ids import new_id
from market.places.models import Commune


class PostOffice(Model):
    """Reference data. The code is the post's own and opaque to us."""

    __tablename__ = "post_offices"

    code: Mapped[str] = mapped_column(String(10), primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    commune_code: Mapped[str] = mapped_column(ForeignKey("communes.code"), index=True)

    commune: Mapped[Commune] = relationship(lazy="joined", innerjoin=True)


class TrackingSeries(Model):
    """The next serial of our range of S10 numbers; a guarded update makes sure that none is given twice."""

    __tablename__ = "tracking_series"

    name: Mapped[str] = mapped_column(String(10), primary_key=True)
    next_serial: Mapped[int] = mapped_column(BigInteger)


class Parcel(Model):
    """What travels: one parcel a reference. Money to collect in đồng, weight in grams."""

    __tablename__ = "parcels"
    __table_args__ = (
        CheckConstraint("cod_vnd >= 0", name="cod_not_negative"),
        Index("ix_parcels_origin_office", "origin_office", "state"),
        Index("ix_parcels_present_office", "present_office", "state"),
        Index("ix_parcels_destination_office", "destination_office", "state"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    tracking_number: Mapped[str] = mapped_column(String(13), unique=True)
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    carrier: Mapped[str] = mapped_column(String(20))
    carrier_reference: Mapped[str | None] = mapped_column(String(40))
    state: Mapped[str] = mapped_column(String(20), default="requested")
    origin_office: Mapped[str] = mapped_column(String(10))
    destination_office: Mapped[str] = mapped_column(String(10))
    present_office: Mapped[str | None] = mapped_column(String(10))
    from_commune: Mapped[str] = mapped_column(String(5))
    to_commune: Mapped[str] = mapped_column(String(5))
    sender_name: Mapped[str] = mapped_column(String(120))
    recipient_name: Mapped[str] = mapped_column(String(120))
    recipient_phone: Mapped[str] = mapped_column(String(16))
    address_line: Mapped[str] = mapped_column(String(200))
    weight_g: Mapped[int]
    cod_vnd: Mapped[int] = mapped_column(BigInteger)
    declared_vnd: Mapped[int] = mapped_column(BigInteger)
    requested_at: Mapped[datetime]
    booked_at: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]

    scans: Mapped[list["Scan"]] = relationship(
        primaryjoin="Parcel.id == foreign(Scan.parcel_id)", lazy="raise", order_by="Scan.happened_at"
    )

    @property
    def unscanned(self) -> ParcelState:
        """What the parcel is as long as no scan says more."""
        return ParcelState.BOOKED if self.booked_at else ParcelState.REQUESTED


class Scan(Model):
    """One step as a clerk or courier recorded it. `scanned_at` is what the phone said, `happened_at` what we take."""

    __tablename__ = "scans"

    parcel_id: Mapped[UUID] = mapped_column(primary_key=True)
    scan_id: Mapped[UUID] = mapped_column(primary_key=True)
    event: Mapped[str] = mapped_column(String(20))
    scanned_at: Mapped[datetime]
    happened_at: Mapped[datetime]
    received_at: Mapped[datetime]
    post_office_code: Mapped[str] = mapped_column(String(10))
    by_id: Mapped[UUID]
    note: Mapped[str] = mapped_column(String(200), default="")
    cash_collected_vnd: Mapped[int | None] = mapped_column(BigInteger)
    off_route: Mapped[bool] = mapped_column(default=False)
    voided_at: Mapped[datetime | None]
