"""Calls to the card gateway: what is intended is committed before, the call stands in no transaction, its outcome is
committed after. Each may die anywhere and be called again: the gateway knows our ids, and a look tells what it did.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

import structlog
from flask import current_app
from sqlalchemy import update

from market.db import db, transaction
from market.encryption import seal
from market.payments.charges import actions, models, queries, rules
from market.payments.charges.gateway.calls import GatewayError, GatewayRefused
from market.payments.charges.gateway.client import CardGateway, card_gateway
from market.payments.charges.gateway.objects import Intent, Page
from market.payments.sales.queries import owed_by_buyer, sale

_log = structlog.get_logger()


def open_intent(charge_id: UUID, *, now: datetime) -> None:
    """Let the gateway know of a recorded charge, so that a card can pay it. Raises GatewayError."""
    charge = transaction(lambda: queries.charge(charge_id))
    if charge is None or charge.state != rules.ChargeState.OPENING:
        return
    intent = card_gateway().create_intent(charge_id=charge_id, amount_vnd=charge.amount_vnd)
    transaction(lambda: _record_opened(charge_id, intent.id, intent.client_secret, now))


def open_page(charge_id: UUID, *, now: datetime) -> None:
    """As `open_intent`, but the gateway asks for the card on a page of its own, for who has no client for that.

    Raises GatewayError.
    """
    charge = transaction(lambda: queries.charge(charge_id))
    if charge is None or charge.state != rules.ChargeState.OPENING:
        return
    opened = card_gateway().open_page(_page_for(charge))
    transaction(lambda: _record_opened(charge_id, opened.id, opened.address, now))


def turn_to_page(charge_id: UUID, *, now: datetime) -> None:
    """Let a charge that a client of its own was to pay be paid on the gateway's page instead, by another attempt.

    The worker ends the first. Should both be paid, the second goes back as whatever comes for what is paid.
    Raises CardUnavailable.
    """
    try:
        open_page(transaction(lambda: _turned(charge_id, now)), now=now)
    except GatewayError as error:
        _log.warning("page not opened", charge=str(charge_id), code=error.code)
        raise rules.CardUnavailable from None


def ask(charge_id: UUID, *, now: datetime) -> None:
    """As `poll`, while a buyer waits. Raises CardUnavailable."""
    if not poll(charge_id, now=now):
        raise rules.CardUnavailable


def open_or_give_up(charge_id: UUID, *, on_page: bool = False, now: datetime) -> None:
    """As `open_intent` or `open_page`, while a buyer waits: without the gateway the orders are cancelled.

    Nobody can pay an intent whose answer never reached us, for only its client secret opens it. Raises CardUnavailable.
    """
    try:
        (open_page if on_page else open_intent)(charge_id, now=now)
    except GatewayError as error:
        _log.warning("charge not opened", charge=str(charge_id), code=error.code)
        transaction(lambda: _cancel(charge_id, now))
        raise rules.CardUnavailable from None


def poll_due(*, now: datetime, limit: int = 50) -> int:
    """Look after every charge whose time has come: unpaid too long, or left behind; returns how many."""
    due = transaction(lambda: queries.due_polls(now, limit=limit))
    return sum(poll(charge_id, now=now) for charge_id in due if transaction(lambda c=charge_id: _claim(c, now)))  # type: ignore[misc]


def poll_again(payload: dict[str, Any], now: datetime) -> None:
    """The gateway has told us to look (a card has promised the money, say)."""
    poll(UUID(payload["charge_id"]), now=now)


def poll(charge_id: UUID, *, now: datetime) -> bool:
    """Ask how a charge stands, and end it if its time is over; False when the gateway did not answer.

    Its stock is only given back once the gateway says that nobody can pay any more.
    """
    charge = transaction(lambda: queries.charge(charge_id))
    if charge is None:
        return False
    try:
        if charge.state == rules.ChargeState.OPENING and now < charge.expires_at:
            open_intent(charge_id, now=now)
        elif charge.gateway_id is None:
            transaction(lambda: _cancel(charge_id, now) if now >= charge.expires_at else None)
        else:
            intent = _asked(card_gateway(), charge, end=now >= charge.expires_at or charge.state not in rules.UNPAID)
            transaction(lambda: _record(charge_id, intent, now))
    except GatewayError as error:
        _log.warning("gateway did not answer for a charge", charge=str(charge_id), code=error.code)
        return False
    return True


def replace(payload: dict[str, Any], now: datetime) -> None:
    """One order of an unpaid checkout was called off or costs less: end the charge, then open another for the rest.

    If it was paid meanwhile, what it brought too much goes back. Raises GatewayError to be repeated.
    """
    charge_id = UUID(payload["charge_id"])
    charge = transaction(lambda: queries.charge(charge_id))
    if charge is None or charge.state not in rules.UNPAID:
        return
    if charge.gateway_id is not None:
        intent = _asked(card_gateway(), charge, end=True)
        if not intent.is_cancelled:
            transaction(lambda: _record(charge_id, intent, now))
            return
    opened = transaction(lambda: _replace(charge_id, now))
    if opened is not None:
        (open_page if charge.has_page else open_intent)(opened, now=now)


def _asked(gateway: CardGateway, charge: models.Charge, *, end: bool) -> Intent:
    """How the charge's intent stands. What a card has promised is taken; what is unpaid is cancelled to `end` it."""
    intent_id = str(charge.gateway_id)
    if charge.has_page:
        return _asked_of_page(gateway, intent_id, end=end)
    intent = gateway.intent(intent_id)
    if intent.is_authorised and charge.state in rules.UNPAID:
        return gateway.capture(intent_id)
    if end and not intent.is_paid and not intent.is_cancelled:
        try:
            return gateway.cancel(intent_id)
        except GatewayRefused:
            return gateway.intent(intent_id)  # somebody paid between the two calls
    return intent


