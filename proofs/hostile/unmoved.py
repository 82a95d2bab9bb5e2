"""Phone, roles, money account, consent and goods of all, before and after: each change by her own code, or none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from market import clock
from market.accounts.lost_phones.models import PhoneChange
from market.accounts.models import Delegation, Person, Role, SignInCode
from market.accounts.role_grants.models import RoleGrant
from market.accounts.rules import RoleName
from market.catalog.models import Product, Shop
from market.db import db
from market.payments.identities.models import Identity
from market.payments.payouts.models import PayoutAccount
from market.payments.refunds.models import Refund
from market.teams.models import (
    ActivityLog,
    Consent,
    ConsentCode,
    Household,
    PaperConsent,
    TeamInvitation,
    TeamMember,
)
from market.teams.rules import Purpose
from proofs.hostile.fair import Fair

# Roles that nobody may come by, but by operators of whom each gave it or agreed, nor lose.
_GRANTED_BY_HAND = {"operator", "officer", "clerk", "courier"}


@dataclass
class Kept:
    """What must not move by itself."""

    phones: dict[UUID, str | None]
    passwords: dict[UUID, str | None]
    roles: dict[UUID, set[tuple[str, str]]]
    accounts: dict[UUID, bytes]
    identities: dict[UUID, bytes]
    households: dict[UUID, tuple[UUID, str | None, bool]]
    consents: dict[UUID, UUID]
    helped: set[UUID]
    shops: dict[UUID, UUID]
    prices: dict[UUID, tuple[UUID, int, str]]


def kept(fair: Fair) -> Kept:
    return fair.service.ask(_kept)


def moved(fair: Fair, before: Kept) -> list[str]:
    """One line for each change that no code of hers explains."""
    return fair.service.ask(lambda: [*_moved(fair, before, _kept())])


def _kept() -> Kept:
    people = list(db.session.scalars(select(Person)))
    in_force = select(Consent.household_id, Consent.id).where(Consent.withdrawn_at.is_(None))
    goods = select(Product.id, Shop.owner_id, Product.price_vnd, Product.name).join(Shop, Shop.id == Product.shop_id)
    roles: dict[UUID, set[tuple[str, str]]] = {person.id: set() for person in people}
    for role in db.session.scalars(select(Role)):
        roles.setdefault(role.person_id, set()).add((role.role, role.place_code))
    return Kept(
        phones={person.id: person.phone for person in people},
        passwords={person.id: person.password_hash for person in people},
        roles=roles,
        accounts={row.person_id: row.sealed for row in db.session.scalars(select(PayoutAccount))},
        identities={row.person_id: row.sealed_number for row in db.session.scalars(select(Identity))},
        households={
            row.id: (row.person_id, row.phone, row.signed_in_at is not None)
            for row in db.session.scalars(select(Household))
        },
        consents={row.household_id: row.id for row in db.session.execute(in_force)},
        helped=set(db.session.scalars(select(Delegation.person_id).filter_by(role=RoleName.TEAM_MEMBER))),
        shops={shop.id: shop.owner_id for shop in db.session.scalars(select(Shop))},
        prices={id: (owner, price, name) for id, owner, price, name in db.session.execute(goods)},
    )


def _moved(fair: Fair, before: Kept, after: Kept) -> Iterator[str]:
    since = clock.ago(clock.now(), hours=12)
    names = {player.id: f"{player.name} {player.phone}" for player in fair.players}
    wary = {player.id for player in fair.players if player.wary}
    for id in before.phones:
        who = names.get(id, str(id))
        yield from _phone(who, id, before, after)
        yield from _secured(who, id, before, after, since)
        yield from _roles(who, id, before, after)
        if id in wary and _shown_codes(before.phones[id], fair):
            yield f"{who}: a code was used, and she showed none"
    yield from _households(before, after)
    yield from _consents(before, after)
    yield from _goods(fair, before, after)
    yield from _refunds()


def _phone(who: str, id: UUID, before: Kept, after: Kept) -> Iterator[str]:
    was, now = before.phones[id], after.phones.get(id)
    if was == now:
        return
    lost = select(PhoneChange.id).filter_by(person_id=id, state="done", former=was, phone=now)
    taken = select(ConsentCode.id).join(Household, Household.id == ConsentCode.household_id)
    own = ConsentCode.phone == (was or now), Household.person_id == id, ConsentCode.used_at.is_not(None)
    moved_by = taken.where(*own, ConsentCode.purpose == Purpose.HAND_OVER)
    if not (_any(lost) or _any(moved_by)) and not _never_claimed(id, before):
        yield f"{who}: her phone {was} became {now}"


def _never_claimed(id: UUID, before: Kept) -> bool:
    """Officials may still correct whom they wrote down."""
    person = db.session.get(Person, id)
    return person is None or person.signed_in_at is None


def _secured(who: str, id: UUID, before: Kept, after: Kept, since: Any) -> Iterator[str]:
    own = select(SignInCode.id).where(SignInCode.phone == before.phones[id], SignInCode.used_at >= since)
    for name in ("passwords", "accounts", "identities"):
        if getattr(before, name).get(id) != getattr(after, name).get(id) and not _any(own):
            yield f"{who}: {name} moved without a code of hers"


def _roles(who: str, id: UUID, before: Kept, after: Kept) -> Iterator[str]:
    for role, place in before.roles[id] ^ after.roles.get(id, set()):
        invited = select(TeamInvitation.id).where(
            TeamInvitation.phone == before.phones[id], TeamInvitation.used_at.is_not(None)
        )
        member = select(TeamMember.team_id).filter_by(person_id=id)
        won = (role, place) not in before.roles[id]
        given = select(RoleGrant.id).filter_by(person_id=id, role=role, place_code=place, state="done")
        by_hand = role in _GRANTED_BY_HAND and not (won and _any(given))
        if by_hand or (role == "team_member" and won and not (_any(invited) or _any(member))):
            yield f"{who}: {'won' if won else 'lost'} {role} {place}"
        if role == "seller" and won != _any(select(Shop.id).filter_by(owner_id=id)):
            yield f"{who}: {'won' if won else 'lost'} seller"


def _households(before: Kept, after: Kept) -> Iterator[str]:
    for id, (person, phone, spoke) in before.households.items():
        now = after.households.get(id)
        used = _any(select(ConsentCode.id).where(ConsentCode.household_id == id, ConsentCode.used_at.is_not(None)))
        if spoke and (now is None or now[:2] != (person, phone)) and not used:
            yield f"household {id}: was {person} {phone}, is {now}"


def _consents(before: Kept, after: Kept) -> Iterator[str]:
    """Those in force are proved by `market audit`; here those that ended."""
    for household_id, consent_id in before.consents.items():
        consent, household = db.session.get(Consent, consent_id), db.session.get(Household, household_id)
        if consent is None or household is None:
            yield f"household {household_id}: its consent is not there any more"
            continue
        handed = select(ConsentCode.id).filter_by(household_id=household_id, purpose=Purpose.HAND_OVER)
        said_no = select(PaperConsent.id).filter_by(household_id=household_id, decided_by=consent.withdrawn_by)
        by_itself = consent.withdrawn_by in (None, household.person_id) or not before.households[household_id][2]
        if not by_itself and not _any(handed.where(ConsentCode.used_at.is_not(None))) and not _any(said_no):
            yield f"household {household_id}: {consent.withdrawn_by} withdrew its consent"
    for person_id in after.helped - before.helped:
        if not _any(select(Household.id).filter_by(person_id=person_id)):
            yield f"person {person_id}: is helped, and has no household"


def _goods(fair: Fair, before: Kept, after: Kept) -> Iterator[str]:
    """A shop changes hands to its household alone; a good by its owner, or by her team, whose acts are written down."""
    for id, owner in before.shops.items():
        household = select(Household.id).filter_by(person_id=after.shops.get(id))
        removed = select(ActivityLog.id).filter_by(for_id=owner, deed="remove_household")
        if after.shops.get(id) != owner and not _any(household) and not _any(removed):
            yield f"shop {id}: was {owner}'s, is {after.shops.get(id)}'s"
    for id, good in before.prices.items():
        now = after.prices.get(id)
        herself = (good[0], str(id)) in fair.done
        if now != good and not herself and not _any(select(ActivityLog.id).filter_by(subject_id=id)):
            yield f"product {id}: was {good}, is {now}, and nothing says who did it"


def _refunds() -> Iterator[str]:
    """What one of a team gave back, only by a code for just that order."""
    teams = select(TeamMember.person_id)
    given = select(Refund).where(Refund.requested_by_id.in_(teams))
    for refund in db.session.scalars(given):
        used = select(ConsentCode.id).filter_by(purpose=Purpose.REFUND, subject=refund.reference)
        if not _any(used.where(ConsentCode.used_at.is_not(None))):
            yield f"refund {refund.id}: one of a team gave {refund.amount_vnd} of {refund.reference} back"


def _shown_codes(phone: str | None, fair: Fair) -> bool:
    """Whether a code that this phone received was used: to sign in, or for its household."""
    signed = select(SignInCode.id).where(SignInCode.phone == phone, SignInCode.used_at.is_not(None))
    agreed = select(ConsentCode.id).where(ConsentCode.phone == phone, ConsentCode.used_at.is_not(None))
    joined = select(TeamInvitation.id).where(TeamInvitation.phone == phone, TeamInvitation.used_at.is_not(None))
    return any(map(_any, (signed, agreed, joined)))


def _any(wanted: Any) -> bool:
    return db.session.scalars(wanted.limit(1)).first() is not None
