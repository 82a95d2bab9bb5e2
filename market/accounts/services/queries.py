"""Reads of services: whose token this is, and who sees which."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload

from market import errors
from market.accounts.models import Person
from market.accounts.rules import RoleName, token_hash
from market.accounts.services.models import Service
from market.accounts.services.rules import ServiceState
from market.db import db


def with_token(token: str, *, now: datetime) -> Service | None:
    """The service whose live token this is, with its person and roles in one statement."""
    wanted = select(Service).where(Service.token_hash == token_hash(token), Service.state == ServiceState.ACTIVE)
    whole = wanted.where(Service.expires_at > now).options(joinedload(Service.person).joinedload(Person.roles))
    return db.session.execute(whole).unique().scalars().first()


def services_seen_by(viewer: Person) -> Select[Any]:
    """To operators all; to a household those of its shops."""
    wanted = select(Service)
    if viewer.holds(RoleName.OPERATOR):
        return wanted
    return wanted.where(Service.place_kind == "shop", Service.place_code.in_(viewer.places(RoleName.SELLER)))


def service_for(service_id: UUID, viewer: Person, *, lock: bool = False) -> Service:
    """Raises NotFound for whoever may not see it."""
    wanted = services_seen_by(viewer).where(Service.id == service_id)
    return errors.found(db.session.scalars(_held(wanted) if lock else wanted).first())


def live_at(place_kind: str, place_codes: list[str]) -> list[Service]:
    """The services at places that may yet be used, held until this transaction ends."""
    open_ = or_(Service.state == ServiceState.ACTIVE, Service.state == ServiceState.ASKED)
    wanted = select(Service).where(Service.place_kind == place_kind, Service.place_code.in_(place_codes), open_)
    return list(db.session.scalars(_held(wanted.order_by(Service.id))))


def overdue(now: datetime, *, limit: int) -> list[Service]:
    wanted = select(Service).where(Service.state == ServiceState.ACTIVE, Service.expires_at <= now)
    return list(db.session.scalars(_held(wanted.order_by(Service.expires_at).limit(limit))))


def _held(wanted: Select[Any]) -> Select[Any]:
    return wanted.with_for_update(of=Service).execution_options(populate_existing=True)
