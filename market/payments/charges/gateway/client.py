"""What we ask of the card gateway.

Only parameters that Stripe and its stand-ins all take are used, so that they are one setting apart. VND has no
smaller unit: 250,000 đồng is `amount=250000`. No card passes through here: the buyer's client gives it to the gateway.
"""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from flask import current_app

from market.payments.charges.gateway import calls, objects

CURRENCY = "vnd"
_PAGE = 100
_PAGES = "/v1/checkout/sessions"


class CardGateway:
    def __init__(self, address: str, key: str) -> None:
        self.address, self.key = address, key

    def create_intent(self, *, charge_id: UUID, amount_vnd: int) -> objects.Intent:
        """Let a card pay `amount_vnd`. The same charge asked for again is the same intent. Raises GatewayError."""
        asked = {
            "amount": amount_vnd,
            "currency": CURRENCY,
            "payment_method_types[]": "card",
            "metadata[charge]": str(charge_id),
        }
        return objects.intent_of(self._post("/v1/payment_intents", asked, key=f"charge-{charge_id}"))

    def open_page(self, asked: objects.Page) -> objects.OpenPage:
        """Have the gateway ask for the card on a page of its own, whose payment names the charge as an intent does.

        The same charge asked for again is the same page. Raises GatewayError.
        """
        form = {
            "mode": "payment",
            "payment_method_types[]": "card",
            "line_items[0][quantity]": 1,
            "line_items[0][price_data][currency]": CURRENCY,
            "line_items[0][price_data][unit_amount]": asked.amount_vnd,
            "line_items[0][price_data][product_data][name]": asked.about,
            "metadata[charge]": str(asked.charge_id),
            "payment_intent_data[metadata][charge]": str(asked.charge_id),
            "success_url": asked.paid_at,
            "cancel_url": asked.left_at,
            "expires_at": int(asked.ends_at.timestamp()),
        }
        return objects.open_page_of(self._post(_PAGES, form, key=f"page-{asked.charge_id}"))

    def page(self, page_id: str) -> objects.Intent:
        return objects.intent_of_page(self._get(f"{_PAGES}/{page_id}"))

    def close_page(self, page_id: str) -> objects.Intent:
        """Let nobody pay there any more. Raises GatewayRefused when it has been paid or is over: look then."""
        return objects.intent_of_page(self._post(f"{_PAGES}/{page_id}/expire", {}, key=f"close-{page_id}"))

    def intent(self, intent_id: str) -> objects.Intent:
        return objects.intent_of(self._get(f"/v1/payment_intents/{intent_id}"))

    def capture(self, intent_id: str) -> objects.Intent:
        """Take what a card has only promised. Raises GatewayError."""
        return objects.intent_of(self._post(f"/v1/payment_intents/{intent_id}/capture", {}, key=f"capture-{intent_id}"))

    def cancel(self, intent_id: str) -> objects.Intent:
        """Let nobody pay it any more. Raises GatewayRefused when it has been paid or cancelled: look then."""
        return objects.intent_of(self._post(f"/v1/payment_intents/{intent_id}/cancel", {}, key=f"cancel-{intent_id}"))

    def refund(self, *, intent_id: str, refund_id: UUID, amount_vnd: int) -> objects.GatewayRefund:
        """Give back a part of what was paid, once for each `refund_id`. Raises GatewayError."""
        asked = {"payment_intent": intent_id, "amount": amount_vnd, "metadata[refund]": str(refund_id)}
        return objects.refund_of(self._post("/v1/refunds", asked, key=f"refund-{refund_id}"))

    def refunds_of(self, intent_id: str) -> list[objects.GatewayRefund]:
        return [objects.refund_of(found) for found in self._list("/v1/refunds", payment_intent=intent_id)]

    def intents(self) -> Iterator[objects.Intent]:
        """Every intent there is, newest first: for reconciling."""
        return (objects.intent_of(found) for found in self._list("/v1/payment_intents"))

    def refunds(self) -> Iterator[objects.GatewayRefund]:
        return (objects.refund_of(found) for found in self._list("/v1/refunds"))

    def _list(self, path: str, **filters: str) -> Iterator[dict[str, Any]]:
        page = self._get(path, limit=_PAGE, **filters)
        while page["data"]:
            yield from page["data"]
            if not page.get("has_more"):
                return
            page = self._get(path, limit=_PAGE, starting_after=page["data"][-1]["id"], **filters)

    def _get(self, path: str, **query: Any) -> dict[str, Any]:
        return calls.get(self.address + path, key=self.key, query=query)

    def _post(self, path: str, form: Mapping[str, Any], *, key: str) -> dict[str, Any]:
        return calls.post(self.address + path, key=self.key, form=form, idempotency_key=key)


def card_gateway() -> CardGateway:
    """The gateway of the settings."""
    config = current_app.config["MARKET"]
    return CardGateway(config.card_api_url, config.card_api_key)
