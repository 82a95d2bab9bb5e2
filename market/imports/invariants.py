"""What must always hold of imports; each line names what is broken. For `market audit`."""

from collections.abc import Iterator

from sqlalchemy import select

from market.db import db
from market.imports.models import Import
from market.imports.rules import State


def audit() -> Iterator[str]:
    """One plain line for each import whose counts do not add up."""
    counted = Import.created_count + Import.updated_count + Import.unchanged_count + Import.held_count
    odd = (Import.state == State.DONE) & ((counted != Import.done_rows) | (Import.done_rows != Import.total_rows))
    for import_id in db.session.scalars(select(Import.id).where(odd)):
        yield f"import {import_id}: its rows do not add up"
