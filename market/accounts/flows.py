"""Sign-in: tries are committed before the answer, and passwords are hashed outside any transaction."""

from collections.abc import Mapping
from datetime import datetime
from threading import Lock
from uuid import UUID

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from market.accounts import actions, identity, models, one_time_codes, passwords, queries, rules, sessions
from market.accounts.rules import Visitor
from market.db import transaction
from market.events import publish
from market.http import heavy_work

_hasher = PasswordHasher()
# One hash takes 64 MiB; one at a time per process keeps a flood of them from taking the machine.
_one_at_a_time = Lock()
# Verified when the phone is unknown, so that the time of the answer tells nothing either.
_NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$HBejTfFpKbLVriH7u+izow$5dEh2dWbSoL4bXl/r6Q+G1UpUY7rUg9/PozINmlwS+c"


def hash_password(password: str, *, by: models.Person, now: datetime) -> str:
    """The argon2id hash to keep. Ends the transaction first: no lock is held while hashing.

    Raises PasswordTooCommon, TooManyRequests, and Busy at once where too much is hashed and decoded.
    """
    require_uncommon(password, by=by)
    transaction(lambda: actions.count_try(limit=rules.PASSWORDS_PER_PERSON, subject=str(by.id), now=now))
    with heavy_work(), _one_at_a_time:
        return _hasher.hash(password)


def require_uncommon(password: str, *, by: models.Person) -> None:
    """Raises PasswordTooCommon."""
    if passwords.is_common(password, name=by.name, phone=by.phone or ""):
        raise passwords.PasswordTooCommon


def request_code(*, phone: str, visitor: Visitor, now: datetime) -> models.SignInCode:
    """Count the request and make a code. Raises TooManyRequests."""
    actions.count_code(phone=phone, visitor=visitor, now=now)
    return actions.issue_code(phone=phone, origin=visitor.origin, now=now)


def sign_in_by_code(*, phone: str, code: str, visitor: Visitor, now: datetime) -> models.Person:
    """The person whose newest code this is; a first sign-in makes a buyer. Raises WrongCredentials, TooManyRequests."""
    if not prove(phone=phone, code=code, visitor=visitor, now=now):
        raise rules.WrongCredentials
    person = actions.register(phone=phone, now=now)
    publish(rules.SignedIn(at=now, person_id=person.id))
    return person


def secure(
    *,
    person: models.Person,
    what: sessions.Secured,
    code: str | None,
    visitor: Visitor,
    token: str | None,
    now: datetime,
) -> None:
    """Let the person change what protects her account: her present phone has got `code`.

    Her other sessions end and her phone is told. Ends the transaction. Raises FreshCodeNeeded, TooManyRequests.
    """
    require_fresh_code(person=person, code=code, visitor=visitor, now=now)
    sessions.secured(person=person, what=what, token=token or "", now=now)


def require_fresh_code(*, person: models.Person, code: str | None, visitor: Visitor, now: datetime) -> None:
    """Her present phone has got `code`. Ends the transaction. Raises FreshCodeNeeded, TooManyRequests."""
    phone = person.phone
    if code is None or phone is None or not prove(phone=phone, code=code, visitor=visitor, now=now):
        raise sessions.FreshCodeNeeded


def prove(*, phone: str, code: str, visitor: Visitor, now: datetime) -> bool:
    """Whether `code` was sent to `phone` and works; it is spent then. Raises TooManyRequests.

    A code has five tries where it was asked for, and five more for everywhere else together.
    """
    return prove_all({phone: code}, visitor=visitor, now=now)


def prove_all(codes: Mapping[str, str], *, visitor: Visitor, now: datetime) -> bool:
    """The same of several phones, each with its code: all are spent, or the caller is to refuse and none is."""
    tried = transaction(lambda: {phone: _take_tries(phone, visitor, now) for phone in codes})
    meant = [_meant(tried[phone][1], code, visitor) for phone, code in codes.items()]
    if not all(meant) or not all(one_time_codes.spend_code(rows[0], now=now) for rows in meant):
        return False
    for phone, (tries, _) in tried.items():
        actions.void_codes(phone=phone, now=now)
        actions.forgive(tries)
    return True


def change_phone(
    *, person: models.Person, phone: str, code: str | None, new_code: str | None, visitor: Visitor, now: datetime
) -> None:
    """She signs in with `phone` from now on: it has got `new_code`, and her present phone `code`.

    Whoever is signed in is signed out, she herself too. Raises FreshCodeNeeded, PhoneInUse, TooManyRequests.
    """
    if code is None or new_code is None or person.phone in (None, phone):
        raise sessions.FreshCodeNeeded(sessions.BOTH_PHONES)
    if not prove_all({str(person.phone): code, phone: new_code}, visitor=visitor, now=now):
        raise sessions.FreshCodeNeeded(sessions.BOTH_PHONES)
    identity.move_to_phone(person=person, phone=phone, now=now)
    publish(sessions.AccountSecured(at=now, person_id=person.id, what=sessions.Secured.PHONE))


def sign_in_by_password(*, phone: str, password: str, visitor: Visitor, now: datetime) -> models.Person:
    """The person with this phone and password. Raises WrongCredentials, TooManyRequests, and Busy, uncounted."""
    with heavy_work():
        tries, known = transaction(lambda: (_count_passwords(phone, visitor, now), queries.person_with_phone(phone)))
        kept = known.password_hash if known is not None and known.password_hash else _NOBODY
        if not _matches(kept, password) or known is None or known.password_hash is None:
            raise rules.WrongCredentials
    actions.forgive(tries)
    return known


def _count_tries(phone: str, visitor: Visitor, now: datetime) -> list[UUID]:
    """Counted before the look, and committed, so that a refused try stays counted."""
    limits = {
        rules.FAILURES_PER_PHONE_THERE: visitor.subject(phone, visitor.origin),
        rules.FAILURES_PER_ADDRESS: visitor.origin,
    }
    return [actions.count_try(limit=limit, subject=subject, now=now) for limit, subject in limits.items()]


def _count_passwords(phone: str, visitor: Visitor, now: datetime) -> list[UUID]:
    """As other tries, and all strangers' together: they never count where the person herself has signed in."""
    counted = _count_tries(phone, visitor, now)
    if not queries.has_signed_in_from(phone, visitor.origin):
        limit, subject = rules.FAILURES_PER_PHONE, visitor.subject(phone)
        counted.append(actions.count_try(limit=limit, subject=subject, now=now))
    return counted


def _take_tries(phone: str, visitor: Visitor, now: datetime) -> tuple[list[UUID], list[models.SignInCode]]:
    return _count_tries(phone, visitor, now), _take_codes(phone, visitor, now)


def _meant(sent: list[models.SignInCode], code: str, visitor: Visitor) -> list[models.SignInCode]:
    return [row for row in sent if rules.is_code(code, lambda secret, row=row: _code(secret, row), visitor.secret)]  # type: ignore[misc]


def _take_codes(phone: str, visitor: Visitor, now: datetime) -> list[models.SignInCode]:
    def counter(row: models.SignInCode) -> str:
        return "tries" if row.asked_from == visitor.origin else "tries_elsewhere"

    live = queries.live_codes(phone, visitor.origin, now=now)
    return [row for row in live if one_time_codes.take_try(row, counter=counter(row))]


def _code(secret: str, row: models.SignInCode) -> str:
    return rules.one_time_code(secret, row.id)


def _matches(kept: str, password: str) -> bool:
    with _one_at_a_time:
        try:
            return _hasher.verify(kept, password)
        except (VerificationError, InvalidHashError):
            return False
