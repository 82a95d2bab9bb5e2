"""The picture beside a link: what it says, how large it is, who sees it, and what is kept of it."""

from __future__ import annotations

import io
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import current_app
from PIL import Image

from market import clock
from market.catalog import previews
from market.catalog.models import Product, Shop
from market.catalog.queries import shown_products
from market.db import db
from market.http import heavy
from market.web.shell import pictures, strokes
from market.web.store.previews import content, drawing
from market.web.store.previews.content import MARKET, Preview
from tests.support.helping import a_picture
from tests.support.paying import later, work
from tests.support.pictures import encoded
from tests.support.village import a_certified_product, a_household, a_product, a_shop, an_operator, calling, owner_of

NOISE = encoded(Image.effect_noise((1600, 1600), 200).convert("RGB"), "WEBP", quality=80)


def of(good: Product) -> Preview:
    db.session.rollback()
    now = clock.now()
    row = shown_products.product_to_show(good.id, None, now=now)
    return content.of_good(shown_products.product_shown(row, None, now=now))


def of_shop(shop: Shop) -> Preview:
    db.session.rollback()
    return content.of_shop(db.session.get_one(Shop, shop.id))


def files() -> list[Path]:
    return sorted((current_app.config["MARKET"].media_dir / "previews").glob("*"))


def a_photo(good: Product, colour: str = "green") -> None:
    sent = calling(owner_of(good.shop)).put(
        f"/products/{good.id}/photos/1", data=a_picture(colour), content_type="image/jpeg"
    )
    assert sent.status_code == 201, sent.json


def size(picture: bytes) -> tuple[Any, Any]:
    seen = Image.open(io.BytesIO(picture))
    return seen.format, seen.size


def pixel(kept: Path, place: tuple[int, int]) -> tuple[int, ...]:
    found = Image.open(kept).getpixel(place)
    assert isinstance(found, tuple)
    return found


def test_it_is_drawn_once_and_kept_a_year(client):
    good = a_certified_product()
    a_photo(good)
    seen = client.get(of(good).path)
    assert (seen.status_code, seen.mimetype, size(seen.data)) == (200, "image/jpeg", ("JPEG", (1200, 630)))
    assert len(seen.data) <= drawing.MOST_BYTES
    assert "max-age=31536000" in seen.headers["Cache-Control"] and "public" in seen.headers["Cache-Control"]
    (kept,) = files()
    drawn_at = kept.stat().st_mtime_ns
    assert client.get(of(good).path).data == seen.data and kept.stat().st_mtime_ns == drawn_at
    head = client.head(of(good).path)
    assert (head.status_code, head.content_length, head.data) == (200, len(seen.data), b"")
    assert client.get(of(good).path, headers={"If-None-Match": seen.headers["ETag"]}).status_code == 304
    photo, words = (pixel(kept, place) for place in ((300, 300), (1190, 5)))
    assert photo[1] > 90 > photo[0] and min(words) > 250


def test_what_it_says_is_its_address_and_an_old_one_leads_on(client):
    good = a_product(name="Na Chi Lăng")
    before = of(good)
    assert client.get(before.path).status_code == 200
    calling(owner_of(good.shop)).patch(
        f"/products/{good.id}", {"name": "Na dai", "price_vnd": 70_000}, headers={"If-Match": str(good.version)}
    )
    now = of(good)
    assert now.path != before.path and now.alt == "Na dai, 70.000 đ một hộp 1 kg, Xã Chi Lăng, Lạng Sơn"
    for path in (before.path, before.path.replace(before.digest, "x"), before.path.replace(before.digest, "0" * 16)):
        led = client.get(path)
        assert (led.status_code, led.location) == (302, now.path)
        assert led.headers["Cache-Control"] == "public, max-age=60"
    assert client.get(now.path).status_code == 200
    assert [file.name for file in files()] == [now.file.file]


