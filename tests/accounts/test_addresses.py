"""The address book: one's own, sealed, bounded, with one default; a purchase takes a copy of it."""

from uuid import uuid4

import pytest
from sqlalchemy import select, update

from market.accounts.addresses import rules
from market.accounts.addresses.models import Address
from market.db import db, transaction
from tests.support.paying import broken, order
from tests.support.village import HOAN_KIEM, a_buyer, a_product, calling, stock_of

HOME = {"name": "Trần Thu Hà", "phone": "0912 345 678", "commune_code": HOAN_KIEM, "address_line": "12 Hàng Bài"}


def add(me, **given):
    return me.post("/me/addresses", HOME | given)


def book(me):
    return {one["address_line"]: one["is_default"] for one in me.get("/me/addresses").json["items"]}


def buy(me, product, **where):
    asked = {"items": [{"product_id": str(product.id), "quantity": 2}], "payment_method": "cod"} | where
    return me.post("/checkouts", asked, headers={"Idempotency-Key": str(uuid4())})


@pytest.fixture
def me(app):
    return calling(a_buyer())


def test_what_is_kept_is_shown_in_words_and_sent_to(me) -> None:
    made = add(me, label="Nhà", phone="0912.345.678")
    assert made.status_code == 201, made.json
    kept = made.json
    assert made.headers["Location"] == f"/api/v1/me/addresses/{kept['id']}"
    assert me.get(made.headers["Location"]).json == kept
    assert (kept["phone"], kept["is_default"]) == ("+84912345678", True)
    assert kept["address"] == "12 Hàng Bài, Phường Hoàn Kiếm, Thành phố Hà Nội"
    province = {"code": "01", "name": "Thành phố Hà Nội"}
    assert kept["commune"] == {"code": HOAN_KIEM, "name": "Phường Hoàn Kiếm", "province": province}
    bought = buy(me, a_product(), address_id=kept["id"])
    assert bought.status_code == 201, bought.json
    sent_to = bought.json["orders"][0]["deliver_to"]
    assert {name: sent_to[name] for name in HOME} == HOME | {"phone": "+84912345678"}
    # The order keeps its own copy, whatever becomes of the book.
    assert me.delete(made.headers["Location"]).status_code == 204
    assert order(bought.json["orders"][0]["number"]).address_line == "12 Hàng Bài"
    assert me.get("/me/addresses").json == {"items": [], "next": None}
    assert broken() == []


def test_nothing_of_it_can_be_read_from_the_table(me) -> None:
    add(me, label="Nhà")
    (sealed,) = transaction(lambda: db.session.scalars(select(Address.sealed)).all())
    assert b"912345678" not in sealed
    assert "Hàng Bài".encode() not in sealed


@pytest.mark.parametrize("where", [{}, {"deliver_to": HOME, "address_id": "own"}])
def test_a_purchase_goes_to_one_place(me, where) -> None:
    own, product = add(me).json["id"], a_product()
    refused = buy(me, product, **{name: own if value == "own" else value for name, value in where.items()})
    assert (refused.status_code, refused.json["type"]) == (422, "invalid-input")
    assert refused.json["errors"] == {"deliver_to": ["Xin gửi deliver_to hoặc address_id, một trong hai."]}
    assert stock_of(product.id) == 60


def test_a_purchase_goes_to_no_address_of_anothers(me) -> None:
    hers, product = add(calling(a_buyer())).json["id"], a_product()
    for unknown in (hers, str(uuid4())):
        refused = buy(me, product, address_id=unknown)
        assert (refused.status_code, list(refused.json["errors"])) == (422, ["address_id"])
    assert stock_of(product.id) == 60
    for path in (f"/me/addresses/{hers}", f"/me/addresses/{uuid4()}"):
        answers = [me.get(path), me.patch(path, {"label": "x"}, headers={"If-Match": "*"}), me.delete(path)]
        assert [answer.status_code for answer in answers] == [404] * 3


