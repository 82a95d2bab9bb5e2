"""An entry balances, is posted once, and takes nothing that is not there; shares and refunds add up to the đồng."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, select, update

from market import clock
from market.db import db, transaction
from market.ids import first_id_of, new_id
from market.ops.invariants import broken
from market.payments.ledger import accounts, checkpoints
from market.payments.ledger.actions import post, post_new, undo
from market.payments.ledger.models import LedgerAccount, LedgerEntry, LedgerIsAppendOnly, Posting
from market.payments.ledger.rules import Draft, NotEnough, TillTooLow
from market.payments.rates.models import Rate
from market.payments.rates.rules import Terms
from market.payments.sales import actions
from market.payments.sales.models import Sale
from market.payments.sales.rules import RefundTooHigh, shares_of, taken_back
from tests.support.village import an_operator, calling, money

SHOP, TILL = accounts.shop(new_id()), accounts.till("25715")
ORDER = "CP-2222-2222"
PERCENTS = st.sampled_from(["0", "0.5", "1", "2.5", "7.125", "33"])


def put(key, debit, credit):
    return transaction(lambda: post(key=key, kind="test", reference="r", debit=debit, credit=credit, now=clock.now()))


def entries():
    return transaction(lambda: len(db.session.scalars(select(LedgerEntry.id)).all()))


def test_an_entry_is_posted_once(app):
    assert [put("k", {accounts.BANK: 5}, {SHOP: 5}) for _ in range(2)] == [True, False]
    assert (money(SHOP), money(accounts.BANK), entries()) == (5, 5, 1)


@pytest.mark.parametrize(
    ("debit", "credit"),
    [({accounts.BANK: 5}, {SHOP: 4}), ({accounts.BANK: -5}, {SHOP: -5}), ({SHOP: 5}, {SHOP: 5}), ({}, {SHOP: 5})],
)
def test_an_entry_that_does_not_balance_is_not_posted(app, debit, credit):
    with pytest.raises(ValueError, match="entry"):
        put("k", debit, credit)
    assert entries() == 0


def test_cash_that_is_not_there_cannot_be_taken(app):
    put("a", {TILL: 10}, {accounts.carrier("postmart"): 10})
    with pytest.raises(TillTooLow):
        put("b", {SHOP: 11}, {TILL: 11})
    with pytest.raises(NotEnough):
        put("c", {accounts.hold(new_id()): 1}, {accounts.BANK: 1})
    assert (money(TILL), entries()) == (10, 1)


def test_what_is_new_takes_nothing_from_any_account(app):
    taking = Draft("k", "test", "r", debit={accounts.BANK: 5}, credit={TILL: 5})
    with pytest.raises(ValueError, match="takes nothing"):
        transaction(lambda: post_new([taking], now=clock.now()))
    assert entries() == 0


def test_a_shop_may_owe_and_is_netted(app):
    put("a", {SHOP: 7}, {accounts.BANK: 7})
    assert money(SHOP) == -7
    put("b", {accounts.BANK: 10}, {SHOP: 10})
    assert money(SHOP) == 3


def test_an_undoing_is_the_opposite_and_comes_once(app):
    put("a", {accounts.BANK: 9}, {SHOP: 9})
    assert [transaction(lambda: undo("a", now=clock.now())) for _ in range(2)] == [True, False]
    assert transaction(lambda: undo("never", now=clock.now())) is False
    assert (money(SHOP), entries()) == (0, 2)


def test_history_cannot_be_changed(app):
    put("a", {accounts.BANK: 9}, {SHOP: 9})

    def change():
        db.session.scalars(select(Posting)).first().amount_vnd = 10

    def drop():
        db.session.delete(db.session.scalars(select(LedgerEntry)).first())

    for tampering in (change, drop):
        with pytest.raises(LedgerIsAppendOnly):
            transaction(tampering)
    assert money(SHOP) == 9


def test_a_checkpoint_changes_no_balance(app):
    for amount in (1, 20, 300):
        put(f"k{amount}", {accounts.BANK: amount}, {SHOP: amount})
    later = clock.now() + timedelta(hours=2)
    payload = {"kind": "shop", "owner": SHOP.owner}
    transaction(lambda: checkpoints.set_checkpoint(payload, clock.now()))
    assert transaction(lambda: db.session.scalar(select(LedgerAccount.checkpoint_id).filter_by(**payload))) is None
    for _ in range(2):
        transaction(lambda: checkpoints.set_checkpoint(payload, later))
        assert money(SHOP) == 321
    transaction(lambda: db.session.execute(update(LedgerAccount).values(checkpoint_vnd=-1)))
    assert any("its checkpoint is -1" in line for line in transaction(lambda: list(broken())))


def test_ids_know_when_they_were_made():
    now = clock.now()
    assert first_id_of(now - timedelta(seconds=1)) < new_id() < first_id_of(now + timedelta(minutes=1))


def test_the_audit_names_an_entry_that_is_off(app):
    put("a", {accounts.BANK: 9}, {SHOP: 9})
    assert transaction(lambda: list(broken())) == []
    transaction(lambda: db.session.execute(update(Posting).where(Posting.kind == "shop").values(amount_vnd=-8)))
    assert transaction(lambda: list(broken())) == ["ledger entry a: 2 lines are off by 1 đ"]
    transaction(lambda: db.session.execute(delete(Posting)))
    assert transaction(lambda: list(broken())) == ["ledger entry a: 0 lines are off by 0 đ"]


@given(st.integers(0, 10**10), PERCENTS, PERCENTS, PERCENTS)
def test_shares_add_up_to_the_goods(goods, commission, vat, income_tax):
    shares = shares_of(goods, Terms(commission, vat, income_tax))
    parts = shares.shop_vnd + shares.commission_vnd + shares.vat_vnd + shares.income_tax_vnd
    assert parts == goods
    assert abs(shares.vat_vnd - Decimal(goods) * Decimal(vat) / 100) <= Decimal("0.5")


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=8), PERCENTS, PERCENTS, PERCENTS)
def test_many_partial_refunds_take_back_exactly_what_was_given(parts, commission, vat, income_tax):
    terms, left = Terms(commission, vat, income_tax), sum(parts)
    whole, back = shares_of(left, terms), shares_of(0, terms)
    for part in parts:
        step = taken_back(left, part, terms)
        assert min(step.commission_vnd, step.vat_vnd, step.income_tax_vnd) >= 0
        back, left = back - (shares_of(0, terms) - step), left - part
    assert (back.commission_vnd, back.vat_vnd, back.income_tax_vnd) == (
        whole.commission_vnd,
        whole.vat_vnd,
        whole.income_tax_vnd,
    )


# Sales


def sell(channel="card", goods=100_000, shipping=20_000, number=ORDER):
    sale = Sale(
        reference=number,
        shop_id=_id(SHOP),
        seller_id=_id(SHOP),
        buyer_id=_id(SHOP),
        channel=channel,
        goods_vnd=goods,
        shipping_vnd=shipping,
        placements=1,
        opened_at=clock.now(),
    )
    transaction(lambda: actions.open_sales([sale], now=clock.now()))


def _id(account):
    from uuid import UUID

    return UUID(account.owner)


def pay(amount=120_000, number=ORDER):
    transaction(
        lambda: post(
            key=f"pay:{number}",
            kind="capture",
            reference=number,
            debit={accounts.CARD: amount},
            credit={accounts.buyers("card"): amount},
            now=clock.now(),
        )
    )


def release(number=ORDER):
    return transaction(lambda: actions.release_sale(reference=number, now=clock.now()))


def back(amount, key, number=ORDER):
    transaction(lambda: actions.take_back(amounts={(number, key): amount}, now=clock.now()))


def shares():
    return [money(a) for a in (SHOP, accounts.VAT, accounts.INCOME_TAX, accounts.COMMISSION, accounts.SHIPPING)]


def test_nothing_is_released_before_it_is_paid(app):
    sell()
    assert release() is False
    pay(119_999)
    assert release() is False
    pay_rest: dict[str, Any] = {"debit": {accounts.CARD: 1}, "credit": {accounts.buyers("card"): 1}}
    transaction(lambda: post(key="rest", kind="capture", reference=ORDER, now=clock.now(), **pay_rest))
    assert (release(), release()) == (True, False)
    assert shares() == [98_500, 1_000, 500, 0, 20_000]


def test_a_refund_after_the_release_takes_back_every_share(app):
    sell()
    pay()
    release()
    back(30_000, "a")
    back(30_000, "a")
    assert shares() == [68_950, 700, 350, 0, 20_000]
    back(90_000, "b")
    assert shares() == [0, 0, 0, 0, 0]
    assert money(accounts.order(ORDER)) == 120_000
    with pytest.raises(RefundTooHigh):
        back(1, "c")


def test_a_refund_before_the_release_leaves_the_shop_the_rest(app):
    sell()
    pay()
    back(40_000, "a")
    out: dict[str, Any] = {"debit": {accounts.order(ORDER): 40_000}, "credit": {accounts.person(new_id()): 40_000}}
    transaction(lambda: post(key="out", kind="refund", reference=ORDER, now=clock.now(), **out))
    release()
    assert shares() == [59_100, 600, 300, 0, 20_000]
    assert money(accounts.order(ORDER)) == 0
    assert transaction(lambda: list(broken())) == []


def test_more_than_was_paid_cannot_be_refunded(app):
    sell()
    with pytest.raises(RefundTooHigh):
        back(1, "a")
    pay(50_000)
    transaction(lambda: actions.close_sales(references=[ORDER], now=clock.now()))
    with pytest.raises(RefundTooHigh) as refused:
        back(50_001, "a")
    assert refused.value.members == {"refundable_vnd": 50_000}
    back(50_000, "a")


def test_refunds_of_a_few_dong_add_up_too(app):
    sell(goods=60, shipping=0)
    pay(60)
    release()
    for turn in range(60):
        back(1, f"r{turn}")
    assert shares() == [0, 0, 0, 0, 0]


def test_a_new_rate_holds_from_its_day_on_and_old_sales_keep_theirs(app):
    sell()
    pay()
    release()
    transaction(
        lambda: db.session.add(Rate(name="commission_percent", from_day=clock.local_day(clock.now()), value="10"))
    )
    sell(number="CP-3333-3333")
    pay(number="CP-3333-3333")
    release("CP-3333-3333")
    assert money(accounts.COMMISSION) == 10_000
    back(100_000, "a")
    assert money(accounts.COMMISSION) == 10_000
    transaction(lambda: db.session.execute(delete(Rate).where(Rate.value == "10")))


def test_below_the_year_s_threshold_nothing_is_withheld_if_the_operator_so_sets(app):
    today = clock.local_day(clock.now())
    rows = [("withhold_below_threshold", "0"), ("tax_threshold_vnd", "150000")]
    transaction(lambda: db.session.add_all(Rate(name=n, from_day=today, value=v) for n, v in rows))
    for number in ("CP-3333-3333", "CP-4444-4444"):
        sell(number=number)
        pay(number=number)
        release(number)
    assert money(accounts.VAT) == 1_000  # only the sale that went above it
    transaction(lambda: db.session.execute(delete(Rate).where(Rate.from_day == today)))


def test_rates_are_the_operator_s(app):
    operator = calling(an_operator())
    tomorrow = (clock.local_day(clock.now()) + timedelta(days=1)).isoformat()
    rate = {"name": "vat_percent", "from_day": tomorrow, "value": "1.5", "note": ""}
    assert [operator.post("/rates", rate).status_code, calling(an_operator()).post("/rates", rate).status_code] == [
        202,
        201,
    ]
    assert operator.get("/rates?name=vat_percent&limit=1").json["items"] == [rate]
    assert operator.get("/rates?cursor=" + operator.get("/rates?limit=1").json["next"]).status_code == 200
    late = operator.post("/rates", rate | {"from_day": clock.local_day(clock.now()).isoformat()})
    assert (late.status_code, late.json["type"]) == (409, "rate-in-the-past")
    for wrong in ("101", "-1", "NaN", "1.2345", "", "1e400"):
        assert operator.post("/rates", rate | {"value": wrong}).status_code == 422
    assert operator.post("/rates", rate | {"name": "tax_threshold_vnd", "value": "1.5"}).status_code == 422
    transaction(lambda: db.session.execute(delete(Rate).where(Rate.value == "1.5")))
