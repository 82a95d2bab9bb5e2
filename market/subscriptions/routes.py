"""Subscriptions over HTTP: who is told what, where; what was sent, and sent again."""

from uuid import UUID

from flask import Response, jsonify

from market import clock
from market.accounts.access import current_person, signed_in, visitor
from market.accounts.actions import count_try
from market.accounts.services.access import open_to
from market.http import (
    Blueprint,
    Json,
    PageQuery,
    pack_cursor,
    page,
    public,
    require_match,
    start_in,
    unkeyed,
    versioned,
)
from market.subscriptions import access, models, queries, schemas
from market.subscriptions.actions import messages, subscriptions
from market.subscriptions.event_types import EVENT_TYPES
from market.subscriptions.rules import TESTS_PER_PERSON

blueprint = Blueprint("subscriptions", __name__, url_prefix="/api/v1", description="Events to other systems")
_subscription_out = schemas.SubscriptionOut()


@blueprint.route("/event-types", methods=["GET"])
@public
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, schemas.EventTypePage)
def list_event_types(query: Json) -> Json:
    """What may be told, by name."""
    start, kinds = start_in(query.get("cursor")), list(EVENT_TYPES.values())
    following = start + query["limit"]
    return {"items": kinds[start:following], "next": pack_cursor(following) if len(kinds) > following else None}


@blueprint.route("/subscriptions", methods=["POST"])
@open_to("webhooks")
@signed_in
@unkeyed
@blueprint.arguments(schemas.SubscriptionIn)
@blueprint.response(201, schemas.NewSubscriptionOut)
def add_subscription(asked: Json) -> tuple[Json, dict[str, str]]:
    """Have events of my shop posted to an address of mine; of a place, or of all, where I am its officer or operator.

    The secret that signs them is told here and never again.
    """
    me, now = current_person(), clock.now()
    kind, code = access.place_in(asked, me, now=now)
    access.require_hearing(me, kind, code)
    given = {"url": asked["url"], "types": asked["types"], "place_kind": kind, "place_code": code}
    made, secret = subscriptions.subscribe(**given, by=me, now=now)
    return {"subscription": made, "secret": secret}, {"Location": f"/api/v1/subscriptions/{made.id}"}


@blueprint.route("/subscriptions", methods=["GET"])
@open_to("webhooks")
@signed_in
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, schemas.SubscriptionPage)
def list_subscriptions(query: Json) -> Json:
    """Mine and those of my shops, newest first; to an operator all."""
    return page(queries.subscriptions_seen_by(current_person()), models.Subscription.id, **query)


@blueprint.route("/subscriptions/<uuid:subscription_id>", methods=["GET"])
@open_to("webhooks")
@signed_in
@blueprint.response(200, schemas.SubscriptionOut)
def show_subscription(subscription_id: UUID) -> Response:
    """One subscription; its secret is not shown again."""
    return _shown(access.subscription_for(subscription_id, current_person()))


@blueprint.route("/subscriptions/<uuid:subscription_id>", methods=["PATCH"])
@open_to("webhooks")
@signed_in
@blueprint.arguments(schemas.SubscriptionChange)
@blueprint.response(200, schemas.SubscriptionOut)
def change_subscription(changes: Json, subscription_id: UUID) -> Response:
    """Change where or what is told; what waits goes to the new address."""
    subscription = access.subscription_for(subscription_id, current_person(), lock=True)
    require_match(subscription.version)
    subscriptions.change(subscription=subscription, changes=changes)
    return _shown(subscription)


@blueprint.route("/subscriptions/<uuid:subscription_id>", methods=["DELETE"])
@open_to("webhooks")
@signed_in
@blueprint.response(204)
def delete_subscription(subscription_id: UUID) -> None:
    """Tell nothing more, and forget what was told."""
    subscription = access.subscription_for(subscription_id, current_person(), lock=True)
    subscriptions.unsubscribe(subscription=subscription)


@blueprint.route("/subscriptions/<uuid:subscription_id>/enabling", methods=["PUT"])
@open_to("webhooks")
@signed_in
@blueprint.response(200, schemas.SubscriptionOut)
def enable_subscription(subscription_id: UUID) -> Response:
    """Try a disabled one again, at once: what waits is sent. What happened meanwhile is not told."""
    me = current_person()
    subscription = access.subscription_for(subscription_id, me, lock=True)
    access.require_hearing(me, subscription.place_kind, subscription.place_code)
    subscriptions.enable(subscription=subscription)
    return _shown(subscription)


@blueprint.route("/subscriptions/<uuid:subscription_id>/secrets", methods=["POST"])
@open_to("webhooks")
@signed_in
@unkeyed
@blueprint.response(201, schemas.SecretOut)
def rotate_secret(subscription_id: UUID) -> Json:
    """A new secret, told once; for a day the former one signs too, so that the receiver changes without a gap."""
    subscription = access.subscription_for(subscription_id, current_person(), lock=True)
    secret = subscriptions.rotate_secret(subscription=subscription, now=clock.now())
    return {"secret": secret, "former_until": subscription.former_until}


@blueprint.route("/subscriptions/<uuid:subscription_id>/tests", methods=["POST"])
@open_to("webhooks")
@signed_in
@blueprint.response(201, schemas.MessageOut)
def send_test(subscription_id: UUID) -> tuple[models.Message, dict[str, str]]:
    """Send a message that says nothing but that it is a test; at most sixty an hour."""
    me = current_person()
    subscription = access.subscription_for(subscription_id, me, lock=True)
    count_try(limit=TESTS_PER_PERSON, subject=visitor().subject(str(me.id)), now=clock.now())
    sent = messages.send_test(subscription=subscription, now=clock.now())
    return sent, {"Location": f"/api/v1/subscriptions/{subscription_id}/messages/{sent.id}"}


@blueprint.route("/subscriptions/<uuid:subscription_id>/messages", methods=["GET"])
@open_to("webhooks")
@signed_in
@blueprint.arguments(schemas.MessageQuery, location="query")
@blueprint.response(200, schemas.MessagePage)
def list_messages(query: Json, subscription_id: UUID) -> Json:
    """What was sent or waits, newest first, with each try; of a month."""
    subscription = access.subscription_for(subscription_id, current_person())
    return page(queries.messages_of(subscription, query.pop("state", None)), models.Message.id, **query)


@blueprint.route("/subscriptions/<uuid:subscription_id>/messages/<uuid:message_id>", methods=["GET"])
@open_to("webhooks")
@signed_in
@blueprint.response(200, schemas.MessageOut)
def show_message(subscription_id: UUID, message_id: UUID) -> models.Message:
    """One message with each try."""
    return queries.message_of(access.subscription_for(subscription_id, current_person()), message_id)


@blueprint.route("/subscriptions/<uuid:subscription_id>/messages/<uuid:message_id>/resending", methods=["PUT"])
@open_to("webhooks")
@signed_in
@blueprint.response(200, schemas.MessageOut)
def resend_message(subscription_id: UUID, message_id: UUID) -> models.Message:
    """Send it once more, at once, with the same `webhook-id`: whoever has it drops it."""
    subscription = access.subscription_for(subscription_id, current_person(), lock=True)
    message = queries.message_of(subscription, message_id)
    messages.send_again(subscription=subscription, message=message, now=clock.now())
    return message


def _shown(subscription: models.Subscription) -> Response:
    return versioned(jsonify(_subscription_out.dump(subscription)), subscription.version)
