"""What strangers' machines are told: sitemap, robots, feeds of goods, news of a commune, icons."""

import gzip
import io
from typing import Any
from urllib.parse import urlsplit

import pytest
from PIL import Image

from market import clock, ids
from market.catalog.models import Photo
from market.catalog.queries import sitemap
from market.catalog.rules.store_addresses import product_path, shop_path
from market.db import db, transaction
from market.web.found import routes, turns
from market.web.found.turns import GaveWay, Turn
from tests.support import found
from tests.support.village import (
    CHI_LANG,
    a_certified_product,
    a_person,
    a_product,
    a_shop,
    calling,
    owner_of,
)

ROOT = "http://127.0.0.1:8000"
ODD = 'Măng <b>"ớt"</b> & mật ]]> ,\'\n=1+1'


def pictured(product):
    """With a photo, as far as a list of goods knows."""
    photo = {"product_id": product.id, "n": 2, "digest": "0" * 64, "uploaded_at": clock.now()}
    transaction(lambda: db.session.add(Photo(**photo)))
    return product


def unlisted(product):
    assert calling(owner_of(product.shop)).put(f"/products/{product.id}/unlisting").status_code == 200


def paused(shop):
    assert calling(owner_of(shop)).put(f"/shops/{shop.id}/pause").status_code == 200
    return shop


def goods(client, path="/feeds/google.xml"):
    answer = client.get(path, buffered=True)
    assert answer.status_code == 200
    return (found.google if path.endswith("xml") else found.meta)(answer.data)


# Feeds


@pytest.mark.parametrize("path", ["/feeds/google.xml", "/feeds/meta.csv"])
def test_a_feed_tells_what_a_stranger_can_buy(client, path):
    product = pictured(a_product(description="Na dai trên núi đá."))
    assert goods(client, path) == [
        {
            "id": ids.in_address(product.id),
            "title": "Na Chi Lăng (1 kg)",
            "description": "Na dai trên núi đá.",
            "link": f"{ROOT}{product_path(product.id, product.slug)}?via=feed",
            "image_link": f"{ROOT}/api/v1/products/{product.id}/photos/2?size=large",
            "availability": "in_stock" if path.endswith("xml") else "in stock",
            "price": "65000 VND",
            "condition": "new",
            "brand": "Xã Chi Lăng",
            "product_type": "Thực phẩm > Hoa quả",
            "shipping_weight": "1150 g",
        }
        | ({"identifier_exists": "no"} if path.endswith("xml") else {})
    ]


@pytest.mark.parametrize("path", ["/feeds/google.xml", "/feeds/meta.csv"])
def test_names_break_out_of_nothing(client, path):
    pictured(a_product(name=ODD.replace("\n", " "), description=ODD, pack=""))
    (good,) = goods(client, path)
    assert (good["title"], good["description"]) == (f"{ODD} (hộp)".replace("\n", " "), ODD)


def test_what_nobody_can_buy_is_not_advertised(client):
    pictured(a_product(stock=0))
    a_product()  # without a photo
    pictured(a_product(category="alcohol"))
    pictured(a_product(ships_by_post=False))
    unlisted(pictured(a_product()))
    paused(pictured(a_product()).shop)
    told = goods(client)
    assert [good["availability"] for good in told] == ["out_of_stock"]


def test_a_feed_is_read_to_its_end_in_pieces(client, monkeypatch):
    monkeypatch.setattr(routes, "_AT_ONCE", 2)
    shop = a_shop()
    made = [pictured(a_product(shop, name=f"Na {n}")) for n in range(5)]
    assert [good["id"] for good in goods(client)] == [ids.in_address(product.id) for product in made]


def test_one_reads_at_a_time_and_whoever_stands_still_gives_way(client, monkeypatch):
    pictured(a_product())
    first = client.get("/feeds/google.xml")  # and does not read it
    second = client.get("/feeds/meta.csv")
    assert (second.status_code, second.headers["Retry-After"]) == (503, "3")
    assert client.head("/feeds/google.xml").status_code == 200
    monkeypatch.setattr(turns, "STANDS_STILL_SECONDS", 0)
    assert len(goods(client)) == 1
    with pytest.raises(GaveWay):
        first.get_data()
    assert len(goods(client)) == 1


def test_a_turn_ends_however_its_reader_leaves():
    turn = Turn()
    reading = turn.read(turn.take(), iter([b"a", b"b"]))
    assert next(reading) == b"a"
    reading.close()  # type: ignore[attr-defined]
    reader = turn.take()
    turn.end(reader)
    assert list(turn.read(turn.take(), [b"a"])) == [b"a"]
    assert turn.take()


def test_a_feed_is_small_to_whoever_takes_gzip(client):
    pictured(a_product())
    answer = client.get("/feeds/google.xml", headers={"Accept-Encoding": "gzip"}, buffered=True)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(found.google(gzip.decompress(answer.data))) == 1
    assert answer.headers["Cache-Control"].startswith("public")


# Sitemap


