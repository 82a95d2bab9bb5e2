"""A charge is opened, paid or cancelled, each once; what is told again changes nothing.

All but opening want the charge held (`queries.charges.locked_charge`): whoever tells of it first, the others wait and
then find it done. Money that comes lies in `unmatched` until the orders have taken their shares of it.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from market import events, ids
from market.db import db
from market.payments.charges import rules
from market.payments.charges.models import Charge, ChargeShare, MoneyEvent
from market.payments.ledger import accounts
from market.payments.ledger.actions import post


def open_charge(
    *,
    reference: str,
    method: str,
    at_gateway: bool,
    shares: Mapping[str, int],
    expires_at: datetime,
    now: datetime,
    attempt: int = 1,
) -> Charge:
    """Ask for the sum of `shares` (order number → đồng) at once. One `at_gateway` still has to be told to it.

    Raises AmountTooSmall.
    """
    amount, least = sum(shares.values()), rules.LEAST_BY_CARD_VND if at_gateway else 1
    if amount < least:
        raise rules.AmountTooSmall(least_vnd=least)
    charge = Charge(
        id=ids.new_id(),
        reference=reference,
        attempt=attempt,
        method=method,
        amount_vnd=amount,
        state=rules.ChargeState.OPENING if at_gateway else rules.ChargeState.OPEN,
        transfer_code=None if at_gateway else rules.new_transfer_code(),
        created_at=now,
        expires_at=expires_at,
        next_poll_at=min(now + rules.TAKEN_UP_AFTER, expires_at) if at_gateway else expires_at,
    )
    charge.shares = [ChargeShare(reference=number, amount_vnd=share) for number, share in sorted(shares.items())]
    db.session.add(charge)
    db.session.flush()
    return charge


def record_opened(*, charge: Charge, gateway_id: str, sealed_secret: bytes, now: datetime) -> None:
    """The gateway has an intent for it. One that was cancelled meanwhile is looked at again, to cancel it there too."""
    if charge.gateway_id is None:
        charge.gateway_id, charge.sealed_secret = gateway_id, sealed_secret
    if charge.state == rules.ChargeState.OPENING:
        _move(charge, rules.ChargeState.OPEN, "gateway")
        charge.next_poll_at = charge.expires_at
    elif charge.state == rules.ChargeState.CANCELLED:
        charge.next_poll_at = now


def record_payment(*, charge: Charge, source_id: str, now: datetime) -> bool:
    """All of it has come, as `source_id` says, in time or not; False if that was known. Tells who shares in it."""
    if charge.state == rules.ChargeState.PAID:
        return False
    _move(charge, rules.ChargeState.PAID, "money")
    charge.paid_at, charge.next_poll_at = now, None
    record_money(charge.id, rules.MoneyKind.CAPTURED, source_id, charge.amount_vnd, now)
    if charge.at_gateway:
        amount = charge.amount_vnd
        post(
            key=f"capture:{charge.id}",
            kind="capture",
            reference=str(charge.id),
            debit={accounts.CARD: amount},
            credit={accounts.unmatched(charge.method): amount},
            now=now,
        )
    events.publish(rules.ChargePaid(at=now, charge_id=charge.id, method=charge.method, numbers=_numbers(charge)))
    return True


def take_share(*, charge: Charge, number: str, amount_vnd: int, now: datetime) -> None:
    """The order `number` is paid by its share of a paid charge, or by `amount_vnd` of it. Repeating changes nothing."""
    post(
        key=f"payment:{number}:{charge.id}",
        kind="payment",
        reference=number,
        debit={accounts.unmatched(charge.method): amount_vnd},
        credit={accounts.buyers(charge.method): amount_vnd},
        now=now,
    )


def cancel_charge(*, charge: Charge, now: datetime) -> bool:
    """Nobody can pay it any more, the gateway says; False if it was paid or cancelled. Tells the orders."""
    if charge.state not in rules.UNPAID:
        charge.next_poll_at = None
        return False
    _end(charge, now)
    events.publish(rules.ChargeCancelled(at=now, charge_id=charge.id, numbers=_numbers(charge)))
    return True


def replace_charge(*, charge: Charge, shares: Mapping[str, int], now: datetime) -> Charge | None:
    """The basket has shrunk to `shares`: nobody can pay the old charge any more, so open another for what is left."""
    if charge.state not in rules.UNPAID:
        return None
    _end(charge, now)
    if not shares:
        return None
    opened = open_charge(
        reference=charge.reference,
        method=charge.method,
        at_gateway=charge.at_gateway,
        shares=shares,
        expires_at=max(charge.expires_at, now + timedelta(minutes=1)),
        now=now,
        attempt=charge.attempt + 1,
    )
    events.publish(rules.ChargeReplaced(at=now, charge_id=charge.id, by_id=opened.id))
    return opened


def hasten_charge(*, charge: Charge, to: datetime) -> None:
    """It is to be paid by `to`, where it had longer."""
    if charge.state in rules.UNPAID and to < charge.expires_at:
        charge.expires_at = to
        charge.next_poll_at = min(charge.next_poll_at or to, to)
        db.session.flush()


def record_money(charge_id: UUID, kind: rules.MoneyKind, source_id: str, amount_vnd: int, now: datetime) -> None:
    """Add to what has come for a charge and gone back; `source_id` names it, so that it counts once."""
    db.session.add(MoneyEvent(charge_id=charge_id, kind=kind, source_id=source_id, amount_vnd=amount_vnd, at=now))
    db.session.flush()


def share_of(charge: Charge, number: str) -> int:
    return next(share.amount_vnd for share in charge.shares if share.reference == number)


def _end(charge: Charge, now: datetime) -> None:
    _move(charge, rules.ChargeState.CANCELLED, "end")
    charge.cancelled_at, charge.next_poll_at = now, None


def _move(charge: Charge, to: rules.ChargeState, by: str) -> None:
    rules.STATES.role_for(rules.ChargeState(charge.state), to, roles={by})
    charge.state = to


def _numbers(charge: Charge) -> tuple[str, ...]:
    return tuple(share.reference for share in charge.shares)
