"""Her money by finger: how much is hers and when more comes, cash by a code in two taps, the bank, the month's book."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event, select

from market import clock
from market.db import db, transaction
from market.payments.cash_outs.models import CashOut
from market.payments.cash_outs.rules import cash_out_code, confirmation_code
from market.payments.payouts import actions
from market.payments.payouts.rules import BankAccount
from tests.support.browsing import BROWSER, come, sends
from tests.support.installation import SECRET
from tests.support.village import (
    a_household,
    a_person,
    a_product,
    a_shop,
    a_shop_with_money,
    a_team_member,
    delivered_order,
    owner_of,
    packed_order,
    shipped_order,
)


def look(client: FlaskClient, path: str) -> str:
    page = client.get(path, headers=BROWSER)
    assert page.status_code == 200, page.text
    assert len(page.data) < 60_000
    return page.text


def said(page: str) -> str:
    found = re.search(r'<p class="now">(.*?)</p>', page, re.DOTALL)
    assert found is not None
    return found[1]


def slips() -> list[CashOut]:
    db.session.rollback()
    return list(db.session.scalars(select(CashOut).order_by(CashOut.id)))


def test_first_it_says_how_much_is_hers_now_and_what_comes_when(client) -> None:
    lan = a_household()
    product = a_product(a_shop(lan))
    path = f"/shop/{product.shop_id}/money"
    come(client, lan)
    assert said(look(client, path)).startswith("Chưa có tiền. Bán được đơn nào")
    order = shipped_order(product=product)
    page = look(client, path)
    assert re.match(r"Chưa có tiền để rút. Có 128.050 đ đang về, sớm nhất (thứ|Chủ)", said(page))
    assert order.number in page
    assert "Tiền hàng 130.000 đ, trừ phí chợ 0 đ, thuế 1.300 + 650 đ" in page
    delivered_order(product=product)
    page = look(client, path)
    assert said(page).startswith("Có 128.050 đ rút được ngay. Còn 128.050 đ đang về")
    assert f'href="{path}/cash"' in page
    packed_order(product=product)
    assert "về khi bạn gửi và khách nhận hàng" in look(client, path)


def test_cash_in_two_taps_and_the_code_is_shown_to_her_alone(client, home) -> None:
    lan = a_household()
    shop = a_shop_with_money(98_500, lan)
    path = f"/shop/{shop.id}/money/cash"
    come(client, lan)
    assert f'href="{path}"' in look(client, f"/shop/{shop.id}/money")  # the first tap
    assert 'value="98.500"' in look(client, path)
    made = sends(client, path, amount_vnd="98.500")  # the second
    assert made.status_code == 303
    (row,) = slips()
    assert made.headers["Location"] == f"{path}/{row.id}?done=code"
    page = look(client, made.headers["Location"])
    code = cash_out_code(SECRET, row.id, row.code_no)
    assert f"{code[:4]} {code[4:]}" in page
    assert "Gần nhà nhất: " in page
    assert str(row.id) in look(client, f"/shop/{shop.id}/money")
    assert "đã gửi vào" not in said(page)
    come(client, a_team_member())
    page = look(client, f"{path}/{row.id}")
    assert code[:4] + " " not in page
    assert "không gửi cho bạn" in said(page)


def test_on_a_phone_that_others_use_too_the_code_comes_by_sms_only(client) -> None:
    shop = a_shop_with_money()
    come(client, owner_of(shop), shared=True)
    made = sends(client, f"/shop/{shop.id}/money/cash", amount_vnd="50 000")
    (row,) = slips()
    page = look(client, made.headers["Location"])
    code = cash_out_code(SECRET, row.id, row.code_no)
    assert not {code, code[:4] + " " + code[4:]} & {*re.findall(r"\d{4} ?\d{4}", page)}
    assert "đã gửi vào tin nhắn của bạn" in said(page)


def test_a_double_tap_makes_one_slip_and_a_second_form_leads_to_it(client) -> None:
    shop = a_shop_with_money()
    come(client, owner_of(shop))
    path, key = f"/shop/{shop.id}/money/cash", str(uuid4())
    first, second = (sends(client, path, key=key, amount_vnd="98500") for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    stale = sends(client, path, amount_vnd="98500")
    assert stale.status_code == 409
    assert f'href="{path}/{slips()[0].id}"' in stale.text
    assert len(slips()) == 1


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"amount_vnd": "98501"}, "98.500"),
        ({"amount_vnd": "0"}, "Phải từ 1 đ"),
        ({"amount_vnd": "9" * 30}, "Phải là số nguyên"),
        ({"amount_vnd": "-5"}, "Phải từ 1 đ"),
        ({"amount_vnd": "năm mươi"}, "Phải là số nguyên"),
        ({}, "Thiếu mục này"),
        ({"amount_vnd": "1", "id": "x"}, "Phải là một UUID"),
    ],
)
def test_a_sum_that_cannot_be_is_told_and_stays_typed(client, typed, told) -> None:
    shop = a_shop_with_money()
    come(client, owner_of(shop))
    answer = sends(client, f"/shop/{shop.id}/money/cash", **typed)
    assert answer.status_code in (409, 422)
    assert told in answer.text
    if "amount_vnd" in typed and "id" not in typed:
        assert f'value="{typed["amount_vnd"]}"' in answer.text
    assert slips() == []


def test_a_slip_is_called_back_renewed_and_told_what_became_of_it(client) -> None:
    shop = a_shop_with_money()
    come(client, owner_of(shop))
    path = sends(client, f"/shop/{shop.id}/money/cash", amount_vnd="98500").headers["Location"].partition("?")[0]
    assert sends(client, f"{path}/reissue").headers["Location"] == f"{path}?done=resent"
    (row,) = slips()
    assert cash_out_code(SECRET, row.id, 3)[:4] + " " in look(client, path)
    assert sends(client, f"{path}/cancellation").status_code == 303
    assert sends(client, f"{path}/cancellation").status_code == 303  # a stale tab: it is as she wished
    assert "đã về chỗ cũ" in said(look(client, path))
    for verb in ("reissue", "confirmation"):
        late = sends(client, f"{path}/{verb}", code="123456")
        assert late.headers["Location"] == f"{path}?done=already"
    assert "bây giờ như dưới đây" in look(client, late.headers["Location"])
    assert [row.state for row in slips()] == ["cancelled"]
    assert "đã hủy, tiền về chỗ cũ" in look(client, f"/shop/{shop.id}/money/cash/past")


def test_a_team_asks_and_the_household_agrees_by_its_own_digits(client) -> None:
    shop = a_shop_with_money()
    path, team = f"/shop/{shop.id}/money/cash", a_team_member()
    come(client, team)
    assert "hộ nhận 6 số" in said(look(client, path))
    one = sends(client, path, amount_vnd="98500").headers["Location"].partition("?")[0]
    wrong = sends(client, f"{one}/confirmation", code="12345")
    assert (wrong.status_code, "gồm 6 chữ số" in wrong.text) == (422, True)
    come(client, owner_of(shop))
    assert "Vi Văn Tuấn xin rút giúp bạn 98.500 đ" in said(look(client, one))
    assert 'name="code"' not in look(client, one)
    come(client, team)
    (row,) = slips()
    code = confirmation_code(SECRET, row.id, row.code_no)
    other = "123456" if code != "123456" else "654321"
    assert sends(client, f"{one}/confirmation", code=other).status_code == 422
    assert slips()[0].state == "asked"
    assert sends(client, f"{one}/confirmation", code=f" {code} ").headers["Location"] == f"{one}?done=confirmed"
    page = look(client, one)
    assert cash_out_code(SECRET, row.id, 2)[:4] + " " not in page
    assert "Hộ đã đồng ý" in page


def test_a_slip_that_is_too_old_shows_no_code(client, monkeypatch) -> None:
    shop = a_shop_with_money()
    come(client, owner_of(shop))
    path = sends(client, f"/shop/{shop.id}/money/cash", amount_vnd="98500").headers["Location"]
    then = clock.now() + timedelta(hours=73)
    monkeypatch.setattr(clock, "now", lambda: then)
    assert "Đã quá giờ" in said(look(client, path))
    assert 'class="code"' not in look(client, path)


def test_nobody_sees_the_money_or_a_slip_of_another_shop(client) -> None:
    shop, other = a_shop_with_money(), a_shop_with_money(owner=a_person("Người Khác"))
    come(client, owner_of(other))
    theirs = sends(client, f"/shop/{other.id}/money/cash", amount_vnd="500").headers["Location"].partition("?")[0]
    path = f"/shop/{shop.id}/money"
    for page in ("", "/cash", "/cash/past", "/bank", "/month/2026-11", "/month/2026-11/file"):
        assert client.get(path + page, headers=BROWSER).status_code == 404
    assert sends(client, f"{path}/cash", amount_vnd="500").status_code == 404
    mine = theirs.replace(str(other.id), str(shop.id))
    come(client, owner_of(shop))
    assert client.get(mine, headers=BROWSER).status_code == 404
    for verb in ("cancellation", "reissue", "confirmation"):
        assert sends(client, f"{mine}/{verb}", code="123456").status_code == 404
    assert [row.state for row in slips()] == ["open"]


def test_money_goes_to_her_bank_account_and_is_called_off(client) -> None:
    shop = a_shop_with_money()
    lan, path = owner_of(shop), f"/shop/{shop.id}/money/bank"
    come(client, lan)
    assert "/me/bank?next=" in look(client, path)
    assert sends(client, path, amount_vnd="98500").status_code == 409
    account = BankAccount("970405", "8400205123456", "HOANG THI LAN")
    transaction(lambda: actions.file_account(person=lan, account=account, secret=SECRET, now=clock.now()))
    page = look(client, path)
    assert "Agribank" in page
    assert "3456" in page
    assert "8400205123456" not in page
    assert sends(client, path, amount_vnd="98.500").headers["Location"] == f"{path}?done=sent"
    page = look(client, path)
    assert "chờ chợ gửi sang ngân hàng" in page
    payout = re.search(rf"{path}/([0-9a-f-]+)/cancellation", page)
    assert payout is not None
    come(client, a_team_member())
    assert "/cancellation" not in look(client, path)
    assert sends(client, f"{path}/{payout[1]}/cancellation").status_code == 409
    assert sends(client, path, amount_vnd="1").status_code == 409
    come(client, lan)
    for _ in range(2):
        assert sends(client, f"{path}/{payout[1]}/cancellation").headers["Location"] == f"{path}?done=called-off"
    assert "đã thôi, tiền về chỗ cũ" in look(client, path)
    assert sends(client, f"{path}/{UUID(int=7)}/cancellation").status_code == 404


def test_the_book_of_a_month_is_a_page_and_a_file(client) -> None:
    lan = a_household()
    product = a_product(a_shop(lan))
    order, way = delivered_order(product=product), shipped_order(product=product)
    month = f"{clock.now().astimezone(clock.LOCAL):%Y-%m}"
    path = f"/shop/{product.shop_id}/money/month/{month}"
    come(client, lan)
    sends(client, f"/shop/{product.shop_id}/money/cash", amount_vnd="28.050")
    page = look(client, path)
    assert "Tháng này được 128.050 đ, đã rút 28.050 đ; cuối sổ còn 100.000 đ." in page
    assert order.number in page
    assert way.number in page
    assert "Tiền hàng 130.000" in page
    file = client.get(f"{path}/file", headers=BROWSER)
    assert file.mimetype == "text/csv"
    assert order.number in file.text
    assert file.headers["Cache-Control"] == "private, no-store"
    assert "Sale" not in client.get(f"{path}?lang=en", headers=BROWSER).text
    for wrong in ("2026-13", "x", "1999-01", "2026-1"):
        assert client.get(path.replace(month, wrong), headers=BROWSER).status_code == 404


@pytest.mark.parametrize("page", ["/cash/past", "/bank"])
@pytest.mark.parametrize("cursor", ["x", "%00", "é", "A" * 5000])
def test_a_cursor_that_nobody_gave_breaks_nothing(client, page, cursor) -> None:
    shop = a_shop_with_money()
    come(client, owner_of(shop))
    assert client.get(f"/shop/{shop.id}/money{page}?cursor={cursor}", headers=BROWSER).status_code == 422


def test_where_there_is_nothing_no_form_asks_for_it(client) -> None:
    shop = a_shop()
    come(client, owner_of(shop))
    page = look(client, f"/shop/{shop.id}/money/cash")
    assert "Chưa có tiền để rút" in said(page)
    assert "<button" not in page.partition("</main>")[0]


def test_many_orders_cost_no_more_statements_than_one(client) -> None:
    lan = a_household()
    product = a_product(a_shop(lan))
    path = f"/shop/{product.shop_id}/money"
    come(client, lan)
    counts = []
    for orders in (1, 4):
        for _ in range(orders):
            shipped_order(product=product)
            delivered_order(product=product)
        with counted() as asked:
            look(client, path)
            look(client, f"{path}/month/{clock.local_day(clock.now()):%Y-%m}")
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert counts[0] < 60


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that are sent meanwhile."""
    sent: list[str] = []

    def note(*told: Any) -> None:
        sent.append(told[2])

    event.listen(db.engine, "before_cursor_execute", note)
    yield sent
    event.remove(db.engine, "before_cursor_execute", note)
