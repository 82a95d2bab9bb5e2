"""Reads of signed papers: those that wait for an officer, and those sent in somebody's name."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from market.accounts import queries as accounts
from market.accounts.models import Person
from market.db import db, locked
from market.http import page
from market.teams import models, queries, rules

# A household is asked once; more than these nobody sends in its name.
_LAST = 20
_WAITS = models.PaperConsent.state == rules.PaperState.WAITING


def waiting_paper(household_id: UUID) -> models.PaperConsent | None:
    wanted = select(models.PaperConsent).filter_by(household_id=household_id, state=rules.PaperState.WAITING)
    return db.session.scalars(locked(wanted)).first()


def papers_page(viewer: Person, *, limit: int, cursor: str | None = None) -> dict[str, Any]:
    """Those that wait in the places that `viewer` leads, and those sent in the name of a household with her phone."""
    own = (models.Household.person_id == viewer.id) | (models.Household.phone == viewer.phone)
    led = queries.led_by(models.Household.commune_code, viewer)
    return _page(select(models.PaperConsent).join(models.Household).where((_WAITS & led) | own), limit, cursor)


def papers_of(person: Person) -> list[models.PaperConsent]:
    """The last that were sent in the name of her household, or of one that left her phone."""
    own = (models.Household.person_id == person.id) | (models.Household.phone == person.phone)
    wanted = select(models.PaperConsent).join(models.Household).where(own)
    return list(db.session.scalars(wanted.order_by(models.PaperConsent.id.desc()).limit(_LAST)))


def waiting_page(viewer: Person, *, communes: Collection[str], limit: int, cursor: str | None = None) -> dict[str, Any]:
    """Those that wait for a word of `viewer` in some of the communes that she leads."""
    of_hers = queries.led_by(models.Household.commune_code, viewer)
    there = models.Household.commune_code.in_(communes)
    return _page(select(models.PaperConsent).join(models.Household).where(_WAITS, of_hers, there), limit, cursor)


def papers_shown(papers: list[models.PaperConsent]) -> list[dict[str, Any]]:
    senders = accounts.people({paper.sent_by for paper in papers})
    households = _households({paper.household_id for paper in papers})
    fields = ("id", "household_id", "state", "sent_at", "decided_at", "reason")
    return [
        {name: getattr(paper, name) for name in fields}
        | _home(households.get(paper.household_id))
        | {"sent_by": senders[paper.sent_by].name if paper.sent_by in senders else ""}
        for paper in papers
    ]


def _page(wanted: Select[Any], limit: int, cursor: str | None) -> dict[str, Any]:
    found = page(wanted, models.PaperConsent.id, limit=limit, cursor=cursor)
    return found | {"items": papers_shown(found["items"])}


def _households(ids: Collection[UUID]) -> dict[UUID, models.Household]:
    wanted = select(models.Household).where(models.Household.id.in_(ids))
    return {household.id: household for household in db.session.scalars(wanted)}


def _home(household: models.Household | None) -> dict[str, str]:
    if household is None:
        return {"household": "", "village": "", "commune_code": ""}
    return {"household": household.name, "village": household.village, "commune_code": household.commune_code}
