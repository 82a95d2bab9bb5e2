"""What the gateway answers about, cut down to what we act on. Amounts in đồng."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from uuid import UUID

from market.payments.charges.gateway.calls import GatewayRefused


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


@dataclass(frozen=True)
class Page:
    """A page that is asked for (a Checkout Session): for which charge, and where it leads back to."""

    charge_id: UUID
    amount_vnd: int
    about: str
    paid_at: str
    left_at: str
    ends_at: datetime


class OpenPage(NamedTuple):
    id: str
    address: str


def intent_of(found: dict[str, Any]) -> Intent:
    """The intent in an answer of the gateway."""
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


def intent_of_page(found: dict[str, Any]) -> Intent:
    """What a page of the gateway (a Checkout Session) has come to, as an intent: the one by which it was paid, if any.

    A page that has expired can be paid by nobody any more.
    """
    amount = int(found["amount_total"] or 0)
    is_paid = found["payment_status"] == "paid" and bool(found["payment_intent"])
    status = "succeeded" if is_paid else "canceled" if found["status"] == "expired" else "requires_payment_method"
    return Intent(
        id=found["payment_intent"] if is_paid else found["id"],
        status=status,
        amount_vnd=amount,
        received_vnd=amount if is_paid else 0,
        currency=found["currency"],
        client_secret="",
        charge_id=own_id(found, "charge"),
        created_at=_instant(found),
    )


def refund_of(found: dict[str, Any]) -> GatewayRefund:
    """The refund in an answer of the gateway."""
    return GatewayRefund(
        id=found["id"],
        status=found.get("status") or "pending",
        amount_vnd=int(found["amount"]),
        intent_id=found.get("payment_intent") or "",
        refund_id=own_id(found, "refund"),
        created_at=_instant(found),
    )


def open_page_of(found: dict[str, Any]) -> OpenPage:
    """The page in an answer of the gateway. Raises GatewayRefused for an address to which no browser should be sent."""
    address = str(found.get("url") or "")
    if urlsplit(address).scheme not in ("https", "http"):
        raise GatewayRefused("no address")
    return OpenPage(found["id"], address)


def _instant(found: dict[str, Any]) -> datetime:
    return datetime.fromtimestamp(int(found.get("created") or 0), UTC)


def own_id(found: dict[str, Any], name: str) -> UUID | None:
    """Our id as the gateway carries it in an object's metadata."""
    metadata = found.get("metadata")
    try:
        return UUID(metadata[name]) if isinstance(metadata, dict) and name in metadata else None
    except (ValueError, TypeError, AttributeError):
        return None
