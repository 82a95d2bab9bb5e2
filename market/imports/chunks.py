"""A chunk of rows taken in at once: what all kinds share."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import select

from market.db import db, insert_if_absent
from market.imports import bulk, cleaning, data, models
from market.places.models import Village
from market.text import tidy


class Status(StrEnum):
    """What became of a row."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    HELD = "held"
    UNDONE = "undone"


@dataclass
class Outcome:
    row: cleaning.Cleaned
    status: Status
    subject_id: UUID | None = None
    was: dict[str, Any] | None = None


@dataclass
class Chunk:
    """One chunk of one import; `secret` keys the hashes of identity numbers."""

    import_id: UUID
    kind: str
    by_id: UUID | None
    source: str
    dry_run: bool
    reach: Collection[str] | None
    secret: str
    now: datetime


def pass_gate() -> None:
    """Wait until no other import is in the middle of a chunk: the same household in two files meets itself here."""
    insert_if_absent(models.ImportGate, id=1)
    db.session.execute(select(models.ImportGate.id).where(models.ImportGate.id == 1).with_for_update())


def name_villages(named: Iterable[tuple[str, str, str]]) -> None:
    """Make the rows of villages that nobody has named before: commune, slug, name."""
    rows = {(code, slug): {"commune_code": code, "slug": slug, "name": tidy(name)} for code, slug, name in named}
    bulk.add_new(Village, [rows[key] for key in sorted(rows)])


def known_keys(kind: str, source: str, keys: Iterable[str]) -> dict[str, models.ImportedKey]:
    """What is already known by these keys."""
    mine = (models.ImportedKey.kind == kind) & (models.ImportedKey.source == source)
    wanted = select(models.ImportedKey).where(mine, bulk.one_of(models.ImportedKey.key, set(keys)))
    return {found.key: found for found in db.session.scalars(wanted)}


def keep_keys(
    kind: str, chunk: Chunk, outcomes: Iterable[tuple[str, Outcome]], known: dict[str, models.ImportedKey]
) -> None:
    """Remember by which key each thing came, and how its row read."""
    new: dict[str, dict[str, Any]] = {}
    for key, outcome in outcomes:
        if outcome.status in (Status.HELD, Status.UNCHANGED) and key in known:
            continue
        if outcome.status == Status.HELD:
            continue
        told = {"subject_id": outcome.subject_id, "digest": outcome.row.digest, "import_id": chunk.import_id}
        if key in known:
            for name, value in told.items():
                setattr(known[key], name, value)
        else:
            new[key] = {"kind": kind, "source": chunk.source, "key": key, **told}
    bulk.add(models.ImportedKey, list(new.values()))


def record(chunk: Chunk, import_: models.Import, outcomes: Sequence[Outcome]) -> int:
    """Keep each row with its status, and count; cells stay only where a person has to look again: how many letters."""
    bulk.add(models.ImportRow, [_kept(chunk, outcome) for outcome in outcomes])
    _count(import_, outcomes)
    import_.done_rows += len(outcomes)
    waiting = (outcome.row.cells for outcome in outcomes if outcome.status == Status.HELD)
    return sum(len(cell) for cells in waiting for cell in cells)


def record_again(chunk: Chunk, import_: models.Import, row: models.ImportRow, outcome: Outcome) -> None:
    """Keep what became of one row that was held; the counts say what is so by now."""
    place = {"commune_code": row.commune_code}
    before = cleaning.Cleaned(row.row_no, [], values=place, findings=list(row.findings or []))
    _count(import_, [Outcome(before, Status.HELD)], times=-1)
    _count(import_, [outcome])
    for name, value in _kept(chunk, outcome).items():
        setattr(row, name, value)


def _count(import_: models.Import, outcomes: Sequence[Outcome], *, times: int = 1) -> None:
    _count_findings(import_.id, outcomes, times)
    counts = Counter(outcome.status for outcome in outcomes)
    import_.created_count += times * counts[Status.CREATED]
    import_.updated_count += times * counts[Status.UPDATED]
    import_.unchanged_count += times * counts[Status.UNCHANGED]
    import_.held_count += times * counts[Status.HELD]


def _kept(chunk: Chunk, outcome: Outcome) -> dict[str, Any]:
    row, held = outcome.row, outcome.status == Status.HELD
    only_tried = chunk.dry_run and outcome.status == Status.CREATED  # there is no such thing
    return {
        "import_id": chunk.import_id,
        "row_no": row.row_no,
        "status": outcome.status,
        "commune_code": row.commune_code,
        "subject_id": None if only_tried else outcome.subject_id,
        "findings": [found if held else _brief(found) for found in row.findings],
        "cells": row.cells if held else None,
        "was": cleaning.as_json(outcome.was) if outcome.was else None,
    }


def _brief(finding: str) -> str:
    """Of a row that went in, what stood in its cells is not kept."""
    rule = cleaning.rule_of(finding)
    return finding if data.rules()[rule].keeps else rule


def _count_findings(import_id: UUID, outcomes: Iterable[Outcome], times: int) -> None:
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for outcome in outcomes:
        for rule in {cleaning.rule_of(found) for found in outcome.row.findings}:
            waits = data.rules()[rule].effect in (data.HOLD, data.ASK) and outcome.status == Status.HELD
            counts[rule, outcome.row.commune_code or ""][waits] += times
    rows = [
        {"import_id": import_id, "rule": rule, "commune_code": code, "cleaned": cleaned, "held": held}
        for (rule, code), (cleaned, held) in sorted(counts.items())
    ]
    bulk.add_up(models.ImportFinding, rows, keys=("import_id", "rule", "commune_code"), counts=("cleaned", "held"))
