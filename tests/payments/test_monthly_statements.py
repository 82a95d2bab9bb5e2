"""A month's statement says every change of a balance, the tax office's what was withheld; both agree with the books."""

import csv
import io
from datetime import timedelta

import pytest

from market import clock
from market.db import transaction
from market.payments.ledger import accounts
from market.payments.remittances.cod_collection import reverse_cash
from market.payments.sales.actions import take_back
from tests.support.village import (
    a_buyer,
    a_product,
    a_shop,
    an_operator,
    calling,
    delivered_order,
    fresh_code,
    money,
    owner_of,
    seller_of,
)

MONTH = clock.local_day(clock.now()).strftime("%Y-%m")


def rows(answer):
    assert answer.status_code == 200, answer.json
    assert answer.mimetype == "text/csv" and answer.text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))


def test_a_shop_s_month(app):
    shop = a_shop()
    order = delivered_order(product=a_product(shop))
    transaction(lambda: take_back(reference=order.number, amount_vnd=30_000, key="a", now=clock.now()))
    opening, sale, refund = rows(calling(owner_of(shop)).get(f"/shops/{shop.id}/statements/{MONTH}"))
    assert (opening["kind"], opening["balance_vnd"]) == ("opening", "0")
    assert (sale["reference"], sale["goods_vnd"], sale["vat_vnd"], sale["income_tax_vnd"], sale["change_vnd"]) == (
        order.number,
        "130000",
        "-1300",
        "-650",
        "128050",
    )
    assert (refund["goods_vnd"], refund["vat_vnd"], refund["change_vnd"]) == ("-30000", "300", "-29550")
    assert refund["balance_vnd"] == str(money(accounts.shop(shop.id)))


def test_an_empty_month_begins_with_what_was_there(app):
    (opening,) = rows(calling(owner_of(shop := a_shop())).get(f"/shops/{shop.id}/statements/2026-01"))
    assert (opening["day"], opening["balance_vnd"]) == ("2026-01-01", "0")


def test_the_tax_office_s_month_agrees_with_the_books(app):
    shops = [a_shop(), a_shop(name="=2+5")]
    for shop in shops:
        order = delivered_order(product=a_product(shop))
    transaction(lambda: take_back(reference=order.number, amount_vnd=65_000, key="a", now=clock.now()))
    me = calling(owner_of(shops[0]))
    me.put("/me/identity", {"id_number": "020180001234"} | fresh_code(me))
    found = rows(calling(an_operator()).get(f"/tax-statements/{MONTH}"))
    assert sum(int(row["vat_vnd"]) for row in found) == money(accounts.VAT) == 1_950
    assert sum(int(row["income_tax_vnd"]) for row in found) == money(accounts.INCOME_TAX)
    assert {row["id_number"] for row in found} == {"020180001234", ""}
    assert {row["refunds_vnd"] for row in found} == {"0", "65000"}
    assert {row["shops"][:1] for row in found} == {"N", "'"}  # no spreadsheet takes a name for a formula


def test_a_month_that_was_issued_stays_as_it_was(app):
    """Its deliveries are undone and its goods refunded in the next: there the returns offset, and the tax with them."""
    undone, refunded = delivered_order(), delivered_order()
    operator, after = calling(an_operator()), clock.now() + timedelta(days=32)

    def issued():
        return operator.get(f"/tax-statements/{MONTH}").text, shop_month(undone), shop_month(refunded)

    before = issued()
    transaction(lambda: reverse_cash(reference=undone.number, now=after))
    transaction(lambda: take_back(reference=refunded.number, amount_vnd=30_000, key="a", now=after))
    assert issued() == before
    found = rows(operator.get(f"/tax-statements/{clock.local_day(after):%Y-%m}"))
    figures = sorted((row["sales_vnd"], row["refunds_vnd"], row["vat_vnd"], row["income_tax_vnd"]) for row in found)
    assert figures == [("0", "130000", "-1300", "-650"), ("0", "30000", "-300", "-150")]


def shop_month(order):
    return calling(seller_of(order)).get(f"/shops/{order.shop_id}/statements/{MONTH}").text


@pytest.mark.parametrize("month", ["2026-13", "2026-1", "26-01", "November", "2026-00"])
def test_a_month_that_is_none_is_not_found(app, month):
    shop = a_shop()
    assert calling(owner_of(shop)).get(f"/shops/{shop.id}/statements/{month}").status_code == 404


def test_statements_are_not_everybody_s(app):
    shop = a_shop()
    assert calling(a_buyer()).get(f"/shops/{shop.id}/statements/{MONTH}").status_code == 403
    assert calling(owner_of(shop)).get(f"/tax-statements/{MONTH}").status_code == 403
