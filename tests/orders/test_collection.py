"""Goods are fetched: at the shop, at a market, at a post office; the code hands them over, and every đồng is known."""

from datetime import timedelta
from uuid import uuid4

import pytest

from market import clock
from market.delivery.tariff import cash_fee_vnd
from market.orders import flows
from market.payments.ledger import accounts
from tests.support.fetching import (
    PLACES,
    a_point,
    asked_for,
    code_of,
    fetched_order,
    gives_out,
    hands_over,
    made_ready,
    ready_order,
)
from tests.support.paying import A_DAY_LATE, broken, later, order, work
from tests.support.proposing import as_it_is, fewer, paid_by_bank, says
from tests.support.remitting import cash_state, send
from tests.support.village import (
    CHI_LANG_OFFICE,
    HA_NOI_OFFICE,
    HOAN_KIEM,
    a_buyer,
    a_clerk,
    a_product,
    an_operator,
    buyer_of,
    calling,
    delivered_order,
    guest,
    money,
    owner_of,
    packed_order,
    placed_order,
    seller_of,
    stock_of,
)


@pytest.mark.parametrize("kind", ["shop", "market"])
def test_who_fetches_pays_the_household_in_cash_and_no_dong_is_lost(app, kind) -> None:
    buyer, product = calling(a_buyer()), a_product(ships_by_post=False)
    point = a_point(product, kind)
    quoted = buyer.post("/quotes", asked_for(product, point) | {"deliver_to": {"commune_code": "00070"}}).json
    assert (quoted["total_vnd"], quoted["shipping_vnd"], quoted["parcels"][0]["collect_at"]) == (130_000, 0, point)
    of = ready_order(product, kind=kind, buyer=buyer)
    shown = buyer.get(f"/orders/{of.number}").json
    assert (shown["total_vnd"], shown["parcel"], shown["collect_at"]["kind"]) == (130_000, None, kind)
    assert shown["deliver_to"]["address_line"] == ""
    told = buyer.get(f"/orders/{of.number}/collection-code").json
    assert (told["code"], told["place"]) == (code_of(of), shown["collect_at"]["place"])
    done = hands_over(of)
    assert (done.status_code, done.json["state"], done.json["payment"]["status"]) == (200, "delivered", "collected")
    assert done.json["history"][-1]["by"] == "seller"
    # She has the 130.000 d in hand; of what she sells next 1,5 % of them are kept for the tax office.
    seller = calling(seller_of(of))
    assert seller.get(f"/shops/{of.shop_id}/balance").json["available_vnd"] == -1_950
    assert seller.post(f"/shops/{of.shop_id}/cash-outs", {"amount_vnd": 1}).json["type"] == "not-enough-money"
    said_by_post = send(calling(an_operator()), f"{of.number},130000,0,130000")
    assert (said_by_post.json["outcomes"], cash_state(of)) == ({"unknown": 1}, "kept")
    assert (money(accounts.VAT), money(accounts.INCOME_TAX), money(accounts.buyers("cod"))) == (1_300, 650, 0)
    assert buyer.put(f"/orders/{of.number}/receipt").json["state"] == "completed"
    assert broken() == []


def test_who_fetches_at_the_post_pays_into_its_till_and_the_shop_has_it_at_once(app) -> None:
    product, clerk = a_product(), calling(a_clerk())
    of = ready_order(product, kind="post_office")
    assert (of.shipping_vnd, of.total_vnd) == (cash_fee_vnd(130_000), 130_000 + cash_fee_vnd(130_000))
    (waiting,) = clerk.get(f"/post-offices/{CHI_LANG_OFFICE}/collections").json["items"]
    assert (waiting["number"], waiting["due_vnd"]) == (of.number, of.total_vnd)
    assert gives_out(of, clerk, cash_collected_vnd=130_000).json["type"] == "cash-differs"
    assert calling(seller_of(of)).put(f"/orders/{of.number}/collection", {"code": code_of(of)}).status_code == 403
    done = gives_out(of, clerk, cash_collected_vnd=of.total_vnd)
    assert (done.status_code, done.json["state"], done.json["due_vnd"]) == (200, "delivered", 0)
    assert clerk.get(f"/post-offices/{CHI_LANG_OFFICE}/collections").json["items"] == []
    assert money(accounts.till(CHI_LANG_OFFICE)) == of.total_vnd
    assert (money(accounts.shop(of.shop_id)), money(accounts.SHIPPING)) == (128_050, 0)
    sent = send(calling(an_operator()), f"{of.number},{of.total_vnd},{of.shipping_vnd},130000")
    assert (sent.json["outcomes"], cash_state(of), broken()) == ({"matched": 1}, "remitted", [])


