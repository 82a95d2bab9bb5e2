"""A carrier's statement is matched line by line; what does not match waits, and nothing is posted for it."""

import pytest
from sqlalchemy import select, update

from market import clock
from market.db import db, transaction
from market.delivery.models import Scan
from market.delivery.queries.parcels import parcel_of
from market.orders.models import Order
from market.payments.cash.models import CashOnDelivery
from market.payments.ledger import accounts
from tests.support.paying import broken
from tests.support.remitting import cash_state, decide, line, send, the_line
from tests.support.statements import Row, separated, xlsx
from tests.support.village import (
    CHI_LANG_OFFICE,
    a_buyer,
    a_clerk,
    a_product,
    a_shop,
    an_operator,
    calling,
    code_of,
    delivered_order,
    fill_till,
    money,
    owner_of,
    packed_order,
    returned_order,
    scan,
    scanned_order,
    seller_of,
)

POST = (accounts.carrier("postmart"), accounts.till(CHI_LANG_OFFICE), accounts.courier(CHI_LANG_OFFICE))


@pytest.fixture
def operator(app):
    return calling(an_operator())


def outcomes(operator, sent):
    lines = operator.get(f"/remittances/{sent.json['id']}/lines").json["items"]
    return {each["number"]: each["outcome"] for each in lines}


def owed_by_the_post():
    return sum(money(account) for account in POST)


def test_what_matches_is_remitted_and_reconciled_once_its_money_has_come(operator):
    one, two = delivered_order(), delivered_order()
    sent = send(operator, line(one), line(two))
    assert sent.status_code == 201, sent.json
    assert sent.json["outcomes"] == {"matched": 2}
    assert sent.json["stated_vnd"] == one.goods_vnd + two.goods_vnd
    assert (cash_state(one), cash_state(two)) == ("remitted", "remitted")
    path = f"/remittances/{sent.json['id']}/receipt"
    part = operator.put(path, {"received_vnd": 1_000})
    assert (part.json["owed_vnd"], cash_state(one)) == (sent.json["stated_vnd"] - 1_000, "remitted")
    for _ in range(2):
        whole = operator.put(path, {"received_vnd": sent.json["stated_vnd"]})
    assert (whole.json["owed_vnd"], cash_state(one), cash_state(two)) == (0, "reconciled", "reconciled")
    assert money(accounts.BANK) == sent.json["stated_vnd"]
    assert owed_by_the_post() == 0


def test_the_same_statement_again_is_the_same_and_a_changed_one_is_refused(operator):
    order = delivered_order()
    first, again = send(operator, line(order)), send(operator, line(order))
    assert first.json == again.json
    changed = send(operator, line(order, 5))
    assert (changed.status_code, changed.json["type"]) == (409, "remittance-known")


def test_a_line_twice_and_a_line_from_an_earlier_statement_are_doubled(operator):
    order = delivered_order()
    first = send(operator, line(order), line(order))
    assert first.json["outcomes"] == {"matched": 1, "doubled": 1}
    assert send(operator, line(order), number="PM-2").json["outcomes"] == {"doubled": 1}


def test_less_than_was_collected_is_short_until_the_rest_comes(operator):
    order = delivered_order()
    sent = send(operator, line(order, 100_000))
    assert outcomes(operator, sent) == {order.tracking_number: "short"}
    assert cash_state(order) == "short"
    rest = send(operator, line(order, order.total_vnd - 100_000, 0), number="PM-2")
    assert rest.json["outcomes"] == {"matched": 1}
    assert cash_state(order) == "remitted"
    assert outcomes(operator, sent) == {order.tracking_number: "found"}


def test_what_stays_short_is_written_off_by_the_platform_and_not_by_the_household(operator):
    order = delivered_order()
    before = money(accounts.shop(order.shop_id))
    sent = send(operator, line(order, 100_000))
    assert decide(operator, sent, "short", "accept").json["outcome"] == "accepted"
    assert (cash_state(order), money(accounts.LOSSES)) == ("waived", 100_000 - order.total_vnd)
    assert money(accounts.shop(order.shop_id)) == before
    operator.put(f"/remittances/{sent.json['id']}/receipt", {"received_vnd": sent.json["stated_vnd"]})
    assert owed_by_the_post() == 0


