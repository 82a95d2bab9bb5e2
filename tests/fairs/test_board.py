"""The board of a fair, and what a household picks for it."""

from __future__ import annotations

from typing import Any

import pytest

from market.catalog.models import Product, Shop
from market.db import db, transaction
from market.fairs.board import board
from market.fairs.hers import mornings
from market.fairs.models import Fair
from market.fairs.picking import coming_vnd, packed_orders, picking
from tests.support.counting import statements
from tests.support.fair_rows import fair_row, stand_row
from tests.support.gathering import gathered_order, in_days, picked_order
from tests.support.village import a_product, a_shop, now, scanned_order


def told(fair: Fair, **given: Any) -> dict[str, Any]:
    return transaction(lambda: board(fair, **{"now": now()} | given))


def picked(good: Product, **given: Any) -> dict[str, Any]:
    return transaction(
        lambda: picking(db.session.get_one(Shop, good.shop_id), **{"fair_slug": None, "now": now()} | given)
    )


def test_a_stand_is_counted_in_packs(app) -> None:
    fair = fair_row()
    good = stand_row(fair, packs=40)
    gathered_order(good, 3)
    gathered_order(good, 2, state="cancelled")
    gathered_order(good, 7, state="awaiting_payment")
    scanned_order(picked_order(good, 4), "accepted")
    picked_order(good, 5)
    (stand,) = told(fair)["stands"]
    sums = {"promised": 40, "ordered": 12, "packed": 9, "handed_in": 4, "on_time": 4}
    assert {name: stand[name] for name in sums} == sums
    assert told(fair)["total"] == sums


def test_what_was_handed_in_after_its_day_was_not_in_time(app) -> None:
    fair = fair_row("closed")
    good = stand_row(fair, ships_on=in_days(-1))
    scanned_order(picked_order(good, 4), "accepted")
    assert told(fair)["total"] | {"promised": 0} == {
        "promised": 0, "ordered": 4, "packed": 4, "handed_in": 4, "on_time": 0,
    }  # fmt: skip


def late(fair: Fair) -> None:
    picked_order(stand_row(fair, ships_on=in_days(-1)))


def unpacked_today(fair: Fair) -> None:
    gathered_order(stand_row(fair, ships_on=in_days(0)))


def short(fair: Fair) -> None:
    gathered_order(stand_row(fair, stand={"packs_ready": 1}))


def shut(fair: Fair) -> None:
    good = stand_row(fair)
    transaction(lambda: setattr(db.session.get_one(Shop, good.shop_id), "status", "paused"))


VISITS: dict[str, Any] = {
    "late": late,
    "not_packed": unpacked_today,
    "short": short,
    "nothing_ordered": stand_row,
    "shut": shut,
}


@pytest.mark.parametrize("reason", VISITS)
def test_who_needs_a_visit(app, reason: str) -> None:
    fair = fair_row()
    gathered_order(stand_row(fair))
    VISITS[reason](fair)
    assert [(stand["visit"] or {}).get("reason") for stand in told(fair)["stands"]] == [reason, None]


def test_a_board_of_one_shop_and_without_who_left(app) -> None:
    fair = fair_row()
    mine = stand_row(fair)
    stand_row(fair, stand={"withdrawn_at": now()})
    stand_row(fair)
    assert len(told(fair)["stands"]) == 2
    assert [stand["product_id"] for stand in told(fair, shop_id=mine.shop_id)["stands"]] == [mine.id]


def test_what_is_picked_lies_by_day_good_and_place(app) -> None:
    fair, shop = fair_row(), a_shop()
    good = stand_row(fair, a_product(shop))
    tea = stand_row(fair, a_product(shop, name="Trà"), ships_on=in_days(6))
    gathered_order(good, 3)
    packed = picked_order(good, 4)
    gathered_order(tea, 1)
    gathered_order(good, 2, state="awaiting_payment")
    first, second = picked(good)["days"]
    assert (first["day"], first["packs"], first["packed"], first["weight_g"]) == (good.ships_on, 7, 4, 8050)
    (one,), (office,) = first["goods"], first["places"]
    assert (one["name"], one["packs"], one["packed"]) == ("Na Chi Lăng", 7, 4)
    assert (office["kind"], office["code"], len(office["orders"])) == ("post", "25715", 2)
    assert (second["day"], second["goods"][0]["name"]) == (in_days(6), "Trà")
    assert picked(good)["gathers_until"] == fair.closes_at
    assert transaction(lambda: packed_orders(shop.id, fair.slug)) == [packed.number]
    assert [(one.day, one.orders) for one in transaction(lambda: mornings(shop.id, most=3))] == [(good.ships_on, 1)]


def test_what_gathers_no_more_is_for_a_morning(app) -> None:
    good = stand_row(fair_row())
    picked_order(good, 4)
    assert picked(good)["gathers_until"] is None
    assert [one.day for one in transaction(lambda: mornings(good.shop_id, most=3))] == [good.ships_on]


def test_another_fairs_orders_are_not_picked(app) -> None:
    good = stand_row(fair_row())
    gathered_order(good)
    other = stand_row(fair_row(slug="hong"), a_product(db.session.get_one(Shop, good.shop_id)))
    gathered_order(other, 1)
    assert [day["packs"] for day in picked(good, fair_slug="hong")["days"]] == [1]
    assert [day["packs"] for day in picked(good)["days"]] == [3]


def test_the_money_to_come_is_of_what_stands(app) -> None:
    fair = fair_row()
    good = stand_row(fair)
    gathered_order(good, 2, state="cancelled")
    assert transaction(lambda: coming_vnd(good.shop_id, fair.slug, now=now())) == 0
    gathered_order(good, 2)
    assert transaction(lambda: coming_vnd(good.shop_id, fair.slug, now=now())) == 108_350


def test_a_board_asks_three_times_however_many_stands(app) -> None:
    fair = fair_row()
    for _ in range(3):
        gathered_order(stand_row(fair))
    with statements() as sent:
        board(db.session.get_one(Fair, fair.id), now=now())
    assert len(sent) == 4  # the fair itself
