"""What the public is told of a level is the same in every table: by month nothing shows that is hidden by commune."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from market import clock
from market.db import db, transaction
from market.insight.models import Cell
from market.insight.rules.spans import last_finished_month, last_public_month, months_on
from tests.support.village import CHI_LANG, DONG_DINH, a_shop, an_officer, calling, guest

LANG_SON = "20"
NUMBERS = [
    each.name for each in Cell.__table__.columns if not each.primary_key and each.name not in ("within", "opened")
]
COMMUNES = (CHI_LANG, "06427", "06505")


@pytest.fixture(autouse=True)
def _in_app(app: Any) -> None:
    """Every test here is within an app."""


def months() -> tuple[date, date]:
    """The first days of the two last months that the public sees."""
    last = last_public_month(clock.local_day(clock.now())).start
    return months_on(last, -1), last


def came(shops: dict[str, int], *, month: date, within: str = LANG_SON) -> None:
    """So many shops opened in each place in a month."""

    def add() -> None:
        for place, count in shops.items():
            for grain in ("month", "day"):
                kept = {"place": place, "slice": "all", "grain": grain, "day": month, "key": "", "within": within}
                db.session.add(Cell(**dict.fromkeys(NUMBERS, 0), **kept, opened=count))

    transaction(add)


def by_commune(month: date) -> dict[str, Any]:
    asked = {"place": LANG_SON, "by": "commune", **_days(month, month)}
    items = guest().get("/statistics/shops", query_string=asked).json["items"]
    return {item["key"]: item["value"] for item in items if item["key"] in COMMUNES}


def by_month(place: str, first: date, last: date, who: Any = None) -> list[Any]:
    asked = {"place": place, "by": "month", **_days(first, last)}
    items = (who or guest()).get("/statistics/shops", query_string=asked).json["items"]
    return [item["value"] for item in items]


def _days(first: date, last: date) -> dict[str, str]:
    return {"from": first.isoformat(), "to": (months_on(last, 1) - date.resolution).isoformat()}


def test_the_second_hidden_commune_is_hidden_by_month_too() -> None:
    _, last = months()
    came(dict(zip(COMMUNES, (2, 7, 20), strict=True)), month=last)
    assert by_commune(last) == dict(zip(COMMUNES, (None, None, 20), strict=True))
    assert [by_month(place, last, last) for place in COMMUNES] == [[None], [None], [20]]
    assert by_month(COMMUNES[1], last, last, calling(an_officer(LANG_SON))) == [7]


def test_each_month_is_looked_at_as_it_stood_then() -> None:
    """Variant: at first 2, 7, 20; a month later 8, 7, 20, when nothing need be hidden."""
    first, last = months()
    came(dict(zip(COMMUNES, (2, 7, 20), strict=True)), month=first)
    came({COMMUNES[0]: 6}, month=last)
    assert [by_month(place, first, last) for place in COMMUNES] == [[None, 8], [None, 7], [20, 20]]
    assert by_commune(first)[COMMUNES[1]] is None
    assert by_commune(last)[COMMUNES[1]] == 7


def test_a_village_of_a_hidden_commune_is_hidden_by_month_too() -> None:
    """Variant: the village is large enough, and its commune is the second hidden one."""
    _, last = months()
    came(dict(zip(COMMUNES, (7, 2, 20), strict=True)), month=last)
    a_shop(village="Đồng Đĩnh")  # the village has a name from now on
    came({DONG_DINH: 7}, month=last, within=CHI_LANG)
    assert by_month(DONG_DINH, last, last) == [None]


def test_a_month_is_told_once_its_orders_have_ended() -> None:
    """While they still arrive or come back, one day's figure taken from another's tells single orders."""
    told, over = last_public_month(clock.local_day(clock.now())), last_finished_month(clock.local_day(clock.now()))
    assert months_on(told.start, 1) == over.start
    asked = {"from": over.start.isoformat(), "to": over.end.isoformat()}
    for place, by in ((LANG_SON, "month"), (CHI_LANG, "village"), (LANG_SON, None)):
        refused = guest().get("/statistics/orders", query_string={"place": place, "by": by, **asked})
        assert (refused.status_code, told.end.isoformat() in refused.text) == (422, True)
    assert calling(an_officer(LANG_SON)).get("/statistics/orders", query_string=asked).status_code == 200
    assert guest().get("/statistics/orders").json["days"]["to"] == told.end.isoformat()
