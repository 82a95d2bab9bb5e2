"""What must always be true of sales: each đồng of an order is where its life says that it is."""

from collections.abc import Iterator

from sqlalchemy import func, select

from market.db import db
from market.money import dong
from market.payments.cash.models import CashOnDelivery
from market.payments.cash.rules import ADVANCES, TAKEN_IN, CashState
from market.payments.ledger import accounts
from market.payments.ledger.accounts import Kind
from market.payments.ledger.models import LedgerEntry, Posting
from market.payments.ledger.queries import balance
from market.payments.sales.models import Sale, SaleRefund


def audit() -> Iterator[str]:
    """One plain line for each thing that is broken."""
    yield from _orders_that_hold_a_wrong_sum()
    yield from _cash_sales_that_differ()
    yield from _taxes_that_differ()


def _sums_of(kind: Kind) -> dict[str, int]:
    """What the entries of each order have put into accounts of `kind`, as debits."""
    sums = select(LedgerEntry.reference, func.sum(Posting.amount_vnd)).join(Posting).where(Posting.kind == kind)
    return {reference: int(total) for reference, total in db.session.execute(sums.group_by(LedgerEntry.reference))}


def _orders_that_hold_a_wrong_sum() -> Iterator[str]:
    """Once released, nothing is left with it; before, all that was ordered less what was called off or refunded."""
    held = _sums_of(Kind.ORDER)
    for sale in db.session.scalars(select(Sale).execution_options(yield_per=500)):
        refunded = sale.refunded_goods_vnd + sale.refunded_shipping_vnd
        expected = 0 if sale.released_at else sale.total_vnd - sale.unpaid_vnd - refunded
        if -held.get(sale.reference, 0) != expected:
            lies = f"{dong(-held.get(sale.reference, 0))} đ lie with it"
            yield f"order {sale.reference}: {lies} instead of {dong(expected)} đ"


def _cash_sales_that_differ() -> Iterator[str]:
    owed = _sums_of(Kind.BUYERS)
    joined = select(Sale, CashOnDelivery).join(CashOnDelivery, CashOnDelivery.reference == Sale.reference)
    for sale, cash in db.session.execute(joined.execution_options(yield_per=500)):
        expected = cash.due_vnd if cash.state == CashState.DUE else 0
        if owed.get(sale.reference, 0) != expected:
            due = f"{dong(owed.get(sale.reference, 0))} đ are owed"
            yield f"order {sale.reference}: its cash is {cash.state}, but {due}"
        if cash.state == CashState.DUE and sale.closed_at is not None:
            yield f"order {sale.reference}: its cash is due, but nothing is to be paid for it any more"
        is_due = sale.released_at is None and sale.contested_at is None
        if cash.state in TAKEN_IN and cash.carrier in ADVANCES and is_due:
            yield f"order {sale.reference}: its cash is {cash.state}, but the shop has nothing of it"


def _taxes_that_differ() -> Iterator[str]:
    """What was withheld is what the sales say, less what refunds brought back."""
    for account, column, back in (
        (accounts.VAT, Sale.vat_vnd, SaleRefund.vat_vnd),
        (accounts.INCOME_TAX, Sale.income_tax_vnd, SaleRefund.income_tax_vnd),
        (accounts.COMMISSION, Sale.commission_vnd, SaleRefund.commission_vnd),
    ):
        given = db.session.scalar(select(func.coalesce(func.sum(column), 0))) or 0
        returned = select(func.coalesce(func.sum(back), 0)).where(SaleRefund.after_release)
        expected = int(given) - int(db.session.scalar(returned) or 0)
        if balance(account) != expected:
            yield f"account {account.kind} {account.owner}: {dong(balance(account))} đ instead of {dong(expected)} đ"
