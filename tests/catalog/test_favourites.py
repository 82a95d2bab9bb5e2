"""Favourites: goods as cards and shops, one's own, bounded; what vanished is shown as such; nobody counts them."""

from uuid import uuid4

import pytest

from market import clock
from market.catalog.favourites import rules
from market.catalog.models import Photo
from market.catalog.queries.documents import documents
from market.catalog.schemas.cards import ProductCard
from market.db import db, transaction
from market.search.index.projection import shown_card, stored
from tests.support.village import a_buyer, a_certified_product, a_product, a_shop, calling, guest, now, owner_of


@pytest.fixture
def me(app):
    return calling(a_buyer())


def kept(me, kind="favourites"):
    return me.get(f"/me/{kind}").json["items"]


def test_a_good_that_is_liked_is_found_again_as_a_card_of_search(me) -> None:
    good = a_certified_product(names={"en": "custard apple"})
    added = me.put(f"/me/favourites/{good.id}")
    assert added.status_code == 200, added.json
    card = added.json["product"]
    assert set(card) == set(ProductCard().fields) - {"group"}  # told where goods are asked for as one
    assert (card["id"], card["name"], card["price_vnd"], card["ocop_stars"], card["photo"]) == (
        str(good.id),
        "Na Chi Lăng",
        65_000,
        4,
        None,
    )
    assert card["commune"] == {"code": "06463", "name": "Xã Chi Lăng"}
    assert me.put(f"/me/favourites/{good.id}").json == added.json  # again changes nothing
    assert kept(me) == [added.json]
    assert kept(calling(a_buyer())) == []
    assert [me.delete(f"/me/favourites/{good.id}").status_code for _ in range(2)] == [204, 204]
    assert kept(me) == []


def test_a_card_made_of_the_row_is_the_card_of_the_index(me) -> None:
    shop = a_shop(name="Vườn hồng")
    goods = [a_certified_product(shop, season={"from_month": 11, "to_month": 2}), a_product(shop, stock=0)]
    photos = [Photo(product_id=goods[0].id, n=n, digest="a" * 64, uploaded_at=now()) for n in (10, 2)]
    transaction(lambda: db.session.add_all(photos))
    for document in transaction(lambda: list(documents([good.id for good in goods], now=now()))):
        shown = shown_card(stored(document), clock.local_day(now()))
        assert me.put(f"/me/favourites/{document.id}").json["product"] == shown
    (photo,) = [one["product"]["photo"] for one in kept(me) if one["product"]["photo"]]
    assert photo.endswith("/photos/2?size=small")


def test_what_vanished_is_there_without_a_card_and_comes_back(me) -> None:
    good = a_product()
    seller = calling(owner_of(good.shop))
    me.put(f"/me/favourites/{good.id}")
    seller.put(f"/products/{good.id}/unlisting")
    (gone,) = kept(me)
    assert (gone["product_id"], gone["product"]) == (str(good.id), None)
    assert me.put(f"/me/favourites/{good.id}").status_code == 404  # what you may not see does not exist
    seller.delete(f"/products/{good.id}/unlisting")
    assert kept(me)[0]["product"]["name"] == "Na Chi Lăng"
    assert me.delete(f"/me/favourites/{good.id}").status_code == 204


def test_a_shop_is_kept_too_and_shows_no_more_than_it_does_to_anyone(me) -> None:
    shop = a_shop()
    added = me.put(f"/me/favourite-shops/{shop.id}")
    assert (added.status_code, added.json["shop"]) == (200, guest().get(f"/shops/{shop.id}").json)
    hidden = a_shop(a_buyer(), name="Vườn hồng")
    me.put(f"/me/favourite-shops/{hidden.id}")
    calling(owner_of(hidden)).put(f"/shops/{hidden.id}/pause", {})
    assert [one["shop"]["status"] for one in kept(me, "favourite-shops")] == ["paused", "open"]
    assert kept(me) == []  # a shop is no good
    assert me.delete(f"/me/favourite-shops/{shop.id}").status_code == 204
    assert [one["shop_id"] for one in kept(me, "favourite-shops")] == [str(hidden.id)]


@pytest.mark.parametrize("kind", ["favourites", "favourite-shops"])
def test_what_is_not_there_is_no_favourite(me, kind) -> None:
    shop = a_shop()
    for subject in (uuid4(), shop.id if kind == "favourites" else a_product(shop).id):
        assert me.put(f"/me/{kind}/{subject}").status_code == 404
    assert me.put(f"/me/{kind}/na").status_code == 404
    assert guest().put(f"/me/{kind}/{shop.id}").status_code == 401
    assert kept(me, kind) == []


def test_so_many_are_kept_and_paged_through(me, monkeypatch) -> None:
    monkeypatch.setattr(rules, "MOST", 3)
    shop = a_shop()
    goods = [a_product(shop, name=f"Na {n}").id for n in range(4)]
    answers = [me.put(f"/me/favourites/{good}") for good in goods]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 409]
    assert answers[-1].json["type"] == "too-many-favourites"
    assert me.put(f"/me/favourites/{goods[0]}").status_code == 200  # one of them still is
    assert me.put(f"/me/favourite-shops/{shop.id}").status_code == 200  # the other kind is counted apart
    first = me.get("/me/favourites?limit=2").json
    second = me.get(f"/me/favourites?limit=2&cursor={first['next']}").json
    names = [one["product"]["name"] for one in first["items"] + second["items"]]
    assert (names, second["next"]) == (["Na 2", "Na 1", "Na 0"], None)
    assert me.get("/me/favourites?limit=101").status_code == 422
