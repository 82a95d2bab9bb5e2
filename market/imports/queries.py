"""Imports, their rows and what was wrong, by who looks."""

import csv
import io
import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from market.accounts.models import Person
from market.accounts.rules import RoleName
from market.catalog.models import Category
from market.db import db
from market.http import pack_cursor
from market.imports import chunks, cleaning, data, days, models, rules
from market.language import Sentence

ERRORS, CONFIRM, VILLAGE = "Lỗi", "Xác nhận", "Thôn"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_SURVIVES = re.compile(r"0|[1-9][0-9]{0,10}")
_PAGE = 1000


def imports_of(viewer: Person) -> Select[Any]:
    wanted = select(models.Import)
    return wanted if viewer.holds(RoleName.OPERATOR) else wanted.where(models.Import.by_id == viewer.id)


def unfinished(*, digest: str, kind: rules.Kind, by_id: UUID | None, dry_run: bool) -> models.Import | None:
    """The same file, begun before by the same person and not finished."""
    same = {"digest": digest, "kind": kind, "by_id": by_id, "dry_run": dry_run}
    return db.session.scalars(
        select(models.Import).filter_by(**same).where(models.Import.state.in_(rules.OPEN))
    ).first()


def open_imports(by_id: UUID) -> int:
    """How many of a sender's files wait or are being taken in."""
    mine = select(func.count()).select_from(models.Import).where(models.Import.by_id == by_id)
    return db.session.scalar(mine.where(models.Import.state.in_(rules.OPEN))) or 0


def template_columns(name: str | None, kind: rules.Kind) -> dict[str, str]:
    """Header → field of a saved template. Raises NoTemplate."""
    if name is None:
        return {}
    found = db.session.get(models.ImportTemplate, name)
    if found is None or found.kind != kind:
        raise rules.NoTemplate
    return dict(found.columns)


def templates_page(*, after: str, limit: int) -> dict[str, Any]:
    wanted = (
        select(models.ImportTemplate)
        .where(models.ImportTemplate.name > after)
        .order_by(models.ImportTemplate.name)
        .limit(limit + 1)
    )
    found = list(db.session.scalars(wanted))
    return {"items": found[:limit], "next": pack_cursor(found[limit - 1].name) if len(found) > limit else None}


def categories() -> list[tuple[str, str]]:
    """Slug and name of each; a group will do where nobody knows a finer one, and goes before those that are."""
    listed = db.session.execute(select(Category.slug, Category.name_vi).order_by(Category.parent_slug.is_not(None)))
    return [(row.slug, row.name_vi) for row in listed]


def rows_page(import_: models.Import, *, status: str | None, after: int, limit: int) -> list[models.ImportRow]:
    """Rows in the order of the file."""
    wanted = select(models.ImportRow).where(models.ImportRow.import_id == import_.id, models.ImportRow.row_no > after)
    if status is not None:
        wanted = wanted.where(models.ImportRow.status == status)
    return list(db.session.scalars(wanted.order_by(models.ImportRow.row_no).limit(limit)))


def row_shown(row: models.ImportRow) -> dict[str, Any]:
    return {
        "row_no": row.row_no,
        "status": row.status,
        "commune_code": row.commune_code,
        "subject_id": row.subject_id,
        "findings": [{"rule": cleaning.rule_of(found), "says": said(found)} for found in row.findings or []],
        "cells": row.cells,
    }


def said(finding: str) -> Sentence:
    """The sentence of a finding, with what stood there."""
    rule, _, detail = finding.partition("=")
    sentence = data.rules()[rule].sentence
    return sentence.format(detail) if detail else sentence.format("…") if "{0}" in sentence else sentence


def quality(import_: models.Import) -> list[dict[str, Any]]:
    """How often each rule was broken, by commune."""
    wanted = select(models.ImportFinding).where(models.ImportFinding.import_id == import_.id)
    found = db.session.scalars(wanted.order_by(models.ImportFinding.rule, models.ImportFinding.commune_code))
    return [
        {
            "rule": one.rule,
            "says": data.rules()[one.rule].sentence.format("…"),
            "effect": data.rules()[one.rule].effect,
            "commune_code": one.commune_code or None,
            "cleaned": one.cleaned,
            "held": one.held,
        }
        for one in found
        if one.rule in data.rules()
    ]


def errors_csv(import_: models.Import) -> Iterator[str]:
    """The held rows as they came, with what is wrong with each, to be put right and sent again."""
    texts = _texts(import_)
    told = [place for place, text in enumerate(texts) if text not in (ERRORS, CONFIRM)]
    yield "\ufeff" + _line([*(texts[place] for place in told), ERRORS, CONFIRM])
    after = 0
    while rows := rows_page(import_, status=chunks.Status.HELD, after=after, limit=_PAGE):
        for row in rows:
            cells = dict(enumerate(row.cells or []))
            wrong = " ".join(str(said(found)) for found in row.findings or [] if _waits(found))
            yield _line([*(cells.get(place, "") for place in told), wrong, ""])
        after = rows[-1].row_no
        db.session.expunge_all()


def _texts(import_: models.Import) -> list[str]:
    """The headers, and one for the villages that rows of their own named."""
    reading = import_.reading or {}
    texts: list[str] = list(reading.get("texts", []))
    return [*texts, VILLAGE] if reading.get("village") and "village" not in reading["columns"].values() else texts


def _waits(finding: str) -> bool:
    return data.rules()[cleaning.rule_of(finding)].effect in (data.HOLD, data.ASK)


def _line(cells: list[str]) -> str:
    """One line for a Vietnamese spreadsheet: semicolons, and nothing that it would take for a formula or rewrite."""
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerow([f"'{cell}" if _is_rewritten(cell) else cell for cell in cells])
    return out.getvalue()


def _is_rewritten(cell: str) -> bool:
    """Whether a spreadsheet makes something else of it: a formula, a day of "7-9" or "Sep-7", 12 of "00012"."""
    if cell.startswith(_FORMULA) or days.is_named(cell):
        return True
    return re.fullmatch(r"[0-9][0-9\s.,:/%()+\-Ee]*", cell) is not None and not _SURVIVES.fullmatch(cell)
