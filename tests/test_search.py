"""Searching: the engine over the 91 goods, its index through damage and rebuilding, and the HTTP face."""

from __future__ import annotations

import csv
import itertools
import multiprocessing
import shutil
import signal
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import pytest
from flask import current_app
from sqlalchemy import event

from market import outbox
from market.catalog import actions as catalog
from market.catalog.rules import Document
from market.catalog.search import follower
from market.catalog.search.engine import (
    Found,
    IndexNotReady,
    Request,
    SearchEngine,
    Sort,
    Suggestion,
    current_engine,
)
from market.catalog.search.lexicon import Lexicon
from market.db import db, transaction
from tests.relevance import ENGINES
from tests.village import a_product, a_shop, guest, now, owner_of

AUGUST, NOVEMBER = date(2026, 8, 20), date(2026, 11, 23)
FIRST_DAY = datetime(2026, 7, 1, tzinfo=UTC)


def id_of(slug: str) -> UUID:
    return uuid5(NAMESPACE_URL, slug)


def document(slug: str = "na", **facts: Any) -> Document:
    """A good in xã Chi Lăng, in stock all year, unless `facts` say otherwise."""
    plain = Document(
        id=id_of(slug), version=1, visible=True, name="Na Chi Lăng", slug=slug, also_known_as=(), names={},
        description="", category_slug="fruit", category_name="Hoa quả", group_slug="food", shop_id=id_of("shop"),
        shop_name="Nhà bà Lan", commune_code="06463", commune_name="Xã Chi Lăng", province_code="20",
        province_name="Lạng Sơn", former_communes=(), former_districts=(), village="Đồng Đĩnh", price_vnd=65_000, unit="hộp", pack="1 kg",
        in_stock=True, ships_by_post=True, from_month=None, to_month=None, stars=0, stars_until=None, photo=None,
        created_at=FIRST_DAY,
    )  # fmt: skip
    return replace(plain, **facts)


def goods() -> list[Document]:
    """The 91 goods of the province; stars valid until the end of 2026."""
    with (Path(__file__).parent / "data" / "goods.csv").open(encoding="utf-8", newline="") as file:
        return [_good(row, FIRST_DAY + timedelta(minutes=n)) for n, row in enumerate(csv.DictReader(file))]


def _good(row: dict[str, str], created_at: datetime) -> Document:
    first, _, last = row["months"].partition("-")
    stars = int(row["ocop_stars"] or 0)
    return document(
        row["slug"],
        name=row["name"],
        also_known_as=tuple(part.strip() for part in row["also_known_as"].split(";") if part.strip()),
        names={"tay": row["local_names"], "en": row["english"]},
        category_slug=row["category"],
        category_name=row["category"],
        group_slug=row["group"],
        shop_id=id_of("shop of " + row["commune_code"]),
        commune_code=row["commune_code"],
        commune_name=row["commune_name"],
        price_vnd=int(row["price_vnd"]),
        from_month=int(first),
        to_month=int(last or first),
        stars=stars,
        stars_until=date(2027, 1, 1) if stars else None,
        created_at=created_at,
    )


@pytest.fixture(scope="module", params=sorted(ENGINES))
def kind(request: pytest.FixtureRequest) -> str:
    """Every engine keeps the same contract."""
    name: str = request.param
    return name


def opened(kind: str, folder: Path) -> SearchEngine:
    return ENGINES[kind](folder, Lexicon(folder.parent / "words.toml"))


def another(engine: SearchEngine) -> SearchEngine:
    """What a second process of this machine would open."""
    return type(engine)(engine.generations.folder, Lexicon(engine.generations.folder.parent / "words.toml"))


@pytest.fixture(scope="module")
def fair(kind: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchEngine]:
    """All 91 goods, for tests that only read."""
    engine = opened(kind, tmp_path_factory.mktemp("fair") / "index")
    engine.rebuild(goods())
    yield engine
    engine.close()


@pytest.fixture
def engine(kind: str, tmp_path: Path) -> Iterator[SearchEngine]:
    """An engine with an empty index."""
    engine = opened(kind, tmp_path / "index")
    engine.rebuild([])
    yield engine
    engine.close()


def find(engine: SearchEngine, text: str = "", **wishes: Any) -> Found:
    return engine.search(Request(**({"today": AUGUST, "text": text} | wishes)))


def names(found: Found) -> list[str]:
    return [card["name"] for card in found.items]


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
    assert find(fair, "iphone 15").total == find(fair, "vit iphone").total == 0


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
    assert found.did_you_mean is None


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


@pytest.mark.parametrize("wish", [{"category": "moon"}, {"commune_code": "00000"}, {"in_stock": False}])
def test_a_filter_that_nothing_fits_leaves_nothing(fair: SearchEngine, wish: dict[str, Any]) -> None:
    assert find(fair, **wish) == Found()


