"""Her goods: listed in five taps and two numbers, and changed; nothing of others, nothing twice, nothing lost."""

from __future__ import annotations

import gc
import re
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event, func, select

from market.accounts.models import Person
from market.catalog.models import Product, Shop
from market.catalog.rules.patterns import patterns
from market.db import db, transaction
from tests.support.browsing import BROWSER, come
from tests.support.village import (
    a_household,
    a_person,
    a_product,
    a_shop,
    a_team_member,
    calling,
    placed_order,
)


class Her:
    """A household at her shop, by her browser."""

    def __init__(self, client: FlaskClient, person: Person | None = None, shop: Shop | None = None) -> None:
        self.client, self.person = client, person or a_household()
        self.shop = shop or a_shop(self.person)
        come(client, self.person)

    def get(self, path: str = "") -> Any:
        return self.client.get(f"/shop/{self.shop.id}/goods{path}", headers=BROWSER)

    def send(self, path: str, **typed: Any) -> Any:
        form = {"key": str(uuid4())} | typed
        return self.client.post(f"/shop/{self.shop.id}/goods{path}", data=form, headers=BROWSER)

    def version(self, good: Product) -> str:
        return re.search(r'name="version" value="(\d+)"', self.get(f"/{good.id}").text)[1]


@pytest.fixture
def her(client) -> Her:
    return Her(client)


def counted(table: Any) -> int:
    db.session.rollback()
    return transaction(lambda: db.session.scalar(select(func.count()).select_from(table)))


def as_kept(good_id: Any) -> Product:
    db.session.rollback()
    return transaction(lambda: db.session.get(Product, UUID(str(good_id)), populate_existing=True))


# Listed from the pattern


def test_with_two_numbers_it_is_on_sale_as_its_kind_usually_is(her) -> None:
    assert f"/shop/{her.shop.id}/goods/new" in her.get().text
    assert f"/shop/{her.shop.id}/goods/new/quyt" in her.get("/new?category=fruit").text
    page = her.get("/new/na")
    assert page.status_code == 200
    assert "hộp 1 kg, nặng 1.150 g cả bao bì, để được 4 ngày, mùa tháng 7–9" in page.text
    answer = her.send("/new/na", price_vnd="45.000", stock="20")
    assert answer.status_code == 303
    good = as_kept(answer.headers["Location"].split("/")[4])
    assert answer.headers["Location"] == f"/shop/{her.shop.id}/goods/{good.id}/photos?done=listed"
    told = (
        good.name,
        good.price_vnd,
        good.stock,
        good.unit,
        good.pack,
        good.weight_g,
        good.from_month,
        good.names["tay"],
    )
    assert told == ("Na", 45_000, 20, "hộp", "1 kg", 1150, 7, "mác na")
    assert "Bây giờ chụp một tấm ảnh" in her.client.get(answer.headers["Location"], headers=BROWSER).text
    assert "Còn 20" in her.get().text


@pytest.mark.parametrize("kind", [*patterns(), "plants", "food", "vegetables"])
def test_every_kind_has_its_page(her, kind) -> None:
    assert her.get(f"/new/{kind}").status_code == 200


def test_of_something_else_she_types_the_name(her) -> None:
    lacking = her.send("/new/fruit", price_vnd="10000", stock="3", unit="túi", weight_g="1000")
    assert lacking.status_code == 422
    assert 'href="#name"' in lacking.text
    answer = her.send(
        "/new/fruit", name="Mận máu", price_vnd="10000", stock="3", unit="túi", pack="1 kg", weight_g="1 000"
    )
    good = as_kept(answer.headers["Location"].split("/")[4])
    assert (good.name, good.category_slug, good.weight_g) == ("Mận máu", "fruit", 1000)


