"""Post offices, parcels and the scans that say where a parcel is."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from market.db import Dong, Model
from market.delivery.rules.custody import ScanStanding, Trust
from market.delivery.rules.parcels import ParcelState
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
        Index("ix_parcels_recipient_phone", "recipient_phone"),
        Index("ix_parcels_carrier_reference", "carrier_reference"),
        Index("ix_parcels_held_until", "held_until"),
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
    # What was paid for sending it, the service, and its days on the way as quoted.
    postage_vnd: Mapped[Dong] = mapped_column(default=0)
    service: Mapped[str] = mapped_column(String(10), default="standard")
    zone: Mapped[str] = mapped_column(String(12), default="in_province")
    min_days: Mapped[int] = mapped_column(default=0)
    max_days: Mapped[int] = mapped_column(default=0)
    # What its label says.
    fragile: Mapped[bool] = mapped_column(default=False)
    is_fresh: Mapped[bool] = mapped_column(default=False)
    may_inspect: Mapped[bool] = mapped_column(default=True)
    harvested_on: Mapped[date | None]
    use_by: Mapped[date | None]
    requested_at: Mapped[datetime]
    booked_at: Mapped[datetime | None]
    # Why the carrier will not take it, if it said so.
    booking_problem: Mapped[str | None] = mapped_column(String(40))
    delivered_at: Mapped[datetime | None]
    # What follows from its scans: whose round it is on, failed attempts, what the office does next, the promise.
    courier_id: Mapped[UUID | None] = mapped_column(index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    failed_because: Mapped[str | None] = mapped_column(String(24))
    next_step: Mapped[str | None] = mapped_column(String(10))
    held_until: Mapped[datetime | None]
    promised_from: Mapped[date | None]
    promised_by: Mapped[date | None]
    on_time: Mapped[bool | None]
    return_fee_vnd: Mapped[Dong | None]

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
    __table_args__ = (
        Index("ix_scans_scan_id", "scan_id"),
        Index("ix_scans_post_office_code_happened_at", "post_office_code", "happened_at"),
        Index("ix_scans_standing", "standing", "scan_id"),
        CheckConstraint(f"trust IN {tuple(map(str, Trust))}", name="trust_known"),
        CheckConstraint(f"standing IN {tuple(map(str, ScanStanding))}", name="standing_known"),
        CheckConstraint("(standing = 'voided') = (voided_at IS NOT NULL)", name="voided_when_it_says_so"),
    )

    parcel_id: Mapped[UUID] = mapped_column(primary_key=True)
    scan_id: Mapped[UUID] = mapped_column(primary_key=True)
    event: Mapped[str] = mapped_column(String(20))
    scanned_at: Mapped[datetime]
    happened_at: Mapped[datetime]
    received_at: Mapped[datetime]
    post_office_code: Mapped[str] = mapped_column(String(10))
    # Nobody of ours where a carrier's push said so.
    by_id: Mapped[UUID | None]
    reason: Mapped[str | None] = mapped_column(String(24))
    weight_g: Mapped[int | None]
    note: Mapped[str] = mapped_column(String(200), default="")
    cash_collected_vnd: Mapped[int | None] = mapped_column(BigInteger)
    off_route: Mapped[bool] = mapped_column(default=False)
    trust: Mapped[str] = mapped_column(String(10), default=Trust.SURE)
    standing: Mapped[str] = mapped_column(String(10), default=ScanStanding.COUNTS)
    upheld_at: Mapped[datetime | None]
    upheld_by: Mapped[UUID | None]
    voided_at: Mapped[datetime | None]
    voided_by: Mapped[UUID | None]
    void_reason: Mapped[str] = mapped_column(String(200), default="")


class RefusedScan(Model):
    """A scan that was refused, kept so that an office sees what its phones could not tell."""

    __tablename__ = "refused_scans"
    __table_args__ = (Index("ix_refused_scans_post_office_code", "post_office_code", "received_at"),)

    by_id: Mapped[UUID] = mapped_column(primary_key=True)
    scan_id: Mapped[UUID] = mapped_column(primary_key=True)
    problem: Mapped[str] = mapped_column(String(60))
    tracking_number: Mapped[str] = mapped_column(String(40))
    event: Mapped[str] = mapped_column(String(20))
    scanned_at: Mapped[datetime]
    received_at: Mapped[datetime]
    post_office_code: Mapped[str] = mapped_column(String(10))
    cash_collected_vnd: Mapped[int | None] = mapped_column(BigInteger)


class CarrierPush(Model):
    """What another carrier said of a parcel, as it said it. `outcome` is what became of it."""

    __tablename__ = "carrier_pushes"
    __table_args__ = (Index("ix_carrier_pushes_outcome", "outcome", "id"),)

    carrier: Mapped[str] = mapped_column(String(20), primary_key=True)
    # A hash of what makes the event itself; the same event sent again is the same row.
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    id: Mapped[UUID] = mapped_column(unique=True, default=new_id)
    code: Mapped[str] = mapped_column(String(40))
    number: Mapped[str] = mapped_column(String(40))
    body: Mapped[dict[str, Any]]
    happened_at: Mapped[datetime | None]
    received_at: Mapped[datetime]
    cash: Mapped[str | None] = mapped_column(String(12))
    cash_vnd: Mapped[Dong | None]
    outcome: Mapped[str] = mapped_column(String(12))
    problem: Mapped[str | None] = mapped_column(String(40))
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[UUID | None]


class Claim(Model):
    """What the carrier owes for a parcel it lost or damaged; `state` is open, paid, rejected or withdrawn."""

    __tablename__ = "claims"
    __table_args__ = (CheckConstraint("amount_vnd >= 0", name="amount_not_negative"),)

    parcel_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(unique=True, default=new_id)
    tracking_number: Mapped[str] = mapped_column(String(13))
    reference: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str] = mapped_column(String(10))
    amount_vnd: Mapped[Dong]
    paid_vnd: Mapped[Dong] = mapped_column(default=0)
    state: Mapped[str] = mapped_column(String(10), default="open")
    opened_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[UUID | None]
    note: Mapped[str] = mapped_column(String(200), default="")


class Manifest(Model):
    """What somebody brought to a post office in one go, and who signed for it on both sides."""

    __tablename__ = "manifests"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    post_office_code: Mapped[str] = mapped_column(String(10), index=True)
    brought_by: Mapped[str] = mapped_column(String(120))
    received_by: Mapped[UUID]
    received_at: Mapped[datetime]

    lines: Mapped[list["ManifestLine"]] = relationship(lazy="selectin", order_by="ManifestLine.line_no")


class ManifestLine(Model):
    __tablename__ = "manifest_lines"

    manifest_id: Mapped[UUID] = mapped_column(ForeignKey("manifests.id"), primary_key=True)
    line_no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    tracking_number: Mapped[str] = mapped_column(String(13))
    reference: Mapped[str] = mapped_column(String(20))
    weight_g: Mapped[int]
    cod_vnd: Mapped[Dong]
