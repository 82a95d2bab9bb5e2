"""How fairs and stands are shown: by the clock, by what is left, by what was gathered."""

from __future__ import annotations

from datetime import timedelta

import pytest

from market import clock
from market.db import db
from market.fairs import shown
from market.fairs.gathered import NOTHING, gathered
from market.fairs.models import Fair
from market.fairs.rules import FairState
from market.fairs.shown import Window
from tests.support.counting import statements
from tests.support.fair_rows import fair_row, stand_row
from tests.support.village import a_certified_product, a_product


@pytest.mark.parametrize(
    ("state", "later", "seen"),
    [
        ("planned", timedelta(), Window.SOON),
        ("planned", timedelta(days=9), Window.CLOSED),
        ("open", timedelta(), Window.OPEN),
        ("open", timedelta(days=9), Window.CLOSED),
        ("closed", timedelta(), Window.CLOSED),
        ("shipped", timedelta(days=9), Window.CLOSED),
        ("over", timedelta(), Window.OVER),
        ("called_off", timedelta(), Window.CALLED_OFF),
    ],
)
def test_a_fair_is_closed_by_the_clock_even_where_the_worker_is_late(app, state, later, seen) -> None:
    assert shown.window(fair_row(FairState(state)), clock.now() + later) == seen


def test_how_many_are_missing_is_seen_by_all(app) -> None:
    fair = fair_row(minimum_packs=100)
    stand_row(fair)
    told = shown.fair_shown(fair, gathered([fair])[fair.id], now=clock.now())
    assert (told["minimum_packs"], told["ordered_packs"], told["missing_packs"]) == (100, 0, 100)
    assert (told["stands"], told["promised_packs"], told["communes"][0]["name"]) == (1, 40, "Xã Chi Lăng")


def test_a_fair_without_a_minimum_misses_nothing(app) -> None:
    fair = fair_row()
    assert shown.fair_shown(fair, NOTHING, now=clock.now())["missing_packs"] == 0


def test_stands_are_one_statement_those_with_packs_first(app) -> None:
    fair = fair_row()
    stand_row(fair, a_product(name="Hồng vành khuyên"), stock=0)
    good = stand_row(fair, a_certified_product())
    with statements() as sent:
        sold, out = [shown.stand_shown(row, now=clock.now()) for row in shown.stands_to_show(fair.id, most=10)]
    assert len(sent) == 1
    assert (sold["product_id"], sold["left"], sold["ocop"]["stars"], sold["moved"]) == (good.id, 40, 4, False)
    assert (out["name"], out["left"], out["ocop"]) == ("Hồng vành khuyên", 0, None)


def test_of_many_fairs_all_is_gathered_in_two_statements(app) -> None:
    fairs = [fair_row(slug=f"phien-{n}") for n in range(3)]
    fairs = list(db.session.query(Fair))
    with statements() as sent:
        assert set(gathered(fairs).values()) == {NOTHING}
    assert len(sent) == 2
    assert gathered([]) == {}
