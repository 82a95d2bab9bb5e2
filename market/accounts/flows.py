"""Sign-in: tries are committed before the answer, and passwords are hashed outside any transaction."""

import hmac
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from uuid import UUID

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from market.accounts import actions, models, one_time_codes, queries, rules
from market.db import transaction
from market.events import publish
from market.http import heavy_work

_hasher = PasswordHasher()
# One hash takes 64 MiB; one at a time per process keeps a flood of them from taking the machine.
_one_at_a_time = Lock()
# Verified when the phone is unknown, so that the time of the answer tells nothing either.
_NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$HBejTfFpKbLVriH7u+izow$5dEh2dWbSoL4bXl/r6Q+G1UpUY7rUg9/PozINmlwS+c"


@dataclass(frozen=True)
class Visitor:
    """Where a try comes from; both are counted under keyed hashes."""

    address: str
    secret: str

    def subject(self, value: str) -> str:
        return rules.subject_hash(self.secret, value)


def hash_password(password: str, *, by: models.Person, now: datetime) -> str:
    """The argon2id hash to keep. Ends the transaction first: no lock is held while hashing.

    Raises Busy at once where too much is hashed and decoded, TooManyRequests.
    """
    transaction(lambda: actions.count_try(limit=rules.PASSWORDS_PER_PERSON, subject=str(by.id), now=now))
    with heavy_work(), _one_at_a_time:
        return _hasher.hash(password)


def request_code(*, phone: str, visitor: Visitor, now: datetime) -> models.SignInCode:
    """Count the request and make a code. Raises TooManyRequests."""
    actions.count_try(limit=rules.CODES_PER_PHONE, subject=visitor.subject(phone), now=now)
    actions.count_try(limit=rules.CODES_PER_ADDRESS, subject=visitor.subject(visitor.address), now=now)
    return actions.issue_code(phone=phone, now=now)


def sign_in_by_code(*, phone: str, code: str, visitor: Visitor, now: datetime) -> models.Person:
    """The person whose newest code this is; a first sign-in makes a buyer. Raises WrongCredentials, TooManyRequests."""
    tries, sent = transaction(lambda: (_count_try(phone, visitor, now), _take_code(phone, now)))
    good = sent is not None and hmac.compare_digest(rules.one_time_code(visitor.secret, sent.id), code)
    if sent is None or not good or not one_time_codes.spend_code(sent, now=now):
        raise rules.WrongCredentials
    actions.forgive(tries)
    person = actions.register(phone=phone, now=now)
    publish(rules.SignedIn(at=now, person_id=person.id))
    return person


def sign_in_by_password(*, phone: str, password: str, visitor: Visitor, now: datetime) -> models.Person:
    """The person with this phone and password. Raises WrongCredentials, TooManyRequests, and Busy, uncounted."""
    with heavy_work():
        tries, known = transaction(lambda: (_count_try(phone, visitor, now), queries.person_with_phone(phone)))
        kept = known.password_hash if known is not None and known.password_hash else _NOBODY
        if not _matches(kept, password) or known is None or known.password_hash is None:
            raise rules.WrongCredentials
    actions.forgive(tries)
    return known


def _count_try(phone: str, visitor: Visitor, now: datetime) -> list[UUID]:
    """Counted before the look, and committed, so that a refused try stays counted."""
    limits = {rules.FAILURES_PER_PHONE: phone, rules.FAILURES_PER_ADDRESS: visitor.address}
    return [actions.count_try(limit=limit, subject=visitor.subject(value), now=now) for limit, value in limits.items()]


def _take_code(phone: str, now: datetime) -> models.SignInCode | None:
    sent = queries.newest_code(phone)
    if sent is None or sent.used_at is not None or sent.expires_at <= now:
        return None
    return sent if one_time_codes.take_try(sent) else None


def _matches(kept: str, password: str) -> bool:
    with _one_at_a_time:
        try:
            return _hasher.verify(kept, password)
        except (VerificationError, InvalidHashError):
            return False