def test_more_than_was_collected_belongs_to_nobody_yet(operator):
    order = delivered_order()
    sent = send(operator, line(order, order.total_vnd + 7_000))
    assert outcomes(operator, sent) == {order.tracking_number: "over"}
    assert money(accounts.unmatched("cod")) == 0
    decide(operator, sent, "over", "accept")
    assert (cash_state(order), money(accounts.unmatched("cod"))) == ("remitted", 7_000)


def test_another_fee_is_shown_and_booked_only_when_it_is_accepted(operator):
    order = delivered_order()
    sent = send(operator, line(order, fee_vnd=order.shipping_vnd + 500))
    assert the_line(operator, sent, "fee_differs")["booked_fee_vnd"] == order.shipping_vnd
    assert money(accounts.SHIPPING) == 0
    decide(operator, sent, "fee_differs", "accept")
    assert money(accounts.SHIPPING) == -500
    again = decide_id(operator, sent, "accepted")
    assert (again.status_code, again.json["type"]) == (409, "remittance-line-settled")


def decide_id(operator, sent, outcome):
    found = the_line(operator, sent, outcome)
    return operator.put(f"/remittances/{sent.json['id']}/lines/{found['id']}/decision", {"decision": "accept"})


def test_what_we_do_not_know_or_have_not_collected_posts_nothing(operator):
    waiting = packed_order()
    before = owed_by_the_post()
    sent = send(operator, "EL491610889VN,50000,5000,45000", line(waiting))
    assert sent.json["outcomes"] == {"unknown": 1, "not_collected": 1}
    assert (owed_by_the_post(), cash_state(waiting)) == (before, "due")
    assert {each["outcome"] for each in operator.get("/remittance-lines").json["items"]} == {"unknown", "not_collected"}


def test_a_line_before_its_scan_matches_later(operator):
    order = packed_order(hours_ago=5)
    sent = send(operator, line(order))
    scanned_order(order, "accepted", "delivered")
    assert decide(operator, sent, "not_collected", "match_again").json["outcome"] == "matched"
    assert cash_state(order) == "remitted"


def test_cash_that_should_have_been_named_is_missing_until_it_comes(operator):
    order = delivered_order()
    today = clock.local_day(clock.now()).isoformat()
    sent = send(operator, through=today)
    assert (sent.status_code, sent.json["outcomes"]) == (201, {"missing": 1})
    assert send(operator, number="PM-2", through=today).json["outcomes"] == {}
    assert send(operator, line(order), number="PM-3").json["outcomes"] == {"matched": 1}
    assert outcomes(operator, sent) == {order.tracking_number: "found"}


def test_disputed_cash_is_upheld_or_waived_by_a_person(operator):
    order = delivered_order()
    sent = send(operator, line(order, 100_000))
    assert decide(operator, sent, "short", "dispute", "Bưu tá nộp đủ").json["outcome"] == "disputed"
    (shown,) = operator.get("/cash-on-delivery").json["items"]
    assert (shown["state"], shown["reason"], shown["remitted_vnd"]) == ("disputed", "Bưu tá nộp đủ", 100_000)
    waived = operator.put(f"/cash-on-delivery/{order.number}/waiver", {"reason": "bồi thường xong"})
    assert (waived.status_code, waived.json["state"]) == (200, "waived")
    assert money(accounts.LOSSES) == 100_000 - order.total_vnd
    again = operator.put(f"/cash-on-delivery/{order.number}/waiver", {"reason": "x"})
    assert (again.status_code, again.json["type"]) == (409, "wrong-state")


def test_disputed_cash_that_was_collected_after_all(operator):
    order = delivered_order()
    transaction(lambda: db.session.execute(update(CashOnDelivery).values(state="disputed")))
    assert operator.put(f"/cash-on-delivery/{order.number}/upholding").json["state"] == "collected"
    assert operator.put(f"/cash-on-delivery/{order.number}/upholding").json["type"] == "wrong-state"
    assert operator.put("/cash-on-delivery/CP-2222-2222/upholding").status_code == 404


