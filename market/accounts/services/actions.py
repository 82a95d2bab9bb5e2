"""Services: connected by an operator, by two where they reach far; ended by an operator, their household, or time."""

import secrets
from datetime import datetime
from uuid import UUID

from sqlalchemy import update

from market import errors, events
from market.accounts import actions as accounts
from market.accounts import rules as people
from market.accounts.models import Person
from market.accounts.services import queries, rules
from market.accounts.services.models import Service
from market.accounts.services.rules import ServiceState
from market.db import db
from market.language import Sentence

_TOO_LONG = Sentence("Nhiều nhất một năm kể từ nay.", en="At most a year from now.")
_OVER = Sentence("Ngày này đã qua.", en="This day is over.")


def connect(
    *, name: str, scopes: list[str], place_kind: str, place_code: str, expires_at: datetime, by: Person, now: datetime
) -> tuple[Service, str | None]:
    """A new service, and its token, told once; None where a second operator must agree first. Raises InvalidInput."""
    if not now < expires_at <= now + rules.LONGEST_LIFE:
        raise errors.InvalidInput(errors={"expires_at": [_TOO_LONG if expires_at > now else _OVER]})
    person = Person(name=name, phone=None, created_at=now)
    db.session.add(person)
    db.session.flush()
    service = Service(
        id=person.id,
        person=person,
        scopes=sorted(scopes),
        place_kind=place_kind,
        place_code=place_code,
        state=ServiceState.ASKED,
        asked_by_id=by.id,
        asked_at=now,
        expires_at=expires_at,
    )
    db.session.add(service)
    db.session.flush()
    return service, None if rules.is_wide(scopes, place_kind) else _activate(service, now)


def agree(*, service: Service, by: Person, now: datetime) -> str | None:
    """A second operator agrees: the token, told once. Again it changes nothing. Raises SameOperator, WrongState."""
    if service.state == ServiceState.ACTIVE:
        return None
    rules.STATES.role_for(ServiceState(service.state), ServiceState.ACTIVE, roles={"operator"})
    if by.id == service.asked_by_id:
        raise errors.SameOperator
    service.agreed_by_id, service.agreed_at = by.id, now
    return _activate(service, now)


def end(*, service: Service, by: Person, now: datetime) -> None:
    """Its token works no more. Again changes nothing."""
    if service.state in (ServiceState.ASKED, ServiceState.ACTIVE):
        _end(service, ServiceState.REVOKED, by.id, now)


def end_at(*, shop_ids: list[UUID], now: datetime) -> None:
    """A shop has another household now, or none: what the former one was connected to works there no more."""
    for service in queries.live_at("shop", [str(shop_id) for shop_id in shop_ids]):
        _end(service, ServiceState.REVOKED, None, now)


def expire_services(*, now: datetime, limit: int = 200) -> None:
    """Those whose time is over hold no role any more."""
    for service in queries.overdue(now, limit=limit):
        _end(service, ServiceState.EXPIRED, None, now)


def note_used(*, service_id: UUID, now: datetime) -> None:
    used = update(Service).where(Service.id == service_id).values(last_used_at=now)
    db.session.execute(used.execution_options(synchronize_session=False))


def _activate(service: Service, now: datetime) -> str:
    token = rules.TOKEN_PREFIX + secrets.token_urlsafe(32)
    service.token_hash, service.state = people.token_hash(token), ServiceState.ACTIVE
    role = rules.ROLES[service.place_kind]
    accounts.grant(person=service.person, role=role, place=service.place_code, now=now)
    db.session.flush()
    events.publish(
        rules.ServiceConnected(at=now, name=service.name, place_kind=service.place_kind, place_code=service.place_code)
    )
    return token


def _end(service: Service, to: ServiceState, by_id: UUID | None, now: datetime) -> None:
    service.state, service.ended_by_id, service.ended_at = to, by_id, now
    for role in list(service.person.roles):
        service.person.roles.remove(role)
        db.session.delete(role)
    db.session.flush()
