"""Cash that a household takes herself when its buyer fetches the goods: the platform never holds it."""

from datetime import datetime
from uuid import UUID

from market.payments.cash.actions import move_cash
from market.payments.cash.queries import cash_for
from market.payments.cash.rules import COD, CashState
from market.payments.ledger import accounts
from market.payments.ledger.actions import post
from market.payments.sales.actions import release_sale
from market.payments.sales.queries import sale
from market.payments.sales.rules import CASH_IN_HAND


def keep_cash(*, reference: str, by_id: UUID | None, now: datetime) -> bool:
    """The buyer has paid the household in cash; False if that was known, or none is due.

    In the books the shop has taken its money out at once; what the sale owes the tax office and the platform is
    reckoned as of any sale, so that the shop owes that much and it is netted with what it sells next.
    """
    of_order, cash = sale(reference), cash_for(reference)
    if of_order is None or cash is None:
        return False
    taken = {"collected_vnd": cash.due_vnd, "collected_at": now, "taken_by_id": by_id}
    if not move_cash(reference, CashState.KEPT, {CashState.DUE}, **taken):
        return False
    post(
        key=f"cash-in-hand:{reference}",
        kind=CASH_IN_HAND,
        reference=reference,
        debit={accounts.shop(of_order.shop_id): cash.due_vnd},
        credit={accounts.buyers(COD): cash.due_vnd},
        now=now,
        by_id=by_id,
    )
    return release_sale(reference=reference, now=now)
