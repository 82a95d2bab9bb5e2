"""A household's own shops: who opens them and where, how many, how one is closed, and goods that go without a trace."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select

from market.catalog.models import Certificate, Photo, Product, Shop, StockMovement
from market.db import db, transaction
from market.ops import invariants as auditing
from market.orders.models import Order
from market.payments.ledger import accounts as ledger_accounts
from market.places.models import Village
from tests.support.paying import buy, later, work
from tests.support.pictures import encoded, two_halves
from tests.support.village import (
    CHI_LANG,
    Caller,
    a_buyer,
    a_household,
    a_person,
    a_product,
    a_shop,
    a_team_member,
    an_operator,
    calling,
    delivered_order,
    give_money,
    guest,
    news,
    owner_of,
    placed_order,
    returned_order,
    seller_of,
)

SHOP = {"name": "Na nhà bà Lan", "commune_code": CHI_LANG, "village": "Đồng Đĩnh"}


def opens(caller: Caller, **given: object):
    return caller.post("/shops", SHOP | given)


def counted(model) -> int:
    return transaction(lambda: db.session.scalar(select(func.count()).select_from(model))) or 0


def closes(caller: Caller, shop: Shop | UUID):
    return caller.put(f"/shops/{getattr(shop, 'id', shop)}/closure")


def deletes(caller: Caller, product: Product):
    return caller.delete(f"/products/{product.id}")


# Who


def test_whoever_signed_in_by_a_code_alone_says_a_name_first(app) -> None:
    nameless = calling(a_person(""))
    refused = opens(nameless)
    assert (refused.status_code, list(refused.json["errors"])) == (422, ["owner_name"])
    assert "PATCH /api/v1/me" in refused.json["errors"]["owner_name"][0]
    assert counted(Shop) == 0
    assert list(opens(nameless, owner_name="L").json["errors"]) == ["owner_name"]
    assert nameless.get("/me").json["name"] == ""
    opened = opens(nameless, owner_name="Hoàng Thị Lan")
    assert (opened.status_code, opened.json["owner"]["name"]) == (201, "Hoàng Thị Lan")
    assert nameless.get("/me").json["name"] == "Hoàng Thị Lan"


def test_a_name_that_is_there_is_not_changed_by_the_way(app) -> None:
    me = calling(a_household())
    assert list(opens(me, owner_name="Người Khác").json["errors"]) == ["owner_name"]
    assert (counted(Shop), me.get("/me").json["name"]) == (0, "Hoàng Thị Lan")
    assert opens(me, owner_name="Hoàng Thị Lan").status_code == 201


# Where


def test_a_village_is_made_on_first_use_and_after_that_only_by_word(app) -> None:
    assert opens(calling(a_household())).status_code == 201  # the first that the commune hears of
    refused = opens(calling(a_household()), village="Làng Ma")
    assert (refused.status_code, refused.json["type"], list(refused.json["errors"])) == (
        422,
        "unknown-village",
        ["village"],
    )
    assert (counted(Village), counted(Shop)) == (1, 1)
    assert opens(calling(a_household()), village="Làng Ma", new_village=True).status_code == 201
    assert opens(calling(a_household()), village="lang ma").status_code == 201  # from now on it is known
    assert counted(Village) == 2


@pytest.mark.parametrize("typed", ["Đồng Đinh 1", "thôn Đồng Đĩnh", "Dong Dih", "Đồng Dĩnhh"])
def test_who_mistypes_a_village_is_asked_what_was_meant(app, typed: str) -> None:
    a_shop()
    refused = opens(calling(a_household()), village=typed).json
    assert refused["did_you_mean"] == ["Đồng Đĩnh"]
    assert "Có phải: Đồng Đĩnh?" in refused["errors"]["village"][0]
    assert counted(Village) == 1


def test_a_shop_moves_as_it_was_opened(app) -> None:
    shop = a_shop()
    me, any_version = calling(owner_of(shop)), {"If-Match": "*"}
    assert (
        me.patch(f"/shops/{shop.id}", {"village": "Đồng Dinhh"}, headers=any_version).json["type"] == "unknown-village"
    )
    assert me.get(f"/shops/{shop.id}").json["village"] == "Đồng Đĩnh"
    assert me.patch(f"/shops/{shop.id}", {"village": "dong dinh"}, headers=any_version).status_code == 200
    moved = me.patch(f"/shops/{shop.id}", {"village": "Quán Thanh", "new_village": True}, headers=any_version)
    assert moved.json["village"] == "Quán Thanh"


# How many, and called what


@pytest.mark.parametrize("name", ["x", "!", "X.", "Đ", "😀😀"])
def test_a_name_by_which_nobody_finds_anything_is_refused(app, name: str) -> None:
    refused = opens(calling(a_household()), name=name)
    assert (refused.status_code, list(refused.json["errors"]), counted(Shop)) == (422, ["name"], 0)
    shop = a_shop()
    changed = calling(owner_of(shop)).patch(f"/shops/{shop.id}", {"name": name}, headers={"If-Match": "*"})
    assert changed.status_code == 422
    assert guest().get(f"/shops/{shop.id}").json["name"] == shop.name


def test_a_fourth_shop_takes_the_end_of_another(app) -> None:
    me = calling(a_household())
    first, *_ = [opens(me, name=f"Gian {n}").json["id"] for n in range(3)]
    refused = opens(me, name="Gian 3")
    assert (refused.status_code, refused.json["type"], counted(Shop)) == (409, "too-many-shops", 3)
    assert "/shops/{id}/closure" in refused.json["detail"]
    assert closes(me, first).json["status"] == "closed"
    assert opens(me, name="Gian 3").status_code == 201


# The end


def test_a_household_closes_its_shop_for_good(app) -> None:
    shop = a_shop()
    product, me = a_product(shop), calling(owner_of(shop))
    before = len(news())
    for _ in range(2):
        closed = closes(me, shop)
        assert (closed.status_code, closed.json["status"]) == (200, "closed")
    assert len(news()) == before + 1
    assert guest().get(f"/shops/{shop.id}").status_code == guest().get(f"/products/{product.id}").status_code == 404
    assert guest().get("/shops").json["items"] == []
    for answer in (
        me.delete(f"/shops/{shop.id}/pause"),
        me.put(f"/shops/{shop.id}/pause", {}),
        me.post(f"/shops/{shop.id}/products", {"name": "Na", "category": "fruit", "unit": "hộp"} | MORE),
    ):
        assert (answer.status_code, answer.json["type"]) == (409, "wrong-state")
    assert me.get(f"/shops/{shop.id}").json["status"] == "closed"


DAY = date(2026, 1, 5)
MORE = {"price_vnd": 65_000, "stock": 60, "weight_g": 1150}


def test_what_a_closed_shop_has_earned_is_still_fetched(app) -> None:
    shop = a_shop()
    give_money(ledger_accounts.shop(shop.id), 90_000)
    me = calling(owner_of(shop))
    assert closes(me, shop).status_code == 200
    assert me.get(f"/shops/{shop.id}/balance").json["available_vnd"] == 90_000
    assert me.post(f"/shops/{shop.id}/cash-outs", {"amount_vnd": 50_000}).status_code == 201
    assert transaction(lambda: list(auditing.broken())) == []


@pytest.mark.parametrize("reached", [placed_order, delivered_order])
def test_a_shop_with_open_orders_stays_open_and_names_them(app, reached) -> None:
    order = reached()
    me = calling(seller_of(order))
    refused = closes(me, order.shop_id)
    assert (refused.status_code, refused.json["type"], refused.json["numbers"]) == (
        409,
        "shop-still-selling",
        [order.number],
    )
    assert guest().get(f"/shops/{order.shop_id}").json["status"] == "open"


def test_once_orders_are_over_it_closes(app) -> None:
    order = returned_order()
    assert closes(calling(seller_of(order)), order.shop_id).json["status"] == "closed"
    assert calling(seller_of(order)).put(f"/orders/{order.number}/return-receipt", {"restock": True}).status_code == 200


def test_nobody_else_closes_it_and_no_suspension_is_got_rid_of_so(app) -> None:
    shop = a_shop()
    for other in (a_team_member(), an_operator(), a_buyer()):
        assert closes(calling(other), shop).status_code == 403
    assert closes(guest(), shop).status_code == 401
    calling(an_operator()).put(f"/shops/{shop.id}/suspension", {"reason": "Hàng giả"})
    refused = closes(calling(owner_of(shop)), shop)
    assert (refused.status_code, refused.json["type"]) == (409, "shop-suspended")
    assert calling(owner_of(shop)).get(f"/shops/{shop.id}").json["status"] == "suspended"


def test_goods_that_nobody_ordered_go_without_a_trace(app) -> None:
    shop = a_shop()
    product, kept = a_product(shop, ocop={"stars": 4, "certificate_no": "1", "issued_on": DAY}), a_product(shop)
    me = calling(owner_of(shop))
    me.post(f"/products/{product.id}/stock-movements", {"change": 5, "reason": "harvest"})
    photo = me.put(f"/products/{product.id}/photos/1", data=encoded(two_halves(), "JPEG"), content_type="image/jpeg")
    paper = me.put(f"/products/{product.id}/certificate/photo", data=encoded(two_halves(), "JPEG"))
    assert (photo.status_code, paper.status_code) == (201, 200), (photo.json, paper.json)
    assert deletes(me, product).status_code == 204
    work(later(timedelta(hours=2)))
    assert [path for path in app.config["MARKET"].media_dir.rglob("*") if path.is_file()] == []
    assert deletes(me, product).status_code == me.get(f"/products/{product.id}").status_code == 404
    assert (counted(Product), counted(Certificate), counted(Photo), counted(StockMovement)) == (1, 0, 0, 1)
    assert [item["id"] for item in me.get(f"/shops/{shop.id}/products").json["items"]] == [str(kept.id)]
    assert news()[-1] == {"id": str(product.id)}
    assert transaction(lambda: list(auditing.broken())) == []


def test_what_was_ordered_once_is_kept_even_if_it_came_to_nothing(app) -> None:
    order = placed_order(product := a_product())
    me = calling(seller_of(order))
    me.put(f"/orders/{order.number}/cancellation", {"reason": "hết hàng"})
    refused = deletes(me, product)
    assert (refused.status_code, refused.json["type"]) == (409, "product-was-sold")
    assert "{id}/unlisting" in refused.json["detail"]
    assert guest().get(f"/products/{product.id}").status_code == 200


def test_nobody_else_deletes_goods_and_suspended_ones_stay_to_be_looked_at(app) -> None:
    product = a_product(shop := a_shop())
    for other, status in ((a_team_member(), 403), (an_operator(), 403), (a_buyer(), 403)):
        assert deletes(calling(other), product).status_code == status
    calling(an_operator()).put(f"/products/{product.id}/suspension", {"reason": "Hàng giả"})
    assert deletes(calling(owner_of(shop)), product).json["type"] == "shop-suspended"
    assert deletes(calling(a_buyer()), product).status_code == 404
    assert counted(Product) == 1


def test_a_basket_with_deleted_goods_names_them(app) -> None:
    shop = a_shop()
    product = a_product(shop)
    deletes(calling(owner_of(shop)), product)
    body = {"items": [{"product_id": str(product.id), "quantity": 1}], "deliver_to": {"commune_code": "00070"}}
    assert list(guest().post("/quotes", body).json["errors"]) == ["items"]


@pytest.mark.parametrize("ended", ["shop", "good"])
def test_no_purchase_slips_by_while_a_shop_closes_or_goods_go(app, ended: str) -> None:
    product = a_product(shop := a_shop())
    buyers, me = [calling(a_buyer()) for _ in range(6)], calling(owner_of(shop))

    def act(n: int) -> int:
        if n == 3:
            return (closes(me, shop) if ended == "shop" else deletes(me, product)).status_code
        return buy(product, method="cod", buyer=buyers[n % 6]).status_code

    with ThreadPoolExecutor(7) as pool:
        answers = list(pool.map(act, range(7)))
    gone = answers[3] in (200, 204)
    assert set(answers[:3] + answers[4:]) <= ({409, 422} if gone else {201})
    assert counted(Order) == (0 if gone else 6)
    assert transaction(lambda: list(auditing.broken())) == []
