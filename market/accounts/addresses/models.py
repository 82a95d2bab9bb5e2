"""An address of the book. Who receives there, and the line of the address, are sealed."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from market.db import Model
from market.ids import new_id

_DEFAULT = text("is_default")


class Address(Model):
    __tablename__ = "addresses"
    __table_args__ = (
        Index("ix_addresses_person_id_id", "person_id", "id"),
        # One of them is proposed first.
        Index("uq_addresses_default", "person_id", unique=True, postgresql_where=_DEFAULT, sqlite_where=_DEFAULT),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID]
    commune_code: Mapped[str] = mapped_column(String(5), ForeignKey("communes.code"))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    is_default: Mapped[bool]
    version: Mapped[int] = mapped_column()
    created_at: Mapped[datetime]

    # Two edits of the same version cannot both be written.
    __mapper_args__ = {"version_id_col": version}
