"""Upsert by key of a chunk of rows: each is judged by what is known of its key, and all is written at once."""

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar
from uuid import UUID

from sqlalchemy import select

from market.db import Model, db
from market.imports import access, bulk, chunks, cleaning, matching
from market.imports.models import ImportedValues
from market.teams.actions import acts

Thing = TypeVar("Thing", bound=Model)


class Seen(NamedTuple):
    """What a key means, and how its row read when it was last taken in."""

    subject_id: UUID
    digest: str
    import_id: UUID | None


class Taking(ABC, Generic[Thing]):
    """The rows of one chunk and what they become. Each kind says what its keys are and what it makes and changes."""

    kind: ClassVar[str]
    model: type[Thing]
    # What of a thing a row may change: the field in the file → its columns.
    changing: ClassVar[Mapping[str, tuple[str, ...]]]

    def __init__(self, rows: Sequence[cleaning.Cleaned], chunk: chunks.Chunk) -> None:
        self.rows, self.chunk = rows, chunk
        self.known: dict[UUID, Thing] = {}
        self.near = matching.Near()
        self.made: dict[type[Model], list[dict[str, Any]]] = defaultdict(list)
        self.changes: list[dict[str, Any]] = []
        self.wrote: dict[UUID, dict[str, str]] = {}  # what files last wrote
        self.touched: set[UUID] = set()  # what is changed: it is not judged again as it stood
        self.written_for: set[UUID] = set()  # who holds what is made or changed
        self.will = access.Will(set(), set())

    def take(self) -> list[chunks.Outcome]:
        """What becomes of each row; writes what is new or changed unless the import is a dry run."""
        self.prepare()
        keys = {id(row): row.key or f"~{self.name_of(row)}"[:80] for row in self.rows}
        known = chunks.known_keys(self.kind, self.chunk.source, keys.values())
        self.near = self.find_near([row for row in self.rows if keys[id(row)] not in known])
        self.load({found.subject_id for found in known.values()} | self.near.ids)
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
        subject = self.known.get(seen.subject_id)
        if subject is not None and self.is_others(row, subject):
            return held(row, f"key-taken={row.key}")
        twice = seen.import_id == self.chunk.import_id or seen.subject_id in self.touched
        if seen.digest != row.digest and twice:
            return held(row, f"key-twice={row.key}")
        if subject is None:
            return chunks.Outcome(row, chunks.Status.UNCHANGED, seen.subject_id)
        return self.leave(row, subject) if seen.digest == row.digest else self.change(row, subject)

    @abstractmethod
    def prepare(self) -> None:
        """Find what the rows name, before their keys are known."""

    @abstractmethod
    def name_of(self, row: cleaning.Cleaned) -> str:
        """What tells a row without a key from others."""

    def load(self, ids: Collection[UUID]) -> None:
        """Have at hand what the keys mean."""
        self.known = loaded(self.model, ids, lock=True)
        kept = select(ImportedValues).where(bulk.one_of(ImportedValues.subject_id, set(ids)))
        self.wrote = {found.subject_id: found.wrote for found in db.session.scalars(kept)}

    def find_near(self, rows: Sequence[cleaning.Cleaned]) -> matching.Near:
        """What is there already of those to whom `rows`, whose keys nobody knows, belong."""
        return matching.Near()

    def again(self, row: cleaning.Cleaned, holder_id: UUID, name: str, *, likely: str) -> chunks.Outcome | None:
        """Of a row that surely means what its holder has already, or may: then it waits by the rule `likely`."""
        same = self.near.same(row, holder_id, name)
        if same is not None:
            row.findings.append(f"known-again={same.name}")
            return self._judge(row, Seen(same.id, same.digest, same.import_id))
        alike = self.near.alike(row, holder_id, name)
        row.findings += [f"{likely}={alike.name}"] if alike else []
        return held(row) if row.held else None

    def has_place(self, row: cleaning.Cleaned) -> bool:
        """Whether there is somebody to whom the row belongs."""
        return True

    @abstractmethod
    def is_others(self, row: cleaning.Cleaned, subject: Thing) -> bool:
        """Whether what the key means is somebody else's, or lies where the sender may not write."""

    @abstractmethod
    def create(self, row: cleaning.Cleaned) -> chunks.Outcome:
        """Of a row whose key nobody knows."""

    @abstractmethod
    def change(self, row: cleaning.Cleaned, subject: Thing) -> chunks.Outcome:
        """Of a row that says something new of what its key means."""

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
        self.wrote[subject.id] = self.wrote.get(subject.id, {}) | became
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

    def write(self) -> None:
        for model, rows in self.made.items():
            bulk.add(model, rows)
        bulk.change(self.model, self.changes, *self.columns())
        self._keep_written()
        self._record_acts()

    def _keep_written(self) -> None:
        for made in self.made[self.model]:
            self.wrote[made["id"]] = {column: cleaning.brief(made[column]) for column in self.columns()}
        bulk.add(ImportedValues, [self._written(made["id"]) for made in self.made[self.model]])
        bulk.put(ImportedValues, [self._written(changed["id"]) for changed in self.changes])

    def _written(self, subject_id: UUID) -> dict[str, Any]:
        return {"subject_id": subject_id, "wrote": self.wrote[subject_id]}

    def _record_acts(self) -> None:
        """A household that has agreed sees what a file did in its name, as any other act."""
        told = {"subject_id": self.chunk.import_id, "deed": f"import_{self.kind}", "now": self.chunk.now}
        for person_id in sorted(self.written_for & self.will.agreed) if self.chunk.by_id else ():
            acts.record_act(by_id=self.chunk.by_id, for_id=person_id, **told)  # type: ignore[arg-type]


def held(row: cleaning.Cleaned, *findings: str) -> chunks.Outcome:
    row.findings += findings
    return chunks.Outcome(row, chunks.Status.HELD)


def loaded(model: type[Thing], ids: Collection[UUID], *, lock: bool = False) -> dict[UUID, Thing]:
    """The rows with these ids, by id. What is to be changed is locked: its household may be signing in just now."""
    key: Any = model.id  # type: ignore[attr-defined]
    wanted = select(model).where(bulk.one_of(key, set(ids))).order_by(key)
    mine = wanted.with_for_update(of=model).execution_options(populate_existing=True)  # not what is joined to it
    found = db.session.scalars(mine if lock else wanted)
    return {one.id: one for one in found}  # type: ignore[attr-defined]
