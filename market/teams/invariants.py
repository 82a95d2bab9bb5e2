"""What must always hold of teams and consent; each line names what is broken. For `market audit`."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, exists, func, select

from market.accounts.models import Delegation, Person, Role
from market.accounts.rules import RoleName
from market.catalog.models import Shop
from market.catalog.rules.shops import ShopStatus
from market.db import db
from market.teams import access, models, rules


def audit() -> Iterator[str]:
    """One plain line for each broken invariant."""
    yield from _households()
    yield from _consents()
    yield from _said_by_code()
    yield from _said_on_paper()
    yield from _said_by_itself()
    yield from _helped_unasked()
    yield from _seen_without_consent()
    yield from _members()
    yield from _leaders()


def _households() -> Iterator[str]:
    nobody = ~exists().where(Person.id == models.Household.person_id)
    for household_id in db.session.scalars(select(models.Household.id).where(nobody)):
        yield f"household {household_id}: its person does not exist"


def _consents() -> Iterator[str]:
    given = exists().where(Delegation.person_id == models.Household.person_id, Delegation.role == RoleName.TEAM_MEMBER)
    in_force = select(models.Consent.id).join(models.Household, models.Household.id == models.Consent.household_id)
    for consent_id in db.session.scalars(in_force.where(models.Consent.withdrawn_at.is_(None), ~given)):
        yield f"consent {consent_id}: is in force, but nobody may act for the household"


def _said_by_code() -> Iterator[str]:
    used = exists().where(
        models.ConsentCode.id == models.Consent.code_id,
        models.ConsentCode.household_id == models.Consent.household_id,
        models.ConsentCode.purpose == rules.Purpose.CONSENT,
        models.ConsentCode.used_at.is_not(None),
    )
    yield from _unproved(rules.Method.CODE, ~used, "no code that its household's phone received was used")


def _said_on_paper() -> Iterator[str]:
    agreed = exists().where(
        models.PaperConsent.household_id == models.Consent.household_id,
        models.PaperConsent.paper == models.Consent.paper,
        models.PaperConsent.state == rules.PaperState.AGREED,
        models.PaperConsent.decided_by == models.Consent.recorded_by,
    )
    # Papers of before officers looked at them stand.
    since = select(func.min(models.PaperConsent.sent_at)).scalar_subquery()
    unseen = (models.Consent.recorded_at >= since) & ~agreed
    yield from _unproved(rules.Method.PAPER, unseen, "no officer has agreed to its paper")


def _said_by_itself() -> Iterator[str]:
    another = models.Consent.recorded_by != models.Household.person_id
    yield from _unproved(rules.Method.OWN, another, "its household did not give it itself")


def _unproved(method: rules.Method, unproved: ColumnElement[bool], why: str) -> Iterator[str]:
    """The consents in force of one method for which `unproved` holds."""
    wanted = select(models.Consent.id).join(models.Household, models.Household.id == models.Consent.household_id)
    in_force = models.Consent.method == method, models.Consent.withdrawn_at.is_(None)
    for consent_id in db.session.scalars(wanted.where(*in_force, unproved)):
        yield f"consent {consent_id}: {why}"


def _helped_unasked() -> Iterator[str]:
    agreed = exists().where(models.Consent.household_id == models.Household.id, models.Consent.withdrawn_at.is_(None))
    given = exists().where(Delegation.person_id == models.Household.person_id, Delegation.role == RoleName.TEAM_MEMBER)
    for household_id in db.session.scalars(select(models.Household.id).where(given, ~agreed)):
        yield f"household {household_id}: a team may act for it, and it has not agreed"


def _seen_without_consent() -> Iterator[str]:
    agreed = exists().where(models.Consent.household_id == models.Household.id, models.Consent.withdrawn_at.is_(None))
    given = exists().where(Delegation.person_id == models.Household.person_id, Delegation.role == RoleName.TEAM_MEMBER)
    silent = models.Household.signed_in_at.is_(None) & ~agreed & ~given
    shown = Shop.status.in_([ShopStatus.OPEN, ShopStatus.PAUSED])
    wanted = select(Shop.id).join(models.Household, models.Household.person_id == Shop.owner_id).where(shown, silent)
    for shop_id in db.session.scalars(wanted):
        yield f"shop {shop_id}: is seen, but its household has neither agreed nor signed in"


def _leaders() -> Iterator[str]:
    wanted = select(Person, models.Team.commune_code).join(models.TeamMember, models.TeamMember.person_id == Person.id)
    for person, commune_code in db.session.execute(
        wanted.join(models.Team, models.Team.id == models.TeamMember.team_id)
    ):
        if access.is_led_by(commune_code, person):
            yield f"member {person.id}: leads the team that she is of"


def _members() -> Iterator[str]:
    held = exists().where(
        Role.person_id == models.TeamMember.person_id,
        Role.role == RoleName.TEAM_MEMBER,
        Role.place_code == models.TeamVillage.village_key,
    )
    wanted = select(models.TeamMember.person_id, models.TeamVillage.village_key)
    for person_id, village_key in db.session.execute(
        wanted.join(models.TeamVillage, models.TeamVillage.team_id == models.TeamMember.team_id).where(~held)
    ):
        yield f"member {person_id}: does not hold her role at {village_key}"
