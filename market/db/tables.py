"""What tables are made of, and the one session through which all of them are reached."""

from __future__ import annotations

from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import flask_sqlalchemy.session
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Engine, MetaData, TypeDecorator, Uuid
from sqlalchemy.engine import Connection
from sqlalchemy.orm import DeclarativeBase, mapped_column

# The engine of sessions that only look; None: the primary, in transactions.
looking_at: ContextVar[Engine | None] = ContextVar("looking_at", default=None)


# Under what a session keeps what it is to write, besides its things, when it next writes.
AT_THE_END = "at the end"


class UTCDateTime(TypeDecorator[datetime]):
    """An instant. Goes in aware, comes out aware in UTC, on both databases."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant must say its time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Session(flask_sqlalchemy.session.Session):
    def get_bind(self, *args: Any, **kwargs: Any) -> Engine | Connection:
        return looking_at.get() or super().get_bind(*args, **kwargs)

    def flush(self, objects: Any = None) -> None:
        super().flush(objects)
        if waiting := self.info.pop(AT_THE_END, None):
            waiting.send()


db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False, "class_": Session})
_TYPES: dict[Any, Any] = {datetime: UTCDateTime, UUID: Uuid, dict[str, Any]: JSON, list[str]: JSON}
db.Model.registry.update_type_annotation_map(_TYPES)  # type: ignore[attr-defined]

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model


# Money in whole đồng: a plain integer column of PostgreSQL would end at two thousand million.
Dong = Annotated[int, mapped_column(BigInteger)]


def is_postgresql() -> bool:
    return db.engine.dialect.name == "postgresql"


def has_session() -> bool:
    """Whether this request has a session: to ask for one makes it."""
    return bool(db.session.registry.has())
