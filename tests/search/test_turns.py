"""Who stands first among equals: each shop in its turn, and nobody by listing more, anew or in more words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from market.catalog.rules.document import Document
from market.catalog.rules.reliability import Reliability
from market.search.engines.interface import Found, SearchEngine
from tests.support.finding import AUGUST, FIRST_DAY, document, find, id_of, names, opened
from tests.support.relevance import ENGINES

DAYS = [AUGUST + timedelta(days=n) for n in range(30)]


def offer(n: int, **facts: Any) -> Document:
    """The same good, of shop number `n`."""
    return document(f"offer {n}", **({"shop_id": id_of(f"shop {n}")} | facts))


@pytest.fixture(scope="module")
def forty(kind: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchEngine]:
    engine = opened(kind, tmp_path_factory.mktemp("forty") / "index")
    engine.rebuild(offer(n, created_at=FIRST_DAY + timedelta(days=n)) for n in range(40))
    yield engine
    engine.close()


def gini(counts: list[int]) -> float:
    ordered, total = sorted(counts), sum(counts)
    return sum((2 * n - len(ordered) - 1) * count for n, count in enumerate(ordered, 1)) / (len(ordered) * total)


@pytest.mark.parametrize(("text", "places"), [("na chi lang", 10), ("na chi lang", 12), ("", 10)])
def test_forty_equal_offers_each_get_their_share_of_first_pages(forty: SearchEngine, text: str, places: int) -> None:
    seen = Counter(card["id"] for day in DAYS for card in find(forty, text, today=day, limit=places).items)
    assert len(seen) == 40
    assert gini(list(seen.values())) <= 0.1


def test_the_first_place_goes_round_too(forty: SearchEngine) -> None:
    first = Counter(find(forty, "na", today=day, limit=1).items[0]["id"] for day in DAYS)
    assert (len(first), max(first.values())) >= (24, 2)


def test_who_goes_on_after_midnight_sees_the_order_of_the_day_on_which_it_was_begun(forty: SearchEngine) -> None:
    whole = [card["id"] for card in find(forty, "na", limit=40).items]
    page = find(forty, "na", limit=15)
    rest = find(forty, "na", limit=40, today=AUGUST + timedelta(days=1), after=page.next)
    assert [card["id"] for card in page.items + rest.items] == whole
    assert page.next is not None
    late = find(forty, "na", limit=40, today=AUGUST + timedelta(days=9), after=page.next)
    assert late.total == 40


def test_of_more_equals_than_one_looks_at_others_come_another_day(kind: str, tmp_path: Path) -> None:
    """As many as are not all fetched: the engines find the same ones, and others the next day."""
    both = [opened(name, tmp_path / name) for name in sorted(ENGINES)]
    made = [offer(n) for n in range(700)]
    for engine in both:
        engine.rebuild(made)
        engine.put(made[:9])  # in a segment of its own
    days = [AUGUST, AUGUST + timedelta(days=1)]
    first, second = ([find(engine, "na", today=day, limit=50, explain=True) for day in days] for engine in both)
    assert first == second
    assert not set(shops(first[0])) & set(shops(first[1]))
    deep = [find(engine, "na", limit=100, after=find(engine, "na", limit=100).next) for engine in both]
    assert shops(deep[0]) == shops(deep[1])
    for engine in both:
        engine.close()


def shops(found: Found) -> list[str]:
    return [card["shop"]["id"] for card in found.items]


def test_of_equal_fit_a_shop_has_two_of_the_first_ten_and_all_its_goods_before_what_fits_less(
    engine: SearchEngine,
) -> None:
    copies = [document(f"copy {n}", shop_id=id_of("many"), stars=4, stars_until=date(2030, 1, 1)) for n in range(12)]
    other = document("other", name="Quả mác mật", also_known_as=("na rừng",), shop_id=id_of("elsewhere"))
    engine.put([*copies, *(offer(n) for n in range(10)), other])
    found = find(engine, "na", limit=23)
    assert shops(found)[:10].count(str(id_of("many"))) == 2
    assert shops(found).index(str(id_of("elsewhere"))) == 22


def test_listing_anew_gains_nothing(engine: SearchEngine) -> None:
    engine.put([offer(n) for n in range(20)])
    before = shops(find(engine, "na", limit=20))
    last = UUID(before[-1])
    engine.put([document(f"again {n}", shop_id=last, created_at=FIRST_DAY + timedelta(days=40)) for n in range(2)])
    assert shops(find(engine, "na", limit=20))[:15] == before[:15]


def test_words_stuffed_into_other_names_gain_nothing(engine: SearchEngine) -> None:
    """Over one honest other name; and in what is something else they never come before what is so called."""
    stuffed = ("na chi lăng na ngon na dai", "na chi lăng", "na", "na na na", "chi lăng na", "na ngon nhất chợ")
    honest, other = offer(1, also_known_as=("na", "na chi lăng")), offer(2, name="Xi rô", also_known_as=stuffed)
    engine.put([honest, other, offer(3, also_known_as=stuffed), offer(4)])
    for query in ("na", "na chi lang", "na chi lăng"):
        found = find(engine, query, explain=True)
        assert names(found)[-1] == "Xi rô"
        assert found.reasons is not None
        assert found.reasons[0]["score"] == found.reasons[1]["score"]


def test_what_is_sold_out_stands_behind_nearly_the_same_but_before_what_is_something_else(engine: SearchEngine) -> None:
    gone, other = offer(1, in_stock=False), offer(3, name="Quả mác mật", also_known_as=("na rừng",))
    engine.put([gone, offer(2, name="Na Chi Lăng loại 1"), other])
    assert names(find(engine, "na chi lang"))[:2] == ["Na Chi Lăng loại 1", "Na Chi Lăng"]
    assert find(engine, "na").total == 3


def test_among_equals_what_reaches_any_buyer_then_how_reliable_its_shop_is_then_what_is_new(
    engine: SearchEngine,
) -> None:
    steps = {step: offer(int(step), name="Na", reliability=int(step)) for step in Reliability}
    near = offer(7, name="Na", ships_by_post=False, reliability=int(Reliability.BEST))
    new = [offer(8 + n, name="Na", new_until=AUGUST + timedelta(days=n)) for n in (0, 1)]
    engine.put([*steps.values(), near, *new])
    shown = [card["id"] for card in find(engine, "na").items]
    order = [steps[Reliability.BEST], steps[Reliability.GOOD], new[1]]
    assert shown[:3] == [str(good.id) for good in order]
    assert set(shown[3:5]) == {str(steps[Reliability.USUAL].id), str(new[0].id)}
    assert shown[5:] == [str(steps[Reliability.LAPSING].id), str(near.id)]
    assert [card["id"] for card in find(engine).items] == shown


# The same good of many


def test_the_same_good_of_many_households_is_one_group(engine: SearchEngine) -> None:
    made = [offer(n, price_vnd=60_000 + n, name=("Na Chi Lăng", "Na Chi Lăng loại 1")[n % 2]) for n in range(40)]
    other = document("dai", name="Na dai", shop_id=id_of("other"))
    engine.put([*made, other])
    found = find(engine, "na", group="good")
    told = {card["group"]["good"]: (card["group"]["from_price_vnd"], card["group"]["shops"]) for card in found.items}
    assert told == {"fruit.na-dai": (65_000, 1), "fruit.na-chi-lang": (60_000, 40)}
    assert found.total == 41
    behind = find(engine, good="fruit.na-chi-lang", limit=50)
    assert len(set(shops(behind))) == behind.total == 40


def test_groups_are_paged_and_none_is_hidden_behind_hundreds_of_another(engine: SearchEngine) -> None:
    made = [offer(n, name="Na") for n in range(230)]
    rare = [offer(300 + n, name=f"Na {word}", in_stock=False) for n, word in enumerate(("dai", "bở", "vàng"))]
    engine.rebuild([*made, *rare])
    first = find(engine, "na", group="good", limit=2)
    rest = find(engine, "na", group="good", limit=2, after=first.next)
    assert sorted(names(first) + names(rest)) == ["Na", "Na bở", "Na dai", "Na vàng"]
    assert rest.next is None
