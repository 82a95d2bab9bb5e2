"""Where a person can be found: every column of every table and every file, whatever her name and phone look like."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Column, LargeBinary, String, select

from market.db import db, transaction
from market.text import fold
from tests.support.installation import REFERENCE

LONG = 100  # whoever may type so much may type a name


def columns_of_words() -> set[str]:
    """The columns wide enough for a name or an address, or called after a phone."""
    return {f"{each.table.name}.{each.name}" for each in _columns() if _is_wide(each) or "phone" in each.name}


def found_in_tables(*traces: str) -> set[str]:
    """The columns, all of them, in which one of `traces` stands."""
    db.session.rollback()
    return transaction(lambda: {column for column, said in _said() if speaks(said, *traces)})


def found_in_files(home: Path, *traces: str) -> set[str]:
    """The files under `home` in which, or in whose name, one of `traces` stands."""
    files = {path.relative_to(home): path for path in home.rglob("*") if path.is_file()}
    return {str(name) for name, path in files.items() if speaks(f"{name} {path.read_text('utf-8', 'ignore')}", *traces)}


def speaks(said: Any, *traces: str) -> bool:
    """Whether one of `traces` stands in what is said: folded, with or without accents; of a number only the digits."""
    told = said if isinstance(said, str) else json.dumps(said, ensure_ascii=False, default=_decoded)
    words, digits = fold(told.replace("_", " ").replace("-", " ")), re.sub(r"[\s.\-()/]", "", told)
    return any(trace in digits if trace.isdigit() else fold(trace) in words for trace in traces)


def _said() -> Iterator[tuple[str, Any]]:
    for column in _columns():
        for value in set(map(_hashable, db.session.scalars(select(column).where(column.is_not(None))))):
            yield f"{column.table.name}.{column.name}", value


def _columns() -> list[Column[Any]]:
    kinds = (String, JSON, LargeBinary)
    tables = [table for table in db.metadata.sorted_tables if table.name not in REFERENCE]
    return [each for table in tables for each in table.columns if isinstance(each.type, kinds)]


def _is_wide(column: Column[Any]) -> bool:
    if isinstance(column.type, String):
        return column.type.length is None or column.type.length >= LONG
    return True


def _hashable(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=_decoded)


def _decoded(value: Any) -> str:
    return value.decode("utf-8", "ignore") if isinstance(value, bytes) else str(value)