def test_a_slip_lies_with_what_is_fetched_and_never_says_the_code(app) -> None:
    of = ready_order()
    seller = calling(seller_of(of))
    page = seller.get(f"/orders/{of.number}/label?format=html").text
    assert [word in page for word in (of.number, "THU 130.000 đ", "091 *** 5678", code_of(of))] == [
        True,
        True,
        True,
        False,
    ]
    assert seller.get(f"/orders/{of.number}/label").data.startswith(b"%PDF")
    assert seller.get(f"/orders/{fetched_order().number}/label").status_code == 404


def test_the_buyer_thinks_better_of_what_waits_and_nothing_is_left_of_it(stripe) -> None:
    product = a_product(ships_by_post=False)
    of = made_ready(fetched_order(product, method="bank_transfer", paid=True))
    buyer = calling(buyer_of(of))
    assert (stock_of(product.id), order(of.number).payment_status) == (58, "paid")
    off = buyer.put(f"/orders/{of.number}/cancellation", {})
    assert (off.json["state"], off.json["payment"]["status"], stock_of(product.id)) == ("cancelled", "refunding", 60)
    late = hands_over(of)
    assert (late.status_code, late.json["type"], money(accounts.shop(of.shop_id))) == (409, "wrong-state", 0)
    assert (buyer.get(f"/orders/{of.number}/collection-code").status_code, broken()) == (404, [])


def test_nobody_comes_and_all_goes_back(app) -> None:
    product = a_product(ships_by_post=False)
    of = ready_order(product)
    for days, state in ((9, "packed"), (10, "cancelled")):
        for _ in range(3):
            flows.ring_due(now=later(timedelta(days=days)))
        assert order(of.number).state == state
    assert (stock_of(product.id), cash_state(of), money(accounts.buyers("cod")), broken()) == (60, "waived", 0, [])


def test_a_code_that_is_guessed_hands_nothing_over(app) -> None:
    of, product = ready_order(), a_product()
    wrong = f"{(int(code_of(of)) + 1) % 10**6:06d}"
    assert {hands_over(of, code=wrong).json["type"] for _ in range(10)} == {"wrong-collection-code"}
    spent = hands_over(of)
    assert (spent.status_code, spent.json["type"], order(of.number).state) == (429, "too-many-requests", "packed")
    assert hands_over(of, code="12").status_code == 422
    sent = packed_order(product=product)
    assert (
        calling(seller_of(sent)).put(f"/orders/{sent.number}/collection", {"code": wrong}).json["type"]
        == "goes-by-post"
    )
    assert (order(sent.number).state, broken()) == ("packed", [])


def test_cash_needs_the_code_and_what_was_paid_before_the_buyers_word(stripe) -> None:
    due, paid = ready_order(), made_ready(fetched_order(method="bank_transfer", paid=True))
    refused = calling(buyer_of(due)).put(f"/orders/{due.number}/receipt")
    assert (refused.json["type"], order(due.number).state) == ("collection-code-needed", "packed")
    assert calling(buyer_of(paid)).put(f"/orders/{paid.number}/receipt").json["state"] == "completed"
    assert [hands_over(paid).json["state"] for _ in range(2)] == ["completed"] * 2
    assert (money(accounts.shop(paid.shop_id)), broken()) == (128_050, [])


