"""Plain values of money, by noun: `cash` on delivery, the `accounts` of the ledger."""

from market.payments.rules.cash import COD, NAMES, CashState, PaymentMethodUnavailable

__all__ = ["COD", "NAMES", "CashState", "PaymentMethodUnavailable"]
