"""Upsert by key of a chunk of rows: each is judged by what is known of its key, and all is written at once."""

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar
from uuid import UUID

from sqlalchemy import select

from market.db import Model, db
from market.imports import bulk, chunks, cleaning

Thing = TypeVar("Thing", bound=Model)


class Seen(NamedTuple):
    """What a key means, and how its row read when it was last taken in."""

    subject_id: UUID
    digest: str
    import_id: UUID


class Taking(ABC, Generic[Thing]):
    """The rows of one chunk and what they become. Each kind says what its keys are and what it makes and changes."""

    kind: ClassVar[str]
    model: type[Thing]
    changing: ClassVar[tuple[str, ...]]

    def __init__(self, rows: Sequence[cleaning.Cleaned], chunk: chunks.Chunk) -> None:
        self.rows, self.chunk = rows, chunk
        self.known: dict[UUID, Thing] = {}
        self.made: dict[type[Model], list[dict[str, Any]]] = defaultdict(list)
        self.changes: list[dict[str, Any]] = []

    def take(self) -> list[chunks.Outcome]:
        """What becomes of each row; writes what is new or changed unless the import is a dry run."""
        self.prepare()
        keys = {id(row): row.key or f"~{self.name_of(row)}"[:80] for row in self.rows}
        known = chunks.known_keys(self.kind, self.chunk.source, keys.values())
        self.load([found.subject_id for found in known.values()])
        seen = {key: Seen(found.subject_id, found.digest, found.import_id) for key, found in known.items()}
        outcomes = []
        for row in self.rows:
            key = keys[id(row)]
            outcome = self._judge(row, seen.get(key))
            if outcome.status != chunks.Status.HELD and outcome.subject_id is not None:
                seen[key] = Seen(outcome.subject_id, row.digest, self.chunk.import_id)
            outcomes.append(outcome)
        if not self.chunk.dry_run:
            self.write()
            chunks.keep_keys(self.kind, self.chunk, [(keys[id(outcome.row)], outcome) for outcome in outcomes], known)
        return outcomes

    def _judge(self, row: cleaning.Cleaned, seen: Seen | None) -> chunks.Outcome:
        if row.held or not self.has_place(row):
            return held(row)
        if seen is None:
            return self.create(row)
        if seen.digest == row.digest:
            return chunks.Outcome(row, chunks.Status.UNCHANGED, seen.subject_id)
        if seen.import_id == self.chunk.import_id:
            return held(row, f"key-twice={row.key}")
        return self.change(row, seen.subject_id)

    @abstractmethod
    def prepare(self) -> None:
        """Find what the rows name, before their keys are known."""

    @abstractmethod
    def name_of(self, row: cleaning.Cleaned) -> str:
        """What tells a row without a key from others."""

    def load(self, ids: Collection[UUID]) -> None:
        """Have at hand what the keys mean."""
        self.known = loaded(self.model, ids)

    def has_place(self, row: cleaning.Cleaned) -> bool:
        """Whether there is somebody to whom the row belongs."""
        return True

    @abstractmethod
    def create(self, row: cleaning.Cleaned) -> chunks.Outcome:
        """Of a row whose key nobody knows."""

    @abstractmethod
    def change(self, row: cleaning.Cleaned, subject_id: UUID) -> chunks.Outcome:
        """Of a row that says something new of what its key means."""

    def update(self, row: cleaning.Cleaned, subject: Any, values: dict[str, Any]) -> chunks.Outcome:
        """Write `values` to `subject`, and keep what stood there."""
        was = {name: getattr(subject, name) for name in self.changing if name != "version"}
        self.changes.append({"id": subject.id, **values})
        return chunks.Outcome(row, chunks.Status.UPDATED, subject.id, was=was)

    def write(self) -> None:
        for model, rows in self.made.items():
            bulk.add(model, rows)
        bulk.change(self.model, self.changes, *self.changing)


def held(row: cleaning.Cleaned, *findings: str) -> chunks.Outcome:
    row.findings += findings
    return chunks.Outcome(row, chunks.Status.HELD)


def loaded(model: type[Thing], ids: Collection[UUID]) -> dict[UUID, Thing]:
    """The rows with these ids, by id."""
    wanted = select(model).where(bulk.one_of(model.id, set(ids)))  # type: ignore[attr-defined]
    return {found.id: found for found in db.session.scalars(wanted)}  # type: ignore[attr-defined]
