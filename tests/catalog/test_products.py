"""A household lists what is ripe, changes it, takes it off sale; strangers only look."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from market.catalog import invariants as audit
from market.catalog.actions import categories
from market.catalog.models import Product
from market.catalog.queries import documents, products
from market.catalog.rules.products import PRODUCT_STATES, ProductSuspended, in_season
from market.db import db, transaction
from market.ids import new_id
from tests.support.hearing import hearing
from tests.support.village import (
    CHI_LANG,
    PRODUCT,
    a_household,
    a_product,
    a_shop,
    a_team_member,
    an_operator,
    calling,
    guest,
    news,
    now,
    owner_of,
)


def test_a_product_comes_back_as_it_was_listed(app) -> None:
    shop = a_shop()
    reply = calling(owner_of(shop)).post(f"/shops/{shop.id}/products", PRODUCT)
    product = reply.json
    assert reply.status_code == 201
    assert {key: product[key] for key in PRODUCT} == PRODUCT
    assert (product["slug"], product["status"], product["in_stock"]) == ("na-chi-lang", "listed", True)
    assert (product["shop"]["id"], product["shop"]["commune"]["code"]) == (str(shop.id), CHI_LANG)
    assert (product["ocop"], product["certificate"], product["photos"]) == (None, None, [])
    assert reply.headers["Location"] == f"/api/v1/products/{product['id']}"
    seen = guest().get(f"/products/{product['id']}")
    assert seen.json == {
        key: value for key, value in product.items() if key not in ("certificate", "suspension_reason")
    }
    assert news() == [{"id": product["id"]}]


def test_what_is_not_said_has_a_plain_default(app) -> None:
    shop = a_shop()
    main = {key: PRODUCT[key] for key in ("name", "category", "unit", "price_vnd", "stock", "weight_g")}
    product = calling(owner_of(shop)).post(f"/shops/{shop.id}/products", main).json
    assert (product["pack"], product["names"], product["also_known_as"]) == ("", {}, [])
    assert (product["season"], product["dimensions_cm"], product["ships_by_post"]) == (None, None, True)
    assert product["in_season"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"category": "nothing"}, "category"),
        ({"category": "gold"}, "category"),
        ({"price_vnd": 0}, "price_vnd"),
        ({"price_vnd": -1}, "price_vnd"),
        ({"price_vnd": 65_000.5}, "price_vnd"),
        ({"price_vnd": "65000"}, "price_vnd"),
        ({"price_vnd": 10**30}, "price_vnd"),
        ({"stock": -1}, "stock"),
        ({"stock": 10**9}, "stock"),
        ({"weight_g": 0}, "weight_g"),
        ({"weight_g": 30_001}, "weight_g"),
        ({"name": "…"}, "name"),
        ({"season": {"from_month": 0, "to_month": 3}}, "season"),
        ({"season": {"from_month": 3}}, "season"),
        ({"ocop": {"stars": 2, "certificate_no": "1", "issued_on": "2026-01-01"}}, "ocop"),
        ({"ocop": {"stars": 4, "certificate_no": "1", "issued_on": "2126-01-01"}}, "ocop"),
        ({"ocop": {"stars": 4, "certificate_no": "1", "issued_on": "2026-02-30"}}, "ocop"),
        ({"names": {"fr": "anone"}}, "names"),
        ({"also_known_as": ["x"] * 21}, "also_known_as"),
        ({"also_known_as": "na"}, "also_known_as"),
        ({"status": "suspended"}, "status"),
        ({"shop_id": str(new_id())}, "shop_id"),
    ],
)
def test_a_wrong_field_lists_nothing(app, wrong, field) -> None:
    shop = a_shop()
    reply = calling(owner_of(shop)).post(f"/shops/{shop.id}/products", PRODUCT | wrong)
    assert (reply.status_code, list(reply.json["errors"])) == (422, [field])
    assert guest().get(f"/shops/{shop.id}/products").json == {"items": [], "next": None}


def test_only_what_is_not_sent_may_cost_nothing(app) -> None:
    product = a_product(name="Đền Bắc Lệ", category="sights", price_vnd=0, ships_by_post=False)
    household = calling(owner_of(product.shop))
    reply = household.patch(f"/products/{product.id}", {"ships_by_post": True}, headers={"If-Match": "*"})
    assert (reply.status_code, list(reply.json["errors"])) == (422, ["price_vnd"])
    assert guest().get(f"/products/{product.id}").json["ships_by_post"] is False


def test_an_edit_changes_only_what_it_names(app) -> None:
    product = a_product(description="Ngọt", season={"from_month": 7, "to_month": 9})
    household = calling(owner_of(product.shop))
    tag, version = household.get(f"/products/{product.id}").headers["ETag"], product.version
    change = {"price_vnd": 70_000, "name": "Na dai", "category": "vegetables", "season": None}
    assert household.patch(f"/products/{product.id}", change).status_code == 428
    changed = household.patch(f"/products/{product.id}", change, headers={"If-Match": tag}).json
    assert (changed["price_vnd"], changed["slug"], changed["category"]) == (70_000, "na-dai", "vegetables")
    assert (changed["season"], changed["description"], changed["stock"]) == (None, "Ngọt", 60)
    assert household.patch(f"/products/{product.id}", change, headers={"If-Match": tag}).status_code == 412
    assert changed["version"] == version + 1


def test_stock_is_not_edited(app) -> None:
    product = a_product()
    reply = calling(owner_of(product.shop)).patch(f"/products/{product.id}", {"stock": 9}, headers={"If-Match": "*"})
    assert (reply.status_code, list(reply.json["errors"])) == (422, ["stock"])


def test_an_edit_that_changes_nothing_is_no_news(app) -> None:
    product = a_product()
    household, version = calling(owner_of(product.shop)), product.version
    same = household.patch(f"/products/{product.id}", {"name": product.name}, headers={"If-Match": "*"}).json
    assert (same["version"], len(news())) == (version, 1)


def test_a_strangers_hands_stay_off(app) -> None:
    product = a_product()
    tag = {"If-Match": "*"}
    for stranger in (calling(owner_of(a_shop())), calling(an_operator()), calling(a_team_member("06427"))):
        assert stranger.patch(f"/products/{product.id}", {"price_vnd": 1}, headers=tag).status_code == 403
        assert stranger.put(f"/products/{product.id}/unlisting").status_code == 403
        assert stranger.delete(f"/products/{product.id}/unlisting").status_code == 403
        assert stranger.post(f"/shops/{product.shop_id}/products", PRODUCT).status_code == 403
    assert calling(a_household()).put(f"/products/{product.id}/suspension", {"reason": "x"}).status_code == 403
    assert guest().patch(f"/products/{product.id}", {"price_vnd": 1}, headers=tag).status_code == 401
    assert guest().get(f"/products/{product.id}").json["price_vnd"] == 65_000


def test_what_cannot_be_seen_is_not_found(app) -> None:
    assert guest().get(f"/products/{new_id()}").status_code == 404
    assert guest().get(f"/shops/{new_id()}/products").status_code == 404
    product = a_product()
    calling(owner_of(product.shop)).put(f"/products/{product.id}/unlisting")
    stranger = calling(a_household())
    assert guest().get(f"/products/{product.id}").status_code == 404
    assert stranger.patch(f"/products/{product.id}", {"price_vnd": 1}, headers={"If-Match": "*"}).status_code == 404


def test_unlisting_repeats_and_is_undone(app) -> None:
    product = a_product()
    household = calling(owner_of(product.shop))
    first = household.put(f"/products/{product.id}/unlisting").json
    assert household.put(f"/products/{product.id}/unlisting").json == first
    assert (first["status"], len(news())) == ("unlisted", 2)
    assert guest().get(f"/shops/{product.shop_id}/products").json["items"] == []
    assert len(household.get(f"/shops/{product.shop_id}/products").json["items"]) == 1
    assert household.delete(f"/products/{product.id}/unlisting").json["status"] == "listed"
    assert household.delete(f"/products/{product.id}/unlisting").json["status"] == "listed"


def test_a_suspended_product_stays_as_the_household_had_it(app) -> None:
    product = a_product()
    operator, household = calling(an_operator()), calling(owner_of(product.shop))
    with hearing(ProductSuspended) as heard:
        for _ in range(2):
            suspended = operator.put(f"/products/{product.id}/suspension", {"reason": "Ảnh giả"})
            assert suspended.json["status"] == "suspended"
    assert [event.name for event in heard] == [product.name]
    assert guest().get(f"/products/{product.id}").status_code == 404
    assert household.get(f"/products/{product.id}").json["suspension_reason"] == "Ảnh giả"
    assert household.put(f"/products/{product.id}/unlisting").json["status"] == "suspended"
    assert operator.delete(f"/products/{product.id}/suspension").json["status"] == "unlisted"
    assert operator.delete(f"/products/{product.id}/suspension").status_code == 200


def test_an_unchanged_product_is_not_sent_again_until_it_changes(app) -> None:
    product = a_product()
    tag = {"If-None-Match": guest().get(f"/products/{product.id}").headers["ETag"]}
    assert guest().get(f"/products/{product.id}", headers=tag).status_code == 304
    household = calling(owner_of(product.shop))
    household.post(f"/products/{product.id}/stock-movements", {"change": 1, "reason": "harvest"})
    assert guest().get(f"/products/{product.id}", headers=tag).status_code == 200


def test_the_tag_notices_the_shops_name_too(app) -> None:
    product = a_product()
    tag = {"If-None-Match": guest().get(f"/products/{product.id}").headers["ETag"]}
    household = calling(owner_of(product.shop))
    household.patch(f"/shops/{product.shop_id}", {"name": "Tên mới"}, headers={"If-Match": "*"})
    assert guest().get(f"/products/{product.id}", headers=tag).json["shop"]["name"] == "Tên mới"


def test_the_team_lists_goods_for_a_household(app) -> None:
    shop = a_shop()
    assert calling(a_team_member()).post(f"/shops/{shop.id}/products", PRODUCT).status_code == 201


def test_categories_stand_under_the_six_ocop_groups(client) -> None:
    groups = guest().get("/categories").json["items"]
    assert [group["slug"] for group in groups] == ["food", "drink", "medicinal", "craft", "ornamental", "tourism"]
    assert groups[0]["children"][0] == {
        "slug": "fruit",
        "name": {"vi": "Hoa quả", "en": "Fruit"},
        "is_alcohol": False,
        "children": [],
    }


def test_categories_are_loaded_once(app) -> None:
    before = products.category_tree()
    transaction(categories.load_categories)
    assert products.category_tree() == before


def test_the_index_gets_all_it_searches(app) -> None:
    product = a_product(also_known_as=["na dai"], names={"en": "custard apple", "nung": ""})
    db.session.rollback()
    (document,) = documents.documents([product.id, new_id()], now=now())
    assert (document.id, document.visible, document.in_stock, document.stars) == (product.id, True, True, 0)
    assert (document.category_slug, document.group_slug, document.province_code) == ("fruit", "food", "20")
    assert (document.also_known_as, dict(document.names)) == (("na dai",), {"en": "custard apple"})
    assert any("Chi Lăng" in name for name in document.former_communes)
    assert (document.photo, document.shop_id) == (None, product.shop_id)


def test_goods_of_a_paused_shop_are_not_found(app) -> None:
    product = a_product()
    calling(owner_of(product.shop)).put(f"/shops/{product.shop_id}/pause")
    assert guest().get(f"/products/{product.id}").json["shop"]["status"] == "paused"
    db.session.expire_all()
    assert [document.visible for document in documents.documents(now=now())] == [False]
    assert documents.product_ids_of(product.shop_id) == [product.id]


def test_all_documents_come_once_in_batches(app, monkeypatch) -> None:
    monkeypatch.setitem(documents.documents.__globals__, "_BATCH", 2)
    shop = a_shop()
    made = [a_product(shop).id for _ in range(5)]
    assert [document.id for document in documents.documents(now=now())] == made


def test_the_audit_names_what_is_broken(app) -> None:
    product = a_product()
    assert list(audit.audit()) == []
    db.session.rollback()
    transaction(lambda: setattr(db.session.get(Product, product.id), "status", "gone"))
    transaction(lambda: setattr(db.session.get(Product, product.id), "stock", 7))
    assert list(audit.audit()) == [
        f"product {product.id}: stock is 7, its movements add up to 60",
        f"product {product.id}: no such state as gone",
    ]


def test_the_audit_names_what_belongs_to_nothing(app) -> None:
    product, gone = a_product(), new_id()
    transaction(lambda: setattr(db.session.get(Product, product.id), "shop_id", gone))
    assert list(audit.audit()) == [f"products of shop {gone}: there is no such shop"]


def test_every_state_of_a_product_can_be_reached() -> None:
    assert PRODUCT_STATES.unreachable() == set()


@given(st.integers(1, 12), st.integers(1, 12))
def test_a_season_may_wrap_the_year(start: int, end: int) -> None:
    months = [month for month in range(1, 13) if in_season(start, end, month)]
    assert len(months) == (end - start) % 12 + 1
    assert {start, end} <= set(months)
    assert all(in_season(None, None, month) for month in range(1, 13))


def test_instants_are_utc(app) -> None:
    made = products.product_for(a_product().id, None, now=now()).created_at
    assert made.utcoffset() == timedelta(0)
