"""The couriers of a post office and the cash that each carries."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import case, func, select

from market.accounts import queries as people
from market.accounts.models import Person
from market.accounts.rules import RoleName
from market.db import db
from market.http import Json, page
from market.payments.ledger import hands
from market.payments.ledger.models import LedgerEntry, Posting
from market.payments.tills.rules import TillMove


def owing(office: str) -> list[dict[str, Any]]:
    """Whoever carries cash of the office, named, also who works there no more."""
    held = hands.held_at(office)
    return [
        {"person_id": person_id, "name": name, "owes_vnd": held[person_id]}
        for person_id, name in _named(held)
        if person_id is not None
    ]


def day_by_courier(office: str, begin: datetime, end: datetime) -> list[dict[str, Any]]:
    """By the books: what each took in and handed in between two moments, and carried at the end of them.

    Cash that was taken in before names were kept stands under nobody's.
    """
    within, is_hand_in = LedgerEntry.at >= begin, LedgerEntry.kind == TillMove.HAND_IN
    took = func.sum(case((within & ~is_hand_in, Posting.amount_vnd), else_=0))
    handed_in = func.sum(case((within & is_hand_in, -Posting.amount_vnd), else_=0))
    sums = select(Posting.holder_id, took, handed_in, func.sum(Posting.amount_vnd)).join(LedgerEntry)
    rows = db.session.execute(sums.where(hands.of(office), LedgerEntry.at < end).group_by(Posting.holder_id))
    days = {holder: [int(amount) for amount in amounts] for holder, *amounts in rows if any(amounts)}
    names = ("took_vnd", "handed_in_vnd", "owes_vnd")
    return [
        {"person_id": holder, "name": name, **dict(zip(names, days[holder], strict=True))}
        for holder, name in _named(days)
    ]


def couriers_of(office: str, *, limit: int, cursor: str | None = None) -> Json:
    """A page of those who work as couriers at a post office, with what each carries of its cash."""
    found = page(people.working(RoleName.COURIER, office), Person.id, limit=limit, cursor=cursor)
    held = hands.held_at(office)
    shown = [
        {"courier_id": person.id, "name": person.name, "owes_vnd": held.get(person.id, 0)} for person in found["items"]
    ]
    return found | {"items": shown}


def cash_of(person: Person, *, limit: int, cursor: str | None = None) -> Json:
    """What the person carries, of which post offices, and a page of what was taken in and handed in, newest first."""
    held = hands.held_by(person.id)
    found = page(hands.lines_of(person.id), LedgerEntry.id, limit=limit, cursor=cursor, rows=True)
    offices = [{"post_office_code": office, "owes_vnd": amount} for office, amount in held.items()]
    return {"owes_vnd": sum(held.values()), "post_offices": offices, **found}


def _named(holders: Iterable[UUID | None]) -> list[tuple[UUID | None, str]]:
    """With their names, in one order; nobody's come last."""
    ids = {holder for holder in holders if holder is not None}
    known = people.people(ids)
    named = [(holder, known[holder].name if holder in known else "") for holder in sorted(ids, key=str)]
    return named + [(None, "")] * (None in set(holders))
