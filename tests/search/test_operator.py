"""What an operator sees of the search: reasons, what was sought in vain, and when an engine is outgrown."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import current_app
from structlog.testing import capture_logs

from market import clock
from market.db import db, transaction
from market.search.engines.interface import SearchEngine
from market.search.engines.registry import outgrown
from market.search.index.indexer import tell_if_outgrown
from market.search.sought import lines, rules
from market.search.sought.models import CountedSearch
from tests.support.village import a_buyer, an_operator, calling, guest, now


@pytest.fixture
def kind() -> str:
    """One engine is enough here."""
    return "tantivy"


def collect(**later: float) -> None:
    lines.collect(current_app.config["MARKET"].index_dir, now=now() + timedelta(**later))


def missed(**query: str) -> dict[str, int]:
    answer = calling(an_operator()).get("/search/misses", query_string=query)
    assert answer.status_code == 200
    return {item["text"]: item["count"] for item in answer.json["items"]}


def test_an_operator_sees_why(fair_online: SearchEngine) -> None:
    answer = calling(an_operator()).get("/search?q=na chi lang&explain=true&limit=2").json
    first = answer["reasons"][0]
    assert first["id"] == answer["items"][0]["id"]
    assert {"field": "name", "token": "na", "weight": 12.0} in first["reasons"]
    assert first["step"] in ("plain", "widened", "related")
    assert sum(reason["weight"] for reason in first["reasons"]) == first["score"]


def test_others_do_not(fair_online: SearchEngine) -> None:
    assert guest().get("/search?q=na&explain=true").status_code == 401
    assert calling(a_buyer()).get("/search?q=na&explain=true").status_code == 403
    assert "reasons" not in guest().get("/search?q=na&explain=false").json


def test_what_is_sought_in_vain_is_counted_without_people(fair_online: SearchEngine) -> None:
    for query in ("Cà phê", "ca phe", "Tivi Đắk", "na", "", "x"):
        guest().get("/search", query_string={"q": query})
    guest().get("/search?q=ca phe&category=tea")
    guest().get("/search/suggestions?q=zzzz")
    collect()
    assert missed() == {"ca phe": 2, "tivi dak": 1}
    guest().get("/search?q=cà phê")
    collect()
    assert missed()["ca phe"] == 3


@pytest.mark.parametrize("text", ["0912345678", "anh Hải 0912 345 678", "qqq " * 20, "x", "!!!", "123456"])
def test_what_may_be_somebody_s_own_is_not_kept(fair_online: SearchEngine, text: str) -> None:
    guest().get("/search", query_string={"q": text})
    collect()
    assert missed() == {}
    assert rules.countable(text) is None


def test_misses_are_paged_by_count(fair_online: SearchEngine) -> None:
    def count() -> None:
        rest = dict.fromkeys(("filtered", "relaxed", "opened"), 0)
        db.session.add_all(
            CountedSearch(day=clock.local_day(now()), text=text, folded=text, asked=n % 3 + 1, empty=n % 3 + 1, **rest)
            for n, text in enumerate(f"t{n}" for n in range(7))
        )

    transaction(count)
    caller, seen, path = calling(an_operator()), [], "/search/misses?limit=3"
    while path:
        answer = caller.get(path).json
        seen += [(item["count"], item["text"]) for item in answer["items"]]
        path = answer["next"] and f"/search/misses?limit=3&cursor={answer['next']}"
    assert seen == sorted(seen, key=lambda item: (-item[0], item[1]))
    assert len(set(seen)) == 7


def test_misses_are_for_operators_and_forgotten_after_ninety_days(fair_online: SearchEngine) -> None:
    guest().get("/search?q=ca phe")
    collect()
    assert guest().get("/search/misses").status_code == 401
    assert calling(a_buyer()).get("/search/misses").status_code == 403
    day = str(clock.local_day(now()))
    assert missed(day=day) == {"ca phe": 1}
    collect(days=91)
    assert missed(day=day) == {}


@pytest.mark.parametrize("query", ["day=x", "limit=0", "cursor=abc", "cursor=WzFd", "cursor=Wy0xLCJhIl0", "who=1"])
def test_a_list_of_misses_that_cannot_be_is_refused(fair_online: SearchEngine, query: str) -> None:
    assert calling(an_operator()).get(f"/search/misses?{query}").status_code == 422


def test_lines_left_by_a_worker_that_died_are_counted_by_the_next(fair_online: SearchEngine) -> None:
    folder: Path = current_app.config["MARKET"].index_dir
    (folder / "searches.left").write_text("eca phe\necà phê\neNot Small\n\ne0912345678\nxna\n", encoding="utf-8")
    collect()
    assert missed() == {"ca phe": 2}
    assert list(folder.glob("searches*")) == []


def test_misses_never_fill_the_disk(fair_online: SearchEngine) -> None:
    file: Path = current_app.config["MARKET"].index_dir / "searches"
    file.write_bytes(b"x\n" * 2_000_000)
    guest().get("/search?q=ca phe")
    assert file.stat().st_size == 4_000_000
    file.unlink()


def sought(**query: Any) -> list[tuple[str, list[int]]]:
    answer = calling(an_operator()).get("/search/queries", query_string=query)
    assert answer.status_code == 200
    parts = ("asked", "empty", "filtered", "relaxed", "opened")
    return [(item["text"], [item[part] for part in parts]) for item in answer.json["items"]]


def test_what_is_sought_is_counted_with_what_came_of_it(fair_online: SearchEngine) -> None:
    for query in ("Na Chi  Lăng", "na chi lăng", "八角", "bánh kem", "cà phê", "vịt quay"):
        guest().get("/search", query_string={"q": query})
    guest().get("/search", query_string={"q": "vịt quay", "category": "tea"})
    guest().get("/search", query_string={"q": "mật ong dưới 20k"})
    assert guest().post("/search/openings", json={"q": "Na chi lăng"}).status_code == 204
    collect()
    assert dict(sought()) == {
        "na chi lăng": [2, 0, 0, 0, 1],
        "vịt quay": [2, 0, 1, 0, 0],
        "八角": [1, 0, 0, 0, 0],
        "bánh kem": [1, 0, 0, 1, 0],
        "cà phê": [1, 1, 0, 0, 0],
        "mật ong dưới 20k": [1, 0, 1, 0, 0],
    }
    assert [text for text, _ in sought(by="filtered")] == ["mật ong dưới 20k", "vịt quay"]
    figures = calling(an_operator()).get("/search/figures?days=7").json
    assert figures["percent"] == {"empty": 12.5, "filtered": 25.0, "relaxed": 12.5}
    assert [day["asked"] for day in figures["days"]] == [figures["asked"]] == [8]


def test_what_nobody_opens_is_told_once_it_is_asked_often(fair_online: SearchEngine) -> None:
    for query in ["na"] * 5 + ["vịt quay"] * 5 + ["mận"] * 4 + ["cà phê"] * 6:
        guest().get("/search", query_string={"q": query})
    guest().post("/search/openings", json={"q": "vịt quay"})
    collect()
    assert [text for text, _ in sought(by="unopened")] == ["na"]


def test_nothing_typed_suggests_what_is_sought_often_and_in_no_body_s_words(fair_online: SearchEngine) -> None:
    def suggested() -> list[str]:
        return [item["text"] for item in guest().get("/search/suggestions?q=").json["items"]]

    assert "Khâu nhục" not in suggested()
    for query in ["khâu nhục"] * 3 + ["khau nhuc"] * 3 + ["mật ong"] * 2 + ["nhà bà Hoa ở đâu"] * 9:
        guest().get("/search", query_string={"q": query})
    collect()
    texts = suggested()
    assert "Khâu nhục" in texts[:2]
    assert not {"Khau nhuc", "Mật ong"} & set(texts[:2])
    assert not any("bà Hoa" in text for text in texts)


def test_a_synonym_is_found_without_a_restart(fair_online: SearchEngine, home: Path) -> None:
    assert guest().get("/search?q=zorbo").json["total"] == 0
    # The engine of this test reads the file beside its index.
    (home / "words.toml").write_text('same = [["na", "zorbo"]]', encoding="utf-8")
    try:
        assert guest().get("/search?q=zorbo").json["items"][0]["name"].startswith("Na ")
    finally:
        (home / "words.toml").unlink()


def test_the_service_says_when_an_engine_is_outgrown(fair_online: Any) -> None:
    assert outgrown(fair_online) is None
    assert "search" not in current_app.test_client().get("/readyz").json
    fair_online.most_goods = 90
    advice = current_app.test_client().get("/readyz").json["search"]
    assert "91 goods" in advice
    assert "tantivy" in advice
    with capture_logs() as logged:
        tell_if_outgrown(fair_online)
    assert [line["log_level"] for line in logged] == ["warning"]
