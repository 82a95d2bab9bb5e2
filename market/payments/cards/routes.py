"""What the card gateway tells us: stored once and answered at once; and what of it fits nothing, for a person."""

from uuid import UUID

from flask import current_app, request

from market import clock, errors, fields
from market.accounts.access import current_person, holding
from market.accounts.rules import RoleName
from market.http import Json, Market, page, public
from market.payments.blueprint import blueprint
from market.payments.cards import actions, models, queries, rules, schemas


@public
def receive() -> dict[str, bool]:
    """An event of the gateway, known by its signature over these very bytes. The worker applies it."""
    config = current_app.config["MARKET"]
    if not config.takes_cards:
        raise errors.NotFound
    body, now = request.get_data(), clock.now()
    header = request.headers.get("Stripe-Signature", "")
    rules.require_signature(header, body, secret=config.card_webhook_secret, now=now)
    actions.store_event(told=rules.read_event(body), now=now)
    return {"received": True}


@blueprint.route("/card-events", methods=["GET"])
@holding(RoleName.OPERATOR)
@blueprint.arguments(schemas.CardEventQuery, location="query")
@blueprint.response(200, schemas.CardEventPage)
def list_events(query: Json) -> Json:
    """What the gateway told us, by what became of it; first of all what fits nothing of ours."""
    return page(queries.events_with(query.pop("outcome")), models.CardEvent.id, **query)


@blueprint.route("/card-events/<uuid:event_id>/resolution", methods=["PUT"])
@holding(RoleName.OPERATOR)
@blueprint.arguments(fields.ReasonedNoteIn)
@blueprint.response(200, schemas.CardEventOut)
def resolve(asked: Json, event_id: UUID) -> models.CardEvent:
    """A person has seen to what fitted nothing."""
    event = errors.found(queries.locked_event(event_id))
    actions.resolve_event(event=event, by_id=current_person().id, note=asked["note"], now=clock.now())
    return event


def init_app(app: Market) -> None:
    app.add_url_rule("/webhooks/card", "card_webhook", receive, methods=["POST"])
