"""Reads of manifests: what was brought to a post office, for its clerks and for operators."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from market import clock
from market.accounts.models import Person
from market.accounts.rules import RoleName
from market.db import db
from market.delivery import access
from market.delivery.models import Manifest, ManifestLine
from market.errors import NotFound


def manifest(manifest_id: UUID, person: Person) -> Manifest:
    """One manifest, to those who work at its office and to operators. Raises NotFound."""
    found = db.session.get(Manifest, manifest_id)
    if found is None or not _sees(person, found.post_office_code):
        raise NotFound
    return found


def manifests(person: Person, *, office: str | None, day: date | None) -> Select[Any]:
    """Manifests of a clerk's post offices (or one of them), of a day in Vietnam; each with how many parcels it names.

    Raises NotYourOffice.
    """
    if office is not None:
        access.require_clerk(office, person, may_look=True)
    lines = select(func.count()).where(ManifestLine.manifest_id == Manifest.id).scalar_subquery()
    told = (Manifest.post_office_code, Manifest.brought_by, Manifest.received_by, Manifest.received_at)
    wanted = select(Manifest.id, *told, lines.label("parcel_count"))
    if office is not None:
        wanted = wanted.where(Manifest.post_office_code == office)
    elif not person.holds(RoleName.OPERATOR):
        wanted = wanted.where(Manifest.post_office_code.in_(access.offices_of(person)))
    if day is not None:
        wanted = wanted.where(Manifest.received_at >= clock.begin_of(day), Manifest.received_at < clock.end_of(day))
    return wanted


def _sees(person: Person, office: str) -> bool:
    return office in access.offices_of(person) or person.holds(RoleName.OPERATOR)
