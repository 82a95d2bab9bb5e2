"""The tables of money, by noun. Everything is imported here, so that the schema is whole once the package is."""

from market.payments.models.bank import BankStatement, BankTransfer
from market.payments.models.card_events import CardEvent
from market.payments.models.cash import CashOnDelivery
from market.payments.models.cash_outs import CashOut, Identity
from market.payments.models.charges import Charge, ChargeShare, MoneyEvent
from market.payments.models.ledger import LedgerAccount, LedgerEntry, Posting
from market.payments.models.payouts import Payout, PayoutAccount, PayoutFile
from market.payments.models.rates import Rate
from market.payments.models.refunds import Refund
from market.payments.models.remittances import Remittance, RemittanceLine
from market.payments.models.sales import Sale, SaleRefund
from market.payments.models.tills import TillMovement
from market.payments.models.write_offs import WriteOff

__all__ = [
    "BankStatement",
    "BankTransfer",
    "CardEvent",
    "CashOnDelivery",
    "CashOut",
    "Charge",
    "ChargeShare",
    "Identity",
    "LedgerAccount",
    "LedgerEntry",
    "MoneyEvent",
    "Payout",
    "PayoutAccount",
    "PayoutFile",
    "Posting",
    "Rate",
    "Refund",
    "Remittance",
    "RemittanceLine",
    "Sale",
    "SaleRefund",
    "TillMovement",
    "WriteOff",
]