@pytest.fixture
def mistaken(operator):
    """An order that was paid for in cash, and a way to void its delivery once the money has moved on."""
    order = delivered_order()

    def void():
        scans = select(Scan.scan_id).where(Scan.event == "delivered", Scan.voided_at.is_(None))
        scan_id = transaction(lambda: db.session.scalars(scans).one())
        assert calling(a_clerk()).put(f"/scans/{scan_id}/voiding", {"reason": "nhầm"}).status_code == 200
        return cash_state(order), broken()

    return order, void


@pytest.mark.parametrize("received", [False, True])
def test_a_delivery_voided_after_its_cash_was_named_waits_for_a_person(operator, mistaken, received):
    order, void = mistaken
    sent = send(operator, line(order))
    if received:
        operator.put(f"/remittances/{sent.json['id']}/receipt", {"received_vnd": sent.json["stated_vnd"]})
    assert void() == ("disputed", [])
    assert operator.put(f"/cash-on-delivery/{order.number}/upholding").json["state"] == "remitted"
    assert broken() == []


def test_cash_that_was_refunded_and_not_delivered_is_upheld_once_it_is(operator, mistaken):
    order, void = mistaken
    calling(seller_of(order)).post(f"/orders/{order.number}/refunds", {"amount_vnd": 5_000})
    assert void() == ("disputed", [])
    refused = operator.put(f"/cash-on-delivery/{order.number}/upholding")
    assert (refused.status_code, refused.json["type"]) == (409, "not-delivered")
    assert send(operator, line(order, fee_vnd=0)).json["outcomes"] == {"matched": 1}
    assert (cash_state(order), broken()) == ("remitted", [])


def test_a_statement_that_names_a_part_of_disputed_cash_leaves_it_disputed(operator, mistaken):
    order, void = mistaken
    calling(seller_of(order)).post(f"/orders/{order.number}/refunds", {"amount_vnd": 5_000})
    void()
    assert send(operator, line(order, 100_000, 0)).json["outcomes"] == {"short": 1}
    assert (cash_state(order), broken()) == ("disputed", [])
    rest = send(operator, line(order, order.total_vnd - 100_000, 0), number="PM-2")
    assert (rest.json["outcomes"], cash_state(order), broken()) == ({"matched": 1}, "remitted", [])


def test_cash_that_was_given_up_is_not_taken_in_again(operator, mistaken):
    order, void = mistaken
    calling(seller_of(order)).post(f"/orders/{order.number}/refunds", {"amount_vnd": 5_000})
    void()
    operator.put(f"/cash-on-delivery/{order.number}/waiver", {"reason": "mất"})
    lost = money(accounts.LOSSES)
    again = transaction(lambda: scan(parcel_of(order.number), "delivered", hours_ago=0))
    calling(a_clerk()).post("/scans", {"scans": [again]})
    assert (cash_state(order), money(accounts.LOSSES), broken()) == ("waived", lost, [])


def test_a_returned_parcel_is_billed_for_both_ways_and_nobody_else_bears_it(operator):
    order = returned_order()
    back = -money(accounts.RETURNS)
    assert back == transaction(lambda: parcel_of(order.number)).return_fee_vnd > 0
    sent = send(operator, line(order, 0, order.shipping_vnd + back))
    assert (sent.json["outcomes"], sent.json["stated_vnd"]) == ({"matched": 1}, -order.shipping_vnd - back)
    operator.put(f"/remittances/{sent.json['id']}/receipt", {"received_vnd": sent.json["stated_vnd"]})
    assert owed_by_the_post() == 0
    assert money(accounts.shop(order.shop_id)) == 0


def test_a_cash_out_that_the_post_paid_for_us_is_taken_off(operator):
    shop = a_shop()
    order = delivered_order(product=a_product(shop))
    fill_till(1_000_000)
    amount = money(accounts.shop(shop.id))
    asked = calling(owner_of(shop)).post(f"/shops/{shop.id}/cash-outs", {"amount_vnd": amount}).json
    body = {"phone": owner_of(shop).phone, "code": code_of(asked["id"]), "id_number_tail": "0001"}
    receipt = calling(a_clerk()).post(f"/post-offices/{CHI_LANG_OFFICE}/cash-outs/redemptions", body).json["receipt"]
    sent = send(operator, line(order), f"{receipt},-{amount},0,-{amount}")
    assert sent.json["outcomes"] == {"matched": 2}
    operator.put(f"/remittances/{sent.json['id']}/receipt", {"received_vnd": sent.json["stated_vnd"]})
    assert owed_by_the_post() == 0


