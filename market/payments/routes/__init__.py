"""Money over HTTP, by noun: load, allow, do."""

from flask import current_app

from market.http import Blueprint

blueprint = Blueprint("payments", __name__, url_prefix="/api/v1", description="Balances, cash-outs, tills, remittances")


def secret() -> str:
    """What codes are derived and numbers are sealed with."""
    key: str = current_app.config["MARKET"].secret_key
    return key


from market.payments.routes import (  # noqa: E402
    balances,
    bank,
    card_events,
    cash,
    cash_outs,
    identities,
    payouts,
    rates,
    redemptions,
    refunds,
    remittances,
    statements,
    tills,
)

__all__ = [
    "balances",
    "bank",
    "blueprint",
    "card_events",
    "cash",
    "cash_outs",
    "identities",
    "payouts",
    "rates",
    "redemptions",
    "refunds",
    "remittances",
    "statements",
    "tills",
]
