"""Imports, their rows and what was wrong, by who looks."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from market.accounts.models import Person
from market.accounts.rules import RoleName
from market.catalog.models import Category
from market.db import db
from market.http import pack_cursor, page
from market.http.pages import start_in
from market.imports import cleaning, data, layout, models, rules
from market.language import Sentence

_OF_FIELDS = ("field-stays", "changed-since")


def imports_page(viewer: Person, *, limit: int, cursor: str | None = None) -> dict[str, Any]:
    """One page of what `viewer` has sent, newest first; an operator sees everybody's."""
    wanted = select(models.Import)
    if not viewer.holds(RoleName.OPERATOR):
        wanted = wanted.where(models.Import.by_id == viewer.id)
    return page(wanted, models.Import.id, limit=limit, cursor=cursor)


def stuck_page(viewer: Person, *, limit: int, cursor: str | None = None, now: datetime) -> dict[str, Any]:
    """Of what `viewer` has sent and the rows of which are still kept: what failed, or has rows to put right."""
    to_put_right = (models.Import.state == rules.State.DONE) & (models.Import.held_count > 0)
    wanted = select(models.Import).where(
        models.Import.by_id == viewer.id,
        models.Import.created_at > now - rules.CELLS_KEPT,
        to_put_right | (models.Import.state == rules.State.FAILED),
    )
    return page(wanted, models.Import.id, limit=limit, cursor=cursor)


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


def rows_shown(
    import_: models.Import, *, limit: int, status: str | None = None, cursor: str | None = None
) -> dict[str, Any]:
    """One page of rows, and the cursor of the next."""
    rows = rows_page(import_, status=status, after=start_in(cursor), limit=limit + 1)
    places = layout.Layout(import_.reading or {})
    following = pack_cursor(rows[limit - 1].row_no) if len(rows) > limit else None
    return {"items": [row_shown(row, places) for row in rows[:limit]], "next": following}


def place_of(import_: models.Import, row_no: int) -> tuple[str, int]:
    """The name of a row's sheet, and its line there."""
    return layout.Layout(import_.reading or {}).place_of(row_no)


def row_shown(row: models.ImportRow, places: layout.Layout) -> dict[str, Any]:
    sheet, line = places.place_of(row.row_no)
    return {
        "row_no": row.row_no,
        "sheet": sheet or None,
        "line": line,
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
    if rule in _OF_FIELDS and detail:
        return _naming(sentence, detail.split(","))
    return sentence.format(detail) if detail else sentence.format("…") if "{0}" in sentence else sentence


def _naming(sentence: Sentence, fields: list[str]) -> Sentence:
    named = [data.words().get(field, Sentence(field, en=field)) for field in fields]
    vi, en = (told if "{0}" in told else f"{told} ({{0}})" for told in (str(sentence), sentence.en))
    return Sentence(vi.format(", ".join(named)), en=en.format(", ".join(one.en for one in named)))


def quality_page(import_: models.Import, *, limit: int, cursor: str | None = None) -> dict[str, Any]:
    found, start = quality(import_), start_in(cursor)
    following = pack_cursor(start + limit) if len(found) > start + limit else None
    return {"items": found[start : start + limit], "next": following}


def waits(finding: str) -> bool:
    """Whether the finding needs a person."""
    return data.rules()[cleaning.rule_of(finding)].effect in (data.HOLD, data.ASK)


def asks(finding: str) -> bool:
    """Whether a person may say that it is right as it is."""
    return data.rules()[cleaning.rule_of(finding)].effect == data.ASK


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
        if one.rule in data.rules() and (one.cleaned or one.held)  # rows were put right since
    ]
