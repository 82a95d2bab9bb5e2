"""Days in Vietnam, inside SQL: the same on SQLite and PostgreSQL. Vietnam has kept UTC+7 since 1975."""

from typing import Any

from sqlalchemy import BigInteger, Date, Integer
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class day_of(FunctionElement[Any]):  # noqa: N801
    """The day in Vietnam at an instant."""

    type = Date()
    inherit_cache = True


class month_of(FunctionElement[Any]):  # noqa: N801
    """The first day of a day's month."""

    type = Date()
    inherit_cache = True


class days_after(FunctionElement[Any]):  # noqa: N801
    """The day a number of days after a day."""

    type = Date()
    inherit_cache = True


class days_between(FunctionElement[Any]):  # noqa: N801
    """How many days from one day to another."""

    type = Integer()
    inherit_cache = True


class minutes_between(FunctionElement[Any]):  # noqa: N801
    """How many whole minutes from one instant to another."""

    type = BigInteger()
    inherit_cache = True


_FORMS: dict[type[FunctionElement[Any]], dict[str, str]] = {
    day_of: {"postgresql": "CAST({} AT TIME ZONE 'Asia/Ho_Chi_Minh' AS DATE)", "sqlite": "date({}, '+7 hours')"},
    month_of: {"postgresql": "CAST(date_trunc('month', {}) AS DATE)", "sqlite": "date({}, 'start of month')"},
    days_after: {"postgresql": "({} + CAST({} AS INTEGER))", "sqlite": "date({}, '+' || {} || ' days')"},
    days_between: {"postgresql": "({1} - {0})", "sqlite": "CAST(julianday({1}) - julianday({0}) AS INTEGER)"},
    minutes_between: {
        "postgresql": "CAST(floor(extract(epoch FROM ({1} - {0})) / 60) AS BIGINT)",
        "sqlite": "((CAST(strftime('%s', {1}) AS INTEGER) - CAST(strftime('%s', {0}) AS INTEGER)) / 60)",
    },
}


def _compile(element: FunctionElement[Any], compiler: Any, **options: Any) -> str:
    form = _FORMS[type(element)][compiler.dialect.name]
    return form.format(*(compiler.process(clause, **options) for clause in element.clauses))


for _kind in _FORMS:
    compiles(_kind)(_compile)