def _asked_of_page(gateway: CardGateway, page_id: str, *, end: bool) -> Intent:
    found = gateway.page(page_id)
    if end and not found.is_paid and not found.is_cancelled:
        try:
            return gateway.close_page(page_id)
        except GatewayRefused:
            return gateway.page(page_id)  # somebody paid between the two calls
    return found


def _record(charge_id: UUID, intent: Intent, now: datetime) -> None:
    charge = queries.locked_charge(charge_id)
    if charge is None:
        return
    if intent.is_paid and intent.received_vnd == charge.amount_vnd:
        charge.gateway_id = intent.id
        actions.record_payment(charge=charge, source_id=intent.id, now=now)
    elif intent.is_cancelled:
        actions.cancel_charge(charge=charge, now=now)
    elif charge.state in rules.UNPAID and now < charge.expires_at:
        charge.next_poll_at = charge.expires_at


def _record_opened(charge_id: UUID, gateway_id: str, secret: str, now: datetime) -> None:
    charge = queries.locked_charge(charge_id)
    if charge is not None:
        sealed = seal(secret, purpose=rules.SECRET_PURPOSE, secret=current_app.config["MARKET"].secret_key)
        actions.record_opened(charge=charge, gateway_id=gateway_id, sealed_secret=sealed, now=now)


def _page_for(charge: models.Charge) -> Page:
    """What is asked of the gateway's page: always the same for the same charge, so that it may be asked again.

    That somebody comes back from it is no word that they have paid.
    """
    numbers = ", ".join(share.reference for share in charge.shares)
    ours = f"{current_app.config['MARKET'].public_url.rstrip('/')}/checkouts/{charge.reference}"
    return Page(
        charge_id=charge.id,
        amount_vnd=charge.amount_vnd,
        about=f"Chợ Phiên: {numbers}"[:200],
        paid_at=f"{ours}?back=1",
        left_at=ours,
        ends_at=charge.expires_at + rules.PAGE_LASTS,
    )


def _turned(charge_id: UUID, now: datetime) -> UUID:
    """The charge to be paid on a page: this one where the gateway does not know it yet, or another in its place."""
    charge = queries.locked_charge(charge_id)
    if charge is None or charge.state != rules.ChargeState.OPEN or charge.has_page or now >= charge.expires_at:
        return charge_id
    shares = {share.reference: share.amount_vnd for share in charge.shares}
    opened = actions.replace_charge(charge=charge, shares=shares, now=now)
    charge.next_poll_at = now  # nobody has ended it at the gateway yet
    return opened.id if opened is not None else charge_id


def _cancel(charge_id: UUID, now: datetime) -> None:
    charge = queries.locked_charge(charge_id)
    if charge is not None:
        actions.cancel_charge(charge=charge, now=now)


def _replace(charge_id: UUID, now: datetime) -> UUID | None:
    charge = queries.locked_charge(charge_id)
    if charge is None:
        return None
    found = {share.reference: sale(share.reference) for share in charge.shares}
    left = {
        share.reference: owed_by_buyer(of_share)
        for share in charge.shares
        if (of_share := found[share.reference]) is not None and of_share.closed_at is None
    }
    opened = actions.replace_charge(charge=charge, shares=left, now=now)
    return opened.id if opened else None


def _claim(charge_id: UUID, now: datetime) -> bool:
    """Take the look upon us, and put off the next in case this one comes to nothing."""
    charge = queries.charge(charge_id)
    if charge is None or charge.next_poll_at is None:
        return False
    mine = update(models.Charge).where(models.Charge.id == charge_id, models.Charge.next_poll_at == charge.next_poll_at)
    later = {"next_poll_at": rules.next_poll(charge.polls, now), "polls": charge.polls + 1}
    claimed = mine.values(later).returning(models.Charge.id).execution_options(synchronize_session=False)
    return db.session.scalar(claimed) is not None
