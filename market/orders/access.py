"""In which roles a person stands to an order. What you may not see does not exist."""

from collections.abc import Callable, Set
from datetime import datetime
from uuid import UUID

from market import errors, events, ids
from market.accounts import queries as accounts
from market.accounts.models import Person
from market.accounts.rules import RoleName
from market.accounts.services.access import acting_service
from market.catalog.queries import shops
from market.catalog.rules.shops import ActedFor
from market.orders import models, queries
from market.places.queries import province_of


def roles_on(order: models.Order, person: Person) -> set[str]:
    """The roles in which `person` stands to `order`; empty for a stranger."""
    places = {order.village_key, order.from_commune}
    reach = {order.from_commune, province_of(order.from_commune)}
    roles = {
        RoleName.BUYER: order.buyer_id == person.id,
        RoleName.SELLER: order.seller_id == person.id or _serves(order, person),
        RoleName.TEAM_MEMBER: not places.isdisjoint(person.places(RoleName.TEAM_MEMBER))
        and accounts.has_delegated(order.seller_id, RoleName.TEAM_MEMBER),
        RoleName.OFFICER: not reach.isdisjoint(person.places(RoleName.OFFICER)),
        RoleName.OPERATOR: person.holds(RoleName.OPERATOR),
    }
    return {role.value for role, stands in roles.items() if stands}


def _serves(order: models.Order, person: Person) -> bool:
    """Whether `person` is a service of the order's shop: it stands where the shop's household of now does."""
    if acting_service() is None or not person.holds(RoleName.SELLER, str(order.shop_id)):
        return False
    shop = shops.shop(order.shop_id)
    return shop is not None and shop.owner_id == order.seller_id


def act_for(order: models.Order, roles: set[str], by: Person, *, now: datetime) -> None:
    """Raises NotAllowed unless `by` sells the order; that a team member acts for a household is made known."""
    if RoleName.SELLER in roles:
        return
    if RoleName.TEAM_MEMBER not in roles:
        raise errors.NotAllowed
    events.publish(ActedFor(at=now, by_id=by.id, owner_id=order.seller_id, subject_id=order.id))


def order_for(
    number: str, person: Person, *, lock: bool = False, with_parcel: bool = False
) -> tuple[models.Order, set[str]]:
    """The order and the roles in which `person` stands to it. Raises NotFound for a stranger."""
    order = None
    if ids.is_order_number(number):
        order = queries.locked(number, with_parcel=with_parcel) if lock else queries.with_number(number)
    roles = roles_on(order, person) if order is not None else set()
    if order is None or not roles:
        raise errors.NotFound
    return order, roles


def side_of(order: models.Order, roles: Set[str]) -> Callable[[UUID | None], bool]:
    """To whom what was told somebody in `roles` may see. Raises NotAllowed for an officer, who is of neither side."""
    if RoleName.OPERATOR in roles:
        return lambda _: True
    if RoleName.BUYER in roles:
        return lambda person_id: person_id == order.buyer_id
    if roles.isdisjoint({RoleName.SELLER, RoleName.TEAM_MEMBER}):
        raise errors.NotAllowed
    return lambda person_id: person_id != order.buyer_id


def roles_told(order: models.Order, person_ids: Set[UUID | None]) -> dict[UUID | None, str]:
    """As what each of those who were told of an order was told: its buyer, its seller, their team, an operator."""
    sides: dict[UUID | None, str] = {order.buyer_id: RoleName.BUYER, order.seller_id: RoleName.SELLER}
    others = {person_id for person_id in person_ids if person_id is not None and person_id not in sides}
    known = accounts.people(others) if others else {}
    operators = {person.id for person in known.values() if person.holds(RoleName.OPERATOR)}
    return {
        person_id: sides.get(person_id, RoleName.OPERATOR if person_id in operators else RoleName.TEAM_MEMBER)
        for person_id in person_ids
    }