BROKEN = ["X", ",100,5,95", "EL1,abc,5,", "EL1,100,-5,105", "EL1,100,5,96", "EL1,99999999999999,5,", 'EL1,"1,00",5,']


@pytest.mark.parametrize("bad", BROKEN)
def test_a_broken_line_is_kept_with_its_reason_and_loses_no_other(operator, bad):
    order = delivered_order()
    before = owed_by_the_post()
    sent = send(operator, bad, line(order))
    assert sent.status_code == 201
    assert sent.json["outcomes"]["matched"] == 1
    if bad != "X":
        assert the_line(operator, sent, "broken")["note"]
    assert (owed_by_the_post(), sent.json["stated_vnd"]) == (before, order.goods_vnd)


@pytest.mark.parametrize("body", [b"", b"\xff\xfe\x00", b"a,b,c\n1,2,3", b"\x00", b'"', b"{}"])
def test_a_file_that_is_no_statement_is_refused(operator, body):
    refused = operator.post("/remittances?number=PM-1", data=body, headers={"Content-Type": "text/csv"})
    assert (refused.status_code, refused.json["type"]) == (422, "invalid-input")
    assert operator.get("/remittances").json["items"] == []


def test_amounts_and_columns_as_a_spreadsheet_writes_them(operator):
    order = delivered_order()
    body = (
        f"Mã vận đơn;Tiền thu hộ;Cước phí\n{order.tracking_number.lower()};{order.total_vnd:,} đ;{order.shipping_vnd}\n"
    )
    sent = operator.post("/remittances?number=PM-1", data=("\ufeff" + body.replace(",", ".")).encode())
    assert sent.json["outcomes"] == {"matched": 1}


def test_only_operators_remit(app):
    for person in (a_buyer(), a_clerk()):
        caller = calling(person)
        assert send(caller).status_code == 403
        assert caller.get("/remittances").status_code == 403
        assert caller.get("/remittance-lines").status_code == 403
        assert caller.get("/cash-on-delivery").status_code == 403


# Files


def _listed(order: Order) -> list[Row]:
    rows: list[Row] = [["TỔNG CÔNG TY BƯU ĐIỆN"], ["Bảng kê tiền thu hộ", "tháng 11/2026"], []]
    rows.append(["STT", "Mã bưu gửi", "Tiền thu hộ (VNĐ)", "Cước phí (VNĐ)", "Thực trả"])
    amounts = [f"{amount:,}.00" for amount in (order.total_vnd, order.shipping_vnd, order.goods_vnd)]
    return [*rows, ["1", order.tracking_number or "", *amounts], ["", "Tổng cộng", *amounts]]


FORMS = {
    "utf-16": lambda rows: separated(rows, "\t").encode("utf-16"),
    "semicolons": lambda rows: separated(rows, ";").encode("utf-8-sig"),
    "xlsx": lambda rows: xlsx(rows, merged=["A1:E1"]),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_statement_is_read_below_its_title_in_every_form(operator, form):
    order = delivered_order()
    body = FORMS[form](_listed(order))
    sent = operator.post("/remittances?number=PM-7", data=body, content_type="application/octet-stream")
    assert (sent.status_code, sent.json.get("outcomes")) == (201, {"matched": 1})
    assert sent.json["stated_vnd"] == order.goods_vnd
    assert broken() == []


@pytest.mark.parametrize("head", ["Mã bưu gửi;Tiền thu hộ (nghìn đồng);Cước phí", "Mã bưu gửi;Tiền thu hộ (USD);Cước"])
def test_sums_in_another_unit_are_not_read_as_dong(operator, head):
    order = delivered_order()
    body = f"{head}\n{order.tracking_number};97;32\n".encode()
    sent = operator.post("/remittances?number=PM-8", data=body, content_type="text/csv")
    assert (sent.status_code, cash_state(order)) == (422, "collected")
