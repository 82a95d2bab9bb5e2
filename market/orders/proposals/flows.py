"""A code's try is committed before anybody compares; the buyer is told by the worker; what nobody answers ends."""

from datetime import datetime
from typing import Any
from uuid import UUID

import structlog
from flask import current_app

from market import clock, errors, money
from market.accounts import queries as people
from market.accounts.models import Person
from market.accounts.rules import RoleName, is_code
from market.db import db, transaction
from market.notices.flows import send_sms
from market.orders import access, models
from market.orders.proposals import actions, queries, rules
from market.orders.proposals.models import Proposal
from market.orders.queries import by_id, locked

_log = structlog.get_logger()
_MAY_ANSWER = {RoleName.BUYER, RoleName.SELLER, RoleName.TEAM_MEMBER}


def accept(
    *, number: str, proposal_id: UUID, code: str | None, by: Person, now: datetime
) -> tuple[models.Order, set[str]]:
    """The buyer says yes, or the household or its team types the buyer's code. Raises NotFound, NotAllowed.

    BuyersCodeNeeded, WrongBuyersCode, and as `actions.accept` does.
    """
    order, roles = access.order_for(number, by)
    if roles.isdisjoint(_MAY_ANSWER):
        raise errors.NotAllowed
    is_buyer = "buyer" in roles
    if not is_buyer:
        require_buyers_code(proposal_id=_proposal(order, proposal_id).id, code=code, now=now)
        access.act_for(order, roles, by, now=now)
    order, roles = access.order_for(number, by, lock=True)
    proposal = _proposal(order, proposal_id)
    actions.accept(order=order, proposal=proposal, by_id=order.buyer_id if is_buyer else None, now=now)
    return order, roles


def require_buyers_code(*, proposal_id: UUID, code: str | None, now: datetime) -> None:
    """The household types what the buyer has read aloud. Raises BuyersCodeNeeded, WrongBuyersCode."""
    if code is None:
        raise rules.BuyersCodeNeeded
    transaction(lambda: actions.take_try(proposal=_fresh(proposal_id), now=now))
    if not is_code(code, lambda key: rules.buyers_code(key, proposal_id), _secret()):
        raise rules.WrongBuyersCode


def tell_buyer(payload: dict[str, Any], now: datetime) -> None:
    """Send the buyer what is asked and the code that says yes, by SMS; nothing once it is answered or replaced."""
    proposal_id = UUID(payload["proposal_id"])
    proposal, order, phone = transaction(lambda: _sendable(proposal_id, now))
    if proposal is None or order is None or phone is None:
        return
    words = {
        "number": order.number,
        "total_vnd": money.dong(proposal.total_vnd),
        "until": clock.spoken_day(proposal.expires_at),
        "code": rules.buyers_code(_secret(), proposal.id),
        "what": actions.said(proposal),
    }
    send_sms(phone, "order_proposal", words, key=str(proposal.id), person_id=order.buyer_id, now=now)


def end_due(*, now: datetime, limit: int = 100) -> int:
    """End every proposal whose buyer has not answered in time; returns how many were looked at."""
    numbers = transaction(lambda: queries.due(now, limit=limit))
    for number in numbers:
        try:
            transaction(lambda number=number: _expire(number, now))  # type: ignore[misc]
        except errors.Busy:
            raise
        except Exception as error:  # one that cannot be ended must not hold up the others
            _log.exception("proposal stumbled", order=number, error=type(error).__name__)
    return len(numbers)


def _expire(number: str, now: datetime) -> None:
    order = locked(number)
    if order is not None:
        actions.expire(order=order, now=now)


def _sendable(proposal_id: UUID, now: datetime) -> tuple[Proposal | None, models.Order | None, str | None]:
    proposal = db.session.get(Proposal, proposal_id, populate_existing=True)
    if proposal is None or proposal.state != rules.ProposalState.OPEN or proposal.expires_at <= now:
        return None, None, None
    order = by_id(proposal.order_id)
    buyer = people.person(order.buyer_id) if order else None
    return proposal, order, buyer.phone if buyer else None


def _proposal(order: models.Order, proposal_id: UUID) -> Proposal:
    return errors.found(queries.with_id(order.id, proposal_id))


def _fresh(proposal_id: UUID) -> Proposal:
    return errors.found(db.session.get(Proposal, proposal_id, populate_existing=True))


def _secret() -> str:
    secret: str = current_app.config["MARKET"].secret_key
    return secret
