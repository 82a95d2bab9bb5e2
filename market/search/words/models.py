"""Entries of the word lists, what became of each by whose hand, and the number of the list as it stands."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from market.db import Model
from market.ids import new_id
from market.search.language.entries import EntryKind
from market.search.words.rules import Deed


class WordEntry(Model):
    """One entry. `key` is what it says, so that none stands there twice; `shipped_as` the key with which it came."""

    __tablename__ = "word_entries"
    __table_args__ = (
        CheckConstraint(f"kind IN {tuple(map(str, EntryKind))}", name="kind_known"),
        Index("ix_word_entries_kind", "kind", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[str] = mapped_column(String(10))
    phrases: Mapped[list[str]]
    goods: Mapped[list[str]]
    source: Mapped[str] = mapped_column(String(200))
    key: Mapped[str] = mapped_column(String(64), unique=True)
    shipped_as: Mapped[str | None] = mapped_column(String(64), unique=True)
    # The phrases as they are found by who looks for an entry: folded, with bars between.
    folded: Mapped[str] = mapped_column(Text)
    withdrawn_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()

    # Two edits of the same version cannot both be written.
    __mapper_args__ = {"version_id_col": version}

    @property
    def shipped(self) -> bool:
        return self.shipped_as is not None


class WordChange(Model):
    """What somebody did to an entry, and what it said from then on."""

    __tablename__ = "word_changes"
    __table_args__ = (
        CheckConstraint(f"deed IN {tuple(map(str, Deed))}", name="deed_known"),
        Index("ix_word_changes_entry_id", "entry_id", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    entry_id: Mapped[UUID]
    deed: Mapped[str] = mapped_column(String(10))
    by_id: Mapped[UUID]
    at: Mapped[datetime]
    phrases: Mapped[list[str]]
    goods: Mapped[list[str]]


class WordList(Model):
    """One row: the number of the list, which each change counts on. Machines that have another read the entries."""

    __tablename__ = "word_lists"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[int]
