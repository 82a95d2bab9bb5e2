"""What every engine finds, in which order, and on what page."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from market.catalog.rules.document import Document
from market.catalog.rules.scores import Tier
from market.places.queries import province_of
from market.search.engines.interface import Found, Kind, SearchEngine, Sort, Suggestion
from market.search.engines.whoosh import leaf
from market.search.engines.whoosh.engine import WhooshEngine
from tests.support.finding import AUGUST, FIRST_DAY, NOVEMBER, document, find, goods, id_of, names, opened
from tests.support.relevance import ENGINES


@pytest.fixture(scope="module")
def fair(kind: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchEngine]:
    """All 91 goods, for tests that only read."""
    engine = opened(kind, tmp_path_factory.mktemp("fair") / "index")
    engine.rebuild(goods())
    yield engine
    engine.close()


# Matching and ranking


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("na chi lang", {"Na Chi Lăng"}),
        ("khau sli", {"Khẩu sli"}),
        ("khau xli", {"Khẩu sli"}),
        ("hoa hoi", {"Hoa hồi khô Chi Lăng", "Hoa hồi Lạng Sơn"}),
        ("hoa hoi van quan", {"Hoa hồi Lạng Sơn"}),
        ("thạch đen", {"Thạch đen khô (lá)", "Thạch đen Chu Hạnh", "Thạch đen hộp Hồng Nhung"}),
        ("mang cau", {"Na Chi Lăng", "Na Cai Kinh", "Na Hòa Lạc", "Na Yên Sơn"}),
        ("custard apple", {"Na Chi Lăng", "Na Cai Kinh", "Na Hòa Lạc", "Na Yên Sơn"}),
        ("vit quay", {"Vịt quay Hồng Xiêm", "Vịt quay Nguyên Xinh"}),
        ("mat ong", {"Mật ong ngũ gia bì", "Mật ong hương rừng Xứ Lạng", "Mật ong Văn Lãng"}),
        ("ruou mau son", {"Rượu Mẫu Sơn"}),
        ("nem nuong huu lung", {"Nem nướng Khôi Loan"}),
        ("mỳ khô", {"Cao khô Vạn Linh", "Cao khô Chợ Bãi", "Cao khô Bằng Mạc"}),
        ("NA HOÀ LẠC", {"Na Hòa Lạc"}),
        ("suong sao", {"Thạch đen khô (lá)", "Thạch đen Chu Hạnh"}),
        ("hồng", {"Hồng vành khuyên Văn Lãng", "Hồng không hạt Bảo Lâm"}),
    ],
)
def test_the_right_goods_come_first(fair: SearchEngine, query: str, first: set[str]) -> None:
    assert set(names(find(fair, query, limit=len(first)))) == first


def test_marks_as_typed_come_before_marks_left_out(engine: SearchEngine) -> None:
    engine.put([document("1", name="Bó rau ngót"), document("2", name="Khô bò"), document("3", name="Bỏ ngỏ")])
    assert names(find(engine, "bò"))[0] == "Khô bò"
    assert find(engine, "bo").total == 3


def test_a_name_comes_before_another_name_before_a_place_before_a_description(engine: SearchEngine) -> None:
    engine.put(
        [
            document("4", name="Quả lạ", description="Trồng cạnh hồi."),
            document("3", name="Quả lạ", shop_name="Nhà Hồi"),
            document("2", name="Quả lạ", also_known_as=("hồi núi",)),
            document("1", name="Quả hồi"),
        ]
    )
    assert [card["id"] for card in find(engine, "hoi").items] == [str(id_of(slug)) for slug in "1234"]


def test_among_equals_stock_then_season_then_stars_decide(engine: SearchEngine) -> None:
    certified = {"stars": 4, "stars_until": date(2027, 1, 1)}
    engine.put(
        [
            document("sold out", in_stock=False, **certified),
            document("later", from_month=11, to_month=2, **certified),
            document("now", from_month=7, to_month=9),
            document("now and certified", from_month=7, to_month=9, **certified),
        ]
    )
    order = [str(id_of(slug)) for slug in ("now and certified", "now", "later", "sold out")]
    assert [card["id"] for card in find(engine, "na").items] == order
    assert [card["id"] for card in find(engine).items] == order


def test_every_word_must_be_found_somewhere(fair: SearchEngine) -> None:
    assert names(find(fair, "tinh dau van quan"))[0] == "Tinh dầu hồi Văn Quan"
    assert find(fair, "iphone 15").total == 0
    assert find(fair, "vit iphone").relaxed == {"left_out": ["iphone"]}


def test_a_word_alone_with_its_tone_is_what_it_is(fair: SearchEngine) -> None:
    assert find(fair, "xờ").total == 0
    assert "Măng ớt Chi Lăng" not in names(find(fair, "mận"))
    assert find(fair, "vịc").did_you_mean == "vịt"


def test_a_kind_found_in_other_words_is_not_said_to_be_left_out(fair: SearchEngine) -> None:
    assert find(fair, "cinnamon sticks").relaxed == {"left_out": ["sticks"]}


@pytest.mark.parametrize(
    ("query", "first", "meant"),
    [
        ("thac den", "Thạch đen", "thạch đen"),
        ("nem nuogn", "Nem nướng Khôi Loan", "nem nướng"),
        ("na chi la", "Na Chi Lăng", "na chi lăng"),
        ("khau sl", "Khẩu sli", "khẩu sli"),
    ],
)
def test_what_is_found_only_by_guessing_says_what_was_meant(
    fair: SearchEngine, query: str, first: str, meant: str
) -> None:
    found = find(fair, query)
    assert names(found)[0].startswith(first)
    assert found.did_you_mean == meant


def test_what_is_found_plainly_is_not_corrected(fair: SearchEngine) -> None:
    assert find(fair, "na chi lang").did_you_mean is None


def test_one_word_of_three_may_be_missing_when_nothing_else_helps(fair: SearchEngine) -> None:
    found = find(fair, "ruou mau son deluxe")
    assert names(found) == ["Rượu Mẫu Sơn"]
    assert (found.relaxed, found.did_you_mean) == ({"left_out": ["deluxe"]}, "ruou mau son")


@pytest.mark.parametrize("query", ["*", 'na" OR "x', "name:na AND ~", "🍎", "\u200fna", "日本", "na " * 60, "-" * 200])
def test_signs_of_query_languages_mean_nothing(fair: SearchEngine, query: str) -> None:
    assert find(fair, query).total < 91


# Filters, facets, order, pages


@pytest.mark.parametrize(
    "wish",
    [
        {"category": "fruit"},
        {"category": "food"},
        {"commune_code": "06463"},
        {"province_code": "20"},
        {"province_code": "20", "commune_code": "06463", "category": "fruit"},
        {"shop_id": id_of("shop of 06463")},
        {"ocop_stars": 4},
        {"max_price_vnd": 0},
        {"min_price_vnd": 250_000, "max_price_vnd": 300_000},
        {"category": "food", "ocop_stars": 3, "max_price_vnd": 50_000, "in_stock": True},
    ],
)
def test_filters_leave_exactly_what_fits(fair: SearchEngine, wish: dict[str, Any]) -> None:
    fitting = {good.name for good in goods() if _fits(good, wish)}
    assert set(names(find(fair, limit=100, **wish))) == fitting != set()


@pytest.mark.parametrize(
    "wish",
    [
        {"category": "moon"},
        {"commune_code": "00000"},
        {"in_stock": False},
        {"province_code": "99"},
        {"province_code": "01", "commune_code": "06463"},  # a commune of another province
    ],
)
def test_a_filter_that_nothing_fits_leaves_nothing(fair: SearchEngine, wish: dict[str, Any]) -> None:
    assert replace(find(fair, **wish), facets=Found().facets) == Found()


def _fits(document: Document, wish: dict[str, Any]) -> bool:
    return (
        wish.get("category", document.group_slug) in (document.category_slug, document.group_slug)
        and wish.get("commune_code", document.commune_code) == document.commune_code
        and wish.get("province_code", document.province_code) == document.province_code
        and wish.get("shop_id", document.shop_id) == document.shop_id
        and wish.get("ocop_stars", document.stars) == document.stars
        and wish.get("min_price_vnd", 0) <= document.price_vnd <= wish.get("max_price_vnd", document.price_vnd)
        and wish.get("in_stock", document.in_stock) == document.in_stock
    )


def test_a_province_is_all_of_its_communes_and_none_of_anothers(kind: str, tmp_path: Path) -> None:
    engine = opened(kind, tmp_path / "index")
    told = [("na", "06463"), ("hong", "06325"), ("nho", "22738"), ("mit", "00070")]
    engine.rebuild(document(slug, commune_code=code, commune_name=slug) for slug, code in told)
    here = {slug: province_of(code) for slug, code in told}
    for province in set(here.values()):
        found = {id_of(slug) for slug in here if here[slug] == province}
        assert {UUID(card["id"]) for card in find(engine, province_code=province).items} == found
    assert find(engine, "na chi lang", province_code="20").total == list(here.values()).count("20")
    assert find(engine, province_code="20").facets["commune"][0]["count"] == 1
    engine.close()


def test_the_season_is_that_of_the_day_asked_about(fair: SearchEngine) -> None:
    def seasonal(today: date, in_season: bool) -> bool:
        found = find(fair, "na chi lang", today=today, in_season=in_season)
        return "Na Chi Lăng" in names(found)

    assert seasonal(AUGUST, True)
    assert not seasonal(NOVEMBER, True)
    assert seasonal(NOVEMBER, False)
    assert find(fair, "khau sli", today=date(2026, 1, 5)).items[0]["in_season"]  # November to February


def test_stars_go_out_on_the_day_the_certificate_ends(fair: SearchEngine) -> None:
    before, after = (find(fair, "na chi lang", today=day, limit=1) for day in (date(2026, 12, 31), date(2027, 1, 1)))
    assert before.items[0]["ocop_stars"] == 4
    assert after.items[0]["ocop_stars"] is None
    assert after.facets["ocop_stars"] == []
    assert find(fair, ocop_stars=4, today=date(2027, 1, 1)).total == 0


def test_filters_do_not_widen_the_words(fair: SearchEngine) -> None:
    found = find(fair, "khau sli", category="star-anise")
    assert (found.total, found.did_you_mean) == (0, None)


def test_facets_divide_all_hits_not_only_the_page(fair: SearchEngine) -> None:
    found = find(fair, "na", category="fruit", limit=1)
    # What narrows by a kind does not narrow how all divide by kinds.
    assert sum(facet["count"] for facet in found.facets["category"]) == find(fair, "na").total > found.total > 1
    assert sum(facet["count"] for facet in found.facets["commune"]) == found.total
    assert {"slug": "fruit", "name": "fruit", "count": found.total} in found.facets["category"]
    assert {"code": "06427", "name": "Xã Cai Kinh", "count": 2} in found.facets["commune"]


@pytest.mark.parametrize("sort", Sort)
def test_pages_joined_are_the_whole_list_once(fair: SearchEngine, sort: Sort) -> None:
    ask = {"sort": sort, "near": "06463"}
    whole = names(find(fair, limit=100, **ask))
    paged: list[str] = []
    page = find(fair, limit=7, **ask)
    while True:
        paged += names(page)
        if page.next is None:
            break
        page = find(fair, limit=7, after=page.next, **ask)
    assert paged == whole
    assert len(whole) == 91


def test_sorting_is_by_price_either_way_or_by_age(fair: SearchEngine) -> None:
    def column(sort: Sort, field: str) -> list[Any]:
        return [card[field] for card in find(fair, sort=sort, limit=100).items]

    cheap, dear = column(Sort.CHEAPEST, "price_vnd"), column(Sort.DEAREST, "price_vnd")
    assert cheap == sorted(cheap)
    assert dear == sorted(dear, reverse=True)
    assert column(Sort.NEWEST, "name") == [good.name for good in reversed(goods())]


@pytest.mark.parametrize("sort", Sort)
def test_a_page_goes_on_where_it_ended_though_goods_come_and_the_index_is_rebuilt(
    engine: SearchEngine, sort: Sort
) -> None:
    old = [document(str(n), shop_id=id_of(f"shop {n}"), created_at=FIRST_DAY + timedelta(days=n)) for n in range(4)]
    engine.put(old)
    ask = {"sort": sort, "near": "06463"}
    whole, first = (find(engine, "na", limit=limit, **ask) for limit in (5, 2))
    # It may come into what is left, and into nothing that was seen.
    engine.rebuild([*old, document("new", created_at=FIRST_DAY + timedelta(days=9))])
    rest = find(engine, "na", limit=5, after=first.next, **ask)
    shown = [card["id"] for card in first.items + rest.items if card["id"] != str(id_of("new"))]
    assert shown == [card["id"] for card in whole.items]


def test_the_card_has_its_fixed_fields(fair: SearchEngine) -> None:
    assert find(fair, "na chi lang", limit=1).items == [
        {
            "id": str(id_of("na-chi-lang")),
            "name": "Na Chi Lăng",
            "shop": {"id": str(id_of("shop of 06463")), "name": "Nhà bà Lan"},
            "commune": {"code": "06463", "name": "Xã Chi Lăng"},
            "category": "fruit",
            "price_vnd": 65_000,
            "unit": "hộp",
            "pack": "1 kg",
            "in_stock": True,
            "in_season": True,
            "ocop_stars": 4,
            "ships_by_post": True,
            "season": {"from_month": 7, "to_month": 9},
            "price_per_kg_vnd": 65_000,
            "reviews": {"buyers": 0, "stars": None},
            "photo": None,
            "sale": None,
        }
    ]


def test_among_equals_what_buyers_like_more_than_is_usual_stands_before(engine: SearchEngine) -> None:
    """Whatever was listed later; a certificate still stands before it, and words decide first."""
    days = {Tier.BETTER: 1, Tier.USUAL: 3, Tier.WORSE: 5}
    made = [document(tier.name, tier=tier, created_at=FIRST_DAY + timedelta(days=day)) for tier, day in days.items()]
    certified = {"stars": 3, "stars_until": date(2030, 1, 1), "tier": Tier.WORSE}
    other = document("other", name="Trà", in_stock=False, tier=Tier.BETTER)
    engine.put([*made, document("certified", **certified), other])
    wanted = [str(id_of(slug)) for slug in ("certified", "BETTER", "USUAL", "WORSE")]
    assert [card["id"] for card in find(engine, "na chi lang").items] == wanted
    assert [card["id"] for card in find(engine).items] == [*wanted, str(other.id)]


# Suggestions


@pytest.mark.parametrize(
    ("prefix", "wanted"),
    [
        ("mat o", Suggestion("Mật ong Văn Lãng", Kind.PRODUCT)),
        ("Mật Ong", Suggestion("Mật ong Văn Lãng", Kind.PRODUCT)),
        ("lung", Suggestion("Xã Hữu Lũng", Kind.COMMUNE)),
        ("ba la", Suggestion("Nhà bà Lan", Kind.SHOP)),
        ("frui", Suggestion("fruit", Kind.CATEGORY)),
        ("quy", Suggestion("Quýt vàng Bắc Sơn", Kind.PRODUCT)),
        ("ky", Suggestion("Phường Kỳ Lừa", Kind.COMMUNE)),
    ],
)
def test_suggestions_begin_with_any_syllable_without_marks(fair: SearchEngine, prefix: str, wanted: Suggestion) -> None:
    assert wanted in fair.suggest(prefix, 10)


def test_suggestions_are_few_and_each_once(fair: SearchEngine) -> None:
    suggested = fair.suggest("n", 10)
    assert len(suggested) == 10
    assert len({suggestion.text.lower() for suggestion in suggested}) == 10


@pytest.mark.parametrize("prefix", ["", "  ", "🍎", "zzz", "*"])
def test_nothing_is_suggested_for_nothing(fair: SearchEngine, prefix: str) -> None:
    assert fair.suggest(prefix, 10) == []


# A page is shared


def test_pages_that_are_shared_out_are_still_the_whole_list_once(engine: SearchEngine) -> None:
    made = [document(str(n), shop_id=id_of(f"shop {n % 7 * n % 5}"), stars=0) for n in range(230)]
    engine.put(made)
    seen: list[str] = []
    page = find(engine, "na", limit=30)
    while True:
        seen += [card["id"] for card in page.items]
        if page.next is None:
            break
        page = find(engine, "na", limit=30, after=page.next)
    assert sorted(seen) == sorted(str(made_.id) for made_ in made)


# A place is a hint


def test_a_place_in_the_query_helps_and_does_not_exclude(fair: SearchEngine) -> None:
    assert names(find(fair, "hoa hoi van quan"))[:2] == ["Hoa hồi Lạng Sơn", "Hoa hồi khô Chi Lăng"]
    assert "Tinh dầu hồi Văn Quan" in names(find(fair, "hoi van quan"))[:2]
    assert names(find(fair, "na chi lang"))[0] == "Na Chi Lăng"


def test_the_two_engines_give_the_same_scores_and_order(tmp_path: Path) -> None:
    both = [opened(name, tmp_path / name) for name in sorted(ENGINES)]
    for one in both:
        one.rebuild(goods())
    for query in (
        "na chi lang",
        "Vịt quay",
        "hoi van quan",
        "thachj ddeen",
        "lem luong",
        "ruou mau son deluxe",
        "heo",
        "",
    ):
        first, second = (find(one, query, explain=True, limit=50) for one in both)
        assert first == second
    for one in both:
        one.close()


# Reasons


def test_the_reasons_of_a_rank_add_up_to_its_score(fair: SearchEngine) -> None:
    for query in ("na chi lang", "mật ong rừng", "hoi van quan", "nem nuogn", "heo quay", "ruou mau son deluxe"):
        found = find(fair, query, explain=True, limit=20)
        assert found.reasons
        for card, why in zip(found.items, found.reasons, strict=True):
            assert why["id"] == card["id"]
            assert sum(reason["weight"] for reason in why["reasons"]) == why["score"]


def test_reasons_are_only_given_when_asked_for(fair: SearchEngine) -> None:
    assert find(fair, "na").reasons is None


# Bad input


@pytest.mark.parametrize(
    "query",
    [
        "AND", "NOT na", "na AND", "*", "~", '"', ":", "name:na", "na~2", 'na"', "(na", "na^5", "[a TO z]", "\\",
        "/na/", "\u200fna\u200e", "🍎🍎🍎", "na" * 100, "a " * 100, "ă" * 200, "1" * 200, "-" * 200, "ợ̛" * 60, "ﷺ" * 60,
    ],
)  # fmt: skip
def test_what_people_type_is_never_a_query_language(fair: SearchEngine, query: str) -> None:
    started = time.perf_counter()
    find(fair, query)
    fair.suggest(query, 10)
    assert time.perf_counter() - started < 2


def test_a_text_of_ten_thousand_letters_is_read_as_its_first_words(fair: SearchEngine) -> None:
    assert names(find(fair, "na chi lang " * 900))[0] == "Na Chi Lăng"
    assert find(fair, "a" * 10_000).total == 0
    assert fair.suggest("na " * 3_500, 10) == []


def test_a_million_distinct_filters_find_nothing_and_are_not_kept(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leaf, "_MOST_POSTINGS", 2_000)
    engine = opened(kind, tmp_path / "index")
    engine.rebuild([document()])
    for n in range(200):
        wish = {"category": f"c{n}", "commune_code": f"{n:05}", "min_price_vnd": n, "shop_id": id_of(str(n))}
        assert find(engine, "na", **wish).total == 0
    if isinstance(engine, WhooshEngine):  # the other keeps nothing between searches
        assert len(engine._reader.leaves[0].segment._postings) <= 100
    engine.close()
