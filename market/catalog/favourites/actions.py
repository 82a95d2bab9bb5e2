"""Favourites are kept and let go; again changes nothing."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete

from market import errors, ids
from market.accounts.models import Person
from market.accounts.rules import PersonErased
from market.catalog.favourites import queries, rules
from market.catalog.favourites.models import Favourite
from market.db import db, insert_if_absent, one_at_a_time


def keep(*, person: Person, kind: rules.Kind, subject_id: UUID, now: datetime) -> Favourite:
    """Raises TooManyFavourites."""
    one_at_a_time(f"favourites {person.id}")
    kept = queries.favourite(person.id, kind, subject_id)
    if kept is None:
        if queries.count(person.id, kind) >= rules.MOST:
            raise rules.TooManyFavourites(most=rules.MOST)
        row = {"person_id": person.id, "kind": kind, "subject_id": subject_id, "added_at": now}
        insert_if_absent(Favourite, id=ids.new_id(), **row)
        kept = queries.favourite(person.id, kind, subject_id)
    return errors.found(kept)


def let_go(*, person: Person, kind: rules.Kind, subject_id: UUID) -> None:
    hers = {"person_id": person.id, "kind": kind, "subject_id": subject_id}
    db.session.execute(delete(Favourite).filter_by(**hers))


def erase_favourites(erased: PersonErased) -> None:
    db.session.execute(delete(Favourite).filter_by(person_id=erased.person_id))
