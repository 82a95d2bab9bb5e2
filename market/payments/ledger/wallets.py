"""Wallets: whose balance it is, a shop's or a person's, and which accounts of the ledger hold it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from market.accounts.models import Person
from market.catalog.access import shop_to_act_for
from market.catalog.models import Shop
from market.db import db
from market.payments.access import shop_to_look_into
from market.payments.ledger import accounts
from market.payments.ledger.accounts import Account


@dataclass(frozen=True)
class Wallet:
    """Whose money it is: a shop's or a buyer's own (`kind` "shop" or "person"), and who takes it in hand."""

    kind: str
    owner_id: UUID
    payee_id: UUID

    @property
    def account(self) -> Account:
        return accounts.shop(self.owner_id) if self.kind == "shop" else accounts.person(self.owner_id)

    @property
    def hold(self) -> Account:
        return accounts.hold(self.owner_id)


def wallet_of_shop(shop: Shop) -> Wallet:
    return Wallet("shop", shop.id, shop.owner_id)


def wallet_of(person: Person) -> Wallet:
    """A buyer's own: what is refunded to them in cash."""
    return Wallet("person", person.id, person.id)


def wallet_to_see(shop_id: UUID | None, by: Person, *, now: datetime) -> Wallet:
    """The shop's, if `by` may see its money, or else `by`'s own. Raises NotFound, NotAllowed."""
    return wallet_of_shop(shop_to_look_into(shop_id, by, now=now)) if shop_id else wallet_of(by)


def wallet_to_move(shop_id: UUID | None, by: Person, *, now: datetime) -> Wallet:
    """The shop's, if `by` may act for it, or else `by`'s own. Raises NotFound, NotAllowed."""
    return wallet_of_shop(shop_to_act_for(shop_id, by, now=now)) if shop_id else wallet_of(by)


def shops_owned_by(person_id: UUID) -> list[UUID]:
    return list(db.session.scalars(select(Shop.id).where(Shop.owner_id == person_id)))
