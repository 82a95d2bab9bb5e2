"""Imports and their rows: what came, what became of it, and what it is known by the next time."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from market.db import Model
from market.ids import new_id


class Import(Model):
    """One file of households, shops or goods. `offset` says how far it has been taken in: a stop costs nothing."""

    __tablename__ = "imports"
    __table_args__ = (Index("ix_imports_digest", "digest", "kind"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[str] = mapped_column(String(12))
    state: Mapped[str] = mapped_column(String(12), index=True)
    file_name: Mapped[str] = mapped_column(String(200))
    digest: Mapped[str] = mapped_column(String(64))
    source: Mapped[str] = mapped_column(String(40), default="")
    template: Mapped[str | None] = mapped_column(String(60))
    dry_run: Mapped[bool] = mapped_column(default=False)
    by_id: Mapped[UUID | None] = mapped_column(index=True)
    # Places (villages, communes, provinces) that the sender may write of; null: everywhere.
    reach: Mapped[list[str] | None]
    # How the file was read: encoding, legacy fonts, headers, column → field.
    reading: Mapped[dict[str, Any] | None]
    problem: Mapped[dict[str, Any] | None]
    total_rows: Mapped[int] = mapped_column(default=0)
    done_rows: Mapped[int] = mapped_column(default=0)
    offset: Mapped[int] = mapped_column(BigInteger, default=0)
    created_count: Mapped[int] = mapped_column(default=0)
    updated_count: Mapped[int] = mapped_column(default=0)
    unchanged_count: Mapped[int] = mapped_column(default=0)
    held_count: Mapped[int] = mapped_column(default=0)
    leased_until: Mapped[datetime | None]
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]

    @property
    def taken_count(self) -> int:
        """Rows of which nothing is left to do."""
        return self.created_count + self.updated_count + self.unchanged_count

    @property
    def shown_counts(self) -> "Import":
        return self


class ImportRow(Model):
    """One row of a file. Its cells are kept only while somebody may have to look at them again."""

    __tablename__ = "import_rows"
    __table_args__ = (Index("ix_import_rows_status", "import_id", "status", "row_no"),)

    import_id: Mapped[UUID] = mapped_column(ForeignKey("imports.id"), primary_key=True)
    row_no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    status: Mapped[str] = mapped_column(String(10))
    commune_code: Mapped[str | None] = mapped_column(String(5))
    subject_id: Mapped[UUID | None]
    findings: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    cells: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    # What an updated thing was before, for undoing.
    was: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class ImportFinding(Model):
    """How often a rule was broken in a commune: cleaned where the right value is sure, held where not."""

    __tablename__ = "import_findings"

    import_id: Mapped[UUID] = mapped_column(ForeignKey("imports.id"), primary_key=True)
    rule: Mapped[str] = mapped_column(String(40), primary_key=True)
    commune_code: Mapped[str] = mapped_column(String(5), primary_key=True)  # "" where the row names none
    cleaned: Mapped[int] = mapped_column(default=0)
    held: Mapped[int] = mapped_column(default=0)


class ImportedKey(Model):
    """What a thing is called outside (a household number, a Postmart shop code): the same key is the same thing."""

    __tablename__ = "imported_keys"
    __table_args__ = (
        Index("ix_imported_keys_subject_id", "subject_id"),
        Index("ix_imported_keys_import_id", "import_id"),
    )

    kind: Mapped[str] = mapped_column(String(12), primary_key=True)
    source: Mapped[str] = mapped_column(String(40), primary_key=True)
    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    subject_id: Mapped[UUID]
    # Of the cleaned row as last taken in: an unchanged row costs no write.
    digest: Mapped[str] = mapped_column(String(64))
    import_id: Mapped[UUID]


class ImportedValues(Model):
    """What files last wrote of a household, shop or good: of each column a short hash, by which is known whether
    somebody has changed it since. None at all: it was taken in before this was kept, or made by others."""

    __tablename__ = "imported_values"

    subject_id: Mapped[UUID] = mapped_column(primary_key=True)
    wrote: Mapped[dict[str, Any]]


class ImportTemplate(Model):
    """A saved column mapping: the header as it stands in the file → our field."""

    __tablename__ = "import_templates"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))
    columns: Mapped[dict[str, Any]]
    saved_by: Mapped[UUID]
    saved_at: Mapped[datetime]


class ImportGate(Model):
    """One row that every chunk of every import locks, so that two files never judge the same household at once."""

    __tablename__ = "import_gate"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
