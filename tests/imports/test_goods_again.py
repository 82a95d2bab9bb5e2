"""The same goods, shop or household come again under another key, or none, and are made once."""

from typing import Any

import pytest
from sqlalchemy import select

from market.accounts.models import Person
from market.catalog.models import Product, Shop
from market.db import db, transaction
from tests.support.importing import book, count, errors_of, rules_of, send, table
from tests.support.paying import broken
from tests.support.village import Caller, an_officer, calling

SHOP_HEAD = "Mã gian hàng;Tên gian hàng;Mã hộ"
GOODS_HEAD = "Mã sản phẩm;Mã gian hàng;Tên sản phẩm;Loại hàng;Đơn vị tính;Giá bán;Khối lượng;Tồn kho;Mô tả"
PAO = "A1;Nông Thị Páo;0912555001;Đồng Đĩnh;Chi Lăng"
ONE, NOTHING = (1, 0, 0, 0), (0, 0, 1, 0)


@pytest.fixture
def officer(app) -> Caller:
    made = calling(an_officer("20"))
    send(made, table(PAO))
    send(made, table("G1;Nhà Páo;A1", "G2;Vườn Páo;A1", head=SHOP_HEAD), "shops")
    return made


def good(key: str, name: str = "Na dai", *, price: str = "65.000", shop: str = "G1", about: str = "ngon") -> str:
    return f"{key};{shop};{name};Trái cây;hộp;{price};1 kg;30;{about}"


def taken(who: Caller, *rows: str, head: str = GOODS_HEAD, kind: str = "products", **form: Any) -> tuple[int, ...]:
    """How many were made, changed, known, held."""
    counts = send(who, table(*rows, head=head), kind, **form)["counts"]
    return tuple(counts[name] for name in ("created", "updated", "unchanged", "held"))


def held_by(who: Caller, *rows: str, **form: Any) -> list[str]:
    """The rules by which the last of the rows waits; nothing was made of it."""
    before = count(Product)
    done = send(who, table(*rows, head=GOODS_HEAD), "products", **form)
    assert (done["counts"]["created"], count(Product)) == (0, before)
    return list(rules_of(who, done, status="held").values())[-1]


def prices() -> list[int]:
    return transaction(lambda: list(db.session.scalars(select(Product.price_vnd).order_by(Product.id))))


@pytest.mark.parametrize(("first", "second"), [("", "PX2"), ("PX2", ""), ("007", "7"), ("7", "0007"), ("p-7", "P-07")])
def test_the_same_row_under_another_key_is_known_again(officer, first: str, second: str) -> None:
    assert taken(officer, good(first)) == ONE
    assert taken(officer, good(second)) == NOTHING
    assert count(Product) == 1
    assert taken(officer, good(second, price="80.000")) == (0, 1, 0, 0)
    assert prices() == [80_000]


@pytest.mark.parametrize(("first", "second"), [("", "PX2"), ("PX2", ""), ("PX1", "PX2")])
def test_goods_of_the_same_name_are_asked_about(officer, first: str, second: str) -> None:
    taken(officer, good(first))
    assert held_by(officer, good(second, "NA  DAI", price="70.000")) == ["goods-likely"]
    assert prices() == [65_000]


def test_a_key_that_a_spreadsheet_has_robbed_of_its_zeros_changes_the_same_goods(officer) -> None:
    taken(officer, good("007"))
    assert taken(officer, good("7", price="80.000")) == (0, 1, 0, 0)
    assert taken(officer, good("007", price="81.000")) == (0, 1, 0, 0)
    assert prices() == [81_000]


def test_such_a_key_under_another_name_is_asked_about(officer) -> None:
    taken(officer, good("007"))
    assert held_by(officer, good("7", "Hồng")) == ["goods-likely"]


def test_they_are_two_where_somebody_says_so(officer) -> None:
    taken(officer, good("PX1"))
    done = send(officer, table(good("PX2", price="70.000"), head=GOODS_HEAD), "products")
    confirmed = errors_of(officer, done).rstrip("\r\n") + "đúng\r\n"
    assert send(officer, confirmed, "products")["counts"]["created"] == 1
    assert sorted(prices()) == [65_000, 70_000]
    assert taken(officer, good("PX2", price="70.000")) == NOTHING


def test_two_rows_of_one_file(officer) -> None:
    assert taken(officer, good("P1"), good("P2"), good("")) == (1, 0, 2, 0)
    assert taken(officer, good("P3", "Hồng"), good("P4", "Hồng", price="9.000")) == (1, 0, 0, 1)
    assert taken(officer, good("05", "Mận"), good("5", "Mận", price="9.000")) == (1, 0, 0, 1)
    assert count(Product) == 3


def test_another_shop_may_have_the_same(officer) -> None:
    assert taken(officer, good("P1"), good("P2", shop="G2")) == (2, 0, 0, 0)


def test_what_the_household_has_listed_itself_or_another_sender_brought_is_asked_about(officer) -> None:
    taken(officer, good("P1"))
    assert held_by(officer, good("P1"), source="postmart") == ["shop-unknown"]
    send(officer, table(PAO), source="postmart")
    assert taken(officer, "G1;Nhà Páo;A1", head=SHOP_HEAD, kind="shops", source="postmart") == (0, 0, 0, 1)


def test_a_shop_under_another_key_is_the_same_or_asked_about(officer) -> None:
    for key, name, became in (
        ("g1", "Nhà Páo", (0, 0, 1, 0)),
        ("G9", "NHÀ PÁO", (0, 0, 0, 1)),
        ("G01", "Khác", (0, 0, 0, 1)),
    ):
        assert taken(officer, f"{key};{name};A1", head=SHOP_HEAD, kind="shops") == became
    assert count(Shop) == 2
    assert taken(officer, "G3;Rừng Páo;A1", head=SHOP_HEAD, kind="shops") == ONE


def test_numbers_of_cells_are_never_read_as_thousands(officer) -> None:
    row = "P1;G1;Na dai;Trái cây;hộp;=65000;=1.125"
    send(officer, book(("Hàng", table(row, head=GOODS_HEAD))), "products", name="hang.xlsx")
    assert transaction(lambda: db.session.scalars(select(Product.weight_g)).one()) == 1125


def test_a_comma_of_thousands_moves_no_price(officer) -> None:
    head, row = (
        "Mã sản phẩm,Mã gian hàng,Tên sản phẩm,Loại hàng,Đơn vị tính,Giá bán,Khối lượng",
        "Trái cây,hộp,65,000,1 kg",
    )
    done = send(officer, f"{head}\nP1,G1,Na,{row}\nP2,G1,Mận,Trái cây,hộp,65000,1 kg\n", "products")
    assert rules_of(officer, done, status="held")[2][-1] == "cells-many"
    assert prices() == [65_000]


@pytest.mark.parametrize("undone", [False, True])
def test_what_its_household_has_deleted_is_made_anew_or_undone_without_a_stumble(officer, undone: bool) -> None:
    sent = send(officer, table(good("007"), head=GOODS_HEAD), "products")
    made = transaction(lambda: db.session.scalars(select(Product)).one())
    owner = transaction(lambda: db.session.get(Person, made.shop.owner_id))
    assert calling(owner).delete(f"/products/{made.id}").status_code == 204
    if undone:
        assert officer.put(f"/imports/{sent['id']}/undoing").status_code in (200, 202)
    else:
        assert held_by(officer, good("007")) == ["household-own"]  # who signs in lists her goods herself
    assert broken() == []
