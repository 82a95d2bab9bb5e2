"""Cash on delivery is expected, collected once or waived, and never collected for what was not delivered."""

from sqlalchemy import update

from market import clock
from market.db import db, transaction
from market.payments import actions, queries
from market.payments.audit import audit
from market.payments.models import CashOnDelivery

ORDER = "CP-2222-2222"


def expect(due_vnd=120_000):
    transaction(lambda: actions.expect_cash(reference=ORDER, due_vnd=due_vnd, now=clock.now()))


def record(collected_vnd=120_000):
    return transaction(
        lambda: actions.record_cash(
            reference=ORDER, collected_vnd=collected_vnd, post_office_code="VN01", now=clock.now()
        )
    )


def waive():
    return transaction(lambda: actions.waive_cash(reference=ORDER, now=clock.now()))


def cash():
    db.session.rollback()
    return db.session.get(CashOnDelivery, ORDER, populate_existing=True)


def test_cash_is_due_until_it_is_collected_and_only_once(app):
    expect()
    expect()
    assert (cash().state, cash().collected_vnd) == ("due", 0)
    assert record() is True
    assert record(999) is False
    assert (cash().state, cash().collected_vnd, cash().post_office_code) == ("collected", 120_000, "VN01")


def test_collected_cash_is_not_waived(app):
    expect()
    record()
    assert waive() is False
    assert cash().state == "collected"


def test_waived_cash_that_was_taken_all_the_same_is_recorded(app):
    expect()
    assert (waive(), waive()) == (True, False)
    assert cash().state == "waived"
    assert record() is True
    assert (cash().state, cash().collected_vnd) == ("collected", 120_000)


def test_nothing_is_collected_for_what_nobody_expects(app):
    assert (record(), waive()) == (False, False)
    assert queries.cash_for(ORDER) is None


def test_the_audit_names_cash_collected_for_what_was_not_delivered(app):
    expect()
    assert list(audit()) == []
    record()
    assert list(audit()) == [f"cash for {ORDER} is collected, but its parcel is not there"]


def test_the_audit_names_a_wrong_sum(app):
    expect()
    transaction(lambda: db.session.execute(update(CashOnDelivery).values(collected_vnd=5)))
    assert list(audit()) == [f"cash for {ORDER} is due with 5 đ instead of 0 đ"]
