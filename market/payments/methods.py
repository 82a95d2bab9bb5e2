"""Payment methods, a registry like the carriers': to add one is one class and one line of METHODS."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from market import encryption, errors
from market.config import Config
from market.language import Sentence
from market.payments.cash.rules import COD
from market.payments.charges.models import Charge
from market.payments.charges.rules import (
    BANK_TRANSFER,
    CARD,
    LEAST_BY_CARD_VND,
    SECRET_PURPOSE,
    AmountTooSmall,
    ChargeState,
)
from market.payments.charges.vietqr import payload


class PaymentMethodUnavailable(errors.Problem):
    status = 422
    type = "payment-method-unavailable"
    title = Sentence("Chưa có cách trả tiền này", en="Payment method unavailable")
    detail = Sentence(
        "Cách trả tiền này chưa mở ở đây. Xin chọn cách khác, như trả tiền mặt khi nhận hàng.",
        en="This way of paying is not open here. Please choose another, such as cash on delivery.",
    )


class Method:
    """One way of paying; what it does not say otherwise is as for money that is charged before the goods go."""

    name: str
    title: Sentence
    # The way back of what was paid by it.
    refund_channel: str
    # An order waits for its money until it is placed; else it is placed at once, and paid at the door.
    is_prepaid = True
    # The charge has to be opened at the gateway, with a call to another machine; else a code on it is enough.
    at_gateway = False
    # How long an unpaid order keeps its stock.
    pay_within = timedelta(0)
    # It leaves so much time that the buyer is reminded half-way.
    reminds = False
    # Less than this is not paid by it.
    least_vnd = 0
    # What the buyer pays for paying so.
    fee_title: Sentence | None = None

    def is_open(self, config: Config) -> bool:
        """Whether the settings have opened it here."""
        return True

    def why_not(self, total_vnd: int, config: Config) -> Sentence | None:
        """Why such a sum cannot be paid by it here; None where it can."""
        if not self.is_open(config):
            return PaymentMethodUnavailable.detail
        return AmountTooSmall(least_vnd=self.least_vnd).detail if total_vnd < self.least_vnd else None

    def steps(self, charge: Charge, due_vnd: int, config: Config) -> dict[str, Any]:
        """What a buyer needs to pay what is due of an open charge."""
        return {}

    def public_keys(self, config: Config) -> dict[str, str]:
        """What a client needs beside, before anything is bought."""
        return {}


class CashOnDelivery(Method):
    name = COD
    title = Sentence("Tiền mặt khi nhận hàng", en="Cash on delivery")
    refund_channel = "cash"
    is_prepaid = False
    fee_title = Sentence("Phí thu hộ của bưu điện", en="The post's fee for collecting cash")


class Card(Method):
    name = CARD
    title = Sentence("Thẻ", en="Card")
    refund_channel = "card"
    at_gateway = True
    pay_within = timedelta(minutes=15)
    least_vnd = LEAST_BY_CARD_VND

    def is_open(self, config: Config) -> bool:
        return config.takes_cards

    def steps(self, charge: Charge, due_vnd: int, config: Config) -> dict[str, Any]:
        secret = encryption.unseal(charge.sealed_secret or b"", purpose=SECRET_PURPOSE, secret=config.secret_key)
        return {"pay_at": secret} if charge.has_page else {"client_secret": secret} | self.public_keys(config)

    def public_keys(self, config: Config) -> dict[str, str]:
        return {"publishable_key": config.card_publishable_key} if config.card_publishable_key else {}


class BankTransfer(Method):
    name = BANK_TRANSFER
    title = Sentence("Chuyển khoản, quét mã VietQR", en="Bank transfer, by a VietQR code")
    least_vnd = 1
    refund_channel = "bank_transfer"
    pay_within = timedelta(hours=24)
    reminds = True

    def is_open(self, config: Config) -> bool:
        return config.takes_transfers

    def steps(self, charge: Charge, due_vnd: int, config: Config) -> dict[str, Any]:
        """Where the transfer goes and what it says, also as a VietQR."""
        bank, account, code = config.bank_bin, config.bank_account, charge.transfer_code
        qr = payload(bin=bank, account=account, amount_vnd=due_vnd, purpose=code or "")
        transfer = {"bank_bin": bank, "account": account, "account_name": config.bank_account_name, "text": code}
        return {"qr": qr, "transfer": transfer}


METHODS: Mapping[str, Method] = {method.name: method for method in (CashOnDelivery(), Card(), BankTransfer())}
PREPAID = frozenset(method.name for method in METHODS.values() if method.is_prepaid)


def require_open(method: str, config: Config) -> None:
    """Raise PaymentMethodUnavailable for a way of paying that the settings have not opened."""
    if not METHODS[method].is_open(config):
        raise PaymentMethodUnavailable


def how_to_pay(charge: Charge | None, config: Config, *, came_vnd: int = 0) -> dict[str, Any]:
    """How what is still due of an open charge is paid; nothing for one that cannot be (any more)."""
    if charge is None or charge.state != ChargeState.OPEN:
        return {}
    due_vnd = charge.amount_vnd - came_vnd
    due = {"amount_vnd": due_vnd, "expires_at": charge.expires_at}
    return due | METHODS[charge.method].steps(charge, due_vnd, config)