def test_cash_in_hand_goes_back_by_hand_and_no_other_way(app) -> None:
    of = ready_order()
    hands_over(of)
    seller, path = calling(seller_of(of)), f"/orders/{of.number}/refunds"
    for channel in ("cash", "bank_transfer"):
        assert (
            seller.post(path, {"amount_vnd": 30_000, "channel": channel}).json["type"] == "refund-channel-not-possible"
        )
    back = seller.post(path, {"amount_vnd": 30_000}).json
    assert (back["channel"], back["state"], order(of.number).payment_status) == (
        "in_hand",
        "settled",
        "partly_refunded",
    )
    assert (money(accounts.shop(of.shop_id)), money(accounts.person(of.buyer_id))) == (-1_500, 0)
    by_post = delivered_order()
    refused = calling(seller_of(by_post)).post(
        f"/orders/{by_post.number}/refunds", {"amount_vnd": 1, "channel": "in_hand"}
    )
    assert (refused.json["type"], broken()) == ("refund-channel-not-possible", [])


@pytest.mark.parametrize(
    ("points", "wrong"),
    [
        (lambda mine, other, gone: [str(uuid4())], {"0": "Không có nơi lấy hàng này."}),
        (lambda mine, other, gone: [gone], {"0": "Không có nơi lấy hàng này."}),
        (lambda mine, other, gone: [mine, other], {"1": "Trong giỏ không có hàng của gian này."}),
        (lambda mine, other, gone: [mine, mine], {"1": "Mỗi gian hàng chỉ chọn một nơi lấy hàng."}),
    ],
)
def test_a_place_that_is_not_there_sells_nothing(app, points, wrong) -> None:
    product, other = a_product(ships_by_post=False), a_product()
    mine, others, gone = a_point(product), a_point(other), a_point(product, "market")
    owner = calling(owner_of(product.shop))
    path = f"/shops/{product.shop_id}/collection-points/{gone}"
    assert [owner.delete(path).status_code for _ in range(2)] == [204, 204]
    body = asked_for(product, mine) | {"collect_at": points(mine, others, gone)}
    refused = calling(a_buyer()).post("/checkouts", body, headers={"Idempotency-Key": str(uuid4())})
    assert (refused.status_code, refused.json["errors"]) == (422, {"collect_at": {k: [v] for k, v in wrong.items()}})
    assert stock_of(product.id) == 60


def test_a_basket_is_sent_from_one_shop_and_fetched_from_another(app) -> None:
    sent, fetched = a_product(), a_product(ships_by_post=False)
    body = asked_for(fetched, a_point(fetched))
    body["items"] += [{"product_id": str(sent.id), "quantity": 1}]
    bought = calling(a_buyer()).post("/checkouts", body, headers={"Idempotency-Key": str(uuid4())}).json
    told = {one["shop"]["id"]: (one["collect_at"] is None, one["shipping_vnd"] > 0) for one in bought["orders"]}
    assert told == {str(sent.shop_id): (True, True), str(fetched.shop_id): (False, False)}
    assert broken() == []


@pytest.mark.parametrize(
    ("place", "wrong"),
    [
        ({"kind": "market", "name": "Chợ Đồng Mỏ"}, {"commune_code", "hours"}),
        ({"kind": "market"} | PLACES["market"] | {"commune_code": "99999"}, {"commune_code"}),
        ({"kind": "shop", "post_office_code": CHI_LANG_OFFICE}, {"post_office_code"}),
        ({"kind": "post_office"}, {"post_office_code"}),
        ({"kind": "post_office", "post_office_code": "NOPE"}, {"post_office_code"}),
        ({"kind": "post_office", "post_office_code": CHI_LANG_OFFICE, "name": "Bưu điện"}, {"name"}),
        ({"kind": "river"}, {"kind"}),
    ],
)
def test_a_place_says_what_its_kind_needs(app, place, wrong) -> None:
    product = a_product()
    path = f"/shops/{product.shop_id}/collection-points"
    refused = calling(owner_of(product.shop)).post(path, place)
    assert (refused.status_code, set(refused.json["errors"])) == (422, wrong)
    assert guest().get(path).json["items"] == []


