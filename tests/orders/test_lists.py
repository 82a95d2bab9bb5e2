"""Orders by states, day, shop, text, by what has changed; and counts. Nobody finds what is not theirs."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from market import clock
from market.db import db, transaction
from market.orders import flows
from market.orders.models import Order
from tests.support.fetching import ready_order
from tests.support.paying import later, order
from tests.support.village import (
    Caller,
    a_buyer,
    a_household,
    a_product,
    a_shop,
    a_team_member,
    accepted_order,
    an_officer,
    an_operator,
    buyer_of,
    calling,
    guest,
    packed_order,
    placed_order,
    seller_of,
)


def found(caller: Caller, query: str) -> list[str]:
    answer = caller.get(f"/orders?{query}")
    assert answer.status_code == 200, answer.json
    return [order["number"] for order in answer.json["items"]]


def refused(caller: Caller, query: str) -> set[str]:
    answer = caller.get(f"/orders?{query}")
    assert answer.status_code == 422, answer.json
    return set(answer.json["errors"])


def set_(order: Order, **values: object) -> None:
    transaction(lambda: db.session.execute(update(Order).where(Order.id == order.id).values(**values)))


def at(day: int, hour: int) -> datetime:
    """An hour of a day in November, in Vietnam."""
    return datetime(2026, 11, day, hour, tzinfo=clock.LOCAL)


def test_several_states_come_at_once_repeated_or_with_commas(app) -> None:
    shop = a_shop()
    good = a_product(shop)
    placed, accepted, packed = placed_order(good), accepted_order(product=good), packed_order(product=good)
    seller = calling(seller_of(placed))
    assert found(seller, "as=seller&state=placed,accepted") == [accepted.number, placed.number]
    assert found(seller, "as=seller&state=packed&state=placed") == [packed.number, placed.number]
    assert found(seller, "as=seller&state=packed") == [packed.number]
    page = seller.get("/orders?as=seller&state=placed,accepted&limit=1").json
    assert found(seller, f"as=seller&state=placed,accepted&cursor={page['next']}") == [placed.number]
    for wrong in ("state=placed,", "state=gone", "state="):
        assert refused(seller, wrong) == {"state"}


def test_a_day_is_a_day_in_vietnam(app) -> None:
    buyer = a_buyer()
    late, early, noon = (placed_order(buyer=buyer) for _ in range(3))
    set_(late, placed_at=at(23, 23))  # still the 23rd, also for UTC
    set_(early, placed_at=at(24, 1))  # in UTC it is the 23rd
    set_(noon, placed_at=at(26, 12))
    me = calling(buyer)
    assert found(me, "day=2026-11-24") == [early.number]
    assert found(me, "from=2026-11-24") == [noon.number, early.number]
    assert found(me, "from=2026-11-23&to=2026-11-24") == [early.number, late.number]
    assert found(me, "to=2026-11-22") == []
    assert refused(me, "day=2026-11-24&to=2026-11-25") == {"day"}
    assert refused(me, "from=2026-11-25&to=2026-11-24") == {"to"}
    assert refused(me, "day=24/11/2026") == {"day"}
    assert refused(me, "from=0000-00-00") == refused(me, "from=0001-01-01") == {"from"}
    assert refused(me, "day=9999-12-31") == {"day"}


def test_who_polls_is_told_what_has_changed_and_nothing_twice_for_long(app) -> None:
    buyer = a_buyer()
    old, moved, paid = (placed_order(buyer=buyer) for _ in range(3))
    long_ago = clock.ago(clock.now(), hours=5)
    for each in (old, moved, paid):
        set_(each, changed_at=long_ago)
    me = calling(buyer)
    shown = me.get("/orders").json["items"]
    assert {order["changed_at"] for order in shown} == {long_ago.isoformat().replace("+00:00", "Z")}
    since = clock.ago(clock.now(), minutes=10).isoformat().replace("+00:00", "Z")
    assert found(me, f"since={since}") == []
    calling(seller_of(moved)).put(f"/orders/{moved.number}/acceptance")
    set_(paid, payment_status="not_due")  # nothing but its money, by a statement of its own
    assert found(me, f"since={since}") == [paid.number, moved.number]
    newest = max(order["changed_at"] for order in me.get("/orders").json["items"])
    assert found(me, f"since={newest}") == [paid.number, moved.number]  # what was just changed may come again
    assert found(me, f"since={(clock.now() + timedelta(hours=1)).strftime('%Y-%m-%dT%H:%M:%SZ')}") == []
    assert refused(me, "since=yesterday") == {"since"} == refused(me, "since=2026-11-24T10:00:00")
    assert found(me, "since=2000-01-01T00:00:00Z")[0] == paid.number
    for wrong in ("0001-01-01T00:00:00Z", "9999-12-31T23:59:59-12:00"):
        assert refused(me, f"since={wrong}") == {"since"}


def test_a_list_that_has_not_changed_costs_a_few_bytes(app) -> None:
    order = placed_order()
    me = calling(buyer_of(order))
    tag = me.get("/orders").headers["ETag"]
    again = me.get("/orders", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    set_(order, payment_status="not_due")
    assert me.get("/orders", headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("words", ["na chi lang", "CHI", "Chi Lăng na", "thu hà", "ha tran", "bà lan", "xdotx"])
def test_a_text_is_found_without_accents_by_its_buyer_and_its_seller(app, words: str) -> None:
    order = placed_order()
    words = words.replace("xdotx", order.number[3:7].lower())
    for me, who in ((buyer_of(order), "buyer"), (seller_of(order), "seller")):
        assert found(calling(me), f"as={who}&q={words}") == [order.number]
    assert found(calling(buyer_of(order)), f"q={words} mangcut") == []


def test_a_phone_is_found_whole_or_not_at_all_and_never_by_strangers(app) -> None:
    order, other = placed_order(), placed_order()
    set_(order, recipient_phone="+84987654321", recipient_name="Đặng Văn Ất")
    seller = calling(seller_of(order))
    for typed in ("0987654321", "0987 654 321", "+84 987 654 321"):
        assert found(seller, "as=seller&q=" + typed.replace("+", "%2B")) == [order.number]
    assert found(seller, "as=seller&q=098765") == found(seller, "as=seller&q=4321") == []
    officer, operator = calling(an_officer()), calling(an_operator())
    for caller, who in ((calling(seller_of(other)), "seller"), (calling(a_buyer()), "buyer")):
        assert found(caller, f"as={who}&q=0987654321") == found(caller, f"as={who}&q=at") == []
        assert found(caller, f"as={who}&q={order.number}") == []
    for caller, who in ((officer, "officer"), (operator, "operator")):
        assert found(caller, f"as={who}&q=dang van at") == found(caller, f"as={who}&q=0987654321") == []
        assert found(caller, f"as={who}&q={order.number}") == [order.number]


@pytest.mark.parametrize("q", ["", "%25%25", "--", "…", "%00", "x" * 81, "'%20OR%201=1%20--%20😀"])
def test_a_text_without_words_or_too_long_is_refused_or_finds_nothing(app, q: str) -> None:
    me = calling(buyer_of(placed_order()))
    answer = me.get(f"/orders?q={q}")
    assert answer.status_code == 422 or answer.json["items"] == []
    assert me.get("/orders?q=%25").status_code == me.get("/orders?q=_").status_code == 422


def test_every_letter_of_vietnamese_is_folded_as_the_search_folds_it(app) -> None:
    order = placed_order()
    name = "Ắc Ằm Ẳn Ẵng Ặp Ấc Đẹ ĐỀ Ễ Ỷ Ỡ Ưu"
    set_(order, recipient_name=name)
    me = calling(buyer_of(order))
    for typed in (name, "ac am an ang ap ac de de e y o uu"):
        assert found(me, f"q={typed}") == [order.number]


def test_a_team_of_several_shops_picks_one(app) -> None:
    one, other = a_shop(), a_shop()
    first, second = placed_order(a_product(one)), placed_order(a_product(other))
    member = calling(a_team_member())
    assert found(member, "as=seller") == [second.number, first.number]
    assert found(member, f"as=seller&shop_id={one.id}") == [first.number]
    assert found(member, f"as=seller&shop_id={other.id}&state=accepted") == []
    never = a_shop(a_household(), team_may_act=False)
    placed_order(a_product(never))
    assert found(member, f"as=seller&shop_id={never.id}") == []


def test_one_small_answer_says_how_many_there_are_and_what_is_to_be_done(app) -> None:
    owner = a_household()
    shop, other = a_shop(owner), a_shop(owner)
    good = a_product(shop)
    placed_order(good), placed_order(good, hours_ago=30), accepted_order(product=good), packed_order(product=good)
    placed_order(a_product(other))
    placed_order()  # of somebody else
    flows.ring_due(now=clock.now())
    me = calling(owner)
    told = me.get("/orders/counts?as=seller").json
    assert (told["total"], told["to_do"], told["late"], told["held"]) == (5, 4, 1, 0)
    assert {state: count for state, count in told["states"].items() if count} == {
        "placed": 3,
        "accepted": 1,
        "packed": 1,
    }
    assert me.get(f"/orders/counts?as=seller&shop_id={other.id}").json["total"] == 1
    first = me.get("/orders/counts/shops?as=seller&limit=1").json
    then = me.get(f"/orders/counts/shops?as=seller&limit=1&cursor={first['next']}").json
    assert [(item["shop"]["id"], item["total"], item["to_do"]) for item in (*first["items"], *then["items"])] == [
        (str(other.id), 1, 1),
        (str(shop.id), 4, 3),
    ]
    assert then["next"] is None
    assert me.get("/orders/counts").json["total"] == 0  # bought nothing
    assert len(me.get("/orders/counts?as=seller").data) < 300


def test_a_household_is_not_late_with_what_its_buyer_has_yet_to_fetch(app) -> None:
    of = ready_order()
    flows.ring_due(now=later(timedelta(days=4)))
    told = calling(seller_of(of)).get("/orders/counts?as=seller").json
    assert (order(of.number).timer_step, told["states"]["packed"], told["late"]) == (1, 1, 0)


def test_what_is_held_is_not_to_be_done(app) -> None:
    order = placed_order(hours_ago=30)
    flows.ring_due(now=clock.now())
    seller = calling(seller_of(order))
    assert seller.get("/orders/counts?as=seller").json["late"] == 1
    calling(an_operator()).put(f"/shops/{order.shop_id}/suspension", {"reason": "Hàng giả"})
    told = seller.get("/orders/counts?as=seller").json
    assert (told["total"], told["to_do"], told["late"], told["held"]) == (1, 0, 0, 1)


def test_counts_are_refused_as_lists_are(app) -> None:
    assert guest().get("/orders/counts").status_code == guest().get("/orders/counts/shops").status_code == 401
    me = calling(a_buyer())
    for path in ("/orders/counts", "/orders/counts/shops"):
        assert me.get(f"{path}?as=king").status_code == me.get(f"{path}?day=x").status_code == 422
        assert me.get(f"{path}?as=operator").json.get("total", 0) == 0
    assert me.get("/orders/counts/shops?cursor=bm8").status_code == 422
