"""What an order does to the books: placed, called off, shared out, taken back. Each may be repeated without harm."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import update

from market import errors
from market.db import db, insert_new
from market.payments.cash.actions import expect_cash_again, waive_cash
from market.payments.cash.rules import COD
from market.payments.ledger import accounts
from market.payments.ledger.accounts import Account
from market.payments.ledger.actions import current, post, post_all, post_new, undo
from market.payments.ledger.rules import Draft
from market.payments.rates.rules import Terms
from market.payments.sales import queries, rules
from market.payments.sales.models import Sale, SaleRefund
from market.payments.sales.proceeds import terms_of


def open_sales(opened: Sequence[Sale], *, now: datetime) -> None:
    """The buyers owe what was ordered (đồng), each by the channel of the sale. Their numbers must be new."""
    insert_new(opened)
    post_new((_placement(sale, sale.total_vnd) for sale in opened), now=now)


def reopen_sale(*, reference: str, now: datetime) -> None:
    """What was called off counts again: paid too late but revived, or delivered and paid all the same."""
    found = queries.locked_sale(reference)
    if found is not None and found.closed_at is not None:
        owed, found.unpaid_vnd = found.unpaid_vnd, 0
        found.placements, found.closed_at = found.placements + 1, None
        post(**vars(_placement(found, owed)), now=now)
        if found.channel == COD:
            expect_cash_again(reference=reference)


def _placement(found: Sale, owed_vnd: int) -> Draft:
    return Draft(
        key=f"placement:{found.reference}:{found.placements}",
        kind="placement",
        reference=found.reference,
        debit={accounts.buyers(found.channel): owed_vnd},
        credit={accounts.order(found.reference): owed_vnd},
    )


def close_sales(*, references: Collection[str], now: datetime) -> dict[str, Sale]:
    """Nothing more is owed: called off, returned or lost. What was paid stays with the order until it is taken back.

    Returns the sales, held, by reference.
    """
    sales = queries.locked_sales(references)
    closed = [found for found in sales if found.closed_at is None]
    owed = queries.owed(closed)
    for found in closed:
        found.closed_at, found.unpaid_vnd = now, owed[found.reference]
    post_all((_closing(found) for found in closed), now=now)
    waive_cash(references=[found.reference for found in closed if found.channel == COD], now=now)
    return {found.reference: found for found in sales}


def _closing(found: Sale) -> Draft:
    return Draft(
        key=f"closing:{found.reference}:{found.placements}",
        kind="cancellation",
        reference=found.reference,
        debit={accounts.order(found.reference): found.unpaid_vnd},
        credit={accounts.buyers(found.channel): found.unpaid_vnd},
    )


def reduce_sale(*, reference: str, goods_vnd: int, shipping_vnd: int, key: str, now: datetime) -> int:
    """The order is worth no more than this by now. What is less is owed no more; what of it was paid lies unmatched.

    Returns what was paid too much, in đồng. Repeating it with the same key does nothing. Raises RefundTooHigh.
    """
    found = queries.locked_sale(reference)
    less = found.total_vnd - goods_vnd - shipping_vnd if found else 0
    if found is None or less <= 0:
        return 0
    if found.closed_at or found.refunded_goods_vnd > goods_vnd or found.refunded_shipping_vnd > shipping_vnd:
        raise rules.RefundTooHigh(goods_vnd + shipping_vnd)
    owed = min(less, queries.owed_by_buyer(found))
    post(
        key=f"reduction:{reference}:{key}",
        kind="reduction",
        reference=reference,
        debit={accounts.order(reference): less},
        credit={accounts.buyers(found.channel): owed, accounts.unmatched(found.channel): less - owed},
        now=now,
    )
    found.goods_vnd, found.shipping_vnd = goods_vnd, shipping_vnd
    return less - owed


def pass_sale_on(*, reference: str, shop_id: UUID, seller_id: UUID) -> None:
    """Another household sells it. Only what lies with the order whole: nothing was shared out, refunded or contested.

    Raises Conflict.
    """
    untouched = (Sale.released_at.is_(None), Sale.closed_at.is_(None), Sale.contested_at.is_(None))
    whole = (Sale.refunded_goods_vnd == 0, Sale.refunded_shipping_vnd == 0)
    found = update(Sale).where(Sale.reference == reference, *untouched, *whole)
    passed = found.values(shop_id=shop_id, seller_id=seller_id).returning(Sale.reference)
    if db.session.scalar(passed.execution_options(synchronize_session="fetch")) is None:
        raise errors.Conflict


def release_sale(*, reference: str, now: datetime) -> bool:
    """Share out what is left of the order: to the shop, the tax office and the platform. Once.

    False while the buyer still owes, or when it was done before; and while somebody complains of the order: then it
    is done once that is settled.
    """
    found = queries.locked_sale(reference)
    if found is None or found.released_at is not None or found.unpaid_vnd or queries.owed_by_buyer(found):
        return False
    if found.contested_at is not None:
        found.withheld_at = found.withheld_at or now
        return False
    held_back = terms_of([found], now=now)[reference]
    shares = rules.shares_of(found.goods_left_vnd, held_back)
    _keep(found, shares, held_back, now)
    post(
        key=current(f"sale:{reference}"),
        kind="sale",
        reference=reference,
        debit={accounts.order(reference): found.goods_left_vnd + found.shipping_left_vnd},
        credit=_parts(found, shares, found.shipping_left_vnd),
        now=now,
    )
    return True


def unrelease_sale(*, reference: str, now: datetime) -> None:
    """The sale was not made after all (its cash was not collected): every share comes back to the order."""
    found = queries.locked_sale(reference)
    if found is not None:
        found.withheld_at = None
    if found is not None and found.released_at is not None and undo(current(f"sale:{reference}"), now=now):
        found.released_at, found.released_goods_vnd, found.contested_vnd = None, 0, 0
        found.commission_vnd = found.vat_vnd = found.income_tax_vnd = 0


def take_back(*, amounts: Mapping[tuple[str, str], int], now: datetime) -> None:
    """Bring so much of orders' money together in the account of each, whence it can be refunded.

    It is taken of the goods first, then of the shipping; what was shared out comes back from each share. Each amount
    has its order and a key: repeating it with the same does nothing. No order stands there twice. Raises
    RefundTooHigh; a shop that has taken its money out already owes it.
    """
    found = {sale.reference: sale for sale in queries.locked_sales({reference for reference, _ in amounts})}
    made = queries.refunds_made(found)
    left = queries.left_of(found.values())
    for (reference, key), amount_vnd in amounts.items():
        if (reference, key) in made:
            continue
        if not 0 < amount_vnd <= left.get(reference, 0):
            raise rules.RefundTooHigh(left.get(reference, 0))
        _take_back(found[reference], amount_vnd, key, now)
    db.session.flush()


def _take_back(found: Sale, amount_vnd: int, key: str, now: datetime) -> None:
    goods = min(amount_vnd, found.goods_left_vnd)
    back = rules.taken_back(found.goods_left_vnd, goods, found.terms)
    _remember(found, back, amount_vnd - goods, key, now)
    if found.released_at is not None:
        _bring_back(found, back, amount_vnd - goods, key, now)


def _keep(found: Sale, shares: rules.Shares, held_back: Terms, now: datetime) -> None:
    found.released_at, found.released_goods_vnd = now, shares.goods_vnd
    found.commission_percent, found.commission_vnd = held_back.commission_percent, shares.commission_vnd
    found.vat_percent, found.vat_vnd = held_back.vat_percent, shares.vat_vnd
    found.income_tax_percent, found.income_tax_vnd = held_back.income_tax_percent, shares.income_tax_vnd


def _parts(found: Sale, shares: rules.Shares, shipping_vnd: int) -> dict[Account, int]:
    return {
        accounts.shop(found.shop_id): shares.shop_vnd,
        accounts.COMMISSION: shares.commission_vnd,
        accounts.VAT: shares.vat_vnd,
        accounts.INCOME_TAX: shares.income_tax_vnd,
        accounts.SHIPPING: shipping_vnd,
    }


def _remember(found: Sale, back: rules.Shares, shipping_vnd: int, key: str, now: datetime) -> None:
    found.refunded_goods_vnd += back.goods_vnd
    found.refunded_shipping_vnd += shipping_vnd
    refund = SaleRefund(
        reference=found.reference,
        key=key,
        shop_id=found.shop_id,
        seller_id=found.seller_id,
        at=now,
        after_release=found.released_at is not None,
        goods_vnd=back.goods_vnd,
        shipping_vnd=shipping_vnd,
        commission_vnd=back.commission_vnd,
        vat_vnd=back.vat_vnd,
        income_tax_vnd=back.income_tax_vnd,
    )
    db.session.add(refund)


def _bring_back(found: Sale, back: rules.Shares, shipping_vnd: int, key: str, now: datetime) -> None:
    parts = _parts(found, back, shipping_vnd)
    # What is given back of a share that waits waits no more.
    found.contested_vnd = max(0, found.contested_vnd - max(0, back.shop_vnd))
    # Of a few đồng the roundings of two taxes may take more than there is; then the shop gets one back.
    parts_back = {account: -amount for account, amount in parts.items() if amount < 0}
    post(
        key=f"taken-back:{found.reference}:{key}",
        kind="refund",
        reference=found.reference,
        debit={account: amount for account, amount in parts.items() if amount > 0},
        credit={accounts.order(found.reference): back.goods_vnd + shipping_vnd, **parts_back},
        now=now,
    )
