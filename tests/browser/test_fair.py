"""The story of a fair by finger: opened by an officer, promised by three households, ordered, short, sent, paid."""

from __future__ import annotations

from datetime import timedelta

import pytest

from market import clock
from market.accounts.models import Person
from market.db import db, transaction
from market.fairs import promising, queries
from market.fairs.models import Fair
from market.fairs.settling import flows as settling
from market.ops.invariants import broken
from market.orders.models import Order
from tests.browser.phone import Open, Phone
from tests.support.fairs import fair_order
from tests.support.paying import order as order_now
from tests.support.village import CHI_LANG_OFFICE, a_clerk, a_household, a_product, a_shop, an_officer

HERE = "/shop/{shop}/fairs/{fair}"


@pytest.fixture(autouse=True)
def by_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is noon: a fair whose orders end today takes none after nine in the evening."""
    true_now = clock.now
    until_noon = clock.begin_of(clock.local_day(true_now())) + timedelta(hours=12) - true_now()
    monkeypatch.setattr(clock, "now", lambda: true_now() + until_noon)


def made(officer: Phone) -> Fair:
    """With the usual days but one: it is sent today, when it closes by hand."""
    officer.sign_in(an_officer())
    officer.open("/office")
    officer.tap("Phiên chợ")
    officer.tap("Mở phiên mới")
    officer.type("name", "Phiên na Chi Lăng")
    today = str(clock.local_day(clock.now()))
    for name in ("closes_at", "ships_from"):
        officer.page.fill(f"[name={name}]", today)
    officer.tap("Lập phiên")
    assert officer.says("Đã lập phiên")
    return transaction(lambda: queries.fair_with_slug("phien-na-chi-lang"))


def takes_a_stand(phone: Phone, fair: Fair, household: Person, packs: int) -> None:
    """Three taps."""
    shop = a_shop(household)
    a_product(shop, stock=0)
    phone.sign_in(household)
    phone.open(HERE.format(shop=shop.id, fair=fair.slug))
    before = phone.taps
    phone.tap("Na Chi Lăng")
    phone.tap(f"{packs} gói")
    phone.tap("Nhận gian")
    assert phone.taps - before == 3
    assert phone.says("Bạn đã có gian ở phiên này.")


def test_from_a_fair_to_its_money(phone: Phone, open_phone: Open) -> None:
    officer = open_phone(script=False)
    fair = made(officer)
    lan, others = a_household(), [a_household(), a_household()]
    for household in others:
        takes_a_stand(open_phone(script=False), fair, household, 20)
    takes_a_stand(phone, fair, lan, 10)
    officer.tap("Mở phiên ngay")
    assert officer.says("Phiên đã mở.")

    mine = next(s for s in transaction(lambda: queries.stands_of(fair.id)) if s.packs == 10)
    first, second = fair_order(mine, packs=2), fair_order(mine, packs=3)
    shop_id = mine.shop_id
    phone.open(HERE.format(shop=shop_id, fair=fair.slug))
    assert phone.says("Khách đặt 5 / 10 gói")
    phone.tap("Không đủ hàng")
    phone.type("packs", "2")
    phone.tap("Báo cho khách", within="form[action$=ready]")
    assert phone.says("Bạn báo chỉ còn 2 gói")

    officer.tap("Đóng phiên")
    officer.tap("Đóng phiên", within="form[action$=closing]")
    while settling.settle_due(now=clock.now()):
        pass
    promising.ask_due(now=clock.now())

    phone.open(f"/shop/{shop_id}/fairs/{fair.slug}/picking")
    assert phone.says(first.number)
    phone.open(f"/shop/{shop_id}/orders/{first.number}")
    phone.tap("Đã gói xong")
    number = str(order_now(first.number).tracking_number)
    clerk = open_phone(script=False)
    clerk.sign_in(a_clerk())
    clerk.open(f"/counter/{CHI_LANG_OFFICE}/parcels/{number}")
    clerk.tap("Nhận vào bưu cục")

    officer.open(f"/office/fairs/{fair.slug}")
    assert officer.says("Đúng ngày")
    assert transaction(lambda: db.session.get_one(Order, second.id).state) in ("accepted", "cancelled")
    assert transaction(lambda: list(broken())) == []
