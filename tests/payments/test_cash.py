"""Cash on delivery is expected, collected once or waived, undone only by name, and its money is the shop's at once."""

from typing import Any

from sqlalchemy import update

from market import clock
from market.db import db, transaction
from market.ids import new_id
from market.orders.collection.invariants import audit as fetched
from market.payments.cash import queries
from market.payments.cash.actions import expect_cash
from market.payments.cash.models import CashOnDelivery
from market.payments.invariants import audit
from market.payments.ledger import accounts
from market.payments.ledger.actions import post
from market.payments.ledger.queries import balance
from market.payments.remittances import cod_collection
from market.payments.remittances.cod_collection import reverse_cash
from market.payments.sales import actions
from market.payments.sales.models import Sale
from tests.support.village import CHI_LANG_OFFICE, a_clerk, a_courier

ORDER = "CP-2222-2222"
SHOP = new_id()


def expect():
    """Ordered and packed."""
    sale = Sale(
        reference=ORDER,
        shop_id=SHOP,
        seller_id=new_id(),
        buyer_id=new_id(),
        channel="cod",
        goods_vnd=100_000,
        shipping_vnd=20_000,
        placements=1,
        opened_at=clock.now(),
    )
    transaction(lambda: actions.open_sales([sale], now=clock.now()))
    transaction(lambda: expect_cash(reference=ORDER, due_vnd=120_000, now=clock.now()))


def record(by=None, carrier="postmart"):
    return transaction(
        lambda: cod_collection.record_cash(
            reference=ORDER,
            collected_vnd=120_000,
            post_office_code=CHI_LANG_OFFICE,
            by_id=by.id if by else None,
            carrier=carrier,
            now=clock.now(),
        )
    )


def close():
    transaction(lambda: actions.close_sales(references=[ORDER], now=clock.now()))


def cash():
    db.session.rollback()
    return db.session.get(CashOnDelivery, ORDER, populate_existing=True)


def holding(*those):
    return transaction(lambda: [balance(account) for account in those])


TILL, COURIER = accounts.till(CHI_LANG_OFFICE), accounts.courier(CHI_LANG_OFFICE)
MONEY = (accounts.buyers("cod"), accounts.order(ORDER), TILL, COURIER, accounts.shop(SHOP), accounts.VAT,
         accounts.INCOME_TAX, accounts.SHIPPING)  # fmt: skip


def test_cash_is_due_until_it_is_collected_and_only_once(app):
    expect()
    assert (cash().state, cash().collected_vnd) == ("due", 0)
    assert holding(*MONEY) == [120_000, 120_000, 0, 0, 0, 0, 0, 0]
    assert (record(), record()) == (True, False)
    assert (cash().state, cash().collected_vnd, cash().post_office_code) == ("collected", 120_000, CHI_LANG_OFFICE)
    assert holding(*MONEY) == [0, 0, 120_000, 0, 98_500, 1_000, 500, 20_000]


def test_a_courier_s_cash_is_not_the_till_s(app):
    expect()
    record(by=a_courier())
    assert holding(TILL, COURIER) == [0, 120_000]


def test_what_a_clerk_takes_at_the_counter_is_in_the_till(app):
    expect()
    record(by=a_clerk())
    assert holding(TILL, COURIER) == [120_000, 0]


def test_a_carrier_that_does_not_advance_cash_gives_the_shop_nothing_yet(app):
    expect()
    record(carrier="slowpost")
    assert holding(*MONEY) == [0, 120_000, 120_000, 0, 0, 0, 0, 0]


def test_collected_cash_is_not_waived(app):
    expect()
    record()
    close()
    assert cash().state == "collected"
    assert holding(*MONEY) == [0, 0, 120_000, 0, 98_500, 1_000, 500, 20_000]


def test_waived_cash_that_was_taken_all_the_same_is_recorded(app):
    expect()
    close()
    close()
    assert cash().state == "waived"
    assert holding(*MONEY) == [0] * 8
    assert record() is True
    assert (cash().state, cash().collected_vnd) == ("collected", 120_000)
    assert holding(*MONEY) == [0, 0, 120_000, 0, 98_500, 1_000, 500, 20_000]


def test_cash_that_was_not_collected_after_all_is_due_again_and_can_be_collected_again(app):
    expect()
    record()
    transaction(lambda: reverse_cash(reference=ORDER, now=clock.now()))
    assert (cash().state, cash().collected_vnd) == ("due", 0)
    assert holding(*MONEY) == [120_000, 120_000, 0, 0, 0, 0, 0, 0]
    assert record() is True
    assert holding(*MONEY) == [0, 0, 120_000, 0, 98_500, 1_000, 500, 20_000]


def test_what_cannot_be_undone_any_more_waits_for_a_person(app):
    expect()
    record()
    paid_out: dict[str, Any] = {"debit": {accounts.carrier("postmart"): 50_000}, "credit": {TILL: 50_000}}
    transaction(lambda: post(key="d", kind="deposit", reference="x", now=clock.now(), **paid_out))
    transaction(lambda: reverse_cash(reference=ORDER, now=clock.now()))
    assert cash().state == "disputed"
    assert holding(TILL, accounts.shop(SHOP)) == [70_000, 98_500]


def test_nothing_is_collected_for_what_nobody_expects(app):
    assert record() is False
    assert queries.cash_for(ORDER) is None


def test_the_audit_names_cash_collected_for_what_was_not_delivered(app):
    expect()
    assert list(audit()) == []
    record()
    assert list(fetched()) == [f"cash for {ORDER} is collected, but its parcel is not there"]


def test_the_audit_names_a_wrong_sum(app):
    expect()
    transaction(lambda: db.session.execute(update(CashOnDelivery).values(collected_vnd=5)))
    assert list(audit()) == [f"cash for {ORDER} is due with 5 đ instead of 0 đ"]
