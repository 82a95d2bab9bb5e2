"""Changes to people, roles, codes and tokens. None commits."""

import secrets
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import bindparam, delete, update

from market import clock, errors, events, ids, metrics
from market.accounts import identity, models, queries, rules
from market.db import Change, db, insert_at_the_end, one_at_a_time
from market.language import Sentence

_log = structlog.get_logger()
_WRONG_PLACE = Sentence("Nơi này không hợp với vai trò.", en="This place does not fit the role.")


_attempts: Any = models.Attempt.__table__
_codes: Any = models.SignInCode.__table__
_FORGIVE = Change(delete(_attempts).where(_attempts.c.id == bindparam("key")))
_VOID = Change(
    update(_codes)
    .where(_codes.c.phone == bindparam("whose"), _codes.c.used_at.is_(None))
    .values(used_at=bindparam("now"))
)


def register(*, phone: str, name: str = "", now: datetime) -> models.Person:
    """The person with this phone (E.164), made on first use as a buyer."""
    known = queries.person_with_phone(phone)
    if known is not None:
        return known
    person = models.Person(phone=phone, name=name, created_at=now)
    db.session.add(person)
    db.session.flush()  # a phone taken meanwhile must show now, so that the request is tried again
    grant(person=person, role=rules.RoleName.BUYER, now=now)
    return person


def grant(*, person: models.Person, role: rules.RoleName, place: str = "", now: datetime) -> None:
    """Give `person` a role at a place; again changes nothing. Raises InvalidInput, LeadsThere."""
    kind = rules.place_kind(role, place)
    if kind is None:
        raise errors.InvalidInput(errors={"place": [_WRONG_PLACE]})
    if not any(held.role == role and held.place_code == place for held in person.roles):
        identity.require_apart(person, role, place)
        person.roles.append(
            models.Role(person_id=person.id, role=role, place_kind=kind, place_code=place, granted_at=now)
        )


def revoke(*, person: models.Person, role: rules.RoleName, place: str = "") -> None:
    """Take a role at a place from `person`; again changes nothing."""
    held = next((r for r in person.roles if r.role == role and r.place_code == place), None)
    if held is not None:
        person.roles.remove(held)
        db.session.delete(held)


def delegate(*, person_id: UUID, role: rules.RoleName, now: datetime) -> None:
    """Let the holders of `role` at a person's place act for her; again changes nothing."""
    if db.session.get(models.Delegation, (person_id, role)) is None:
        db.session.add(models.Delegation(person_id=person_id, role=role, given_at=now))
        db.session.flush()


def end_delegation(*, person_id: UUID, role: rules.RoleName) -> None:
    """From now on nobody acts for the person in `role`; again changes nothing."""
    given = db.session.get(models.Delegation, (person_id, role))
    if given is not None:
        db.session.delete(given)
        db.session.flush()


def rename(*, person: models.Person, changes: dict[str, Any]) -> models.Person:
    """Apply `name` and `password_hash` as far as given."""
    for field, value in changes.items():
        setattr(person, field, value)
    db.session.flush()
    return person


def issue_code(*, phone: str, now: datetime, origin: str = "") -> models.SignInCode:
    """A new one-time code for `phone`; only the newest works."""
    code = models.SignInCode(phone=phone, asked_from=origin, created_at=now, expires_at=now + rules.CODE_LIFE)
    db.session.add(code)
    db.session.flush()
    events.publish(rules.CodeRequested(at=now, code_id=code.id))
    return code


def void_codes(*, phone: str, now: datetime) -> None:
    """Let no code that was sent to `phone` work any more."""
    _VOID.at_the_end([{"whose": phone, "now": now}])


def issue_token(
    *,
    person: models.Person,
    now: datetime,
    scope: rules.Scope = rules.Scope.API,
    origin: str = "",
    life: timedelta | None = None,
) -> tuple[str, datetime]:
    """A new bearer token, told once, and when it ends."""
    token = "cp_" + secrets.token_urlsafe(32)
    kept = {"token_hash": rules.token_hash(token), "person_id": person.id, "scope": scope, "signed_in_from": origin}
    expires_at = now + (life or rules.TOKEN_LIVES[scope])
    insert_at_the_end(models.Token(**kept, created_at=now, last_seen_at=now, expires_at=expires_at))
    identity.claim(person=person, now=now)
    return token, expires_at


def revoke_token(*, token: str, now: datetime) -> None:
    db.session.execute(
        update(models.Token).where(models.Token.token_hash == rules.token_hash(token)).values(revoked_at=now)
    )


def count_try(*, limit: rules.Limit, subject: str, now: datetime) -> UUID:
    """Count one try of `subject` (a keyed hash). Raises TooManyRequests once `limit` is reached.

    Two at once look one after the other: the second sees what the first has counted.
    """
    one_at_a_time(f"{limit.kind} {subject}")
    if queries.tries(limit, subject, now=now) >= limit.most:
        metrics.LIMITS_REACHED.labels(limit.kind).inc()
        raise errors.TooManyRequests(retry_after=int(limit.window.total_seconds()))
    insert_at_the_end(models.Attempt(id=(counted := ids.new_id()), kind=limit.kind, subject=subject, at=now))
    return counted


def count_code(*, phone: str | None, visitor: rules.Visitor, now: datetime) -> None:
    """Count a code that is to be sent, whatever it is for: by phone, address, caller, and all of a day together.

    Without a phone where the code has a limit of its own by the person it goes to. Raises TooManyRequests.
    """
    if phone is not None:
        there = visitor.subject(phone, visitor.origin)
        count_try(limit=rules.CODES_PER_PHONE_THERE, subject=there, now=now)
        if not queries.has_signed_in_from(phone, visitor.origin):
            count_try(limit=rules.CODES_PER_PHONE, subject=visitor.subject(phone), now=now)
    count_try(limit=rules.CODES_PER_ADDRESS, subject=visitor.origin, now=now)
    if visitor.caller_id is not None:
        count_try(limit=rules.CODES_PER_CALLER, subject=visitor.subject(str(visitor.caller_id)), now=now)
    try:
        count_try(limit=rules.codes_a_day(visitor.codes_a_day), subject="", now=now)
    except errors.TooManyRequests:
        _log.error("codes of the day used up", codes_a_day=visitor.codes_a_day)
        raise


def forgive(tries: list[UUID]) -> None:
    """Uncount tries that turned out right: only failures use up a limit."""
    _FORGIVE.at_the_end([{"key": key} for key in tries])


def erase(*, person: models.Person, now: datetime) -> None:
    """Make a person anonymous. What was bought and sold stays in the books, without a name."""
    db.session.execute(delete(models.Token).where(models.Token.person_id == person.id))
    db.session.execute(delete(models.SignInCode).where(models.SignInCode.phone == person.phone))
    events.publish(rules.PersonErased(at=now, person_id=person.id))
    db.session.execute(delete(models.Delegation).where(models.Delegation.person_id == person.id))
    db.session.execute(delete(models.Role).where(models.Role.person_id == person.id))
    db.session.expire(person, ["roles"])
    person.name, person.phone, person.password_hash = "", None, None
    person.erased_at = now


def purge_old_tries(*, now: datetime) -> None:
    """Drop counted tries and codes older than a week: no window is longer."""
    week_ago = clock.ago(now, days=7)
    db.session.execute(delete(models.Attempt).where(models.Attempt.at < week_ago))
    db.session.execute(delete(models.SignInCode).where(models.SignInCode.created_at < week_ago))
