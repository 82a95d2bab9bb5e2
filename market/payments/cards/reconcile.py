"""`market reconcile`: what the card gateway has taken and given back, beside what our books say of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from market.db import db, transaction
from market.money import dong
from market.payments.charges.gateway.client import card_gateway
from market.payments.charges.gateway.objects import GatewayRefund, Intent
from market.payments.charges.models import Charge
from market.payments.charges.rules import CARD, UNPAID, ChargeState
from market.payments.ledger import accounts
from market.payments.ledger.queries import balance
from market.payments.refunds.models import Refund
from market.payments.refunds.rules import Channel, RefundState


@dataclass(frozen=True)
class Reconciled:
    """Đồng: what lies at the gateway by its account and by ours, and one plain line for each thing that differs."""

    gateway_vnd: int
    ours_vnd: int
    differences: list[str]


def reconcile(*, now: datetime) -> Reconciled:
    """Compare every payment and refund, both ways. Raises GatewayError when the gateway does not answer."""
    gateway = card_gateway()
    intents, sent = list(gateway.intents()), list(gateway.refunds())
    charges, refunds, ours = transaction(_books)
    there = sum(intent.received_vnd for intent in intents) - sum(one.amount_vnd for one in sent if _is_made(one))
    differences = [*_payments(intents, charges, now), *_refunds(sent, refunds)]
    return Reconciled(gateway_vnd=there, ours_vnd=ours, differences=differences)


def _books() -> tuple[dict[UUID, Charge], dict[UUID, Refund], int]:
    charges = {charge.id: charge for charge in db.session.scalars(select(Charge).filter_by(method=CARD))}
    refunds = {refund.id: refund for refund in db.session.scalars(select(Refund).filter_by(channel=Channel.CARD))}
    return charges, refunds, balance(accounts.CARD)


def _payments(intents: list[Intent], charges: dict[UUID, Charge], now: datetime) -> Iterator[str]:
    paid_there = {intent.charge_id: intent for intent in intents if intent.is_paid}
    for charge_id, intent in paid_there.items():
        charge = charges.get(charge_id) if charge_id else None
        if charge is None:
            yield f"{intent.id}: {dong(intent.received_vnd)} đ were paid for no charge of ours"
        elif charge.state in UNPAID and now < charge.expires_at:
            continue  # its event is still on its way
        elif charge.state != ChargeState.PAID or charge.amount_vnd != intent.received_vnd:
            yield (
                f"{intent.id}: {dong(intent.received_vnd)} đ were paid; ours is {charge.state} of "
                f"{dong(charge.amount_vnd)} đ"
            )
    for charge in charges.values():
        if charge.state == ChargeState.PAID and charge.id not in paid_there:
            yield f"charge {charge.id}: {dong(charge.amount_vnd)} đ are paid in our books, but not at the gateway"


def _refunds(sent: list[GatewayRefund], refunds: dict[UUID, Refund]) -> Iterator[str]:
    made_there = {one.refund_id: one for one in sent if _is_made(one)}
    for refund_id, one in made_there.items():
        refund = refunds.get(refund_id) if refund_id else None
        if refund is None:
            yield f"{one.id}: {dong(one.amount_vnd)} đ went back for no refund of ours"
        elif refund.state == RefundState.FAILED or refund.amount_vnd != one.amount_vnd:
            yield f"{one.id}: {dong(one.amount_vnd)} đ went back; ours is {refund.state} of {dong(refund.amount_vnd)} đ"
    for refund in refunds.values():
        if refund.state == RefundState.SETTLED and not refund.failure and refund.id not in made_there:
            yield f"refund {refund.id}: {dong(refund.amount_vnd)} đ went back in our books, but not at the gateway"


def _is_made(refund: GatewayRefund) -> bool:
    return refund.status == "succeeded"
