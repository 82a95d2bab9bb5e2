"""An officer plans a fair; it opens and closes by the clock or by hand, and keeps what it told."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from market import clock
from market.db import db, transaction
from market.fairs import rules
from market.fairs.actions import fairs
from market.fairs.models import Fair
from market.fairs.rules import STATES, FairState
from market.fairs.rules import check_times as checked
from market.ops.invariants import broken
from tests.support.fairs import (
    a_fair,
    a_stand,
    as_sent,
    called_off_fair,
    closed_fair,
    fair_now,
    fair_order,
    goes_round,
    good_of,
    open_fair,
)
from tests.support.paying import buy, told
from tests.support.village import (
    CHI_LANG,
    HOAN_KIEM,
    a_buyer,
    a_product,
    an_officer,
    an_operator,
    calling,
    guest,
    in_days,
    stock_of,
)

LANG_SON = "20"
DAY = timedelta(days=1)


def tried(**fields: Any) -> Any:
    """The answer to an officer of xã Chi Lăng who asks for a fair."""
    return calling(an_officer()).post("/fairs", as_sent(**fields))


def fairs_there() -> int:
    return transaction(lambda: db.session.scalar(select(func.count()).select_from(Fair)) or 0)


def test_names_make_addresses_and_a_taken_one_gets_its_year_then_a_number(app) -> None:
    slugs = [a_fair(opens_at=datetime(2027, 8, 1, tzinfo=clock.LOCAL), **_august()).slug for _ in range(4)]
    plain = "phien-na-chi-lang"
    assert slugs == [plain, f"{plain}-2027", f"{plain}-2027-2", f"{plain}-2027-3"]
    assert a_fair(name="Phiên " + "rất dài " * 12).slug.startswith("phien-rat-dai")
    officer = calling(an_officer())
    tag = officer.get(f"/fairs/{plain}").headers["ETag"]
    changed = officer.patch(f"/fairs/{plain}", {"name": "Hội na"}, headers={"If-Match": tag})
    assert (changed.status_code, changed.json["slug"], changed.json["name"]) == (200, plain, "Hội na")


def _august() -> dict[str, Any]:
    closes = datetime(2027, 8, 12, 20, tzinfo=clock.LOCAL)
    return {"closes_at": closes, "ships_from": date(2027, 8, 15), "ships_to": date(2027, 8, 20)}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"closes_at": in_days(-1)}, "closes_at"),
        ({"opens_at": in_days(3)}, "closes_at"),
        ({"opens_at": in_days(1), "closes_at": in_days(62)}, "closes_at"),
        ({"opens_at": in_days(800), "closes_at": in_days(801)}, "opens_at"),
        ({"ships_from": clock.local_day(in_days(1))}, "ships_from"),
        ({"ships_from": clock.local_day(in_days(-30))}, "ships_from"),
        ({"ships_to": clock.local_day(in_days(4))}, "ships_to"),
        ({"ships_to": clock.local_day(in_days(200))}, "ships_to"),
        ({"opens_at": "0001-01-01T00:00:00+07:00"}, "opens_at"),
        ({"opens_at": "0001-01-01T00:00:00+00:00"}, "closes_at"),
        ({"closes_at": "9999-12-31T23:59:59-12:00"}, "closes_at"),
        ({"closes_at": "9999-12-31T23:59:59+00:00"}, "closes_at"),
        ({"minimum_packs": 0}, "minimum_packs"),
        ({"name": "…"}, "name"),
        ({"communes": ["99999"]}, "communes"),
        ({"communes": [CHI_LANG, HOAN_KIEM]}, "communes"),
        ({"communes": []}, "province"),
        ({"communes": [], "province": "99"}, "province"),
    ],
)
def test_what_cannot_be_held_is_refused_by_field(app, wrong, field) -> None:
    answer = tried(**wrong)
    assert (answer.status_code, list(answer.json["errors"])) == (422, [field]), answer.json
    assert fairs_there() == 0


def test_days_are_those_of_viet_nam_also_over_midnight_and_tet() -> None:
    """What closes at midnight closes on the day before; 17:00 UTC is the next day here. Tết of 2027: 6 February."""
    eve = datetime(2027, 2, 6, tzinfo=clock.LOCAL)
    now = eve - 5 * DAY
    asked = {"opens_at": eve - DAY, "closes_at": eve, "ships_from": date(2027, 2, 5), "ships_to": date(2027, 2, 6)}
    checked(asked, now=now)
    with pytest.raises(rules.errors.InvalidInput):
        checked(asked | {"closes_at": eve + timedelta(seconds=1)}, now=now)
    checked(asked | {"closes_at": eve.astimezone(clock.UTC)}, now=now)
    span: dict[str, Any] = {"ships_from": date(2027, 2, 5), "ships_to": date(2027, 2, 6)}
    rules.check_ready_day(date(2027, 2, 6), **span, now=eve + timedelta(hours=23, minutes=59))
    with pytest.raises(rules.errors.InvalidInput):
        rules.check_ready_day(date(2027, 2, 6), **span, now=eve + DAY)


def test_officers_make_fairs_of_their_own_place_only(app) -> None:
    told = as_sent()
    whole = told | {"province": LANG_SON, "communes": []}
    assert calling(an_officer(HOAN_KIEM)).post("/fairs", told).status_code == 403
    assert calling(an_officer()).post("/fairs", whole).status_code == 403
    assert calling(a_buyer()).post("/fairs", told).status_code == 403
    assert fairs_there() == 0
    assert calling(an_officer(LANG_SON)).post("/fairs", whole).status_code == 201
    assert calling(an_operator()).post("/fairs", told).status_code == 201


def test_a_fair_opens_and_closes_once_by_the_clock(app) -> None:
    fair = a_fair()
    stand = a_stand(fair)
    assert goes_round() == 0
    opened = fair.opens_at + timedelta(minutes=1)
    assert [goes_round(opened), goes_round(opened)] == [1, 0]
    assert [goes_round(fair.closes_at), goes_round(fair.closes_at)] == [1, 0]
    seen = guest().get(f"/fairs/{fair.slug}").json
    assert [(line["from"], line["to"], line["by"]) for line in seen["history"]] == [
        (None, "planned", "officer"),
        ("planned", "open", "worker"),
        ("open", "closed", "worker"),
    ]
    assert good_of(stand).status == "unlisted"
    assert list(broken()) == []


def test_a_fair_that_cannot_be_opened_holds_up_no_other(app, monkeypatch) -> None:
    first, second = a_fair(), a_fair()
    move = fairs.move_fair

    def stumbles(*, fair: Fair, **how: Any) -> bool:
        if fair.id == first.id:
            raise ZeroDivisionError
        return move(fair=fair, **how)

    monkeypatch.setattr(fairs, "move_fair", stumbles)
    assert goes_round(second.opens_at) == 1
    assert [fair_now(one).state for one in (first, second)] == [FairState.PLANNED, FairState.OPEN]


def test_a_worker_that_slept_over_a_fair_opens_it_no_more(app) -> None:
    fair = a_fair()
    assert goes_round(fair.closes_at + DAY) == 1
    assert fair_now(fair).state == FairState.CALLED_OFF


def test_a_minimum_above_what_is_promised_keeps_it_planned_and_says_so_once(app) -> None:
    fair = a_fair(minimum_packs=50)
    a_stand(fair, packs=40)
    due = fair.opens_at + timedelta(minutes=1)
    assert [goes_round(due), goes_round(due)] == [0, 0]
    assert calling(an_operator()).put(f"/fairs/{fair.slug}/opening").json["type"] == "minimum-not-promised"
    lines = [line["note"] for line in guest().get(f"/fairs/{fair.slug}").json["history"]]
    assert lines == ["", "promised below minimum"]
    assert told(fair.made_by) == ["fair_too_few"]
    a_stand(fair, packs=10)
    assert goes_round(due) == 1


def test_though_its_hour_has_come_nothing_is_sold_of_one_that_has_not_opened(app) -> None:
    """In a basket with goods of any day: those alone are not refused."""
    fair = a_fair(at=clock.now() - timedelta(hours=2), minimum_packs=50)
    good, beside, officer = good_of(stand := a_stand(fair, packs=40)), a_product(), calling(an_officer())
    assert (fair.opens_at < clock.now(), officer.put(f"/fairs/{fair.slug}/opening").status_code) == (True, 409)
    refused = buy(good, beside, method="cod")
    assert (refused.status_code, refused.json["type"]) == (409, "not-for-sale")
    assert (stock_of(good.id), stock_of(beside.id)) == (40, 60)
    assert good.name in refused.json["detail"]
    fewer = {"minimum_packs": 40}
    tag = officer.get(f"/fairs/{fair.slug}").headers["ETag"]
    assert officer.patch(f"/fairs/{fair.slug}", fewer, headers={"If-Match": tag}).status_code == 200
    assert officer.put(f"/fairs/{fair.slug}/opening").json["state"] == "open"
    fair_order(stand)
    assert list(broken()) == []


def test_of_two_fairs_that_touch_the_second_is_not_opened_while_the_first_sells_the_same(app) -> None:
    """The same harvest is not promised twice over by opening early; the worker opens it at its hour."""
    product, first = a_product(), open_fair()
    a_stand(first, product)
    days: dict[str, Any] = {"ships_from": first.ships_from, "ships_to": first.ships_to}
    after = a_fair(opens_at=first.closes_at, closes_at=first.closes_at + timedelta(hours=5), **days)
    stand = a_stand(after, product)
    officer = calling(an_officer())
    refused = officer.put(f"/fairs/{after.slug}/opening")
    assert (refused.status_code, refused.json["type"]) == (409, "stands-overlap")
    now = fair_now(after)
    assert (now.state, now.opens_at, good_of(stand).sale_opens_at) == ("planned", first.closes_at, first.closes_at)
    closed_fair(first)
    assert officer.put(f"/fairs/{after.slug}/opening").json["state"] == "open"


def test_still_too_few_at_closing_it_comes_to_nothing(app) -> None:
    fair = a_fair(minimum_packs=50)
    goes_round(fair.opens_at)
    goes_round(fair.closes_at)
    assert fair_now(fair).state == FairState.CALLED_OFF


def test_opened_and_closed_by_hand_it_is_so_at_once(app) -> None:
    fair, officer = a_fair(), calling(an_officer())
    stand = a_stand(fair)
    opened = officer.put(f"/fairs/{fair.slug}/opening")
    assert (opened.status_code, opened.json["state"]) == (200, "open")
    assert good_of(stand).is_for_sale(clock.now())
    assert list(broken()) == []
    assert officer.put(f"/fairs/{fair.slug}/opening").json["version"] == opened.json["version"]
    closed = officer.put(f"/fairs/{fair.slug}/closing")
    assert (closed.status_code, closed.json["state"]) == (200, "closed")
    assert not good_of(stand).is_for_sale(clock.now())
    assert officer.put(f"/fairs/{fair.slug}/opening").json["type"] == "wrong-state"


def test_what_buyers_go_by_does_not_change_once_it_is_open(app) -> None:
    fair, officer = open_fair(), calling(an_officer())
    path, late = f"/fairs/{fair.slug}", (fair.closes_at + DAY).isoformat()
    refused = officer.patch(path, {"closes_at": late, "minimum_packs": 9}, headers={"If-Match": "*"})
    assert (refused.status_code, set(refused.json["errors"])) == (422, {"closes_at", "minimum_packs"})
    assert officer.patch(path, {"about": "Na dai"}, headers={"If-Match": "*"}).status_code == 200
    assert officer.patch(path, {"about": "Na"}, headers={"If-Match": '"1"'}).status_code == 412
    closed_fair(fair)
    assert officer.patch(path, {"about": "Na"}, headers={"If-Match": "*"}).json["type"] == "fair-has-closed"
    assert fair_now(fair).about == "Na dai"


def test_its_times_move_with_its_stands_as_long_as_these_can_keep_them(app) -> None:
    fair, officer = a_fair(), calling(an_officer())
    stand = a_stand(fair)
    path = f"/fairs/{fair.slug}"
    closes, ships_from = fair.closes_at + timedelta(hours=3), fair.ships_from
    assert officer.patch(path, {"closes_at": closes.isoformat()}, headers={"If-Match": "*"}).status_code == 200
    assert good_of(stand).sale_closes_at == closes
    moved = {"ships_from": (ships_from + DAY).isoformat()}
    refused = officer.patch(path, moved, headers={"If-Match": "*"})
    assert (refused.status_code, list(refused.json["errors"])) == (422, ["ships_from"])
    assert fair_now(fair).ships_from == ships_from
    assert list(broken()) == []


def test_a_fair_that_is_called_off_sells_nothing_and_says_why(app) -> None:
    fair, officer = open_fair(), calling(an_officer())
    stand = a_stand(fair)
    told = officer.put(f"/fairs/{fair.slug}/calling-off", {"reason": "Bão số 3"})
    assert (told.json["state"], told.json["history"][-1]["note"]) == ("called_off", "Bão số 3")
    assert not good_of(stand).is_for_sale(clock.now())
    assert officer.put(f"/fairs/{fair.slug}/calling-off", {"reason": "…"}).json["version"] == told.json["version"]


def test_lists_are_of_a_province_or_a_state(app) -> None:
    a_fair()
    called_off_fair()
    names = [one["state"] for one in guest().get(f"/fairs?province={LANG_SON}").json["items"]]
    assert names == ["called_off", "planned"]
    assert guest().get("/fairs?province=01").json["items"] == []
    assert len(guest().get("/fairs?state=planned").json["items"]) == 1
    assert guest().get("/fairs/khong-co").status_code == 404


def test_every_state_is_reached() -> None:
    assert STATES.unreachable() == set()
