"""What a buyer needs in order to pay: the secret of a card payment, or where a transfer goes and what it says."""

from __future__ import annotations

from typing import Any

from market.config import Config
from market.encryption import unseal
from market.payments.charges.models import Charge
from market.payments.charges.rules import CARD, SECRET_PURPOSE, ChargeState
from market.payments.charges.vietqr import payload


def how_to_pay(charge: Charge | None, config: Config) -> dict[str, Any]:
    """How an open charge is paid; nothing for one that cannot be (any more)."""
    if charge is None or charge.state != ChargeState.OPEN:
        return {}
    steps: dict[str, Any] = {"amount_vnd": charge.amount_vnd, "expires_at": charge.expires_at}
    if charge.method == CARD:
        secret = unseal(charge.sealed_secret or b"", purpose=SECRET_PURPOSE, secret=config.secret_key)
        return {**steps, "client_secret": secret}
    return {**steps, "qr": qr_text(charge, config), "transfer": _transfer(charge, config)}


def qr_text(charge: Charge, config: Config) -> str:
    """The VietQR of an open charge by bank transfer."""
    return payload(
        bin=config.bank_bin,
        account=config.bank_account,
        amount_vnd=charge.amount_vnd,
        purpose=charge.transfer_code or "",
    )


def _transfer(charge: Charge, config: Config) -> dict[str, str | None]:
    return {
        "bank_bin": config.bank_bin,
        "account": config.bank_account,
        "account_name": config.bank_account_name,
        "text": charge.transfer_code,
    }