def test_all_else_can_be_changed_before(her) -> None:
    more = {
        "name": "Na bở",
        "also_known_as": "na dai, na núi",
        "from_month": "11",
        "to_month": "2",
        "name_nung": "mác na",
    }
    more |= {"fragile": "false", "ships_by_post": "false", "length": "30", "width": "20", "height": "10"}
    answer = her.send("/new/na", price_vnd="45000", stock="1", shelf_life_days="", description="Ngọt", **more)
    good = as_kept(answer.headers["Location"].split("/")[4])
    assert (good.name, good.also_known_as, good.from_month, good.to_month) == ("Na bở", ["na dai", "na núi"], 11, 2)
    assert (good.fragile, good.ships_by_post, good.shelf_life_days, good.length_cm) == (False, False, None, 30)
    assert (good.description, good.names["nung"]) == ("Ngọt", "mác na")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"price_vnd": "bốn"}, "price_vnd"),
        ({"price_vnd": ""}, "price_vnd"),
        ({"price_vnd": "0"}, "price_vnd"),
        ({"price_vnd": "9" * 40}, "price_vnd"),
        ({"stock": "-1"}, "stock"),
        ({"stock": "1.5"}, "stock"),
        ({"from_month": "13", "to_month": "2"}, "from_month"),
        ({"from_month": "7"}, "to_month"),
        ({"length": "5", "width": "x"}, "width"),
        ({"weight_g": "99999999"}, "weight_g"),
        ({"ships_by_post": "maybe"}, "ships_by_post"),
        ({"also_known_as": "x" * 200}, "also_known_as"),
        ({"name": "…"}, "name"),
        ({"name_en": "x" * 500}, "name_en"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field_and_nothing_is_lost(her, wrong, field) -> None:
    typed = {"price_vnd": "45000", "stock": "20", "description": "Na dai núi đá"} | wrong
    answer = her.send("/new/na", **typed)
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert f'id="{field}-bad"' in answer.text
    assert "Na dai núi đá" in answer.text
    assert (counted(Product), "<details open>" in answer.text) == (0, field not in ("price_vnd", "stock"))


def test_sent_twice_it_is_listed_once(her) -> None:
    form = {"key": str(uuid4()), "price_vnd": "45000", "stock": "20"}
    first, second = her.send("/new/na", **form), her.send("/new/na", **form)
    assert (first.headers["Location"], counted(Product)) == (second.headers["Location"], 1)


def test_what_is_usual_nearby_is_shown_and_never_of_one(her) -> None:
    for price_vnd in (40_000, 50_000, 55_000, 60_000, 70_000):
        assert "đang bán" not in her.get("/new/na").text
        a_product(a_shop(a_person()), name="Na dai", price_vnd=price_vnd)
    assert "Ở xã Chi Lăng đang bán 50.000–60.000 đ một hộp 1 kg." in her.get("/new/na").text


def test_in_a_closed_shop_nothing_is_listed(her) -> None:
    calling(her.person).put(f"/shops/{her.shop.id}/closure")
    assert her.send("/new/na", price_vnd="45000", stock="20").status_code == 409
    assert (counted(Product), "Bán thêm hàng" in her.get().text) == (0, False)


# Changed


def test_price_and_stock_change_and_a_stale_tab_overwrites_nothing(her) -> None:
    good = a_product(her.shop)
    seen = her.version(good)
    done = her.send(f"/{good.id}/price", price_vnd="70.000", version=seen)
    assert done.headers["Location"] == f"/shop/{her.shop.id}/goods/{good.id}?done=priced"
    stale = her.send(f"/{good.id}/price", price_vnd="90000", version=seen)
    assert stale.status_code == 412
    assert "vừa được sửa ở máy khác" in stale.text
    assert "Giá bây giờ: 70.000 đ" in stale.text
    assert 'value="90000"' in stale.text
    assert as_kept(good.id).price_vnd == 70_000
    again = re.search(r'name="version" value="(\d+)"', stale.text)[1]
    her.send(f"/{good.id}/price", price_vnd="90000", version=again)
    assert as_kept(good.id).price_vnd == 90_000


@pytest.mark.parametrize(
    ("packs", "reason", "left"),
    [("1", "harvest", 61), ("10", "returned", 70), ("1", "sold_elsewhere", 59), ("60", "spoiled", 0),
     ("7", "correction", 7), ("0", "correction", 0), ("60", "correction", 60)],
)  # fmt: skip
def test_stock_goes_up_and_down_or_is_counted_anew(her, packs, reason, left) -> None:
    good = a_product(her.shop)
    assert her.send(f"/{good.id}/stock", packs=packs, reason=reason).status_code == 303
    assert as_kept(good.id).stock == left


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ({"packs": "61", "reason": "spoiled"}, 409),
        ({"packs": "0", "reason": "harvest"}, 422),
        ({"packs": "1000000", "reason": "harvest"}, 422),
        ({"packs": "x", "reason": "harvest"}, 422),
        ({"packs": "5", "reason": "gift"}, 422),
        ({}, 422),
    ],
)
def test_no_stock_is_moved_that_cannot_be(her, typed, status) -> None:
    good = a_product(her.shop)
    answer = her.send(f"/{good.id}/stock", **typed)
    assert (answer.status_code, as_kept(good.id).stock) == (status, 60)
    assert "Số còn lại: 60 hộp" in answer.text


