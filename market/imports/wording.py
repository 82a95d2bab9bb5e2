"""Whose word stands: a row changes a thing only where that still reads as files last wrote it."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping, Sequence
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import select

from market.db import db
from market.imports import bulk, chunks, cleaning
from market.imports.models import ImportedValues


class Wording(ABC):
    """What rows say of things that are there already; the things are locked meanwhile."""

    # What of a thing a row may change: the field in the file → its columns.
    changing: ClassVar[Mapping[str, tuple[str, ...]]]

    def __init__(self) -> None:
        self.wrote: dict[UUID, dict[str, str]] = {}  # what files last wrote
        self.changes: list[dict[str, Any]] = []
        self.touched: set[UUID] = set()  # what is changed: it is not judged again as it stood
        self.written_for: set[UUID] = set()  # who holds what is made or changed

    def remember(self, ids: Collection[UUID]) -> None:
        kept = select(ImportedValues).where(bulk.one_of(ImportedValues.subject_id, set(ids)))
        self.wrote = {found.subject_id: found.wrote for found in db.session.scalars(kept)}

    @abstractmethod
    def read(self, row: cleaning.Cleaned) -> dict[str, Any]:
        """The columns that the row may change, as it says."""

    def leave(self, row: cleaning.Cleaned, subject: Any, *, all_own: bool = False) -> chunks.Outcome:
        """Change nothing; the row says what of it is the household's own, or all that it names."""
        differ = self.differing(row, subject)
        self._say_stays(row, [field for field in differ if all_own or self._is_own(subject, field)])
        return chunks.Outcome(row, chunks.Status.UNCHANGED, subject.id)

    def update(self, row: cleaning.Cleaned, subject: Any, *, holder_id: UUID) -> chunks.Outcome:
        """Write what the row says anew where that still reads as files wrote it, and keep what stood there."""
        taken, values = self.taken(row, subject), self.read(row)
        self._say_stays(row, [field for field in self.differing(row, subject) if field not in taken])
        if not taken:
            return chunks.Outcome(row, chunks.Status.UNCHANGED, subject.id)
        stood = {column: getattr(subject, column) for column in self.columns()}
        new = {column: values[column] for field in taken for column in self.changing[field]}
        self.changes.append({"id": subject.id, **stood, **new})
        became = {column: cleaning.brief(value) for column, value in new.items()}
        untouched = {column: cleaning.brief(value) for column, value in stood.items()}
        self.wrote[subject.id] = self.wrote.get(subject.id, untouched) | became
        self.touched.add(subject.id)
        self.written_for.add(holder_id)
        was = {column: stood[column] for column in new}
        return chunks.Outcome(row, chunks.Status.UPDATED, subject.id, was={**was, cleaning.BECAME: became})

    def taken(self, row: cleaning.Cleaned, subject: Any) -> list[str]:
        """The fields of which the row says something else, and which still read as files wrote them."""
        return [field for field in self.differing(row, subject) if not self._is_own(subject, field)]

    def differing(self, row: cleaning.Cleaned, subject: Any) -> list[str]:
        """The fields of which the row says something else. An empty cell says nothing."""
        values = self.read(row)
        return [
            field
            for field, columns in self.changing.items()
            if (field in row.said or any(values[column] for column in columns))
            and any(values[column] != getattr(subject, column) for column in columns)
        ]

    def _is_own(self, subject: Any, field: str) -> bool:
        """Whether a field reads otherwise than files last wrote it."""
        wrote = self.wrote.get(subject.id)
        if wrote is None:
            return getattr(subject, "version", 1) > 1
        return any(wrote.get(column) != cleaning.brief(getattr(subject, column)) for column in self.changing[field])

    def columns(self) -> list[str]:
        return [column for columns in self.changing.values() for column in columns]

    def _say_stays(self, row: cleaning.Cleaned, fields: list[str]) -> None:
        row.findings += [f"field-stays={','.join(fields)}"] if fields else []

    def keep_written(self, made: Sequence[dict[str, Any]]) -> None:
        """Of what was made and changed."""
        for new in made:
            self.wrote[new["id"]] = {column: cleaning.brief(new[column]) for column in self.columns()}
        bulk.add(ImportedValues, [self._written(new["id"]) for new in made])
        bulk.put(ImportedValues, [self._written(changed["id"]) for changed in self.changes])

    def _written(self, subject_id: UUID) -> dict[str, Any]:
        return {"subject_id": subject_id, "wrote": self.wrote[subject_id]}
