"""What the card gateway tells us: stored once and answered at once; and what of it fits nothing, for a person."""

from typing import Any
from uuid import UUID

from flask import current_app, request

from market import clock
from market.accounts.access import current_person, holding
from market.accounts.rules import RoleName
from market.errors import NotFound
from market.fields import ReasonedNoteIn
from market.http import Market, page, public
from market.payments.blueprint import blueprint
from market.payments.cards.actions import resolve_event, store_event
from market.payments.cards.models import CardEvent
from market.payments.cards.queries import events_with, locked_event
from market.payments.cards.rules import read_event, require_signature
from market.payments.cards.schemas import CardEventOut, CardEventPage, CardEventQuery


@public
def receive() -> dict[str, bool]:
    """An event of the gateway, known by its signature over these very bytes. The worker applies it."""
    config = current_app.config["MARKET"]
    if not config.takes_cards:
        raise NotFound
    body, now = request.get_data(), clock.now()
    header = request.headers.get("Stripe-Signature", "")
    require_signature(header, body, secret=config.card_webhook_secret, now=now)
    store_event(told=read_event(body), now=now)
    return {"received": True}


@blueprint.route("/card-events", methods=["GET"])
@holding(RoleName.OPERATOR)
@blueprint.arguments(CardEventQuery, location="query")
@blueprint.response(200, CardEventPage)
def list_events(query: dict[str, Any]) -> dict[str, Any]:
    """What the gateway told us, by what became of it; first of all what fits nothing of ours."""
    return page(events_with(query.pop("outcome")), CardEvent.id, **query)


@blueprint.route("/card-events/<uuid:event_id>/resolution", methods=["PUT"])
@holding(RoleName.OPERATOR)
@blueprint.arguments(ReasonedNoteIn)
@blueprint.response(200, CardEventOut)
def resolve(asked: dict[str, Any], event_id: UUID) -> CardEvent:
    """A person has seen to what fitted nothing."""
    event = locked_event(event_id)
    if event is None:
        raise NotFound
    resolve_event(event=event, by_id=current_person().id, note=asked["note"], now=clock.now())
    return event


def init_app(app: Market) -> None:
    app.add_url_rule("/webhooks/card", "card_webhook", receive, methods=["POST"])
