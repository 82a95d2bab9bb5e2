"""The address book is written. One change of a person's book at a time, so that it is never too full."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, update

from market.accounts.addresses import models, queries, rules
from market.accounts.models import Person
from market.accounts.rules import PersonErased
from market.db import db, one_at_a_time
from market.encryption import seal


def add_address(*, person: Person, given: Mapping[str, Any], now: datetime) -> models.Address:
    """Keep one more; the first is the default. Raises AddressBookFull."""
    _alone(person)
    kept = queries.count(person.id)
    if kept >= rules.MOST:
        raise rules.AddressBookFull(most=rules.MOST)
    first = given["is_default"] or not kept
    if first:
        _take_default(person)
    told = {"commune_code": given["commune_code"], "is_default": first, "created_at": now}
    address = models.Address(person_id=person.id, sealed=_sealed(given), **told)
    db.session.add(address)
    db.session.flush()
    return address


def keep_address(*, person: Person, given: Mapping[str, Any], now: datetime) -> None:
    """Add what somebody has had something sent to, unless it is there or the book is full: no purchase fails for it."""
    same = ("commune_code", "name", "phone", "address_line")
    book = queries.book_of(person.id)
    if len(book) < rules.MOST and not any(all(one[name] == given[name] for name in same) for one in book):
        add_address(person=person, given={"label": "", "is_default": False, **given}, now=now)


def change_address(*, address: models.Address, person: Person, changes: Mapping[str, Any]) -> None:
    """Change what is given. Raises DefaultNeeded where the default is to be none."""
    _alone(person)
    wish = changes.get("is_default")
    if wish is False and address.is_default:
        raise rules.DefaultNeeded
    if wish and not address.is_default:
        _take_default(person)
        address.is_default = True
    address.commune_code = changes.get("commune_code", address.commune_code)
    address.sealed = _sealed({**queries.opened(address), **changes})
    db.session.flush()


def remove_address(*, address: models.Address, person: Person) -> None:
    """Delete it; what was ordered to it stays as it is. The newest of the rest follows a default."""
    _alone(person)
    db.session.delete(address)
    db.session.flush()
    heir = queries.newest_of(person.id) if address.is_default else None
    if heir is not None:
        heir.is_default = True


def erase_addresses(erased: PersonErased) -> None:
    db.session.execute(delete(models.Address).where(models.Address.person_id == erased.person_id))


def _alone(person: Person) -> None:
    one_at_a_time(f"addresses {person.id}")


def _take_default(person: Person) -> None:
    theirs = update(models.Address).where(models.Address.person_id == person.id, models.Address.is_default)
    db.session.execute(theirs.values(is_default=False, version=models.Address.version + 1))


def _sealed(words: Mapping[str, Any]) -> bytes:
    told = json.dumps({name: words[name] for name in rules.WORDS}, ensure_ascii=False)
    return seal(told, purpose=rules.PURPOSE, secret=queries.secret())
