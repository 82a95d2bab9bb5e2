"""A month's statement says every change of a balance, the tax office's what was withheld; both agree with the books."""

import csv
import io
from datetime import timedelta

import pytest

from market import clock
from market.db import transaction
from market.delivery.queries.offices import office_name
from market.payments.ledger import accounts
from market.payments.remittances.cod_collection import reverse_cash
from market.payments.sales.actions import take_back
from tests.support import paying
from tests.support.village import (
    CHI_LANG_OFFICE,
    a_buyer,
    a_clerk,
    a_product,
    a_shop,
    a_shop_with_money,
    an_operator,
    calling,
    code_of,
    delivered_order,
    fill_till,
    fresh_code,
    lost_order,
    money,
    owner_of,
    packed_order,
    placed_order,
    scanned_order,
    seller_of,
)

BANK = {"bank_bin": "970405", "number": "8400205123456", "holder": "Hoàng Thị Lan"}

ENGLISH = {"Accept-Language": "en"}
MONTH = clock.local_day(clock.now()).strftime("%Y-%m")


def rows(answer):
    assert answer.status_code == 200, answer.json
    assert answer.mimetype == "text/csv" and answer.text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))


def test_a_shop_s_month(app):
    shop = a_shop()
    order = delivered_order(product=a_product(shop))
    transaction(lambda: take_back(amounts={(order.number, "a"): 30_000}, now=clock.now()))
    opening, sale, refund = rows(calling(owner_of(shop)).get(f"/shops/{shop.id}/statements/{MONTH}", headers=ENGLISH))
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
    (opening,) = rows(calling(owner_of(shop := a_shop())).get(f"/shops/{shop.id}/statements/2026-01", headers=ENGLISH))
    assert (opening["day"], opening["balance_vnd"]) == ("2026-01-01", "0")


def test_the_tax_office_s_month_agrees_with_the_books(app):
    shops = [a_shop(), a_shop(name="=2+5")]
    for shop in shops:
        order = delivered_order(product=a_product(shop))
    transaction(lambda: take_back(amounts={(order.number, "a"): 65_000}, now=clock.now()))
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
    transaction(lambda: take_back(amounts={(refunded.number, "a"): 30_000}, now=after))
    assert issued() == before
    found = rows(operator.get(f"/tax-statements/{clock.local_day(after):%Y-%m}"))
    figures = sorted((row["sales_vnd"], row["refunds_vnd"], row["vat_vnd"], row["income_tax_vnd"]) for row in found)
    assert figures == [("0", "130000", "-1300", "-650"), ("0", "30000", "-300", "-150")]


def shop_month(order):
    return calling(seller_of(order)).get(f"/shops/{order.shop_id}/statements/{MONTH}").text


def cells(answer):
    assert answer.status_code == 200, answer.json
    return list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))


def test_what_is_still_on_its_way_stands_at_the_end(app):
    shop = a_shop()
    there, coming = delivered_order(product=a_product(shop)), packed_order(product=a_product(shop))
    refused = scanned_order(packed_order(product=a_product(shop)), "accepted", "return_started")
    household = calling(owner_of(shop))
    *_, sale, under_way = rows(household.get(f"/shops/{shop.id}/statements/{MONTH}", headers=ENGLISH))
    assert (sale["reference"], sale["on_its_way_vnd"]) == (there.number, "")
    assert (under_way["kind"], under_way["reference"], under_way["goods_vnd"]) == (
        "on_its_way",
        coming.number,
        "130000",
    )
    assert (under_way["vat_vnd"], under_way["change_vnd"], under_way["on_its_way_vnd"]) == ("-1300", "0", "128050")
    assert under_way["balance_vnd"] == sale["balance_vnd"] == "128050"
    assert refused.number not in household.get(f"/shops/{shop.id}/statements/{MONTH}").text