def test_a_shop_has_twenty_places_at_most_and_shows_its_phone_by_consent_only(app) -> None:
    product = a_product()
    path, owner = f"/shops/{product.shop_id}/collection-points", calling(owner_of(product.shop))
    a_point(product, "post_office")
    assert [owner.post(path, PLACES["market"]).status_code for _ in range(20)] == [201] * 19 + [409]
    seen = guest().get(f"{path}?limit=100").json["items"]
    assert ({one["phone"] for one in seen}, len(seen)) == ({None}, 20)
    assert seen[0]["place"] == "Chợ Đồng Mỏ, Xã Chi Lăng; thứ bảy, 6–11 giờ"
    owner.patch(f"/shops/{product.shop_id}", {"shows_contact": True}, headers={"If-Match": "*"})
    assert {one["phone"] is None for one in guest().get(path).json["items"] if one["kind"] == "market"} == {False}
    assert guest().get(f"{path}/{seen[-1]['id']}").json["phone"] is None  # of the post office none


def test_what_is_held_is_not_handed_over(app) -> None:
    of, at_post = ready_order(), ready_order(kind="post_office")
    for one in (of, at_post):
        calling(an_operator()).put(f"/shops/{one.shop_id}/suspension", {"reason": "Hàng giả", "open_orders": "held"})
    assert [hands_over(of).json["type"], gives_out(at_post).json["type"]] == ["order-held"] * 2
    assert ([order(one.number).state for one in (of, at_post)], broken()) == (["packed"] * 2, [])


def test_only_its_office_gives_it_out(app) -> None:
    of = ready_order(kind="post_office")
    elsewhere = calling(a_clerk(HA_NOI_OFFICE))
    code = {"code": code_of(of)}
    assert elsewhere.put(f"/post-offices/{HA_NOI_OFFICE}/collections/{of.number}", code).status_code == 404
    assert elsewhere.put(f"/post-offices/{CHI_LANG_OFFICE}/collections/{of.number}", code).status_code == 403
    assert gives_out(of, code="000000").json["type"] == "wrong-collection-code"
    assert gives_out(of).status_code == 200
    assert gives_out(of).json["state"] == "delivered"  # again: nothing happens
    assert (money(accounts.till(CHI_LANG_OFFICE)), broken()) == (of.total_vnd, [])


def test_who_receives_it_is_put_right_but_not_where(app) -> None:
    of = fetched_order()
    buyer, path = calling(buyer_of(of)), f"/orders/{of.number}"
    refused = buyer.patch(path, {"deliver_to": {"commune_code": HOAN_KIEM}}, headers={"If-Match": "*"})
    assert (refused.status_code, refused.json["type"]) == (409, "collected-not-sent")
    right = buyer.patch(path, {"deliver_to": {"name": "Lê Văn Nam"}}, headers={"If-Match": "*"}).json
    assert (right["deliver_to"]["name"], right["deliver_to"]["commune_code"]) == ("Lê Văn Nam", of.to_commune)


def test_one_box_less_costs_one_box_less_however_heavy(app) -> None:
    of = fetched_order(a_product(ships_by_post=False, weight_g=20_000))
    asked = fewer(as_it_is(of.number))
    assert (asked.status_code, asked.json["total_vnd"]) == (200, 65_000)
    says(as_it_is(of.number), "acceptance", asked.json)
    assert (hands_over(made_ready(of)).json["payment"]["status"], broken()) == ("collected", [])


def test_nobody_needs_to_know_where_lives_who_fetches_it_all(app) -> None:
    fetched, sent = a_product(ships_by_post=False), a_product()
    buyer, point = calling(a_buyer()), a_point(fetched)
    who = {"name": "Trần Thu Hà", "phone": "0912345678"}
    body = asked_for(fetched, point) | {"deliver_to": who}
    both = body | {"items": [*body["items"], {"product_id": str(sent.id), "quantity": 1}]}
    for wanted in (both, both | {"collect_at": []}):
        refused = buyer.post("/checkouts", wanted, headers={"Idempotency-Key": str(uuid4())})
        assert (refused.status_code, set(refused.json["errors"]["deliver_to"])) == (
            422,
            {"commune_code", "address_line"},
        )
    assert (stock_of(fetched.id), stock_of(sent.id)) == (60, 60)
    quote = {name: body[name] for name in ("items", "collect_at")}
    assert guest().post("/quotes", quote).json["total_vnd"] == 130_000
    assert guest().post("/quotes", quote | {"items": both["items"]}).json["errors"].keys() == {"deliver_to"}
    assert guest().post("/quotes", {"items": body["items"]}).json["errors"].keys() == {"deliver_to"}
    bought = buyer.post("/checkouts", body, headers={"Idempotency-Key": str(uuid4())}).json["orders"][0]
    assert (bought["deliver_to"]["name"], bought["deliver_to"]["address_line"]) == ("Trần Thu Hà", "")


