"""Reads of filed identity numbers."""

from uuid import UUID

from market.accounts.models import Person
from market.db import db
from market.encryption import unseal
from market.payments.identities.models import Identity

IDENTITY = "identity"


def identity_number(person_id: UUID, *, secret: str) -> str | None:
    """The identity number a person filed, or None."""
    filed = db.session.get(Identity, person_id)
    return unseal(filed.sealed_number, purpose=IDENTITY, secret=secret) if filed else None


def identity_shown(person: Person, *, secret: str) -> dict[str, object] | None:
    """The last four digits of what a person filed, and when."""
    filed = db.session.get(Identity, person.id)
    number = identity_number(person.id, secret=secret)
    return {"id_number_tail": number[-4:], "filed_at": filed.filed_at} if filed and number else None
