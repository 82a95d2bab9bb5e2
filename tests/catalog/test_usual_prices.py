"""What a kind of goods usually costs near a household, and the patterns that she lists by."""

from __future__ import annotations

import pytest

from market import text
from market.catalog.queries.usual_prices import usual_price
from market.catalog.rules.categories import CATEGORIES
from market.catalog.rules.patterns import categories_by_use, of_category, pattern, patterns, usual_now
from market.catalog.schemas.products import NewProduct
from tests.support.village import CHI_LANG, HOAN_KIEM, a_person, a_product, a_shop

NA = patterns()["na"]
BANG_MAC = "06475"


def sells(price_vnd: int, commune: str = CHI_LANG, **fields) -> None:
    shop = a_shop(a_person(), commune_code=commune)
    a_product(shop, **{"name": "Na dai", "price_vnd": price_vnd, **fields})


@pytest.mark.parametrize("kind", [*patterns(), *CATEGORIES])
def test_with_a_price_a_stock_and_a_name_every_pattern_is_a_good(kind) -> None:
    found = pattern(kind)
    given = found.fields() | {"price_vnd": 1000, "stock": 1} | ({} if found.name else {"name": "Thứ khác"})
    assert NewProduct().load(given)["category"] == found.category
    assert not found.name or text.slug(found.name)


def test_no_kind_is_called_like_a_category_and_all_categories_can_be_listed_under() -> None:
    assert not set(patterns()) & set(CATEGORIES)
    assert {*categories_by_use()} == {slug for slug, row in CATEGORIES.items() if row["parent_slug"]}
    assert [one.slug for one in of_category("tea")] == ["che"]
    assert pattern("không có") is None


@pytest.mark.parametrize(("month", "first"), [(8, "na"), (11, "quyt"), (6, "dao")])
def test_what_is_ripe_is_shown_first_and_what_is_always_there_after(month, first) -> None:
    shown = [one.slug for one in usual_now(month)]
    assert (shown[0], len(shown)) == (first, 8)
    assert "mat-ong" in shown


def test_a_span_is_told_of_five_sellers_or_more_and_leaves_out_who_asks_the_most_and_the_least(app) -> None:
    for price_vnd in (45_000, 50_000, 60_000, 300_000):
        sells(price_vnd)
    assert usual_price(NA, CHI_LANG) is None
    sells(1_000)
    told = usual_price(NA, CHI_LANG)
    assert (told.place, told.sellers, told.least_vnd, told.most_vnd) == ("xã Chi Lăng", 5, 45_000, 60_000)


def test_where_too_few_sell_in_the_commune_the_province_tells_and_another_province_nothing(app) -> None:
    for _ in range(4):
        sells(50_000)
    sells(50_000, BANG_MAC)
    told = usual_price(NA, BANG_MAC)
    assert (told.place, told.least_vnd, told.most_vnd) == ("tỉnh Lạng Sơn", 50_000, 50_000)
    assert usual_price(NA, HOAN_KIEM) is None


def test_larger_packs_are_counted_by_their_weight_and_a_shop_once(app) -> None:
    shop = a_shop()
    for _ in range(5):
        a_product(shop, name="Na", price_vnd=50_000)
    for _ in range(3):
        sells(100_000, weight_g=2 * NA.weight_g)
    assert usual_price(NA, CHI_LANG) is None
    sells(50_000)
    told = usual_price(NA, CHI_LANG)
    assert (told.sellers, told.least_vnd, told.most_vnd) == (5, 50_000, 50_000)


def test_what_is_hidden_another_kind_or_free_tells_nothing(app) -> None:
    for _ in range(4):
        sells(50_000)
    sells(50_000, name="Nấm rơm")
    sells(50_000, category="vegetables")
    sells(0, ships_by_post=False)
    a_product(a_shop(a_person()), name="Na", status="unlisted")
    assert usual_price(NA, CHI_LANG) is None
