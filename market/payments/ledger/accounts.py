"""The ledger's accounts: a kind and an owner. Which side each grows on is all that the kind decides.

A posting's amount is positive for a debit and negative for a credit, so an entry adds up to nothing. A balance is
told from the account's own side: what a shop may have is positive though it is our debt.
"""

from enum import StrEnum
from typing import NamedTuple
from uuid import UUID


class Kind(StrEnum):
    """What an account is for. The owner that goes with each stands beside it."""

    # What we have, or others owe us: a debit adds.
    BUYERS = "buyers"  # channel: what buyers owe for what they have ordered
    CARD = "card"  # "": money that lies at the card gateway
    BANK = "bank"  # "": money in our bank account
    CARRIER = "carrier"  # carrier: what its head office owes us, beside the cash below
    COURIER = "courier"  # post office: cash in its couriers' hands
    TILL = "till"  # post office: cash in its till
    # What we owe: a credit adds.
    ORDER = "order"  # order number: buyers' money that is not yet anybody's
    PENDING = "pending"  # shop: the shop's, but not yet in reach
    SHOP = "shop"  # shop: the shop's to take out
    PERSON = "person"  # person: a buyer's refund to take out in cash
    HELD = "held"  # shop or person: promised to an open cash-out or bank payout
    REFUNDS = "refunds"  # channel: on its way back to buyers by card or bank
    UNMATCHED = "unmatched"  # channel: came in and belongs to nothing we know
    TAX = "tax"  # "vat" or "income": withheld for the tax office
    # What the platform earns and bears: a credit adds.
    COMMISSION = "commission"
    SHIPPING = "shipping"  # buyers' fees less the carrier's
    RETURNS = "returns"  # the carrier's fees for what came back
    CARD_FEES = "card_fees"
    CASH_OUT_FEES = "cash_out_fees"
    LOSSES = "losses"  # what we gave up asking for


DEBIT_SIDE = frozenset({Kind.BUYERS, Kind.CARD, Kind.BANK, Kind.CARRIER, Kind.COURIER, Kind.TILL})
# Cash and promises: less than nothing of these cannot be. Shops and the others may owe, and are netted later.
NEVER_NEGATIVE = frozenset({Kind.COURIER, Kind.TILL, Kind.HELD, Kind.ORDER})
# Whoever takes from one of these holds its row first, so that two cannot take the same money.
LOCKED_TO_TAKE = NEVER_NEGATIVE | {Kind.SHOP, Kind.PERSON, Kind.PENDING}


class Account(NamedTuple):
    """One account; ordered, so that locks are taken in one order everywhere."""

    kind: Kind
    owner: str = ""

    @property
    def side(self) -> int:
        """1 where a debit adds, -1 where a credit does."""
        return 1 if self.kind in DEBIT_SIDE else -1


CARD, BANK = Account(Kind.CARD), Account(Kind.BANK)
VAT, INCOME_TAX = Account(Kind.TAX, "vat"), Account(Kind.TAX, "income")
COMMISSION, SHIPPING, RETURNS = Account(Kind.COMMISSION), Account(Kind.SHIPPING), Account(Kind.RETURNS)
CARD_FEES, CASH_OUT_FEES, LOSSES = Account(Kind.CARD_FEES), Account(Kind.CASH_OUT_FEES), Account(Kind.LOSSES)


def buyers(channel: str) -> Account:
    """What buyers still owe through `channel`: cod, card or bank_transfer."""
    return Account(Kind.BUYERS, channel)


def refunds(channel: str) -> Account:
    """What goes back to buyers through `channel`: card or bank_transfer."""
    return Account(Kind.REFUNDS, channel)


def unmatched(channel: str) -> Account:
    return Account(Kind.UNMATCHED, channel)


def order(number: str) -> Account:
    return Account(Kind.ORDER, number)


def shop(shop_id: UUID) -> Account:
    return Account(Kind.SHOP, str(shop_id))


def pending(shop_id: UUID) -> Account:
    return Account(Kind.PENDING, str(shop_id))


def person(person_id: UUID) -> Account:
    return Account(Kind.PERSON, str(person_id))


def hold(owner_id: UUID) -> Account:
    """What is promised out of the account of a shop or a person."""
    return Account(Kind.HELD, str(owner_id))


def carrier(name: str) -> Account:
    return Account(Kind.CARRIER, name)


def courier(office: str) -> Account:
    """The cash in the hands of the couriers of a post office."""
    return Account(Kind.COURIER, office)


def till(office: str) -> Account:
    return Account(Kind.TILL, office)
