"""Texts of many rows as one, on both databases."""

from typing import Any

from sqlalchemy import String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class joined(FunctionElement[str]):  # noqa: N801  (it stands in SQL, where functions are written so)
    """The texts of many rows with a comma between. SQLAlchemy's own writes its statement anew for every asking."""

    type = String()
    inherit_cache = True


@compiles(joined, "postgresql")
def _on_postgresql(element: joined, compiler: Any, **given: Any) -> str:
    return f"string_agg({compiler.process(element.clauses, **given)}, ',')"


@compiles(joined, "sqlite")
def _on_sqlite(element: joined, compiler: Any, **given: Any) -> str:
    return f"group_concat({compiler.process(element.clauses, **given)}, ',')"
