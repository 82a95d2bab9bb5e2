"""The calendar of seasons: what is ripe in which month, for anybody, of the goods that anybody may see."""

import pytest

from market.http import pack_cursor
from tests.support.village import a_product, a_shop, calling, guest, owner_of

SUMMER, WINTER = {"from_month": 7, "to_month": 9}, {"from_month": 11, "to_month": 2}


@pytest.fixture
def fair(app):
    """Custard apple of two shops in summer, honey in winter, tea all year."""
    for shop in (a_shop(), a_shop(village="Quán Thanh")):
        a_product(shop, season=SUMMER)
    a_product(name="Mật ong", category="honey-sugar", season=WINTER)
    a_product(name="Trà", category="tea")


def ripe(query=""):
    answer = guest().get(f"/seasons{query}")
    assert answer.status_code == 200, answer.json
    return answer.json["items"]


def test_the_same_good_of_two_shops_is_one_line_and_what_is_always_there_is_none(fair) -> None:
    na = {"name": "Na Chi Lăng", "category": "fruit", "season": SUMMER, "offers": 2}
    honey = {"name": "Mật ong", "category": "honey-sugar", "season": WINTER, "offers": 1}
    assert ripe() == [honey, na]
    assert guest().get("/seasons").headers["Cache-Control"] == "public, max-age=3600"


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?month=7", ["Na Chi Lăng"]),
        ("?month=9", ["Na Chi Lăng"]),
        ("?month=10", []),
        ("?month=12", ["Mật ong"]),
        ("?month=2", ["Mật ong"]),  # a season wraps the year
        ("?month=3", []),
        ("?category=fruit", ["Na Chi Lăng"]),
        ("?category=food", ["Mật ong", "Na Chi Lăng"]),
        ("?category=fruit&month=1", []),
        ("?category=craft", []),
    ],
)
def test_of_a_month_and_of_a_category_or_group(fair, query, names) -> None:
    assert [one["name"] for one in ripe(query)] == names


def test_what_may_not_be_seen_is_in_no_calendar(app) -> None:
    good, paused = a_product(season=SUMMER), a_product(name="Hồng", season=WINTER)
    calling(owner_of(paused.shop)).put(f"/shops/{paused.shop_id}/pause", {})
    assert [one["name"] for one in ripe()] == ["Hồng", "Na Chi Lăng"]
    calling(owner_of(good.shop)).put(f"/products/{good.id}/unlisting")
    assert [one["name"] for one in ripe()] == ["Hồng"]


def test_it_is_paged_through_without_a_gap(app) -> None:
    shop = a_shop()
    for name, season in [("Na", SUMMER), ("Na", WINTER), ("Bưởi", SUMMER), ("Ổi", WINTER)]:
        a_product(shop, name=name, season=season)
    found, cursor = [], ""
    for _ in range(3):
        page = guest().get(f"/seasons?limit=2{cursor}").json
        found += [(one["name"], one["season"]["from_month"]) for one in page["items"]]
        cursor = f"&cursor={page['next']}"
        if page["next"] is None:
            break
    assert found == [("Bưởi", 7), ("Na", 7), ("Na", 11), ("Ổi", 11)]


@pytest.mark.parametrize(
    "query",
    [
        "?month=0",
        "?month=13",
        "?month=mot",
        "?month=1&month=2",
        "?category=moon",
        "?limit=101",
        "?year=2026",
        "?cursor=x",
        f"?cursor={pack_cursor(['na', 'fruit', True, 9])}",
        f"?cursor={pack_cursor(['na', 'fruit', 1])}",
        f"?cursor={pack_cursor(['na', 'fruit', 7, 10**30])}",  # no database counts so far
        f"?cursor={pack_cursor(5)}",
    ],
)
def test_what_is_no_month_category_or_page_is_refused(fair, query) -> None:
    assert guest().get(f"/seasons{query}").status_code == 422