@pytest.mark.parametrize("state", ["unlisted", "suspended", "shop suspended", "removed", "nobody's", "no key"])
def test_there_is_none_of_what_is_not_public(client, state):
    good = a_product()
    path, me = of(good).path, calling(owner_of(good.shop))
    if state == "unlisted":
        me.put(f"/products/{good.id}/unlisting")
    elif state == "removed":
        me.delete(f"/products/{good.id}")
    elif state in ("suspended", "shop suspended"):
        at = f"/products/{good.id}" if state == "suspended" else f"/shops/{good.shop_id}"
        calling(an_operator()).put(f"{at}/suspension", {"reason": "Hàng giả"})
    else:
        path = "/pictures/na-" + ("2" * 26 if state == "nobody's" else "0" * 26) + "/0123456789abcdef.jpg"
    assert client.get(path).status_code == client.head(path).status_code == 404
    assert files() == []


def test_a_shop_shows_what_it_sells(client):
    shop = a_shop(name="Vườn na bà Lan")
    bare = of_shop(shop)
    goods = [a_product(shop, name=f"Na {n}") for n in range(5)]
    a_photo(goods[3])
    now = of_shop(shop)
    assert (bare.about, now.about, now.cover and now.cover.good) == ("", "Na 4, Na 3, Na 2, Na 1", goods[3].id)
    assert size(client.get(now.path).data) == ("JPEG", (1200, 630))
    assert client.get(bare.path).location == now.path
    calling(an_operator()).put(f"/shops/{shop.id}/suspension", {"reason": "Hàng giả"})
    assert client.get(now.path).status_code == 404


def test_all_other_pages_show_the_market(client):
    seen = client.get(MARKET.path)
    assert (seen.status_code, size(seen.data)) == (200, ("JPEG", (1200, 630)))
    assert client.get("/pictures/market/0.jpg").location == MARKET.path


HARD: dict[str, dict[str, Any]] = {
    "of 120 letters": {"name": "Hồng vành khuyên Văn Lãng " * 4 + "ngâm giòn gửi ng", "price_vnd": 2_000_000_000},
    "one word": {"name": "Ư" * 120, "unit": "W" * 30, "pack": "M" * 60},
    "emoji": {"name": "Na 🍈 Chi Lăng ❤️", "price_vnd": 1, "pack": "🧺🧺"},
    "right to left": {"name": "تفاح שלום Na"},
    "nothing to pay": {"name": "Thăm vườn na", "price_vnd": 0, "ships_by_post": False, "category": "sights"},
}


@pytest.mark.parametrize("kind", HARD)
def test_any_name_and_price_is_drawn(client, kind):
    good = a_product(**HARD[kind])
    seen = client.get(of(good).path)
    assert (seen.status_code, size(seen.data)) == (200, ("JPEG", (1200, 630)))
    assert len(seen.data) <= drawing.MOST_BYTES
    edge = Image.open(io.BytesIO(seen.data)).convert("L").crop((1160, 0, 1200, 630))
    assert min(edge.tobytes()) > 225  # nothing runs out of its place


def test_letters_that_the_font_lacks_are_left_out(app):
    bare = Preview(of="/na", name="Na Chi Lăng", about="Mật ong", place="Xã Chi Lăng", drawn="good")
    odd = replace(bare, name="Na 🍈 Chi Lăng ❤️", about="تفاح Mật שלום ong")
    assert odd.digest != bare.digest and drawing.drawn(odd, None) == drawing.drawn(bare, None)
    nameless = replace(bare, name="🍈🍯")
    assert drawing.drawn(nameless, None) == drawing.drawn(replace(bare, name=bare.place), None)


def test_it_is_said_in_words_as_well(app):
    assert of(a_product(name="Na 🍈")).alt == "Na 🍈, 65.000 đ một hộp 1 kg, Xã Chi Lăng, Lạng Sơn"
    visit = a_product(name="Thăm vườn", price_vnd=0, ships_by_post=False)
    assert of(visit).alt == "Thăm vườn, Không mất tiền một hộp 1 kg, Xã Chi Lăng, Lạng Sơn"
    assert "OCOP 4 sao" in of(a_certified_product()).alt


def test_the_heaviest_photo_stays_light():
    assert len(drawing.drawn(MARKET, NOISE)) <= drawing.MOST_BYTES