def test_paid_too_late_it_still_waits_to_be_fetched(stripe) -> None:
    product = a_product(ships_by_post=False)
    of = fetched_order(product, method="bank_transfer")
    work(later(A_DAY_LATE))
    assert (order(of.number).state, stock_of(product.id)) == ("cancelled", 60)
    paid_by_bank(as_it_is(of.number))
    assert (order(of.number).state, stock_of(product.id), broken()) == ("placed", 58, [])


def test_what_costs_nothing_is_fetched_but_paid_by_no_transfer(stripe) -> None:
    product = a_product(ships_by_post=False, price_vnd=0)
    point, buyer = a_point(product), calling(a_buyer())
    free = buyer.post("/checkouts", asked_for(product, point), headers={"Idempotency-Key": str(uuid4())}).json
    ready = made_ready(order(free["orders"][0]["number"]))
    assert (hands_over(ready).json["payment"]["status"], broken()) == ("collected", [])
    for method in ("bank_transfer", "card"):
        body = asked_for(product, point, method=method)
        refused = buyer.post("/checkouts", body, headers={"Idempotency-Key": str(uuid4())})
        assert (refused.status_code, refused.json["type"]) == (422, "amount-too-small")
    assert (stock_of(product.id), money(accounts.shop(product.shop_id))) == (58, 0)


def test_what_the_carrier_leaves_out_of_its_statement_is_missed_at_the_counter_too(app) -> None:
    of = ready_order(kind="post_office")
    gives_out(of)
    sent = send(calling(an_operator()), through=str(clock.local_day(clock.now())))
    assert sent.json["outcomes"] == {"missing": 1}
    again = send(calling(an_operator()), f"{of.number},{of.total_vnd},{of.shipping_vnd},130000", number="PM-2")
    assert (again.json["outcomes"], cash_state(of), broken()) == ({"matched": 1}, "remitted", [])


def test_another_place_is_chosen_until_the_household_takes_it_on(app) -> None:
    product = a_product()
    of = fetched_order(product)
    buyer, path = calling(buyer_of(of)), f"/orders/{of.number}"
    market, post, others = a_point(product, "market"), a_point(product, "post_office"), a_point(a_product())

    def chooses(point: str) -> tuple[int, str]:
        answer = buyer.patch(path, {"collect_at": point}, headers={"If-Match": "*"})
        return answer.status_code, answer.json.get("type", answer.json.get("collect_at", {}).get("kind"))

    assert [chooses(point) for point in (post, others)] == [(409, "collected-not-sent"), (422, "invalid-input")]
    refused = buyer.patch(path, {"collect_at": others}, headers={"If-Match": "*"})
    assert refused.json["errors"] == {"collect_at": ["Không có nơi lấy hàng này."]}  # one place, so no list of places
    assert [chooses(market) for _ in range(2)] == [(200, "market")] * 2
    assert [line.note for line in order(of.number).history if line.note] == ["đổi nơi lấy hàng"]
    calling(seller_of(of)).put(f"{path}/acceptance")
    assert chooses(str(of.collect_at)) == (200, "market")  # the place that it has
    assert chooses(a_point(product)) == (409, "collected-not-sent")
    assert buyer.patch(path, {}, headers={"If-Match": "*"}).status_code == 422
    sent = placed_order(product)
    by_post = calling(buyer_of(sent)).patch(f"/orders/{sent.number}", {"collect_at": market}, headers={"If-Match": "*"})
    assert (by_post.json["type"], order(of.number).collect_kind, broken()) == ("goes-by-post", "market", [])
