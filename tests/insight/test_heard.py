"""Figures of complaints: each as its definition says, small ones nobody's to see, and a recount finds the same."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import select, update

from market import clock, outbox
from market.accounts.models import Person
from market.complaints.models import Complaint
from market.db import db, transaction
from market.insight.actions.holding import hold
from market.insight.heard import actions
from market.insight.heard.models import HeardCell
from market.insight.heard.rules import MEASURES
from market.insight.invariants import audit
from market.insight.rules.spans import end_of_month, last_public_month, months_on
from tests.support.complaining import a_complaint, answered
from tests.support.counting_heard import heard, ordered, past
from tests.support.officing import counted
from tests.support.village import CHI_LANG, a_buyer, an_officer, an_operator, buyer_of, calling, delivered_order, guest

LANG_SON, HUU_LIEN = "20", "06400"
pytestmark = pytest.mark.usefixtures("app")


def asked(who: Person | None = None, **query: Any) -> Any:
    query = {("from" if name == "start" else "to" if name == "end" else name): str(q) for name, q in query.items()}
    return (calling(who) if who else guest()).get("/complaints/figures", query_string=query)


def figures(who: Person | None = None, **query: Any) -> Any:
    told = asked(who, **query)
    assert told.status_code == 200, told.json
    return told.json


def public_month() -> date:
    return last_public_month(clock.local_day(clock.now())).start


def by_key(told: Any) -> dict[str, Any]:
    return {item["key"]: item for item in told["items"]}


def cells() -> list[tuple[Any, ...]]:
    return sorted(map(tuple, transaction(lambda: db.session.execute(select(*HeardCell.__table__.columns)).all())))


def test_each_figure_is_what_its_definition_says() -> None:
    month = public_month()
    heard(
        *(past(month, 2, rating="satisfied") for _ in range(4)),
        *(past(month, 4, rating="acceptable") for _ in range(2)),
        past(month, 3, rating="not", reopened_at=clock.now()),
        past(month, 40),  # late, not rated
        past(month, None),  # never
        past(month, None, state="withdrawn"),  # nothing is owed
        past(month, None, state="refused", refusal="not_ours", ended_at=clock.begin_of(month) + timedelta(days=1)),
        past(month, None, state="merged", merged_into=a_buyer().id),  # counts as the other
    )
    ordered(month, 200, LANG_SON, "")
    told = figures(start=month, end=end_of_month(month))
    assert told["total"] == {
        "received": 11,
        "per_100_orders": 5.5,
        "on_time_percent": 80.0,  # 8 of 10
        "median_days": 2,  # 1 2 2 2 2 3 4 4 40
        "satisfied_percent": 57.1,  # 4 of 7
        "acceptable_percent": 28.6,
        "unsatisfied_percent": 14.3,
        "reopened_percent": 12.5,  # 1 of 8
        "refused_percent": 11.1,  # 1 of 9
        "hidden": False,
    }
    assert [one["name"] for one in told["measures"]] == [*MEASURES] == [*told["total"]][:-1]
    assert list(transaction(lambda: list(audit())))[:1] != []  # the orders were made up; the complaints were not
    assert not [line for line in transaction(lambda: list(audit())) if "complaints" in line]


def test_small_cells_are_hidden_with_enough_others_and_officers_see_them() -> None:
    month = public_month()
    heard(
        *(past(month) for _ in range(3)),
        *(past(month, commune_code=HUU_LIEN, kind="wrong") for _ in range(6)),
        *(past(month, commune_code="06001", kind="money") for _ in range(9)),
        *(past(month, commune_code=None, kind="other") for _ in range(5)),
    )
    for place, count in ((CHI_LANG, 50), (HUU_LIEN, 60), ("06001", 90)):
        ordered(month, count, place)
    span: Any = {"start": month, "end": end_of_month(month)}
    told = by_key(figures(by="commune", **span))
    assert {key: told[key]["received"] for key in (CHI_LANG, HUU_LIEN, "06001", "")} == {
        CHI_LANG: None, HUU_LIEN: 6, "06001": 9, "": None,
    }  # fmt: skip
    assert told[CHI_LANG] == dict.fromkeys(told[CHI_LANG], None) | {
        "key": CHI_LANG, "name": told[CHI_LANG]["name"], "hidden": True,
    }  # fmt: skip
    assert (told["06001"]["per_100_orders"], told[HUU_LIEN]["hidden"]) == (10.0, False)
    assert [item["key"] for item in figures(by="commune", **span)["items"]][:-1] == sorted(told)[1:]
    assert figures(place=CHI_LANG, **span)["total"]["received"] is None
    assert {key: item["received"] for key, item in by_key(figures(by="kind", **span)).items() if item["received"]} == {
        "wrong": 6, "money": 9,
    }  # fmt: skip
    officer = by_key(figures(an_officer(LANG_SON), by="commune", **span))
    assert [officer[key]["received"] for key in (CHI_LANG, "")] == [3, 5]
    assert figures(an_officer(), by="kind", place=CHI_LANG, **span)["exact"]


def test_a_rate_is_hidden_where_its_orders_are() -> None:
    month = public_month()
    heard(*(past(month) for _ in range(8)), *(past(month, commune_code=HUU_LIEN) for _ in range(8)))
    ordered(month, 3, CHI_LANG)
    ordered(month, 40, HUU_LIEN)
    ordered(month, 400, "06001")
    told = by_key(figures(by="commune", start=month, end=end_of_month(month)))
    assert [told[key]["received"] for key in (CHI_LANG, HUU_LIEN)] == [8, 8]
    assert [told[key]["per_100_orders"] for key in (CHI_LANG, HUU_LIEN, "06001")] == [None, None, 0.0]


def test_months_are_told_one_by_one_and_a_year_is_usual() -> None:
    month, before = public_month(), months_on(public_month(), -1)
    heard(*(past(month) for _ in range(7)), *(past(before, 10) for _ in range(5)))
    told = figures(by="month")
    assert len(told["items"]) == 12
    assert [(item["key"], item["received"], item["median_days"]) for item in told["items"][-2:]] == [
        (f"{before:%Y-%m}", 5, 10), (f"{month:%Y-%m}", 7, 2),
    ]  # fmt: skip
    assert told["total"]["received"] == 12
    assert told["days"] == {"from": str(months_on(month, -11)), "to": str(end_of_month(month))}


def test_what_may_still_be_answered_in_time_is_not_late() -> None:
    bought = delivered_order()
    number = a_complaint(bought)
    counted()
    officer = an_officer()
    waiting = figures(officer, place=CHI_LANG)["total"]
    assert (waiting["received"], waiting["on_time_percent"]) == (1, None)
    for by in ("month", "kind", "commune"):
        assert [item["on_time_percent"] for item in figures(officer, place=CHI_LANG, by=by)["items"]] == [None] * len(
            figures(officer, place=CHI_LANG, by=by)["items"]
        )
    answered(number)
    counted()
    told = figures(officer, place=CHI_LANG)["total"]
    assert (told["on_time_percent"], told["median_days"], told["per_100_orders"]) == (100.0, 0, 100.0)
    assert figures(an_operator(), place=LANG_SON)["total"]["received"] == 1
    calling(buyer_of(bought)).put(f"/complaints/{number}/rating", {"rating": "satisfied"})
    counted()
    assert figures(officer, place=CHI_LANG)["total"]["satisfied_percent"] == 100.0


def test_what_random_lives_leave_is_what_a_recount_finds() -> None:
    chance, orders = Random(17), [delivered_order() for _ in range(2)]
    buyers = [calling(buyer_of(order)) for order in orders]
    for kind in ("spoilt", "wrong", "conduct", "other"):
        for order, buyer in zip(orders, buyers, strict=True):
            number = a_complaint(order, kind=kind)
            fate = chance.choice(["wait", "withdraw", "answer", "rate", "not", "reopen"])
            if fate == "withdraw":
                buyer.put(f"/complaints/{number}/withdrawal")
            if fate in ("answer", "rate", "not", "reopen"):
                answered(number)
            if fate in ("rate", "not"):
                buyer.put(f"/complaints/{number}/rating", {"rating": "satisfied" if fate == "rate" else "not"})
            if fate == "reopen":
                buyer.put(f"/complaints/{number}/reopening", {"reason": "Chưa giải quyết"})
            if chance.random() < 0.3:
                counted()
            assert transaction(lambda: list(audit())) == []  # what is to be counted yet may differ
    counted()
    assert transaction(lambda: list(audit())) == []
    before = cells()
    assert before
    transaction(actions.count_everything)
    assert cells() == before


def test_a_cell_that_is_off_by_one_is_named_by_the_audit() -> None:
    heard(past(public_month()))
    changed = update(HeardCell).where(HeardCell.place == CHI_LANG, HeardCell.kind == "").values(received=2)
    transaction(lambda: db.session.execute(changed))
    lines = transaction(lambda: list(audit()))
    assert len(lines) == 2  # and the province is not the sum of its communes
    assert f"figures of complaints at {CHI_LANG}" in lines[0]


def test_steps_that_no_figure_tells_apart_are_not_counted_again() -> None:
    number = a_complaint(delivered_order())
    calling(an_operator()).put(f"/complaints/{number}/taking")
    jobs = select(outbox.OutboxEntry).where(outbox.OutboxEntry.topic == actions.COMPLAINT)
    assert len(transaction(lambda: db.session.scalars(jobs).all())) == 1
    assert transaction(lambda: db.session.scalar(select(Complaint.state))) == "assigned"


def test_what_may_not_be_asked_is_refused_with_its_sentence() -> None:
    month = public_month()
    now = clock.local_day(clock.now())
    for query, status in (
        ({"start": month + timedelta(days=1)}, 422),
        ({"start": month, "end": month}, 422),
        ({"start": now.replace(day=1), "end": end_of_month(now)}, 422),
        ({"start": month, "end": months_on(month, -3)}, 422),
        ({"start": "0001-01-01", "end": "0001-01-31"}, 422),
        ({"end": "0001-01-31"}, 422),
        ({"end": "9999-12-31"}, 422),
        ({"start": "9999-12-31"}, 422),
        ({"by": "shop"}, 422),
        ({"by": "household"}, 422),
        ({"place": "06463/dong-dinh"}, 422),
        ({"place": "99"}, 422),
        ({"cursor": "xx"}, 422),
        ({"by": "kind", "place": CHI_LANG}, 403),
    ):
        told = asked(**query)
        assert (told.status_code, query) == (status, query)
    assert asked(an_officer(HUU_LIEN), by="kind", place=CHI_LANG).json["type"] == "officers-only"
    assert guest().get("/complaints/figures?by=month&by=kind").status_code == 422
    assert figures(an_officer(), place=CHI_LANG, start=now.replace(day=1), end=end_of_month(now))["exact"]


@pytest.mark.once
def test_each_figure_has_one_definition_in_code_and_docs() -> None:
    page = (Path(__file__).parents[2] / "docs" / "figures.md").read_text(encoding="utf-8")
    assert [m.name for m in MEASURES.values() if f"| `{m.name}` | {m.title.en} | {m.definition.en} |" not in page] == []


def test_open_data_tells_each_month_as_the_public_sees_it() -> None:
    month = public_month()
    heard(*(past(month) for _ in range(6)), *(past(month, kind="money") for _ in range(5)), past(month, kind="other"))
    ordered(month, 400, LANG_SON, "")
    ordered(month, 400)
    counted_anew = clock.now()
    transaction(lambda: hold(LANG_SON, counted_anew))
    rows = guest().get("/open-data/complaints.json").json["rows"]
    shown = {row["kind"]: (row["received"], row["per_100_orders"], row["month"]) for row in rows}
    text = f"{month:%Y-%m}"
    assert shown == {
        "all": (12, 3.0, text), "spoilt": (6, 1.5, text), "money": (None, None, text), "other": (None, None, text),
    }  # fmt: skip
    sheet = guest().get("/open-data/complaints-communes.csv").text.splitlines()
    assert sheet[0] == ",".join(["month", "province", "commune", "commune_name", *MEASURES])
    assert sheet[1].startswith(f"{text},20,{CHI_LANG},")
    told = guest().get("/open-data").json
    assert {"complaints", "complaints-communes"} <= {one["name"] for one in told["sets"]}
    assert {*MEASURES, "kind", "kind_name"} <= {one["name"] for one in told["dictionary"]}
