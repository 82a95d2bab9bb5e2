"""A buyer who agreed hears once a season when her household sells again, and ends it by one press."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from market import clock
from market.accounts.models import Person
from market.accounts.rules import PersonErased
from market.catalog.models import Product, Shop
from market.db import db, transaction
from market.fairs.models import Fair
from market.fairs.rules import FairState
from market.fairs.seasons import actions, queries
from market.fairs.seasons.flows import tell_due
from market.fairs.seasons.models import SeasonWish
from market.fairs.seasons.rules import QUIET, link_word, season_bought, wish_in
from market.ids import new_id
from market.orders.models import Order
from market.outbox import OutboxEntry
from market.wiring.jobs import TIDYING
from tests.support.browsing import BROWSER, come
from tests.support.fair_rows import fair_row, stand_row
from tests.support.looking import press
from tests.support.paying import told
from tests.support.village import a_buyer, a_product, buyer_of, calling, delivered_order, guest, placed_order

pytestmark = pytest.mark.usefixtures("app")
SUMMER = {"from_month": 7, "to_month": 9}
AUGUST, NEXT_AUGUST = (datetime(year, 8, 12, 5, tzinfo=UTC) for year in (2027, 2028))


def wishes(order: Order) -> Any:
    return calling(buyer_of(order)).put(f"/orders/{order.number}/season-wish")


def agreed(**season: Any) -> tuple[Order, Person]:
    """A wish at an order that came in November 2026."""
    order = delivered_order(product=a_product(**({"season": season} if season else {"season": SUMMER})))
    answer = wishes(order)
    assert answer.status_code == 200, answer.json
    return order, buyer_of(order)


def calls(person: Person, *times: datetime) -> list[int]:
    """How often she was told, after the worker came by at each of `times`."""
    counts = []
    for now in times:
        tell_due(now=now)
        counts.append(told(person.id).count("season_call"))
    return counts


def kept() -> list[SeasonWish]:
    return transaction(lambda: list(db.session.scalars(select(SeasonWish))))


def the_link() -> str:
    payload = transaction(
        lambda: db.session.scalar(
            select(OutboxEntry.payload).where(OutboxEntry.payload["notice"].as_string() == "season_call")
        )
    )
    return str(json.loads(json.dumps(payload))["words"]["season_link"]).rpartition("/s/")[2]


def test_she_is_told_once_when_it_is_in_season_again_and_once_the_next_year() -> None:
    _, buyer = agreed()
    assert calls(buyer, AUGUST, AUGUST + timedelta(days=1), AUGUST + timedelta(days=30), NEXT_AUGUST) == [1, 1, 1, 2]


def test_nobody_is_told_who_did_not_agree_or_at_night_or_out_of_season() -> None:
    delivered_order(product=a_product(season=SUMMER))
    _, buyer = agreed()
    stranger = a_buyer()
    night = AUGUST.replace(hour=17)
    assert calls(buyer, night, datetime(2027, 6, 30, 5, tzinfo=UTC)) == [0, 0]
    assert calls(stranger, AUGUST) == [0]
    assert told(buyer.id).count("season_call") == 1


def test_the_season_in_which_she_bought_is_not_told_again() -> None:
    order, buyer = agreed(from_month=11, to_month=4)  # bought in November 2026: the season goes on until April
    assert kept()[0].told_season == 2026
    assert calls(buyer, clock.now() + QUIET + timedelta(days=20)) == [0]
    assert calls(buyer, datetime(2027, 11, 12, 5, tzinfo=UTC)) == [1]
    assert order.shop_id == kept()[0].shop_id


def test_a_stand_at_an_open_fair_is_selling_again() -> None:
    order, buyer = agreed(from_month=1, to_month=12)  # all year: no season of its own
    now = AUGUST
    parent = transaction(lambda: db.session.get_one(Product, order.lines[0].product_id))
    fair = fair_row(FairState.PLANNED, now=now)
    stand_row(fair, parent)
    assert calls(buyer, now) == [0]
    transaction(lambda: db.session.execute(update(Fair).values(state=FairState.OPEN)))
    assert calls(buyer, now, now + timedelta(hours=5), fair.closes_at + timedelta(days=1)) == [1, 1, 1]


def test_what_cannot_be_bought_is_not_told() -> None:
    order, buyer = agreed()
    transaction(lambda: db.session.execute(update(Product).values(stock=0)))
    assert calls(buyer, AUGUST) == [0]
    transaction(lambda: db.session.execute(update(Product).values(stock=5)))
    transaction(lambda: db.session.execute(update(Shop).values(suspension_reason="Hàng giả")))
    assert calls(buyer, AUGUST) == [0]
    assert order.state == "delivered"


def test_taken_back_and_wished_again_is_still_one_message_a_season() -> None:
    order, buyer = agreed()
    assert calls(buyer, AUGUST) == [1]
    me = calling(buyer)
    assert me.delete(f"/me/season-wishes/{order.shop_id}").status_code == 204
    assert (kept(), me.delete(f"/me/season-wishes/{order.shop_id}").status_code) == ([], 204)
    assert wishes(order).status_code == 200
    assert calls(buyer, AUGUST + timedelta(days=3)) == [1]


def test_the_wish_is_her_own_of_what_has_come_and_is_kept_with_its_time() -> None:
    waiting = placed_order()
    assert wishes(waiting).json["type"] == "nothing-came-yet"
    order, buyer = agreed()
    me = calling(buyer)
    assert me.put(f"/orders/{order.number}/season-wish").json["agreed_at"] == wishes(order).json["agreed_at"]
    (one,) = me.get("/me/season-wishes").json["items"]
    assert (one["shop_id"], one["shop_name"], len(kept())) == (str(order.shop_id), order.shop_name, 1)
    assert calling(a_buyer()).put(f"/orders/{order.number}/season-wish").status_code == 404
    assert guest().put(f"/orders/{order.number}/season-wish").status_code == 401
    assert len(kept()) == 1


def test_the_link_of_the_message_ends_it_without_signing_in(client) -> None:
    order, buyer = agreed()
    calls(buyer, AUGUST)
    word = the_link()
    assert order.shop_name in client.get(f"/s/{word}", headers=BROWSER).text
    assert len(kept()) == 1  # looking ends nothing
    wrong = word[:-1] + ("0" if word[-1] != "0" else "1")
    for bad in (wrong, "x", word[:26], word.upper()):
        assert guest().delete(f"/season-wishes/{bad}").status_code == 404
        assert client.get(f"/s/{bad}", headers=BROWSER).status_code == 404
    assert len(kept()) == 1
    stopped = client.post(f"/s/{word}", headers=BROWSER | {"Sec-Fetch-Site": "same-origin"})
    assert (stopped.status_code, kept()) == (303, [])
    assert "không nhận tin mùa" in client.get(f"/s/{word}", headers=BROWSER).text
    assert guest().delete(f"/season-wishes/{word}").status_code == 204
    assert calls(buyer, NEXT_AUGUST) == [1]


def test_the_tick_of_the_order_page_is_never_set_by_us(client) -> None:
    order = delivered_order(product=a_product(season=SUMMER))
    come(client, buyer_of(order))
    her = client
    page = her.get(f"/orders/{order.number}/season", headers=BROWSER).text
    assert 'name="wish"' in page
    assert "checked" not in page
    assert press(her, page, f"/orders/{order.number}/season", wish="1").status_code == 303
    ticked = her.get(f"/orders/{order.number}/season", headers=BROWSER).text
    assert "checked" in ticked
    assert len(kept()) == 1
    assert press(her, ticked, f"/orders/{order.number}/season").status_code == 303
    assert kept() == []


def test_who_is_forgotten_wishes_nothing_and_sees_it_before() -> None:
    order, buyer = agreed()
    me = calling(buyer)
    (one,) = me.get("/me/export").json["parts"]["season_wishes"]
    assert one["shop_id"] == str(order.shop_id)
    transaction(lambda: actions.erase_wishes(PersonErased(person_id=buyer.id, at=clock.now())))
    assert kept() == []


def test_a_word_is_proof_of_one_wish_only() -> None:
    wish_id, other = new_id(), new_id()
    assert wish_in(link_word("secret", wish_id), "secret") == wish_id
    assert wish_in(link_word("secret", wish_id), "otherwise") is None
    assert wish_in(link_word("secret", wish_id)[:26] + link_word("secret", other)[26:], "secret") is None
    assert season_bought([(11, 2), (7, 9)], datetime(2027, 1, 5, tzinfo=UTC).date()) == 2027
    assert season_bought([], datetime(2027, 1, 5, tzinfo=UTC).date()) == 2027


def test_the_sweep_is_among_the_workers_rounds_and_looks_at_few_rows() -> None:
    assert any("seasons" in sweep.__code__.co_names for sweep in TIDYING)
    assert transaction(lambda: queries.due(AUGUST, after=None, limit=10)) == []
    assert transaction(lambda: actions.tell_some(after=None, now=AUGUST)) is None
