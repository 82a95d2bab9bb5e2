"""An order is bought again: what is as it was stands ready, what is otherwise now is told and never guessed."""

from uuid import uuid4

import pytest

from market import clock
from market.accounts import actions as accounts
from market.accounts.rules import RoleName
from market.db import transaction
from market.orders.actions.checkouts import check_out
from tests.support.fetching import ready_order
from tests.support.village import (
    HOAN_KIEM,
    a_buyer,
    a_product,
    a_purchase,
    a_shop,
    a_team_member,
    an_officer,
    an_operator,
    buyer_of,
    calling,
    guest,
    owner_of,
    placed_order,
    seller_of,
)

WHERE = {"name": "Trần Thu Hà", "phone": "0912 345 678", "commune_code": HOAN_KIEM, "address_line": "12 Hàng Bài"}


def basket(order, by=None):
    answer = calling(by or buyer_of(order)).get(f"/orders/{order.number}/basket")
    assert answer.status_code == 200, answer.json
    return answer.json


def changes(order):
    return {line["name"]: [change["what"] for change in line["changes"]] for line in basket(order)["lines"]}


def edit(good, **fields):
    answer = calling(owner_of(good.shop)).patch(f"/products/{good.id}", fields, headers={"If-Match": "*"})
    assert answer.status_code == 200, answer.json


def move(good, change):
    moved = {"change": change, "reason": "correction"}
    assert calling(owner_of(good.shop)).post(f"/products/{good.id}/stock-movements", moved).status_code == 201


def test_what_is_as_it_was_goes_straight_into_a_quote_and_a_checkout(app) -> None:
    good = a_product()
    order = placed_order(good)
    buyer, found = calling(buyer_of(order)), basket(order)
    assert found["items"] == [{"product_id": str(good.id), "quantity": 2}]
    (line,) = found["lines"]
    assert (line["ready"], line["changes"], line["price_vnd"], line["price_now_vnd"]) == (True, [], 65_000, 65_000)
    asked = {"items": found["items"], "deliver_to": {"commune_code": HOAN_KIEM}}
    assert buyer.post("/quotes", asked).status_code == 200
    bought = {"items": found["items"], "deliver_to": WHERE, "payment_method": "cod"}
    assert buyer.post("/checkouts", bought, headers={"Idempotency-Key": str(uuid4())}).status_code == 201


@pytest.mark.parametrize(
    ("change", "what", "said", "ready"),
    [
        ({"price_vnd": 72_000}, "price", "Giá trước 65.000 đ, nay 72.000 đ.", True),
        ({"season": "not now"}, "out_of_season", "Đang trái mùa.", True),
        ({"pack": "500 g"}, "other_pack", "Trước là hộp 1 kg, nay là hộp 500 g.", False),
        ({"unit": "túi"}, "other_pack", "Trước là hộp 1 kg, nay là túi 1 kg.", False),
        ({"name": "Na bở"}, "other_name", "Nay tên là Na bở: xin xem có đúng món cũ không.", False),
        ({"ships_by_post": False}, "not_shippable", "Nay không gửi bưu điện được.", False),
        (-58, "sold_out", "Đã hết hàng.", False),
        (-57, "too_few", "Chỉ còn 1, lần trước mua 2.", False),
    ],
)
def test_what_changed_is_said_and_only_what_is_the_same_stands_ready(app, change, what, said, ready) -> None:
    good = a_product()
    order = placed_order(good)
    if isinstance(change, int):
        move(good, change)
    else:
        month = clock.local_month(clock.now()) % 12 + 1
        edit(good, **(change if "season" not in change else {"season": {"from_month": month, "to_month": month}}))
    found = basket(order)
    (line,) = found["lines"]
    assert (line["changes"], line["ready"]) == ([{"what": what, "said": said}], ready)
    assert found["items"] == ([{"product_id": str(good.id), "quantity": 2}] if ready else [])


def test_several_things_at_once_are_all_said_in_either_language(app) -> None:
    shop = a_shop()
    na, tea = a_product(shop), a_product(shop, name="Trà hoa vàng", pack="200 g")
    buyer = a_buyer()
    order = transaction(lambda: check_out(by=buyer, purchase=a_purchase((na, 3), (tea, 1)), now=clock.now())).orders[0]
    edit(na, price_vnd=50_000, pack="2 kg")
    move(na, -57)
    assert changes(order) == {"Na Chi Lăng": ["other_pack", "sold_out", "price"], "Trà hoa vàng": []}
    assert [item["product_id"] for item in basket(order)["items"]] == [str(tea.id)]
    english = calling(buyer).get(f"/orders/{order.number}/basket", headers={"Accept-Language": "en"}).json
    told = next(line for line in english["lines"] if line["changes"])["changes"]
    assert [change["said"] for change in told][1:] == ["It is sold out.", "It was 65.000 đ, and is 50.000 đ now."]


def test_of_what_is_not_to_be_seen_nothing_is_told_but_that(app) -> None:
    good = a_product()
    order, seller = placed_order(good), calling(owner_of(good.shop))
    edit(good, price_vnd=66_000, name="Mít")
    seller.put(f"/products/{good.id}/unlisting")
    (line,) = basket(order)["lines"]
    assert (line["name"], line["price_now_vnd"]) == ("Na Chi Lăng", None)
    assert line["changes"] == [{"what": "unlisted", "said": "Không còn bán."}]
    seller.delete(f"/products/{good.id}/unlisting")
    edit(good, price_vnd=65_000, name="Na Chi Lăng")
    seller.put(f"/shops/{good.shop_id}/pause", {})
    assert changes(order) == {"Na Chi Lăng": ["shop_paused"]}
    calling(an_operator()).put(f"/shops/{good.shop_id}/suspension", {"reason": "Hàng giả"})
    found = basket(order)
    assert (found["items"], changes(order)) == ([], {"Na Chi Lăng": ["unlisted"]})
    assert "giả" not in str(found)


def test_who_sells_there_by_now_is_told_so(app) -> None:
    order = placed_order()
    buyer = buyer_of(order)
    team = "06463/dong-dinh"
    transaction(lambda: accounts.grant(person=buyer, role=RoleName.TEAM_MEMBER, place=team, now=clock.now()))
    assert changes(order) == {"Na Chi Lăng": ["own_shop"]}


def test_it_is_its_buyers_alone(app) -> None:
    order = placed_order()
    path = f"/orders/{order.number}/basket"
    others = [seller_of(order), a_team_member(), an_officer(), an_operator()]
    assert [calling(one).get(path).status_code for one in others] == [403] * 4
    assert [calling(a_buyer()).get(path).status_code, guest().get(path).status_code] == [404, 401]
    assert calling(buyer_of(order)).get("/orders/CP-7Q4M-2KXX/basket").status_code == 404


def test_what_was_fetched_is_fetched_again_though_it_does_not_go_by_post(app) -> None:
    buyer, good = calling(a_buyer()), a_product(ships_by_post=False)
    found = buyer.get(f"/orders/{ready_order(good, kind='shop', buyer=buyer).number}/basket").json
    assert [line["changes"] for line in found["lines"]] == [[]]
    asked = {"items": found["items"], "collect_at": found["collect_at"], "deliver_to": {"commune_code": HOAN_KIEM}}
    quoted = buyer.post("/quotes", asked)
    assert (quoted.status_code, quoted.json["shipping_vnd"]) == (200, 0)
