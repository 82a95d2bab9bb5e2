"""The identity number that somebody files so that nobody else is handed their money: encrypted, theirs to take away."""

from datetime import datetime

from sqlalchemy import delete

from market.accounts.models import Person
from market.db import db
from market.encryption import seal
from market.payments.identities import models, queries


def file_identity(*, person: Person, number: str, secret: str, now: datetime) -> models.Identity:
    """Keep the number sealed. Filing another takes its place."""
    row = models.Identity(
        person_id=person.id, sealed_number=seal(number, purpose=queries.IDENTITY, secret=secret), filed_at=now
    )
    return db.session.merge(row)


def erase_identity(*, person: Person) -> None:
    db.session.execute(delete(models.Identity).where(models.Identity.person_id == person.id))
