"""Prepared statements, sent to PostgreSQL through libpq as psycopg lends it: a third of what its own cursor takes.

Each connection prepares a statement when it first sends it, and looks after each rollback what of it is left.
Values go and come as text, whose types the server knows by where they stand. To be used between statements of psycopg,
never within its pipeline.
"""

import re
from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from typing import Any

import psycopg
from psycopg import abc, generators, pq
from psycopg.adapt import PyFormat, Transformer
from sqlalchemy.dialects.postgresql import psycopg as dialects
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

_KEPT = "prepared"
# As SQLAlchemy leaves a place for values that are as many as it happens.
_LIST = re.compile(r" IN \(__\[POSTCOMPILE_(\w+)\]\)")
# A table has changed under what was prepared before, or somebody between has dropped it.
_OUTDATED = (psycopg.errors.FeatureNotSupported, psycopg.errors.InvalidSqlStatementName)
_numbers = count()
_GOOD = frozenset({pq.ExecStatus.TUPLES_OK, pq.ExecStatus.COMMAND_OK, pq.ExecStatus.PIPELINE_SYNC})
_THERE = b"SELECT name FROM pg_prepared_statements WHERE name LIKE 'market%'"


@dataclass
class _Kept:
    """What is kept of a connection: how values go in and come out, and the names of what it has prepared.

    After a rollback nobody knows which of them are there, for psycopg drops all where it has prepared any of its own.
    """

    types: abc.Transformer
    names: dict["Prepared", bytes] = field(default_factory=dict)
    sure: bool = True

    def look(self, driver: Any) -> None:
        found = driver.pgconn.exec_(_THERE)
        there = {found.get_value(n, 0) for n in range(found.ntuples)}
        self.names = {key: name for key, name in self.names.items() if name in there}
        self.sure = True


class Prepared:
    """A fixed statement over plain tables, compiled once, whose values and rows pass through its columns' types."""

    def __init__(self, statement: Any, columns: Sequence[str] | None = None) -> None:
        dialect = dialects.dialect(paramstyle="numeric_dollar")
        compiled: Any = statement.compile(dialect=dialect, column_keys=columns)
        lists: list[str] = _LIST.findall(compiled.string)
        self._places: list[str] = [*(name for name in compiled.positiontup if name not in lists), *lists]
        self.text: str = _LIST.sub(lambda found: f" = ANY (${self._places.index(found[1]) + 1})", compiled.string)
        self._formats = [PyFormat.TEXT] * len(self._places)
        binds = {name: bind for bind, name in compiled.bind_names.items()}
        self._fixed = {name: bind.value for name, bind in binds.items() if not bind.required}
        made = [(name, bind.type.dialect_impl(dialect).bind_processor(dialect)) for name, bind in binds.items()]
        self._into: list[tuple[str, Callable[[Any], Any]]] = [(name, into) for name, into in made if into is not None]
        self._columns = [each.type.dialect_impl(dialect) for each in statement.exported_columns]
        self._out_of: list[tuple[int, Callable[[Any], Any]]] | None = None
        self._dialect = dialect

    def rows(self, driver: Any, info: dict[Any, Any], values: dict[str, Any]) -> list[Any]:
        """What comes back to these values. `info` is what is kept of the driver's connection. Raises psycopg.Error."""
        name, types = self._prepared(driver, info)
        result = driver.pgconn.exec_prepared(name, self._given(types, values))
        if result.status not in _GOOD:
            raise _refused(result, info)
        types.set_pgresult(result)
        found: list[Any] = types.load_rows(0, result.ntuples, list)
        if self._out_of is None:  # which the server's own types decide
            came = [kind.result_processor(self._dialect, result.ftype(n)) for n, kind in enumerate(self._columns)]
            self._out_of = [(place, out_of) for place, out_of in enumerate(came) if out_of is not None]
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
            kept = info[_KEPT] = _Kept(Transformer(driver))
        if not kept.sure:
            kept.look(driver)
        if (name := kept.names.get(self)) is None:
            name = b"market_%d" % next(_numbers)
            result = driver.pgconn.prepare(name, self.text.encode())
            if result.status not in _GOOD:
                raise _refused(result, info)
            kept.names[self] = name
        return name, kept.types


def forget(connection: Connection, *_: Any) -> None:
    """After a rollback: what was prepared may be there no more."""
    if not connection.invalidated and (kept := connection.info.get(_KEPT)):  # whose successor has nothing prepared
        kept.sure = False


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
    error: psycopg.Error = psycopg.errors.error_from_result(result)
    if error.sqlstate is None:  # not the server's word but libpq's: the connection is gone
        return psycopg.OperationalError(str(error))
    if isinstance(error, _OUTDATED) and (kept := info.get(_KEPT)):
        kept.names.clear()
    return error