def _fits(document: Document, wish: dict[str, Any]) -> bool:
    return (
        wish.get("category", document.group_slug) in (document.category_slug, document.group_slug)
        and wish.get("commune_code", document.commune_code) == document.commune_code
        and wish.get("shop_id", document.shop_id) == document.shop_id
        and wish.get("ocop_stars", document.stars) == document.stars
        and wish.get("min_price_vnd", 0) <= document.price_vnd <= wish.get("max_price_vnd", document.price_vnd)
        and wish.get("in_stock", document.in_stock) == document.in_stock
    )


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
    assert sum(facet["count"] for facet in found.facets["category"]) == found.total > 1
    assert sum(facet["count"] for facet in found.facets["commune"]) == found.total
    assert {"slug": "fruit", "name": "fruit", "count": found.total} in found.facets["category"]
    assert {"code": "06427", "name": "Xã Cai Kinh", "count": 2} in found.facets["commune"]


@pytest.mark.parametrize("sort", Sort)
def test_pages_joined_are_the_whole_list_once(fair: SearchEngine, sort: Sort) -> None:
    whole = names(find(fair, sort=sort, limit=100))
    paged: list[str] = []
    page = find(fair, sort=sort, limit=7)
    while True:
        paged += names(page)
        if page.next is None:
            break
        page = find(fair, sort=sort, limit=7, after=page.next)
    assert paged == whole
    assert len(whole) == 91


def test_sorting_is_by_price_either_way_or_by_age(fair: SearchEngine) -> None:
    def column(sort: Sort, field: str) -> list[Any]:
        return [card[field] for card in find(fair, sort=sort, limit=100).items]

    cheap, dear = column(Sort.CHEAPEST, "price_vnd"), column(Sort.DEAREST, "price_vnd")
    assert cheap == sorted(cheap)
    assert dear == sorted(dear, reverse=True)
    assert column(Sort.NEWEST, "name") == [good.name for good in reversed(goods())]


def test_a_page_goes_on_where_it_ended_though_goods_come_and_the_index_is_rebuilt(engine: SearchEngine) -> None:
    old = [document(str(n), created_at=FIRST_DAY + timedelta(days=n)) for n in range(4)]
    engine.put(old)
    first = find(engine, sort=Sort.NEWEST, limit=2)
    engine.rebuild([*old, document("new", created_at=FIRST_DAY + timedelta(days=9))])
    rest = find(engine, sort=Sort.NEWEST, limit=5, after=first.next)
    assert [card["id"] for card in first.items + rest.items] == [str(good.id) for good in reversed(old)]


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
            "photo": None,
        }
    ]


# Suggestions


@pytest.mark.parametrize(
    ("prefix", "wanted"),
    [
        ("mat o", Suggestion("Mật ong Văn Lãng", "product")),
        ("Mật Ong", Suggestion("Mật ong Văn Lãng", "product")),
        ("lung", Suggestion("Xã Hữu Lũng", "commune")),
        ("ba la", Suggestion("Nhà bà Lan", "shop")),
        ("frui", Suggestion("fruit", "category")),
        ("quy", Suggestion("Quýt vàng Bắc Sơn", "product")),
        ("ky", Suggestion("Phường Kỳ Lừa", "commune")),
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


# The index


def test_a_change_replaces_and_a_removal_removes(engine: SearchEngine) -> None:
    engine.put([document(name="Na"), document("b", name="Bưởi")])
    engine.put([document(name="Mận"), document("b", name="Bưởi", visible=False)])
    assert names(find(engine)) == ["Mận"]
    assert (find(engine, "na").total, engine.suggest("na", 5)) == (0, [])
    engine.remove([id_of("na"), id_of("never there")])
    assert find(engine).total == 0


def test_the_last_of_two_versions_in_one_batch_counts(engine: SearchEngine) -> None:
    engine.put([document(name="Na"), document(name="Mận")])
    assert names(find(engine)) == ["Mận"]


def test_another_reader_sees_commits_and_rebuilds(engine: SearchEngine) -> None:
    reader = another(engine)
    assert find(reader).total == 0
    before = reader.generation
    engine.put([document()])
    assert find(reader).total == 1
    assert reader.generation != before
    engine.rebuild([document("1"), document("2")])
    assert find(reader).total == 2
    reader.close()


def _search_until_ninety(engine: SearchEngine, outcomes: Any) -> None:
    engine = another(engine)
    totals = [find(engine, "na").total]
    while totals[-1] < 90:
        totals.append(find(engine, "na").total)
    outcomes.put(totals)


def test_readers_never_stumble_while_a_writer_commits_and_rebuilds(engine: SearchEngine) -> None:
    engine.put([document("0")])
    context = multiprocessing.get_context("fork")
    outcomes = context.Queue()
    reader = context.Process(target=_search_until_ninety, args=(engine, outcomes))
    reader.start()
    for n in range(1, 90):
        engine.put([document(str(n))])
        if n % 30 == 0:
            engine.rebuild([document(str(m)) for m in range(n + 1)])
    totals = outcomes.get(timeout=60)
    reader.join()
    assert totals == sorted(totals)
    assert reader.exitcode == 0


def test_a_missing_index_says_so(kind: str, tmp_path: Path) -> None:
    engine = opened(kind, tmp_path / "none")
    assert engine.generation is None
    assert not engine.check()
    with pytest.raises(IndexNotReady):
        find(engine)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Whoosh leaves what it cannot read open
@pytest.mark.parametrize(
    "pattern", [{"whoosh": "*.seg", "tantivy": "*.term"}, {"whoosh": "*.toc", "tantivy": "meta.json"}]
)
def test_a_damaged_index_is_refused_and_marked_for_repair(
    engine: SearchEngine, kind: str, pattern: dict[str, str]
) -> None:
    engine.put(goods())
    engine.close()
    folder = engine.generations.current
    assert folder is not None
    for file in folder.glob(pattern[kind]):
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 3])
    assert not another(engine).check()
    with pytest.raises(IndexNotReady):
        find(engine, "na")
    assert engine.generations.distrusted
    engine.rebuild(goods())
    assert engine.check()
    assert find(engine, "na").total


