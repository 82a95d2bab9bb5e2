"""The filed identity number of a payee, encrypted."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from market.db import Model


class Identity(Model):
    """The identity number that a person chose to file, sealed; compared when cash is handed over."""

    __tablename__ = "identities"

    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    sealed_number: Mapped[bytes] = mapped_column(LargeBinary)
    filed_at: Mapped[datetime]
