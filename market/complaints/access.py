"""In which roles somebody stands to a complaint, and who may act on it. What you may not see does not exist."""

from collections.abc import Set
from datetime import datetime

from market import errors, events, ids
from market.accounts import queries as people
from market.accounts.models import Person
from market.accounts.rules import RoleName
from market.catalog.models import Shop
from market.catalog.rules.shops import ActedFor
from market.complaints import queries
from market.complaints.models import Complaint
from market.complaints.rules import passes
from market.complaints.rules.holders import LEVELS, Level
from market.complaints.rules.kinds import Side
from market.complaints.rules.refusals import UNKNOWN, NotInYourHands, OwnComplaint
from market.db import db
from market.places.queries import province_of

REPORTER = "reporter"
OFFICES = frozenset({str(RoleName.OFFICER), str(RoleName.OPERATOR)})
_HER_SIDE = frozenset({str(RoleName.SELLER), str(RoleName.TEAM_MEMBER)})


def roles_on(complaint: Complaint, person: Person) -> set[str]:
    """The roles in which `person` stands to `complaint`; empty for a stranger."""
    reach = {complaint.commune_code, province_of(complaint.commune_code)} if complaint.commune_code else set()
    held_here = complaint.holder == Level.OFFICE and person.holds(RoleName.CLERK, complaint.holder_code)
    roles = {
        REPORTER: complaint.reporter_id == person.id,
        RoleName.CLERK: held_here,
        RoleName.OFFICER: not reach.isdisjoint(person.places(RoleName.OFFICER)),
        RoleName.OPERATOR: person.holds(RoleName.OPERATOR),
    }
    stands = {str(role) for role, stands in roles.items() if stands}
    hers = complaint.side == Side.SELLER
    at_shop = _shop_roles(complaint, person) if complaint.shop_asked or hers else set()
    return stands | at_shop | ({REPORTER} if hers and at_shop else set())


def _shop_roles(complaint: Complaint, person: Person) -> set[str]:
    """A household reads what it was asked about; so does its team, where the household lets it act."""
    if complaint.seller_id == person.id or person.holds(RoleName.SELLER, str(complaint.shop_id)):
        return {RoleName.SELLER}
    shop = db.session.get(Shop, complaint.shop_id) if complaint.shop_id else None
    if shop is None or not any(person.holds(RoleName.TEAM_MEMBER, at) for at in (shop.village_key, shop.commune_code)):
        return set()
    return {RoleName.TEAM_MEMBER} if people.has_delegated(shop.owner_id, RoleName.TEAM_MEMBER) else set()


def complaint_for(
    number: str, person: Person | None, *, code: str | None = None, secret: str = "", lock: bool = False
) -> tuple[Complaint, set[str]]:
    """The complaint and in which roles one stands to it, by who one is or by its code. Raises NotFound."""
    complaint = None
    if ids.is_order_number(number, prefix="KN"):
        complaint = queries.locked_complaint(number) if lock else queries.with_number(number)
    if complaint is None:
        raise errors.NotFound
    roles = roles_on(complaint, person) if person is not None else set()
    if code and passes.opens(secret, complaint.id, code):
        roles = roles | {REPORTER}
    if not roles:
        raise errors.NotFound
    return complaint, roles


def complaints_to_merge(number: str, into: str, by: Person) -> tuple[Complaint, Complaint, set[str]]:
    """Both, held in the order of their ids, and as what `by` stands to the first. Raises NotFound, InvalidInput."""
    complaint, roles = complaint_for(number, by)
    other = queries.with_number(into)
    if other is None or not roles_on(other, by) & OFFICES:
        raise errors.InvalidInput(errors={"into": [UNKNOWN]}) if roles & OFFICES else errors.NotAllowed
    held = queries.locked_complaints({complaint.id, other.id})
    return held[complaint.id], held[other.id], roles


def require_reporter(complaint: Complaint, roles: Set[str], by: Person | None, *, now: datetime) -> None:
    """Raises NotAllowed: only whoever complains says how the answer was; that a team does it for them is made known."""
    if REPORTER not in roles:
        raise errors.NotAllowed
    if by is not None and RoleName.TEAM_MEMBER in roles and complaint.seller_id is not None:
        events.publish(ActedFor(at=now, by_id=by.id, owner_id=complaint.seller_id, subject_id=complaint.id))


def require_holder(complaint: Complaint, roles: Set[str], by: Person, *, now: datetime) -> None:
    """Raises NotAllowed, NotInYourHands, OwnComplaint unless it lies with `by`, or with an office below hers.

    That a team acts for a household is made known.
    """
    mine = hands(complaint, roles, by)
    if not mine:
        if roles <= {REPORTER}:
            raise errors.NotAllowed
        raise NotInYourHands(where=LEVELS[Level(complaint.holder)])
    _require_no_part(complaint, by)
    if mine == {RoleName.TEAM_MEMBER} and complaint.seller_id is not None:
        events.publish(ActedFor(at=now, by_id=by.id, owner_id=complaint.seller_id, subject_id=complaint.id))


def require_office(complaint: Complaint, roles: Set[str], by: Person) -> None:
    """Raises NotAllowed unless `by` is of the complaint's place or an operator; OwnComplaint."""
    if roles.isdisjoint(OFFICES):
        raise errors.NotAllowed
    _require_no_part(complaint, by, besides=True)


def require_look_at_reporter(complaint: Complaint, roles: Set[str], by: Person) -> None:
    """Raises NotAllowed, OwnComplaint: who sells there, or acts for who does, does not read who complains."""
    if roles.isdisjoint(OFFICES):
        raise errors.NotAllowed
    if not may_look_at_reporter(complaint, roles, by):
        raise OwnComplaint


def may_look_at_reporter(complaint: Complaint, roles: Set[str], by: Person) -> bool:
    has_part = by.id in (complaint.reporter_id, complaint.seller_id) or not roles.isdisjoint(_HER_SIDE)
    return not has_part and is_in_office(roles)


def hands(complaint: Complaint, roles: Set[str], person: Person) -> set[str]:
    """In which of `roles` it lies in the hands of `person` now."""
    level = Level(complaint.holder)
    able = {RoleName.OPERATOR} | _of_level(complaint, level, person)
    return {str(role) for role in able if role in roles}


def _of_level(complaint: Complaint, level: Level, person: Person) -> set[RoleName]:
    if level == Level.SHOP:
        return {RoleName.SELLER, RoleName.TEAM_MEMBER}
    if level == Level.OFFICE:
        return {RoleName.CLERK}
    in_province = (
        person.holds(RoleName.OFFICER, province_of(complaint.commune_code)) if complaint.commune_code else False
    )
    if level == Level.COMMUNE or (level == Level.PROVINCE and in_province):
        return {RoleName.OFFICER}
    return set()


def _require_no_part(complaint: Complaint, by: Person, *, besides: bool = False) -> None:
    """Nobody decides on what she complains of, nor in an office on what is complained of her."""
    at_shop = complaint.holder == Level.SHOP and not besides
    if by.id == complaint.reporter_id or (by.id == complaint.seller_id and not at_shop):
        raise OwnComplaint


def is_in_office(roles: Set[str]) -> bool:
    """Whether somebody in `roles` is of the offices: an officer of the place, or an operator."""
    return not roles.isdisjoint(OFFICES)


def is_her_side(roles: Set[str]) -> bool:
    return REPORTER not in roles and not roles.isdisjoint(_HER_SIDE)
