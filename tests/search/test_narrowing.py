"""What narrows a search: several kinds and places at once, by kilogram, by post, by month; and how the rest divides."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from market.catalog.rules.unit_prices import price_per_kg
from market.search.engines.interface import SearchEngine, Sort
from tests.support.finding import document, find, id_of, names, opened

# Name → what differs from a good of Xã Chi Lăng; 06475 is its neighbour, 00070 in Hà Nội.
MADE: dict[str, dict[str, Any]] = {
    "na": {"price_vnd": 60_000, "pack": "1 kg", "from_month": 7, "to_month": 9},
    "na túi": {"price_vnd": 40_000, "pack": "500 g", "sold": 3, "commune_code": "06475", "commune_name": "Vạn Linh"},
    "chè": {"price_vnd": 120_000, "pack": "200 g", "category_slug": "tea", "category_name": "Chè", "sold": 1},
    "vịt quay": {"price_vnd": 250_000, "unit": "con", "pack": "1 con", "category_slug": "meat", "ships_by_post": False},
    "hồng": {"price_vnd": 90_000, "pack": "2 kg", "commune_code": "00070", "commune_name": "Hoàn Kiếm", "from_month": 9,
             "to_month": 11},
}  # fmt: skip


@pytest.fixture(scope="module")
def few(kind: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchEngine]:
    engine = opened(kind, tmp_path_factory.mktemp("few") / "index")
    engine.rebuild(document(name, name=name, shop_id=id_of(name), **facts) for name, facts in MADE.items())
    yield engine
    engine.close()


@pytest.mark.parametrize(
    ("wish", "wanted"),
    [
        ({"category": "tea,meat"}, {"chè", "vịt quay"}),
        ({"commune_code": "06475,00070"}, {"na túi", "hồng"}),
        ({"province_code": "20,01"}, set(MADE)),
        ({"province_code": "01", "category": "tea,fruit"}, {"hồng"}),
        ({"ships_by_post": False}, {"vịt quay"}),
        ({"month": 9}, {"na", "hồng"}),
        ({"month": 1}, set()),
        ({"max_price_per_kg_vnd": 60_000}, {"na", "hồng"}),
        ({"good": "fruit.na"}, {"na"}),
    ],
)
def test_filters_of_several_and_of_new_kinds(few: SearchEngine, wish: dict[str, Any], wanted: set[str]) -> None:
    assert set(names(find(few, **wish))) == wanted


def test_what_is_sought_by_a_former_district_is_from_the_communes_of_its_parts(few: SearchEngine) -> None:
    districts = {one["code"]: one for one in find(few, facets=("district",)).facets["district"]}
    chi_lang = next(code for code, one in districts.items() if one["name"] == "Huyện Chi Lăng")
    assert set(names(find(few, district_code=chi_lang))) >= {"na", "chè", "vịt quay"}
    assert "hồng" not in names(find(few, district_code=chi_lang))


def test_a_filter_does_not_narrow_the_counts_of_its_own_facet(few: SearchEngine) -> None:
    asked = ("province", "district", "price", "ships_by_post")
    chosen: dict[str, Any] = {"category": "tea", "province_code": "20", "max_price_vnd": 150_000, "ships_by_post": True}
    found = find(few, facets=asked, **chosen)
    assert names(found) == ["chè"]
    assert {one["slug"]: one["count"] for one in found.facets["category"]} == {"fruit": 2, "tea": 1}
    assert {one["code"]: one["count"] for one in found.facets["province"]} == {"20": 1}
    assert found.facets["price"] == [{"min_price_vnd": 100_000, "max_price_vnd": 199_999, "count": 1}]
    other = find(few, facets=asked, province_code="01", max_price_vnd=40_000)
    assert other.total == 0  # and yet it shows the way out
    assert {one["code"]: one["count"] for one in other.facets["province"]} == {"20": 1}
    assert [one["min_price_vnd"] for one in other.facets["price"]] == [50_000]
    posted = find(few, facets=("ships_by_post",), ships_by_post=False).facets["ships_by_post"]
    assert posted == [{"ships_by_post": False, "count": 1}, {"ships_by_post": True, "count": 4}]


def test_sorts_by_kilogram_by_buyers_and_by_nearness(few: SearchEngine) -> None:
    assert names(find(few, sort=Sort.PER_KG)) == ["hồng", "na", "na túi", "chè", "vịt quay"]
    assert names(find(few, sort=Sort.BEST_SELLING))[:2] == ["na túi", "chè"]
    near = names(find(few, sort=Sort.NEAREST, near="06475"))
    assert (near[0], near[-1]) == ("na túi", "hồng")
    assert names(find(few, sort=Sort.NEAREST, near="00070"))[0] == "hồng"


@pytest.mark.parametrize(
    ("price", "unit", "pack", "wanted"),
    [
        (65_000, "hộp", "1 kg", 65_000),
        (40_000, "túi", "túi 500g", 80_000),
        (33_333, "gói", "0,3 kg", 111_110),
        (25_000, "kg", "", 25_000),
        (90_000, "quả", "1 quả 4–5 kg", None),
        (90_000, "chai", "500 ml", None),
        (250_000, "con", "1 con", None),
    ],
)
def test_a_price_a_kilogram_is_of_the_net_weight_that_the_pack_says(
    price: int, unit: str, pack: str, wanted: int | None
) -> None:
    assert price_per_kg(price, unit, pack) == wanted