@pytest.mark.parametrize("broken", ["missing", "cut off", "something else"])
def test_a_broken_photo_is_as_none(client, broken):
    good = a_product()
    a_photo(good)
    large = next((current_app.config["MARKET"].media_dir / str(good.id)).glob("*-large.webp"))
    if broken == "missing":
        large.unlink()
    else:
        large.write_bytes(large.read_bytes()[:100] if broken == "cut off" else b"RIFF")
    seen = client.get(of(good).path)
    assert (seen.status_code, size(seen.data)) == (200, ("JPEG", (1200, 630)))


def test_many_first_looks_draw_it_once_and_nobody_gets_half(app, monkeypatch):
    good = a_product()
    a_photo(good)
    path, drawn = of(good).path, list[int]()
    draw = drawing.drawn

    def counting(*given: Any) -> bytes:
        drawn.append(1)
        return draw(*given)

    monkeypatch.setattr(drawing, "drawn", counting)
    db.session.rollback()
    with ThreadPoolExecutor(12) as many:
        seen = list(many.map(lambda _: app.test_client().get(path), range(24)))
    whole = app.test_client().get(path).data
    assert len(drawn) == 1
    assert {one.data for one in seen if one.status_code == 200} == {whole}
    # Who found no place to wait in sees the photo itself meanwhile, and asks again next time.
    led = {(one.status_code, one.location, one.headers["Cache-Control"]) for one in seen if one.status_code != 200}
    assert led <= {(302, f"/api/v1/products/{good.id}/photos/1?size=large", "no-store")}


def test_while_all_places_are_taken_what_has_no_photo_is_asked_for_again(app, client):
    taken = 0
    while heavy._places.free.acquire(blocking=False):
        taken += 1
    try:
        refused = client.get(of(a_product()).path)
        assert (refused.status_code, refused.headers["Retry-After"]) == (503, "3")
    finally:
        heavy._places.free.release(taken)
    assert files() == []


def test_what_is_gone_leaves_none(app, client):
    """Its photo, its good, its shop: an hour later nothing that shows or names them is left."""
    shop = a_shop()
    with_photo, without = a_product(shop), a_product(shop)
    a_photo(with_photo)
    for preview in (of(with_photo), of(without), of_shop(shop), MARKET):
        assert client.get(preview.path).status_code == 200
    assert len(files()) == 4
    me = calling(owner_of(shop))
    me.delete(f"/products/{with_photo.id}/photos/1")
    work(later(timedelta(hours=2)))
    assert {file.name.partition(".")[0] for file in files()} == {str(without.id), "market"}
    me.delete(f"/products/{without.id}")
    work(later(timedelta(hours=2)))
    assert [file.name.partition(".")[0] for file in files()] == ["market"]


def test_old_ones_and_too_many_are_cleared_away(app, client, monkeypatch):
    goods = [a_product(a_shop(a_household())) for _ in range(4)]
    for age, good in enumerate(goods):
        client.get(of(good).path)
        at = (now := clock.now().timestamp()) - age * 86_400 * 11
        os.utime(current_app.config["MARKET"].media_dir / "previews" / of(good).file.file, (now, at))
    media_dir = current_app.config["MARKET"].media_dir
    previews.tidy(media_dir, now=clock.now())
    assert len(files()) == 3  # the fourth is 33 days old
    monkeypatch.setattr(previews, "MOST", 2)
    previews.tidy(media_dir, now=clock.now())
    assert {file.name for file in files()} == {of(good).file.file for good in goods[:2]}
    assert client.get(of(goods[3]).path).status_code == 200
    previews.tidy(media_dir / "nowhere", now=clock.now())


def test_every_drawing_can_be_drawn():
    for name in pictures.names():
        points = [point for line in strokes.strokes(name) for point in line]
        assert points and all(0 < point.real < 24 and 0 < point.imag < 24 for point in points), name


def test_a_drawing_goes_where_its_path_leads():
    """A circle of two halves (`target`) is round, whichever way its arcs go."""
    circle = strokes.strokes("target")[0]
    assert {round(abs(point - (12 + 12j)), 6) for point in circle} == {9}
    assert {round(max(getattr(point, side) for point in circle)) for side in ("real", "imag")} == {21}