def test_the_default_is_always_one(me) -> None:
    add(me)
    add(me, address_line="2 Tràng Tiền")
    last = add(me, address_line="3 Lý Thường Kiệt", is_default=True).json
    assert book(me) == {"12 Hàng Bài": False, "2 Tràng Tiền": False, "3 Lý Thường Kiệt": True}
    refused = me.patch(f"/me/addresses/{last['id']}", {"is_default": False}, headers={"If-Match": "*"})
    assert (refused.status_code, list(refused.json["errors"])) == (422, ["is_default"])
    assert me.delete(f"/me/addresses/{last['id']}").status_code == 204
    assert book(me) == {"12 Hàng Bài": False, "2 Tràng Tiền": True}
    first = me.get("/me/addresses").json["items"][-1]
    changed = me.patch(f"/me/addresses/{first['id']}", {"is_default": True}, headers={"If-Match": "*"})
    assert changed.json["is_default"] is True
    assert book(me) == {"12 Hàng Bài": True, "2 Tràng Tiền": False}
    assert me.delete(f"/me/addresses/{me.get('/me/addresses').json['items'][0]['id']}").status_code == 204
    assert book(me) == {"12 Hàng Bài": True}


def test_an_edit_names_the_version_that_it_saw(me) -> None:
    kept = add(me, label="Nhà").json
    path, right = f"/me/addresses/{kept['id']}", {"phone": "0987 111 222"}
    assert me.patch(path, right).status_code == 428
    changed = me.patch(path, right, headers={"If-Match": f'"{kept["version"]}"'})
    assert (changed.json["phone"], changed.json["label"], changed.json["version"]) == ("+84987111222", "Nhà", 2)
    stale = me.patch(path, {"label": "Cũ"}, headers={"If-Match": f'"{kept["version"]}"'})
    assert stale.status_code == 412
    assert me.get(path).json == changed.json


@pytest.mark.parametrize(
    "wrong",
    [
        {"phone": "024 3825 1234"},
        {"commune_code": "99999"},
        {"commune_code": "06466"},  # a commune of before July 2025
        {"name": ""},
        {"address_line": "x" * 201},
        {"label": "\x00"},
        {"is_default": "yes"},
        {"person_id": str(uuid4())},
    ],
)
def test_what_cannot_be_sent_to_is_not_kept(me, wrong) -> None:
    kept = add(me).json
    path = f"/me/addresses/{kept['id']}"
    for refused in (add(me, **wrong), me.patch(path, wrong, headers={"If-Match": "*"})):
        assert (refused.status_code, list(refused.json["errors"])) == (422, list(wrong))
    assert me.get("/me/addresses").json["items"] == [kept]


def test_twenty_are_kept_and_no_more(me, monkeypatch) -> None:
    monkeypatch.setattr(rules, "MOST", 2)
    add(me)
    add(me, address_line="2 Tràng Tiền")
    refused = add(me, address_line="3 Lý Thường Kiệt", is_default=True)
    assert (refused.status_code, refused.json["type"]) == (409, "address-book-full")
    assert book(me) == {"12 Hàng Bài": True, "2 Tràng Tiền": False}
    assert add(calling(a_buyer())).status_code == 201  # another's book is another's
    pages = me.get("/me/addresses?limit=1").json
    assert [len(pages["items"]), pages["next"] is None] == [1, False]
    assert me.get(f"/me/addresses?limit=1&cursor={pages['next']}").json["items"][0]["is_default"] is True


def test_an_address_whose_commune_a_reform_has_dissolved_is_shown_but_not_sent_to(me, monkeypatch) -> None:
    """Communes were merged in 2025 and may be again: the row stays, the directory does not know it any more."""
    kept, product = add(me).json, a_product()
    from market.places import queries

    here = queries.directory()
    monkeypatch.setitem(here._communes, HOAN_KIEM, None)
    assert me.get("/me/addresses").json["items"] == [kept | {"commune": None, "address": "12 Hàng Bài"}]
    refused = buy(me, product, address_id=kept["id"])
    assert (refused.status_code, list(refused.json["errors"])) == (422, ["address_id"])
    assert stock_of(product.id) == 60


def test_no_two_defaults_fit_into_the_table(me) -> None:
    add(me)
    add(me, address_line="2 Tràng Tiền")
    with pytest.raises(Exception, match=r"(?i)unique|conflict|busy"):
        transaction(lambda: db.session.execute(update(Address).values(is_default=True)))