def test_an_index_of_another_format_is_as_good_as_none(engine: SearchEngine, kind: str) -> None:
    current = engine.generations.current
    assert current is not None
    older = current.rename(current.with_name(f"{kind}-0-old"))
    (engine.generations.folder / "current").write_text(older.name, encoding="utf-8")
    assert not engine.check()


def test_old_generations_go_when_nobody_can_be_reading_them(engine: SearchEngine) -> None:
    engine.rebuild([document()])
    folders = [entry for entry in engine.generations.folder.iterdir() if entry.is_dir()]
    engine.generations.discard_old(now())
    assert len(folders) == 2
    assert all(folder.exists() for folder in folders)
    engine.generations.discard_old(now() + timedelta(minutes=1))
    assert [folder for folder in folders if folder.exists()] == [engine.generations.current]


def test_a_build_that_dies_leaves_the_old_index_in_place(engine: SearchEngine) -> None:
    engine.put([document()])

    def breaking() -> Iterator[Document]:
        yield document("1")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        engine.rebuild(breaking())
    assert find(engine).total == 1


def _write_until_killed(engine: SearchEngine) -> None:
    engine = another(engine)
    assert engine.generations.become_writer()
    for n in itertools.count():
        engine.put([document(str(n % 50))])
        engine.remove([id_of(str(n % 50 - 25))])


def test_a_writer_that_is_killed_leaves_a_whole_index_and_no_lock(engine: SearchEngine) -> None:
    context = multiprocessing.get_context("fork")
    for patience in (0.15, 0.25, 0.4):
        writer = context.Process(target=_write_until_killed, args=(engine,))
        writer.start()
        time.sleep(patience)
        writer.kill()
        writer.join()
        assert writer.exitcode == -signal.SIGKILL
        assert another(engine).check()
        engine.put([document("afterwards", name="Bưởi")])
        assert find(engine, "buoi").total == 1
        engine.close()


def test_one_process_writes(engine: SearchEngine) -> None:
    assert engine.generations.become_writer()
    assert engine.generations.become_writer()
    assert not another(engine).generations.become_writer()


# Following the outbox


@pytest.fixture
def following(app: Any) -> Iterator[SearchEngine]:
    """The application's own engine on an index that is not there yet."""
    shutil.rmtree(app.config["MARKET"].index_dir, ignore_errors=True)
    app.extensions.pop("search", None)
    engine = current_engine()
    yield engine
    engine.close()
    app.extensions.pop("search", None)


def follow(engine: SearchEngine, **later: float) -> int:
    return follower.follow_once(engine, now=now() + timedelta(**later))


def on_sale(engine: SearchEngine) -> list[str]:
    return names(find(engine, today=AUGUST))


def test_the_follower_builds_what_is_missing_then_follows(following: SearchEngine) -> None:
    product = a_product()
    assert follow(following) == 1
    assert on_sale(following) == ["Na Chi Lăng"]
    transaction(lambda: catalog.change_product(product=product, changes={"name": "Na dai"}, now=now()))
    assert follow(following) > 0
    assert follow(following) == 0
    assert on_sale(following) == ["Na dai"]


def test_what_is_taken_off_sale_leaves_the_index(following: SearchEngine) -> None:
    product = a_product()
    follow(following)
    transaction(lambda: catalog.unlist_product(product=product, by=owner_of(product.shop), now=now()))
    follow(following)
    assert on_sale(following) == []


