"""Who leads a team, who serves a village, and who sees a household: what they may not see is not there."""

from collections.abc import Collection
from uuid import UUID

from market.accounts import queries as people
from market.accounts.models import Person
from market.accounts.rules import RoleName
from market.db import db
from market.errors import NotAllowed, NotFound
from market.places.queries import province_of
from market.teams import models


def leads(person: Person, *, commune_code: str, province_code: str) -> bool:
    """Whether `person` makes teams there: an operator, or an officer of the commune or its province."""
    officer = any(person.holds(RoleName.OFFICER, place) for place in (commune_code, province_code))
    return officer or person.holds(RoleName.OPERATOR)


def serves(person: Person, *, village_key: str) -> bool:
    """Whether `person` is of the team of a village, or of one for the whole commune."""
    return any(person.holds(RoleName.TEAM_MEMBER, place) for place in (village_key, village_key[:5]))


def within_reach(reach: Collection[str] | None, *, village_key: str, province_code: str) -> bool:
    """Whether a village lies in one of the places (village, commune, province) of `reach`; None is everywhere."""
    return reach is None or not {village_key, village_key[:5], province_code}.isdisjoint(reach)


def is_led_by(commune_code: str, person: Person) -> bool:
    return leads(person, commune_code=commune_code, province_code=province_of(commune_code))


def team_for(team_id: UUID, viewer: Person) -> models.Team:
    """The team, to its members and those who lead it. Raises NotFound."""
    team = db.session.get(models.Team, team_id)
    if team is None or not (is_led_by(team.commune_code, viewer) or is_member(team, viewer)):
        raise NotFound
    return team


def team_to_lead(team_id: UUID, by: Person) -> models.Team:
    """Raises NotFound, and NotAllowed for a member who does not lead it."""
    team = team_for(team_id, by)
    if not is_led_by(team.commune_code, by):
        raise NotAllowed
    return team


def team_to_work_in(team_id: UUID, by: Person) -> models.Team:
    """The team, to one of its members. Raises NotFound, and NotAllowed for those who only lead it."""
    team = team_for(team_id, by)
    if not is_member(team, by):
        raise NotAllowed
    return team


def is_member(team: models.Team, person: Person) -> bool:
    return any(member.person_id == person.id for member in team.members)


def household_for(household_id: UUID, viewer: Person) -> models.Household:
    """The household, to itself, its team, its officers and the operator. Raises NotFound."""
    household = db.session.get(models.Household, household_id)
    if household is None or not sees(viewer, household):
        raise NotFound
    return household


def household_to_correct(household_id: UUID, by: Person) -> models.Household:
    """The household, to its team and who leads its place. Raises NotFound, NotAllowed."""
    household = household_for(household_id, by)
    if not (serves(by, village_key=household.village_key) or is_led_by(household.commune_code, by)):
        raise NotAllowed
    return household


def may_act_for(household: models.Household, person: Person) -> bool:
    """Whether `person` is the household, or of the team to whose help it has agreed."""
    helped = serves(person, village_key=household.village_key)
    agreed = helped and people.has_delegated(household.person_id, RoleName.TEAM_MEMBER)
    return household.person_id == person.id or agreed


def household_to_speak_for(household_id: UUID, by: Person) -> models.Household:
    """The household, to itself; while it never signed in, to who leads its place. Raises NotFound, NotAllowed."""
    household = household_for(household_id, by)
    may = household.signed_in_at is None and is_led_by(household.commune_code, by)
    if household.person_id != by.id and not may:
        raise NotAllowed
    return household


def paper_for(paper_id: UUID, viewer: Person) -> tuple[models.PaperConsent, models.Household]:
    """A paper, to who leads the place, and to who signs in with a phone known of the household. Raises NotFound."""
    paper = db.session.get(models.PaperConsent, paper_id)
    household = db.session.get(models.Household, paper.household_id) if paper is not None else None
    if paper is None or household is None:
        raise NotFound
    if not (is_led_by(household.commune_code, viewer) or is_of(household, viewer)):
        raise NotFound
    return paper, household


def paper_to_decide(paper_id: UUID, by: Person) -> tuple[models.PaperConsent, models.Household]:
    """Raises NotFound, and NotAllowed for who does not lead the household's place."""
    paper, household = paper_for(paper_id, by)
    if not is_led_by(household.commune_code, by):
        raise NotAllowed
    return paper, household


def has_a_hand_in(paper: models.PaperConsent, household: models.Household, person: Person) -> bool:
    """Whether `person` has sent the paper or speaks for the household: then somebody else looks at it."""
    return person.id == paper.sent_by or is_of(household, person)


def is_of(household: models.Household, person: Person) -> bool:
    """Whether `person` is the household's own, or signs in with the phone that it left."""
    return household.person_id == person.id or (person.phone is not None and person.phone == household.phone)


def sees(viewer: Person, household: models.Household) -> bool:
    own = household.person_id == viewer.id
    near = serves(viewer, village_key=household.village_key)
    return own or near or is_led_by(household.commune_code, viewer)
