"""Upsert by key of a chunk of rows: each is judged by what is known of its key, and all is written at once."""

from abc import abstractmethod
from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar
from uuid import UUID

from sqlalchemy import select

from market.db import Model, db
from market.imports import access, bulk, chunks, cleaning, matching, wording
from market.teams.actions import acts

Thing = TypeVar("Thing", bound=Model)


class Seen(NamedTuple):
    """What a key means, and how its row read when it was last taken in."""

    subject_id: UUID
    digest: str
    import_id: UUID | None


class Taking(wording.Wording, Generic[Thing]):
    """The rows of one chunk and what they become. Each kind says what its keys are and what it makes and changes."""

    kind: ClassVar[str]
    model: type[Thing]

    def __init__(self, rows: Sequence[cleaning.Cleaned], chunk: chunks.Chunk) -> None:
        super().__init__()
        self.rows, self.chunk = rows, chunk
        self.known: dict[UUID, Thing] = {}
        self.near = matching.Near()
        self.made: dict[type[Model], list[dict[str, Any]]] = defaultdict(list)
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
        self.remember(ids)

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

    def write(self) -> None:
        for model, rows in self.made.items():
            bulk.add(model, rows)
        bulk.change(self.model, self.changes, *self.columns())
        self.keep_written(self.made[self.model])
        self._record_acts()

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
