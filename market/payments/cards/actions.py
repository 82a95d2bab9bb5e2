"""What the gateway tells is stored once, by its id, and applied under the lock of what it is about.

Each event is a fact that stays true (paid, cancelled, given back), so any order and any number of them end alike.
"""

from datetime import datetime
from uuid import UUID

from market import ids, outbox
from market.db import insert_if_absent
from market.payments.cards import models, queries, rules
from market.payments.charges.actions import cancel_charge, record_payment
from market.payments.charges.gateway.client import CURRENCY
from market.payments.charges.models import Charge
from market.payments.charges.queries import charge_of_intent, locked_charge
from market.payments.charges.rules import APPLY, POLL
from market.payments.refunds.queries import locked_refund
from market.payments.refunds.sending import record_sending

_PAID, _CANCELLED = "payment_intent.succeeded", "payment_intent.canceled"
_AUTHORISED = "payment_intent.amount_capturable_updated"
_REFUND_TYPES = {"refund.created", "refund.updated", "refund.failed", "charge.refund.updated"}
_DISPUTE = "charge.dispute."


def store_event(*, told: rules.GatewayEvent, now: datetime) -> bool:
    """Keep it for the worker; False if it was told before."""
    row = {
        **vars(told),
        "id": ids.new_id(),
        "received_at": now,
        "outcome": rules.Outcome.WAITING,
        "reason": "",
        "note": "",
    }
    if not insert_if_absent(models.CardEvent, **row):
        return False
    outbox.put(APPLY, {"event": str(row["id"])}, now=now)
    return True


def apply_event(*, id: UUID, now: datetime) -> None:
    """Do what a stored event asks for, once. What fits nothing waits for a person with its reason."""
    event = queries.locked_event(id)
    if event is None or event.outcome != rules.Outcome.WAITING:
        return
    if event.type in (_PAID, _CANCELLED, _AUTHORISED):
        event.outcome, event.reason = _apply_to_charge(event, now)
    elif event.type in _REFUND_TYPES:
        event.outcome, event.reason = _apply_to_refund(event, now)
    elif event.type.startswith(_DISPUTE):
        event.outcome, event.reason = rules.Outcome.UNMATCHED, "dispute"
    else:
        event.outcome = rules.Outcome.IGNORED


def resolve_event(*, event: models.CardEvent, by_id: UUID, note: str, now: datetime) -> None:
    """A person has seen to what fitted nothing, and says how. Repeating changes nothing."""
    if event.outcome == rules.Outcome.UNMATCHED:
        event.outcome, event.resolved_by_id, event.resolved_at = rules.Outcome.RESOLVED, by_id, now
        event.note = note


def _apply_to_charge(event: models.CardEvent, now: datetime) -> tuple[rules.Outcome, str]:
    charge = _charge_of(event)
    if charge is None:
        return rules.Outcome.UNMATCHED, "no charge of ours"
    if event.type == _CANCELLED and not charge.has_page:
        cancel_charge(charge=charge, now=now)
    elif event.type in (_CANCELLED, _AUTHORISED):
        outbox.put(POLL, {"charge_id": str(charge.id)}, now=now)
    elif (event.amount_vnd, event.currency) != (charge.amount_vnd, CURRENCY):
        return rules.Outcome.UNMATCHED, "another amount or currency"
    else:
        charge.gateway_id = event.object_id
        record_payment(charge=charge, source_id=event.object_id, now=now)
    return rules.Outcome.APPLIED, ""


def _charge_of(event: models.CardEvent) -> Charge | None:
    """By the gateway's id; by ours where the intent's own answer never reached us, or its page has made it."""
    known = charge_of_intent(event.object_id)
    charge_id = known.id if known else event.charge_id
    charge = locked_charge(charge_id) if charge_id else None
    if charge is None or not (charge.has_page or charge.gateway_id in (None, event.object_id)):
        return None
    return charge


def _apply_to_refund(event: models.CardEvent, now: datetime) -> tuple[rules.Outcome, str]:
    refund = locked_refund(event.refund_id) if event.refund_id else None
    if refund is None:
        return rules.Outcome.UNMATCHED, "no refund of ours"
    if (event.amount_vnd, event.currency) != (refund.amount_vnd, CURRENCY):
        return rules.Outcome.UNMATCHED, "another amount or currency"
    status = "failed" if event.type == "refund.failed" else event.status
    record_sending(refund=refund, gateway_id=event.object_id, status=status, now=now)
    return rules.Outcome.APPLIED, ""
