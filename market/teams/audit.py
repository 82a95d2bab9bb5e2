"""What must always hold of teams, consent and imports; each line names what is broken. For `market audit`."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import exists, select

from market.accounts.models import Delegation, Person, Role
from market.accounts.rules import RoleName
from market.catalog.models import Shop
from market.catalog.rules import ShopStatus
from market.db import db
from market.teams.imports.models import Import
from market.teams.imports.rules import State
from market.teams.models import Consent, Household, TeamMember, TeamVillage


def audit() -> Iterator[str]:
    """One plain line for each broken invariant."""
    yield from _households()
    yield from _consents()
    yield from _seen_without_consent()
    yield from _members()
    yield from _imports()


def _households() -> Iterator[str]:
    nobody = ~exists().where(Person.id == Household.person_id)
    for household_id in db.session.scalars(select(Household.id).where(nobody)):
        yield f"household {household_id}: its person does not exist"


def _consents() -> Iterator[str]:
    given = exists().where(Delegation.person_id == Household.person_id, Delegation.role == RoleName.TEAM_MEMBER)
    in_force = select(Consent.id).join(Household, Household.id == Consent.household_id)
    for consent_id in db.session.scalars(in_force.where(Consent.withdrawn_at.is_(None), ~given)):
        yield f"consent {consent_id}: is in force, but nobody may act for the household"


def _seen_without_consent() -> Iterator[str]:
    agreed = exists().where(Consent.household_id == Household.id, Consent.withdrawn_at.is_(None))
    given = exists().where(Delegation.person_id == Household.person_id, Delegation.role == RoleName.TEAM_MEMBER)
    silent = Household.signed_in_at.is_(None) & ~agreed & ~given
    shown = Shop.status.in_([ShopStatus.OPEN, ShopStatus.PAUSED])
    wanted = select(Shop.id).join(Household, Household.person_id == Shop.owner_id).where(shown, silent)
    for shop_id in db.session.scalars(wanted):
        yield f"shop {shop_id}: is seen, but its household has neither agreed nor signed in"


def _members() -> Iterator[str]:
    held = exists().where(
        Role.person_id == TeamMember.person_id,
        Role.role == RoleName.TEAM_MEMBER,
        Role.place_code == TeamVillage.village_key,
    )
    wanted = select(TeamMember.person_id, TeamVillage.village_key)
    for person_id, village_key in db.session.execute(
        wanted.join(TeamVillage, TeamVillage.team_id == TeamMember.team_id).where(~held)
    ):
        yield f"member {person_id}: does not hold her role at {village_key}"


def _imports() -> Iterator[str]:
    counted = Import.created_count + Import.updated_count + Import.unchanged_count + Import.held_count
    odd = (Import.state == State.DONE) & ((counted != Import.done_rows) | (Import.done_rows != Import.total_rows))
    for import_id in db.session.scalars(select(Import.id).where(odd)):
        yield f"import {import_id}: its rows do not add up"
