"""The card gateway: a Stripe-compatible client. Never called inside a transaction.

Only parameters that Stripe and its stand-ins all take are used, so that they are one setting apart. VND has no
smaller unit: 250,000 đồng is `amount=250000`. No card passes through here: the buyer's client gives it to the gateway.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import requests
from flask import current_app

API_VERSION = "2025-01-27.acacia"
CURRENCY = "vnd"
TRIES = 3
_TIMEOUT_SECONDS = (3.05, 8.0)
_FIRST_PAUSE_SECONDS = 0.2
_PAGE = 100
# Too much at once, a clash of two calls with one key, or a fault of theirs: the same call may pass a moment later.
_PASSING = {409, 424, 429}


class GatewayError(Exception):
    """A call that did not succeed. `code` is the gateway's own word for why."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


class GatewayUnavailable(GatewayError):
    """No answer, or one that blames the moment: whether it was done is not known. The same key may be sent again."""


class GatewayRefused(GatewayError):
    """The gateway will not do this, however often it is asked."""


@dataclass(frozen=True)
class Intent:
    """A PaymentIntent: one sum that a card is to pay. Amounts in đồng."""

    id: str
    status: str
    amount_vnd: int
    received_vnd: int
    currency: str
    client_secret: str
    charge_id: UUID | None
    created_at: datetime

    @property
    def is_paid(self) -> bool:
        return self.status == "succeeded"

    @property
    def is_cancelled(self) -> bool:
        return self.status == "canceled"

    @property
    def is_authorised(self) -> bool:
        return self.status == "requires_capture"


@dataclass(frozen=True)
class GatewayRefund:
    """Money the gateway gives back to a card."""

    id: str
    status: str
    amount_vnd: int
    intent_id: str
    refund_id: UUID | None
    created_at: datetime


class CardGateway:
    def __init__(self, address: str, key: str) -> None:
        self.address, self.key = address, key

    def create_intent(self, *, charge_id: UUID, amount_vnd: int) -> Intent:
        """Let a card pay `amount_vnd`. The same charge asked for again is the same intent. Raises GatewayError."""
        asked = {
            "amount": amount_vnd,
            "currency": CURRENCY,
            "payment_method_types[]": "card",
            "metadata[charge]": str(charge_id),
        }
        return _intent(self._post("/v1/payment_intents", asked, key=f"charge-{charge_id}"))

    def intent(self, intent_id: str) -> Intent:
        return _intent(self._get(f"/v1/payment_intents/{intent_id}"))

    def capture(self, intent_id: str) -> Intent:
        """Take what a card has only promised. Raises GatewayError."""
        return _intent(self._post(f"/v1/payment_intents/{intent_id}/capture", {}, key=f"capture-{intent_id}"))

    def cancel(self, intent_id: str) -> Intent:
        """Let nobody pay it any more. Raises GatewayRefused when it has been paid or cancelled: look then."""
        return _intent(self._post(f"/v1/payment_intents/{intent_id}/cancel", {}, key=f"cancel-{intent_id}"))

    def refund(self, *, intent_id: str, refund_id: UUID, amount_vnd: int) -> GatewayRefund:
        """Give back a part of what was paid, once for each `refund_id`. Raises GatewayError."""
        asked = {"payment_intent": intent_id, "amount": amount_vnd, "metadata[refund]": str(refund_id)}
        return _refund(self._post("/v1/refunds", asked, key=f"refund-{refund_id}"))

    def refunds_of(self, intent_id: str) -> list[GatewayRefund]:
        return [_refund(found) for found in self._list("/v1/refunds", payment_intent=intent_id)]

    def intents(self) -> Iterator[Intent]:
        """Every intent there is, newest first: for reconciling."""
        return (_intent(found) for found in self._list("/v1/payment_intents"))

    def refunds(self) -> Iterator[GatewayRefund]:
        return (_refund(found) for found in self._list("/v1/refunds"))

    def _list(self, path: str, **filters: str) -> Iterator[dict[str, Any]]:
        page = self._get(path, limit=_PAGE, **filters)
        while page["data"]:
            yield from page["data"]
            if not page.get("has_more"):
                return
            page = self._get(path, limit=_PAGE, starting_after=page["data"][-1]["id"], **filters)

    def _get(self, path: str, **query: Any) -> dict[str, Any]:
        return self._call("GET", path, query=query)

    def _post(self, path: str, form: Mapping[str, Any], *, key: str) -> dict[str, Any]:
        return self._call("POST", path, form=form, headers={"Idempotency-Key": key})

    def _call(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, Any] | None = None,
        form: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> dict[str, Any]:
        sent = {"Authorization": f"Bearer {self.key}", "Stripe-Version": API_VERSION, **(headers or {})}
        for attempt in range(1, TRIES + 1):
            try:
                answer = requests.request(
                    method, self.address + path, params=query, data=form, headers=sent, timeout=_TIMEOUT_SECONDS
                )
                return _read(answer)
            except (requests.RequestException, GatewayUnavailable) as error:
                if attempt == TRIES:
                    raise GatewayUnavailable(getattr(error, "code", type(error).__name__)) from None
                time.sleep(_FIRST_PAUSE_SECONDS * 2 ** (attempt - 1))
        raise AssertionError("unreachable")


def card_gateway() -> CardGateway:
    """The gateway of the settings."""
    config = current_app.config["MARKET"]
    return CardGateway(config.card_api_url, config.card_api_key)


def _read(answer: requests.Response) -> dict[str, Any]:
    try:
        body = answer.json()
    except ValueError:
        body = {}
    if answer.ok and isinstance(body, dict) and body:
        return body
    code = _code(body) or f"http_{answer.status_code}"
    if answer.status_code >= 500 or answer.status_code in _PASSING or answer.ok:
        raise GatewayUnavailable(code)
    raise GatewayRefused(code)


def _code(body: Any) -> str:
    error = body.get("error") if isinstance(body, dict) else None
    found = (error.get("code") or error.get("type")) if isinstance(error, dict) else None
    return str(found or "")[:60]


def _intent(found: dict[str, Any]) -> Intent:
    amount = int(found["amount"])
    # A stand-in leaves amount_received out.
    received = found.get("amount_received", amount if found["status"] == "succeeded" else 0)
    return Intent(
        id=found["id"],
        status=found["status"],
        amount_vnd=amount,
        received_vnd=int(received),
        currency=found["currency"],
        client_secret=found.get("client_secret") or "",
        charge_id=own_id(found, "charge"),
        created_at=_instant(found),
    )


def _refund(found: dict[str, Any]) -> GatewayRefund:
    return GatewayRefund(
        id=found["id"],
        status=found.get("status") or "pending",
        amount_vnd=int(found["amount"]),
        intent_id=found.get("payment_intent") or "",
        refund_id=own_id(found, "refund"),
        created_at=_instant(found),
    )


def own_id(found: dict[str, Any], name: str) -> UUID | None:
    """Our id as the gateway carries it in an object's metadata."""
    metadata = found.get("metadata")
    try:
        return UUID(metadata[name]) if isinstance(metadata, dict) and name in metadata else None
    except (ValueError, TypeError, AttributeError):
        return None


def _instant(found: dict[str, Any]) -> datetime:
    return datetime.fromtimestamp(int(found.get("created") or 0), UTC)