def test_what_was_on_its_way_when_a_month_ended_stays_so(app):
    """It is delivered, or called off, in the month after; what was placed then does not stand in it."""
    shop = a_shop()
    into = (clock.now() - clock.month_of(clock.local_day(clock.now()))[0]).total_seconds() / 3600
    delivered, called_off = (placed_order(a_product(shop), hours_ago=into + 1) for _ in range(2))
    before = f"{clock.local_day(clock.ago(clock.now(), hours=into + 1)):%Y-%m}"
    household = calling(owner_of(shop))

    def issued():
        return household.get(f"/shops/{shop.id}/statements/{before}", headers=ENGLISH).text

    told = issued()
    assert told.count("on_its_way,") == 2
    household.put(f"/orders/{called_off.number}/cancellation", {"reason": "Hết na"})
    for step in ("acceptance", "packing"):
        household.put(f"/orders/{delivered.number}/{step}")
    scanned_order(paying.order(delivered.number), "accepted", "delivered")
    placed_order(a_product(shop))
    assert issued() == told


def test_what_nobody_paid_stands_nowhere_and_a_claim_does(app, stripe):
    unpaid = paying.order(paying.buy(a_product(), method="bank_transfer").json["orders"][0]["number"])
    lost = lost_order()
    assert unpaid.number not in shop_month(unpaid)
    (line,) = [row for row in cells_of(lost) if row[1] == "đang trên đường"]
    assert (line[2], line[7], int(line[9]) > 0) == (lost.number, "0", True)


def cells_of(order):
    return cells(calling(seller_of(order)).get(f"/shops/{order.shop_id}/statements/{MONTH}"))


def test_people_read_vietnamese_and_the_names_of_places(app):
    """Money taken at a post office, taken but not fetched, and sent to the bank."""
    shop = a_shop_with_money(300_000)
    household = calling(owner_of(shop))
    fill_till(100_000)
    asked = household.post(f"/shops/{shop.id}/cash-outs", {"amount_vnd": 50_000}).json["id"]
    body = {"phone": owner_of(shop).phone, "code": code_of(asked), "id_number_tail": "4321"}
    paid = calling(a_clerk()).post(f"/post-offices/{CHI_LANG_OFFICE}/cash-outs/redemptions", body)
    assert paid.status_code == 201
    household.post(f"/shops/{shop.id}/cash-outs", {"amount_vnd": 60_000})
    household.put("/me/payout-account", BANK | fresh_code(household))
    assert household.post(f"/shops/{shop.id}/payouts", {"amount_vnd": 70_000}).status_code == 201
    header, opening, _, *taken = cells(household.get(f"/shops/{shop.id}/statements/{MONTH}"))
    assert header[:4] == ["Ngày", "Việc", "Đơn hoặc nơi nhận tiền", "Tiền hàng"]
    assert header[-3:] == ["Thêm hoặc bớt", "Số dư", "Đang trên đường"]
    assert opening[1] == "đầu tháng"
    assert [(row[1], row[2], row[7]) for row in taken] == [
        ("rút tiền mặt", transaction(lambda: office_name(CHI_LANG_OFFICE)), "-50000"),
        ("rút tiền mặt", "chưa nhận", "-60000"),
        ("chuyển về ngân hàng", "ngân hàng", "-70000"),
    ]
    english = rows(household.get(f"/shops/{shop.id}/statements/{MONTH}", headers=ENGLISH))
    assert [row["kind"] for row in english[-3:]] == ["cash_out_hold", "cash_out_hold", "payout_hold"]
    assert asked not in household.get(f"/shops/{shop.id}/statements/{MONTH}", headers=ENGLISH).text


@pytest.mark.parametrize("month", ["2026-13", "2026-1", "26-01", "November", "2026-00"])
def test_a_month_that_is_none_is_not_found(app, month):
    shop = a_shop()
    assert calling(owner_of(shop)).get(f"/shops/{shop.id}/statements/{month}").status_code == 404


def test_statements_are_not_everybody_s(app):
    shop = a_shop()
    assert calling(a_buyer()).get(f"/shops/{shop.id}/statements/{MONTH}").status_code == 403
    assert calling(owner_of(shop)).get(f"/tax-statements/{MONTH}").status_code == 403