def listed(client):
    """Every address of every part, with its date."""
    lines: dict[str, Any] = {}
    for part, _ in found.sitemap(client.get("/sitemap.xml").data):
        assert part.startswith(ROOT)
        lines |= dict(found.sitemap(client.get(urlsplit(part).path, buffered=True).data))
    return lines


def test_the_sitemap_has_all_that_anybody_may_see(client):
    good, resting = a_certified_product(), a_product()
    shop = paused(resting.shop)
    unlisted(a_product(good.shop))
    told = listed(client)
    pages = {f"{ROOT}{path}" for path in ("/", "/fairs", "/ranking", "/terms", "/privacy")}
    goods = {f"{ROOT}{product_path(one.id, one.slug)}" for one in (good, resting)}
    shops_ = {f"{ROOT}{shop_path(one.id, one.name)}" for one in (good.shop, shop)}
    kinds = {f"{ROOT}/categories/fruit", f"{ROOT}/communes/chi-lang-{CHI_LANG}"}
    assert told.keys() == pages | goods | shops_ | kinds
    assert {told[address] is None for address in goods | shops_ | kinds} == {False}


def test_parts_have_so_many_lines_at_most_and_nothing_twice(client, monkeypatch):
    monkeypatch.setattr(sitemap, "PART", 2)
    shop = a_shop()
    made = [a_product(shop, name=f"Na {n}") for n in range(5)]
    parts = [urlsplit(part).path for part, _ in found.sitemap(client.get("/sitemap.xml").data)]
    told = [found.sitemap(client.get(path, buffered=True).data) for path in parts if "-goods-" in path]
    assert [len(part) for part in told] == [2, 2, 1]
    assert [address for part in told for address, _ in part] == [
        f"{ROOT}{product_path(one.id, one.slug)}" for one in made
    ]


@pytest.mark.parametrize(
    "path",
    ["/sitemap-goods.xml", "/sitemap-goods-1.xml", "/sitemap-people-22222222222222222222222222.xml",
     "/sitemap-goods-zzzzzzzzzzzzzzzzzzzzzzzzzz.xml", "/communes/chi-lang/rss", "/communes/20/rss",
     "/communes/chi-lang-99999/rss"],
)  # fmt: skip
def test_what_was_never_said_is_not_there(client, path):
    assert client.get(path).status_code == 404


# Robots, news, icons


def test_robots_find_goods_and_leave_people_alone(client):
    product = a_product(name="Men lá")
    robots = client.get("/robots.txt").text
    assert f"Sitemap: {ROOT}/sitemap.xml" in robots
    public = [product_path(product.id, product.slug), "/", "/categories/fruit", "/communes/chi-lang-06463", "/ranking",
              shop_path(product.shop_id, product.shop.name), "/men-la-22?via=feed", "/team-na-22", "/t-na-22",
              f"/api/v1/products/{product.id}/photos/1?size=large", "/feeds/google.xml"]  # fmt: skip
    private = ["/search", "/search?q=na", "/me", "/me/acts", "/shop", "/shop/1/goods", "/basket?via=team", "/office",
               "/orders/CP-1", "/checkout", "/t", "/t/CA000000014VN", "/api/v1/products", "/na?cursor=x"]  # fmt: skip
    assert [path for path in public if found.is_left_alone(robots, path)] == []
    assert [path for path in private if not found.is_left_alone(robots, path)] == []


def test_a_commune_tells_its_news(client):
    old, new = a_product(), pictured(a_product(name=ODD.replace("\n", " ")))
    answer = client.get(f"/communes/chi-lang-{CHI_LANG}/rss")
    items = found.news(answer.data)
    assert answer.mimetype == "application/rss+xml"
    assert [item["guid"] for item in items] == [ids.in_address(new.id), ids.in_address(old.id)]
    assert items[1]["title"] == "Na Chi Lăng (1 kg): 65.000 đ"
    assert items[1]["link"] == f"{ROOT}{product_path(old.id, old.slug)}?via=feed"
    assert found.news(client.get("/communes/hoan-kiem-00070/rss").data) == []


@pytest.mark.parametrize(
    ("path", "mimetype"), [("/favicon.ico", "image/x-icon"), ("/apple-touch-icon.png", "image/png")]
)
def test_icons_are_small_and_kept(client, path, mimetype):
    answer = client.get(path)
    assert answer.mimetype == mimetype
    assert len(answer.data) < 3000
    assert Image.open(io.BytesIO(answer.data)).size in {(32, 32), (180, 180)}
    assert "max-age=604800" in answer.headers["Cache-Control"]
    assert client.get("/favicon.svg").text.startswith("<svg")


def test_nothing_of_a_person_is_told(client):
    owner = a_person("Hoàng Thị Lan")
    pictured(a_product(a_shop(owner, shows_contact=True, about="Gọi 0912 345 678")))
    phone = owner.phone.removeprefix("+84")
    parts = [urlsplit(part).path for part, _ in found.sitemap(client.get("/sitemap.xml").data)]
    for path in ["/feeds/google.xml", "/feeds/meta.csv", f"/communes/x-{CHI_LANG}/rss", *parts]:
        told = client.get(path, buffered=True).text
        assert phone not in told
        assert "Hoàng Thị Lan" not in told