def test_news_of_a_shop_reaches_all_its_goods(following: SearchEngine) -> None:
    shop = a_shop()
    a_product(shop)
    a_product(shop, name="Hồng Bảo Lâm")
    follow(following)
    transaction(lambda: catalog.change_shop(shop=shop, changes={"name": "Vườn nhà Hải"}, now=now()))
    follow(following)
    assert find(following, "vuon nha hai").total == 2


def test_news_that_commits_late_is_not_lost(following: SearchEngine) -> None:
    follow(following)
    a_product()
    follow(following)
    late = a_product(name="Hồng Bảo Lâm")
    entries = transaction(lambda: [e for e in outbox.since("product", FIRST_DAY) if e.payload["id"] == str(late.id)])
    for entry in entries:
        transaction(lambda entry=entry: _date_back(entry))
    assert follow(following) == len(entries)
    assert len(on_sale(following)) == 2
    assert follow(following) == 0


def _date_back(entry: Any) -> None:
    entry.created_at -= timedelta(seconds=50)
    db.session.merge(entry)


def test_the_follower_repairs_damage_that_a_reader_met_but_not_without_end(following: SearchEngine) -> None:
    a_product()
    follow(following)
    following.generations.distrust()
    assert follow(following) == 0
    assert following.generations.distrusted
    assert follow(following, minutes=2) == 1
    assert not following.generations.distrusted
    assert on_sale(following) == ["Na Chi Lăng"]


def test_a_machine_that_was_away_too_long_builds_anew(following: SearchEngine) -> None:
    a_product()
    follow(following)
    before = following.generations.current
    follow(following, days=3)
    assert following.generations.current != before


def test_a_clock_put_back_does_not_hide_news(following: SearchEngine) -> None:
    a_product()
    follow(following, hours=3)
    a_product(name="Hồng Bảo Lâm")
    follow(following)
    assert len(on_sale(following)) == 2


def test_reindexing_while_the_follower_runs_loses_nothing(following: SearchEngine) -> None:
    a_product()
    follow(following)
    assert follower.rebuild(following, now=now()) == 1
    a_product(name="Hồng Bảo Lâm")
    follow(following)
    assert sorted(on_sale(following)) == ["Hồng Bảo Lâm", "Na Chi Lăng"]


# HTTP


@pytest.fixture
def fair_online(following: SearchEngine) -> SearchEngine:
    following.rebuild(goods())
    return following


def test_search_answers_a_page_without_touching_the_database(fair_online: SearchEngine) -> None:
    statements: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *given: statements.append(given[2]))
    answer = guest().get("/search?q=na chi lang&limit=1")
    assert answer.status_code == 200
    assert answer.json["items"][0]["name"] == "Na Chi Lăng"
    assert (answer.json["total"], answer.json["did_you_mean"]) == (7, None)
    assert set(answer.json) == {"items", "total", "facets", "did_you_mean", "next"}
    assert statements == []


def test_pages_follow_by_cursor(fair_online: SearchEngine) -> None:
    seen, query = [], "/search?limit=40"
    while query:
        answer = guest().get(query).json
        seen += [card["id"] for card in answer["items"]]
        query = answer["next"] and f"/search?limit=40&cursor={answer['next']}"
    assert len(seen) == len(set(seen)) == 91


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=1000000000",
        "sort=best",
        "cursor=abc",
        "cursor=WzEsMl0",
        "cursor=WzIwMDAsIDEuMCwgMSwgIngiXQ",  # [2000, 1.0, 1, "x"]
        "q=" + "a" * 201,
        "q=%00",
        "colour=red",
        "min_price_vnd=5&max_price_vnd=4",
        "ocop_stars=6",
        "in_stock=perhaps",
        "shop_id=1",
        "commune_code=x",
    ],
)
def test_a_query_that_cannot_be_is_refused_plainly(fair_online: SearchEngine, query: str) -> None:
    answer = guest().get(f"/search?{query}")
    assert answer.status_code == 422
    assert answer.json["type"] == "invalid-input"
    assert answer.json["errors"]


def test_suggestions_over_http(fair_online: SearchEngine) -> None:
    answer = guest().get("/search/suggestions?q=khau s")
    assert {"text": "Khẩu sli", "kind": "product"} in answer.json["items"]
    assert guest().get("/search/suggestions?q=").json == {"items": []}
    assert guest().get("/search/suggestions").status_code == 422


def test_before_there_is_an_index_people_are_told_to_come_back(following: SearchEngine) -> None:
    answer = guest().get("/search?q=na")
    assert (answer.status_code, answer.json["type"]) == (503, "index-not-ready")
    assert answer.headers["Retry-After"]
    assert current_app.extensions["search"] is following
