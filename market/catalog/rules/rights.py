"""Who may act for a shop, see what is hidden, verify a certificate."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from market.errors import NotAllowed
from market.events import Event


class ShopFacts(Protocol):
    """What of a shop decides who may act for it; the table row has it, and so may a test."""

    @property
    def id(self) -> UUID: ...
    @property
    def owner_id(self) -> UUID: ...
    @property
    def commune_code(self) -> str: ...
    @property
    def village_key(self) -> str: ...
    @property
    def lets_team_act(self) -> bool: ...


class PersonFacts(Protocol):
    @property
    def id(self) -> UUID: ...
    def holds(self, role: str, place_code: str | None = None) -> bool: ...


def acting_role(shop: ShopFacts, person: PersonFacts | None) -> str | None:
    """As what `person` may act for the shop: its `seller`, a `team_member` of its village or commune, or None.

    A team acts only for a household that has agreed to it.
    """
    if person is None:
        return None
    if person.id == shop.owner_id or person.holds("seller", str(shop.id)):
        return "seller"
    in_team = any(person.holds("team_member", place) for place in (shop.village_key, shop.commune_code))
    # Asked last: it may cost a look into the database.
    return "team_member" if in_team and shop.lets_team_act else None


def require_may_act(shop: ShopFacts, person: PersonFacts | None) -> str:
    """The role of `acting_role`. Raises NotAllowed where there is none."""
    role = acting_role(shop, person)
    if role is None:
        raise NotAllowed
    return role


@dataclass(frozen=True, kw_only=True)
class ActedFor(Event):
    """A team member was let act for a household: who types, and for whom."""

    by_id: UUID
    owner_id: UUID
    subject_id: UUID


def sees_hidden(shop: ShopFacts, person: PersonFacts | None) -> bool:
    """Whether `person` sees the shop and its goods when the public does not."""
    return person is not None and (acting_role(shop, person) is not None or person.holds("operator"))


def may_verify(person: PersonFacts | None, *, commune_code: str, province_code: str) -> bool:
    """Whether `person` is an officer of the commune or of its province."""
    return person is not None and any(person.holds("officer", place) for place in (commune_code, province_code))


def require_operator(person: PersonFacts) -> None:
    """Raises NotAllowed for anyone but an operator."""
    if not person.holds("operator"):
        raise NotAllowed
