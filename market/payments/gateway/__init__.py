"""The card gateway: a Stripe-compatible client. Never called inside a transaction."""

from market.payments.gateway.calls import GatewayError, GatewayRefused, GatewayUnavailable
from market.payments.gateway.client import CURRENCY, CardGateway, card_gateway
from market.payments.gateway.objects import GatewayRefund, Intent

__all__ = [
    "CURRENCY",
    "CardGateway",
    "GatewayError",
    "GatewayRefund",
    "GatewayRefused",
    "GatewayUnavailable",
    "Intent",
    "card_gateway",
]
