"""`POST /webhooks/carriers/{carrier}`: status pushes in each carrier's own shape, with its own proof."""

import hashlib
import json
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, current_app, jsonify, request

from market import clock, errors
from market.delivery.actions import pushes
from market.delivery.carriers.pushes import Push, UnreadablePush
from market.delivery.carriers.registry import CARRIERS
from market.delivery.rules.offices import UnknownCarrier
from market.http import public

blueprint = Blueprint("carrier_webhooks", __name__)
_SHOWN = 4000


@blueprint.route("/webhooks/carriers/<code:carrier>", methods=["POST"])
@public
def receive_push(carrier: str) -> Response:
    """Keep what a carrier pushes and do what it means. Once its proof holds the answer is 200: asking it to
    send again would not make an unknown code known; a person looks at it instead.
    """
    if carrier not in CARRIERS:
        raise UnknownCarrier
    now = clock.now()
    push = _push(now)
    try:
        secret = current_app.config["MARKET"].carrier_secrets.get(carrier, "")
        results = [
            pushes.record_push(carrier=carrier, news=news, now=now)
            for news in CARRIERS[carrier].read_push(push, secret=secret)
        ]
    except UnreadablePush:
        key = hashlib.sha256(push.raw).hexdigest()
        results = [pushes.keep_unreadable(carrier=carrier, key=key, body=_kept(push), now=now)]
    return jsonify(code="success", results=results)


def _push(now: datetime) -> Push:
    """The request's body as an object, whether it came as JSON or as a form."""
    raw = request.get_data(cache=True, parse_form_data=False)
    body: Any = request.get_json() if request.is_json else request.form.to_dict()
    if not isinstance(body, dict):
        raise errors.InvalidInput
    return Push(body=body, received_at=now, raw=raw, query=request.args.to_dict(), headers=dict(request.headers))


def _kept(push: Push) -> dict[str, Any]:
    """The body without what proves the sender."""
    told = {name: value for name, value in push.body.items() if name not in ("TOKEN", "SignData")}
    return told if len(json.dumps(told)) <= _SHOWN else {"cut": json.dumps(told)[:_SHOWN]}