def test_sold_out_rested_and_sold_again_by_one_tap_each_from_where_one_is(her) -> None:
    good = a_product(her.shop)
    listed = f"/shop/{her.shop.id}/goods"
    for path, done, state in (
        ("sold-out", "sold-out", "Hết hàng"),
        ("resting", "resting", "Đang nghỉ bán"),
        ("resting", "resting", "Đang nghỉ bán"),
        ("selling", "selling", "Hết hàng"),
    ):
        assert her.send(f"/{good.id}/{path}", **{"from": "list"}).headers["Location"] == f"{listed}?done={done}"
        assert her.send(f"/{good.id}/{path}").headers["Location"] == f"{listed}/{good.id}?done={done}"
        assert state in her.get(f"/{good.id}").text
    assert "Đã ghi hết hàng" in her.get("?done=sold-out").text
    assert as_kept(good.id).stock == 0


def test_each_state_is_said_in_a_word(her) -> None:
    a_product(her.shop, name="Na", season={"from_month": 11, "to_month": 2})
    a_product(her.shop, name="Đào", season={"from_month": 6, "to_month": 7})
    a_product(her.shop, name="Mận", stock=0)
    a_product(her.shop, name="Mơ", status="unlisted")
    a_product(her.shop, name="Mít", suspension_reason="Hàng giả")
    text = her.get().text
    for state in ("Đang bán", "Đang bán, trái mùa", "Hết hàng", "Đang nghỉ bán", "Bị tạm ngừng"):
        assert f"</svg> {state}</span>" in text
    suspended = transaction(lambda: db.session.scalar(select(Product.id).where(Product.name == "Mít")))
    assert "Lý do: Hàng giả" in her.get(f"/{suspended}").text


def test_all_else_is_changed_and_emptied_on_its_own_page(her) -> None:
    good = a_product(her.shop, shelf_life_days=4, season={"from_month": 7, "to_month": 9}, names={"tay": "mác na"})
    version = her.version(good)
    typed = {"name": "Na dai", "category": "nuts", "unit": "túi", "pack": "", "weight_g": "900", "description": ""}
    typed |= {
        "from_month": "",
        "to_month": "",
        "shelf_life_days": "",
        "also_known_as": "",
        "name_tay": "",
        "name_en": "na",
    }
    answer = her.send(f"/{good.id}/details", version=version, fragile="true", ships_by_post="true", **typed)
    assert answer.headers["Location"].endswith("?done=changed")
    kept = as_kept(good.id)
    assert (kept.name, kept.category_slug, kept.pack, kept.weight_g) == ("Na dai", "nuts", "", 900)
    assert (kept.from_month, kept.shelf_life_days, kept.names["tay"], kept.names["en"]) == (None, None, "", "na")
    assert (kept.price_vnd, kept.stock) == (65_000, 60)


def test_a_stale_tab_of_words_shows_what_they_are_now(her) -> None:
    good = a_product(her.shop)
    seen = her.version(good)
    her.send(f"/{good.id}/details", version=seen, name="Na núi")
    stale = her.send(f"/{good.id}/details", version=seen, name="Na bở", unit="hộp")
    assert stale.status_code == 412
    assert "Bây giờ là: Na núi" in stale.text
    assert 'value="Na bở"' in stale.text
    assert as_kept(good.id).name == "Na núi"


def test_on_the_page_of_words_no_price_is_smuggled_in(her) -> None:
    good = a_product(her.shop)
    answer = her.send(
        f"/{good.id}/details", version=her.version(good), name="Na", price_vnd="1", household_code="123456"
    )
    assert (answer.status_code, as_kept(good.id).price_vnd, as_kept(good.id).name) == (422, 65_000, "Na Chi Lăng")


def test_what_nobody_bought_is_deleted_and_what_was_sold_only_rests(her) -> None:
    gone, sold = a_product(her.shop, name="Mận"), a_product(her.shop)
    placed_order(sold)
    assert "Xóa hẳn" in her.get(f"/{gone.id}/removal").text
    assert her.send(f"/{gone.id}/removal").headers["Location"].endswith("/goods?done=removed")
    refused = her.send(f"/{sold.id}/removal")
    assert refused.status_code == 409
    assert "đã có người mua nên không xóa được" in refused.text
    assert "/api/" not in re.sub(r'src="[^"]*"', "", refused.text)
    assert [counted(Product), as_kept(sold.id).status] == [1, "listed"]


