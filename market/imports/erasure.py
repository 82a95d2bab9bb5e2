"""A person and the rows of files that speak of her: what she may take with her, and what is forgotten."""

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

from sqlalchemy import delete, or_, select, update

from market.accounts.models import Person
from market.accounts.rules import ExportAsked, PersonErased
from market.catalog.models import Product, Shop
from market.catalog.rules.products import ProductRemoved
from market.db import db
from market.imports import bulk
from market.imports.models import Import, ImportedKey, ImportedValues, ImportRow
from market.teams.models import Household
from market.teams.rules import HouseholdRemoved
from market.text import fold


def forget_product(removed: ProductRemoved) -> None:
    """A good that its household took away is made anew where a file names it again."""
    for kept in (ImportedKey, ImportedValues):
        db.session.execute(delete(kept).where(kept.subject_id == removed.product_id))


def erase_rows(erased: PersonErased) -> None:
    """Forget what rows said of her, hers or still waiting for somebody to put them right."""
    ids = _things_of(erased.person_id)
    blank = {"was": None, "cells": None, "findings": None}
    hers = bulk.one_of(ImportRow.subject_id, ids)
    db.session.execute(update(ImportRow).where(hers).values(**blank))
    db.session.execute(update(ImportedKey).where(bulk.one_of(ImportedKey.subject_id, ids)).values(digest=""))
    db.session.execute(delete(ImportedValues).where(bulk.one_of(ImportedValues.subject_id, ids)))
    speaks = _speaking_of(erased.person_id)
    waiting = select(ImportRow.import_id, ImportRow.row_no, ImportRow.cells, ImportRow.was).where(
        or_(ImportRow.cells.is_not(None), ImportRow.was.is_not(None))
    )
    found = [
        row
        for row in db.session.execute(waiting.execution_options(yield_per=1000))
        if speaks([*(row.cells or []), *map(str, (row.was or {}).values())])
    ]
    for import_id, row_no, *_ in found:
        one = (ImportRow.import_id == import_id) & (ImportRow.row_no == row_no)
        db.session.execute(update(ImportRow).where(one).values(**blank))
    for import_ in db.session.scalars(select(Import).where(Import.file_name != "").execution_options(yield_per=1000)):
        if speaks([import_.file_name.replace("_", " ")]):
            import_.file_name = ""


def on_household_removed(removed: HouseholdRemoved) -> None:
    """The same row, sent again, writes it down anew."""
    for kept in (ImportedKey, ImportedValues):
        db.session.execute(delete(kept).where(kept.subject_id.in_(removed.ids)))


def add_rows(asked: ExportAsked) -> None:
    """The rows by which she came, and what they changed."""
    told = (Import.file_name, Import.created_at, ImportRow.row_no, ImportRow.status, ImportRow.was)
    wanted = select(*told).join(Import, Import.id == ImportRow.import_id)
    hers = wanted.where(bulk.one_of(ImportRow.subject_id, _things_of(asked.person_id)))
    asked.add("imported_rows", db.session.execute(hers.order_by(Import.created_at, ImportRow.row_no)).mappings())
    sent = select(Import.file_name, Import.kind, Import.created_at).where(Import.by_id == asked.person_id)
    asked.add("imports", db.session.execute(sent.order_by(Import.created_at)).mappings())


def _things_of(person_id: UUID) -> set[UUID]:
    shops = select(Shop.id).where(Shop.owner_id == person_id)
    households = select(Household.id).where(Household.person_id == person_id)
    goods = select(Product.id).where(Product.shop_id.in_(shops))
    return {found for wanted in (shops, households, goods) for found in db.session.scalars(wanted)}


def _speaking_of(person_id: UUID) -> Callable[[list[str]], bool]:
    """Whether the cells of a row hold her phone, in any spelling, or her name."""
    known: Any = [db.session.get(Person, person_id)]
    known += db.session.scalars(select(Household).filter_by(person_id=person_id)).all()
    ends = {one.phone[-7:] for one in known if one.phone}  # the same before and after the prefixes of 2018
    names = {f" {fold(one.name)} " for one in known if one.name}

    def speaks(cells: list[str]) -> bool:
        digits = re.sub(r"[^\d|]", "", "|".join(cells))
        words, alone = f" {fold(' '.join(cells))} ", {f" {fold(cell)} " for cell in cells}
        named = any(name in (words if len(name.split()) > 1 else alone) for name in names)
        return named or any(end in digits for end in ends)

    return speaks
