"""Statements sent straight to PostgreSQL through libpq, as psycopg lends it: a third of what its own cursor takes.

Each connection prepares a statement when it first sends it, until psycopg drops all that is prepared: with a rollback.
Values go and come as text, whose types the server knows by where they stand. To be used between statements of psycopg,
never within its pipeline.
"""

from collections.abc import Callable, Generator, Iterable, Sequence
from functools import partial
from itertools import count
from typing import Any, NamedTuple

import psycopg
from psycopg import abc, generators, pq
from psycopg.adapt import PyFormat, Transformer
from sqlalchemy.dialects.postgresql import psycopg as dialects
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

_KEPT = "prepared"
_numbers = count()
_GOOD = frozenset({pq.ExecStatus.TUPLES_OK, pq.ExecStatus.COMMAND_OK, pq.ExecStatus.PIPELINE_SYNC})


class _Kept(NamedTuple):
    """What is kept of a connection: how values go in and come out, and the names of what it has prepared."""

    types: abc.Transformer
    names: dict["Straight", bytes]


class Straight:
    """A fixed statement over plain tables, compiled once, whose values and rows pass through its columns' types."""

    def __init__(self, statement: Any, columns: Sequence[str] | None = None) -> None:
        dialect = dialects.dialect(paramstyle="numeric_dollar")
        compiled: Any = statement.compile(dialect=dialect, column_keys=columns)
        self.text: str = compiled.string
        self._places: list[str] = compiled.positiontup
        self._formats = [PyFormat.TEXT] * len(self._places)
        binds = {name: bind for bind, name in compiled.bind_names.items()}
        self._fixed = {name: bind.value for name, bind in binds.items() if not bind.required}
        made = [(name, bind.type.dialect_impl(dialect).bind_processor(dialect)) for name, bind in binds.items()]
        self._into: list[tuple[str, Callable[[Any], Any]]] = [(name, into) for name, into in made if into is not None]
        came = [each.type.dialect_impl(dialect).result_processor(dialect, None) for each in statement.exported_columns]
        self._out_of = [(place, out_of) for place, out_of in enumerate(came) if out_of is not None]

    def rows(self, driver: Any, info: dict[Any, Any], values: dict[str, Any]) -> list[Any]:
        """What comes back to these values. `info` is what is kept of the driver's connection. Raises psycopg.Error."""
        name, types = self._prepared(driver, info)
        result = driver.pgconn.exec_prepared(name, self._given(types, values))
        if result.status not in _GOOD:
            raise _refused(result, info)
        types.set_pgresult(result)
        found: list[Any] = types.load_rows(0, result.ntuples, list)
        for place, out_of in self._out_of:
            for row in found:
                row[place] = out_of(row[place])
        return found

    def sending(self, driver: Any, info: dict[Any, Any], rows: Sequence[dict[str, Any]]) -> list[Callable[[], None]]:
        """What sends it once for each of the rows; nobody has waited for it then."""
        name, types = self._prepared(driver, info)
        return [partial(driver.pgconn.send_query_prepared, name, self._given(types, row)) for row in rows]

    def _given(self, types: abc.Transformer, values: dict[str, Any]) -> Any:
        every = self._fixed | values
        for name, into in self._into:
            every[name] = into(every[name])
        return types.dump_sequence([every[name] for name in self._places], self._formats)

    def _prepared(self, driver: Any, info: dict[Any, Any]) -> tuple[bytes, abc.Transformer]:
        if (kept := info.get(_KEPT)) is None:
            kept = info[_KEPT] = _Kept(Transformer(driver), {})
        if (name := kept.names.get(self)) is None:
            name = b"straight_%d" % next(_numbers)
            result = driver.pgconn.prepare(name, self.text.encode())
            if result.status not in _GOOD:
                raise _refused(result, info)
            kept.names[self] = name
        return name, kept.types


def forget(connection: Connection, *_: Any) -> None:
    """After a rollback: what was prepared is there no more."""
    connection.info.pop(_KEPT, None)


def begun(driver: Any) -> None:
    """Have the transaction begun in which the session believes that it stands."""
    if not driver.autocommit and driver.pgconn.transaction_status == pq.TransactionStatus.IDLE:
        driver.pgconn.exec_(b"BEGIN")


def send_all(driver: Any, info: dict[Any, Any], commands: Iterable[Callable[[], None]]) -> None:
    """Send one after the other without waiting between; the first error is raised when all are through."""
    driver.pgconn.enter_pipeline_mode()
    try:
        for command in commands:
            command()
        driver.pgconn.pipeline_sync()
        came = driver.wait(_answers(driver.pgconn))
        driver.pgconn.exit_pipeline_mode()
    except BaseException:
        driver.close()  # what still comes would be taken for the answer to another question
        raise
    for result in came:
        if result.status not in _GOOD:
            raise _refused(result, info)


def _answers(pgconn: Any) -> Generator[Any, Any, list[Any]]:
    yield from generators.send(pgconn)
    came: list[Any] = []
    while not came or came[-1].status != pq.ExecStatus.PIPELINE_SYNC:
        result = yield from generators.fetch(pgconn)
        if result is not None:  # which ends the answers to each
            came.append(result)
    return came


def explained(error: psycopg.Error, statement: str, connection: Connection, driver: Any) -> BaseException:
    """The error as the session tells it."""
    gone = connection.dialect.is_disconnect(error, driver, None)  # type: ignore[arg-type]
    if gone:
        connection.invalidate(error)
    told: BaseException = DBAPIError.instance(
        statement, None, error, psycopg.Error, True, connection_invalidated=gone, dialect=connection.dialect
    )
    return told


def _refused(result: Any, info: dict[Any, Any]) -> psycopg.Error:
    info.pop(_KEPT, None)  # tables may have changed under a statement that was prepared before
    return psycopg.errors.error_from_result(result)