# By others


WRITES = {
    "price": {"price_vnd": "66000"},
    "stock": {"packs": "1", "reason": "harvest"},
    "sold-out": {},
    "resting": {},
    "selling": {},
    "details": {"name": "Khác"},
    "removal": {},
    "price/code": {"price_vnd": "66000"},
    "certificate": {"stars": "4", "certificate_no": "1", "issued_on": "2025-12-01"},
    "certificate/withdrawal": {},
    "certificate/photo/removal": {},
    "photos/1/cover": {},
    "photos/1/earlier": {},
    "photos/1/removal": {},
}


@pytest.mark.parametrize("path", WRITES)
def test_a_good_of_another_shop_is_not_there(her, path) -> None:
    other = a_product()
    for good in (other.id, uuid4()):
        assert her.send(f"/{good}/{path}", version="1", **WRITES[path]).status_code == 404
        assert her.get(f"/{good}/photos").status_code == 404
    assert (as_kept(other.id).version, as_kept(other.id).stock) == (1, 60)


@pytest.mark.parametrize("path", ["", "/new", "/new/na", "?cursor=x", "/new?category=không", "/new/không"])
def test_strangers_find_no_shop_and_who_is_not_signed_in_signs_in(client, path) -> None:
    shop = a_shop()
    come(client, a_person())
    assert client.get(f"/shop/{shop.id}/goods{path}", headers=BROWSER).status_code == 404
    client.delete_cookie("cho")
    if "không" not in path:
        assert client.get(f"/shop/{shop.id}/goods{path}", headers=BROWSER).status_code == 401


@pytest.mark.parametrize(
    ("path", "status"), [("?cursor=x", 422), ("?limit=a", 422), ("/new?category=x", 404), ("/new/x", 404)]
)
def test_what_is_no_address_is_refused_and_breaks_nothing(her, path, status) -> None:
    assert her.get(path).status_code == status


def test_a_team_acts_on_the_same_pages_and_is_told_for_whom(client) -> None:
    shop = a_shop()
    team = Her(client, a_team_member(), shop)
    listed = team.send("/new/na", price_vnd="45000", stock="20").headers["Location"].split("/")[4]
    assert "Bạn đang làm thay Hoàng Thị Lan" in team.get(f"/{listed}").text
    assert "Xóa mặt hàng này" not in team.get(f"/{listed}").text
    assert team.send(f"/{listed}/removal").status_code == 403
    assert counted(Product) == 1


def test_twenty_goods_are_read_by_a_fixed_number_of_statements_and_go_on(client) -> None:
    shop = a_shop()
    her = Her(client, a_team_member(), shop)

    def asked() -> int:
        said: list[str] = []
        db.session.rollback()
        gc.collect()  # whom the request before has read is not at hand: each has a session of its own but here
        event.listen(db.engine, "before_cursor_execute", lambda *given: said.append(given[2]))
        assert her.get().status_code == 200
        return len(said)

    a_product(shop)
    few = asked()
    for n in range(21):
        a_product(shop, name=f"Na {n}")
    assert asked() == few
    text = her.get().text
    following = re.search(r'href="[^"]*(\?cursor=[^"]+)"', text)[1]
    assert (text.count('class="acts"'), her.get(following).text.count('class="acts"')) == (20, 2)


@pytest.mark.parametrize(
    "typed", ["\0", "\u202e na", '"><script>x</script>', "𝕹" * 121, " ", "-", "1e9", "١٢", "0" * 5000]
)
def test_whatever_is_typed_breaks_nothing_and_stands_there_as_it_was(her, typed) -> None:
    good = a_product(her.shop)
    forms = (("/new/na", {"price_vnd": "1", "stock": "1"}), (f"/{good.id}/details", {"version": "1"}))
    for name in ("name", "price_vnd", "stock", "also_known_as", "from_month", "description", "version"):
        for path, form in forms:
            answer = her.send(path, **form | {name: typed})
            assert answer.status_code in (303, 412, 422), (name, answer.text)
            assert "<script>x" not in answer.text
    asked = her.client.get(
        f"/shop/{her.shop.id}/goods/{good.id}", query_string={"price_vnd": typed, "done": "code-sent"}
    )
    assert (asked.status_code, "<script>x" in asked.text) == (200, False)
