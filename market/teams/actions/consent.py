"""Consent: given, taken back. It makes the delegation."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import update

from market.accounts import actions as accounts
from market.accounts import identity
from market.accounts import queries as people
from market.accounts.models import Person
from market.accounts.rules import PersonErased, PhoneMoved, RoleName, SignedIn
from market.catalog.actions import shops
from market.db import db
from market.teams import queries, rules
from market.teams.actions.acts import record_act
from market.teams.models import Consent, Household


def give_consent(
    *,
    household: Household,
    method: rules.Method,
    by: Person,
    now: datetime,
    given_by: str = "",
    paper: str | None = None,
    code_id: UUID | None = None,
) -> Consent:
    """Record that the household agrees that its village's team acts for it; again changes nothing.

    What was prepared for it is opened, and the team may act from now on.
    """
    known = queries.consent_of(household.id)
    if known is not None:
        return known
    consent = Consent(
        household_id=household.id,
        team_id=queries.team_of(household.village_key),
        method=method,
        given_by=given_by or household.name,
        given_at=now,
        recorded_by=by.id,
        recorded_at=now,
        paper=paper,
        code_id=code_id,
    )
    db.session.add(consent)
    db.session.flush()  # one given meanwhile must show now
    accounts.delegate(person_id=household.person_id, role=RoleName.TEAM_MEMBER, now=now)
    shops.open_prepared_shops_of(owner_id=household.person_id, now=now)
    record_act(by_id=by.id, for_id=household.person_id, subject_id=consent.id, deed="give_consent", now=now)
    return consent


def claim(*, household: Household, phone: str, now: datetime) -> None:
    """The household has shown to hold `phone`: if it is its own, nobody else changes who it is any more."""
    person = people.person(household.person_id)
    if person is not None and person.phone == phone:
        identity.claim(person=person, now=now)


def on_phone_moved(moved: PhoneMoved) -> None:
    """What a household signs in with is where its team reaches it."""
    household = queries.household_of(moved.person_id)
    if household is not None:
        household.phone = moved.phone


def withdraw_consent(*, household: Household, by: Person, now: datetime) -> None:
    """The team acts no more, at once; again changes nothing.

    Where the household has never signed in nobody could answer a buyer, so its shops are hidden again.
    """
    consent = queries.consent_of(household.id)
    if consent is None:
        return
    consent.withdrawn_at, consent.withdrawn_by = now, by.id
    accounts.end_delegation(person_id=household.person_id, role=RoleName.TEAM_MEMBER)
    if household.signed_in_at is None:
        shops.hide_shops_of(owner_id=household.person_id, now=now)
    record_act(by_id=by.id, for_id=household.person_id, subject_id=consent.id, deed="withdraw_consent", now=now)


def on_signed_in(signed: SignedIn) -> None:
    """A household that signs in by itself needs nobody's consent record: its shop is opened."""
    household = queries.household_of(signed.person_id)
    if household is not None and household.signed_in_at is None:
        household.signed_in_at = signed.at
        shops.open_prepared_shops_of(owner_id=household.person_id, now=signed.at)


def erase_household(erased: PersonErased) -> None:
    """What was written down of a household that asks to be forgotten."""
    household = queries.household_of(erased.person_id)
    if household is None:
        return
    household.name = household.name_folded = ""
    household.phone = household.identity_hash = household.registered_on = household.people_count = None
    nobody = {"name_folded": "", "village_key": household.village_key, "phone": None}
    household.match_key = rules.match_key(**nobody, apart=household.id.hex)  # type: ignore[arg-type]
    blank = update(Consent).where(Consent.household_id == household.id, Consent.withdrawn_at.is_(None))
    db.session.execute(blank.values(withdrawn_at=erased.at, withdrawn_by=erased.person_id))
    db.session.execute(update(Consent).where(Consent.household_id == household.id).values(given_by="", paper=None))
