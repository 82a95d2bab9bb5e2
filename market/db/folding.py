"""A column as people search it: lower case without accents, as `text.fold` writes their words, on both databases."""

import sqlite3
from typing import Any

from sqlalchemy import ColumnElement, String, and_
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from market.text import fold


class folded(FunctionElement[str]):  # noqa: N801  (it stands in SQL, where functions are written so)
    """A text without accents and capitals; what is no letter or digit may stay as it is."""

    type = String()
    inherit_cache = True


# PostgreSQL's own lower() knows accents only in some locales, and its unaccent is an extension that many hosts lack.
_LETTERS = [chr(code) for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)) if len(fold(chr(code))) == 1]
_ACCENTED, _PLAIN = "".join(_LETTERS), "".join(map(fold, _LETTERS))


@compiles(folded, "postgresql")
def _on_postgresql(element: folded, compiler: Any, **given: Any) -> str:
    return f"lower(translate({compiler.process(element.clauses, **given)}, '{_ACCENTED}', '{_PLAIN}'))"


@compiles(folded, "sqlite")
def _on_sqlite(element: folded, compiler: Any, **given: Any) -> str:
    return f"folded({compiler.process(element.clauses, **given)})"


def holds(column: Any, word: str) -> ColumnElement[bool]:
    """Whether a folded word stands in the column."""
    return folded(column).contains(word, autoescape=True)


def says(column: Any, typed: str) -> ColumnElement[bool]:
    """Whether every word of `typed` stands in the column."""
    words = [holds(column, word) for word in fold(typed).split()]
    return and_(*words) if words else column == typed


def teach(connection: sqlite3.Connection) -> None:
    """Let SQLite know the function."""
    connection.create_function("folded", 1, lambda text: fold(text or ""), deterministic=True)
