"""The word lists as operators keep them: rows that are added, changed, withdrawn, tried, and heard by each process."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flask import current_app
from sqlalchemy import func, select

from market.db import db, transaction
from market.search.engines.interface import SearchEngine
from market.search.language import synonyms
from market.search.language.lexicon import HEARD, Lexicon, shipped
from market.search.sought import lines
from market.search.words import actions, heard, queries, trial
from market.search.words.models import WordChange, WordEntry
from tests.support.finding import find, goods, names, opened
from tests.support.village import Caller, a_buyer, an_operator, calling, guest, now

ZORBO = {"kind": "same", "phrases": ["khâu nhục", "zorbo"], "source": "chợ Kỳ Lừa"}


@pytest.fixture
def kind() -> str:
    """The words are the same for both engines."""
    return "tantivy"


@pytest.fixture
def operator(app: Any) -> Caller:
    return calling(an_operator())


def ok(answer: Any, status: int = 200) -> Any:
    assert answer.status_code == status, answer.json
    return answer.json


def added(operator: Caller, **given: Any) -> dict[str, Any]:
    return ok(operator.post("/search/words", ZORBO | given), 201)


def living() -> int:
    return transaction(queries.count_living)


def test_what_is_shipped_becomes_rows_once_and_says_the_same(app: Any, tmp_path: Path) -> None:
    transaction(actions.load_words)
    count, version = living(), transaction(queries.version)
    transaction(actions.load_words)
    assert (living(), transaction(queries.version)) == (count, version)
    assert heard.follow(tmp_path)
    by_rows = Lexicon(tmp_path / "words.toml", heard=tmp_path / HEARD).words
    by_files = synonyms.made(shipped())
    said = [
        [word.written for word in variant]
        for text in ("heo quay", "mang cau", "tra")
        for variant in by_files.variants(synonyms.syllables(text))
    ]
    assert said == [
        [word.written for word in variant]
        for text in ("heo quay", "mang cau", "tra")
        for variant in by_rows.variants(synonyms.syllables(text))
    ]
    assert not heard.follow(tmp_path)


def test_what_an_operator_withdrew_or_changed_is_not_brought_back_by_a_release(app: Any, operator: Caller) -> None:
    transaction(actions.load_words)
    before = living()
    page = ok(operator.get("/search/words?kind=same&q=ngo nep"))
    one, other = page["items"][0], ok(operator.get("/search/words?kind=head"))["items"][0]
    change = {"phrases": ["ngô nếp", "bắp nếp", "bẹ nếp"]}
    changed = ok(operator.patch(f"/search/words/{one['id']}", change, headers={"If-Match": '"1"'}))
    ok(operator.put(f"/search/words/{other['id']}/withdrawal"))
    transaction(actions.load_words)
    assert living() == before - 1
    assert (changed["phrases"], changed["shipped"], changed["version"]) == (change["phrases"], True, 2)
    assert [(past["act"], past["phrases"]) for past in changed["changes"]] == [("changed", change["phrases"])]


def test_each_change_is_heard_by_every_process_and_noted_with_who(fair_online: SearchEngine, operator: Caller) -> None:
    folder: Path = current_app.config["MARKET"].index_dir
    other = opened("tantivy", folder)
    other.lexicon._heard = folder / HEARD
    other.lexicon._files.append(folder / HEARD)
    assert names(find(other, "zorbo")) == []
    entry, generation = added(operator), other.generation
    assert heard.follow(folder)
    assert names(find(other, "zorbo"))[0].startswith("Khâu nhục")
    assert other.generation != generation
    ok(operator.put(f"/search/words/{entry['id']}/withdrawal"))
    ok(operator.put(f"/search/words/{entry['id']}/withdrawal"))
    heard.follow(folder)
    assert names(find(other, "zorbo")) == []
    ok(operator.delete(f"/search/words/{entry['id']}/withdrawal"))
    past = ok(operator.get(f"/search/words/{entry['id']}"))["changes"]
    assert [one["act"] for one in past] == ["restored", "withdrawn", "added"]
    assert {one["by_id"] for one in past} == {ok(operator.get("/me"))["id"]}
    assert ok(operator.get("/search/words?withdrawn=true"))["items"] == []
    other.close()


@pytest.mark.parametrize(
    "given",
    [
        {"phrases": ["zorbo"]}, {"phrases": ["Zorbo", " zorbo"]}, {"phrases": ["a b c d e f g", "x"]}, {"phrases": []},
        {"phrases": ["*", "**"]}, {"kind": "use"}, {"goods": ["na"]}, {"kind": "category", "goods": ["nothing"]},
        {"kind": "sane"}, {"phrases": 5}, {"phrases": ["x", "y" * 61]}, {"phrases": ["x", None]},
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_refused_and_changes_nothing(app: Any, operator: Caller, given: dict[str, Any]) -> None:
    answer = operator.post("/search/words", ZORBO | given)
    assert (answer.status_code, living(), transaction(queries.version)) == (422, 0, None)


def test_the_same_words_in_another_order_are_there_already(app: Any, operator: Caller) -> None:
    entry = added(operator)
    answer = operator.post("/search/words", ZORBO | {"phrases": ["ZORBO", "Khâu  Nhục"]})
    assert (answer.status_code, answer.json["type"], living()) == (409, "word-known", 1)
    other = added(operator, phrases=["khâu nhục", "zorba"])
    said = {"phrases": ["zorbo", "khâu nhục"]}
    answer = operator.patch(f"/search/words/{other['id']}", said, headers={"If-Match": '"1"'})
    assert (answer.status_code, answer.json["type"]) == (409, "word-known")
    assert operator.patch(f"/search/words/{entry['id']}", said).status_code == 428
    assert operator.patch(f"/search/words/{entry['id']}", said, headers={"If-Match": '"7"'}).status_code == 412
    ok(operator.put(f"/search/words/{entry['id']}/withdrawal"))
    assert added(operator)["id"] == entry["id"]


def test_a_list_that_is_full_takes_no_more(app: Any, operator: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST_LIVING", 1)
    entry = added(operator)
    assert operator.post("/search/words", ZORBO | {"phrases": ["a", "b"]}).json["type"] == "too-many-words"
    rows = [ZORBO, ZORBO | {"phrases": ["a", "b"]}]
    results = ok(operator.post("/search/words/batches", {"entries": rows}))["results"]
    assert [row["result"] for row in results] == ["known", "refused"]
    ok(operator.put(f"/search/words/{entry['id']}/withdrawal"))
    added(operator, phrases=["a", "b"])
    assert operator.delete(f"/search/words/{entry['id']}/withdrawal").json["type"] == "too-many-words"


def test_of_many_rows_each_is_answered_by_itself(app: Any, operator: Caller) -> None:
    transaction(actions.load_words)
    before = living()
    bad: list[Any] = [None, 7, [], {}, {"kind": "same"}, ZORBO | {"who": 1}, ZORBO | {"phrases": ["zorbo"]}]
    rows = [ZORBO, *bad, {"kind": "filler", "phrases": ["mua giùm nha"]}, ZORBO, {"kind": "head", "phrases": ["rau"]}]
    results = ok(operator.post("/search/words/batches", {"entries": rows}))["results"]
    said = ["added", *["refused"] * len(bad), "added", "known", "known"]
    assert [row["result"] for row in results] == said
    assert [row["row"] for row in results] == list(range(1, len(rows) + 1))
    assert all((row["problem"] is None) == (row["id"] is not None) for row in results)
    assert (living(), changes()) == (before + 2, 2)


def changes() -> int:
    return transaction(lambda: db.session.scalar(select(func.count()).select_from(WordChange)))


def test_a_file_is_taken_at_once_and_heard_whole(app: Any, operator: Caller, tmp_path: Path) -> None:
    rows: list[Any] = [{"kind": "same", "phrases": [f"zo{n}", f"bo{n}"]} for n in range(500)]
    rows[77] = {"kind": "same"}
    results = ok(operator.post("/search/words/batches", {"entries": rows}))["results"]
    assert [row["row"] for row in results if row["result"] != "added"] == [78]
    assert heard.follow(tmp_path)
    assert len(Lexicon(tmp_path / "words.toml", heard=tmp_path / HEARD).words.same) == 2 * 499
    assert operator.post("/search/words/batches", {"entries": [None] * 10_001}).status_code == 422


def test_a_trial_says_what_would_change_and_keeps_nothing(fair_online: SearchEngine, operator: Caller) -> None:
    transaction(actions.load_words)
    folder: Path = current_app.config["MARKET"].index_dir
    for query in ("Zorbo", "zorbo", "muazorbo", "khâu nhục", "na"):
        guest().get("/search", query_string={"q": query})
    lines.collect(folder, now=now())
    count = living()
    told = ok(operator.post("/search/words/trials", {"entry": ZORBO}))
    assert (told["counted"], told["tried"]) == (4, 3)
    (changed,) = told["changed"]
    assert (changed["text"], changed["asked"], changed["before"]) == ("zorbo", 2, [])
    assert changed["after"][0]["name"].startswith("Khâu nhục")
    assert (living(), changes(), names(find(fair_online, "zorbo"))) == (count, 0, [])


def test_a_trial_ends_when_its_time_is_over_and_says_how_many_it_tried(
    fair_online: SearchEngine, operator: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    guest().get("/search?q=zorbo")
    lines.collect(current_app.config["MARKET"].index_dir, now=now())
    monkeypatch.setattr(trial, "PATIENCE_SECONDS", -1)
    told = ok(operator.post("/search/words/trials", {"entry": ZORBO}))
    assert (told["counted"], told["tried"], told["changed"]) == (1, 0, [])


def test_a_trial_of_what_would_be_withdrawn(fair_online: SearchEngine, operator: Caller) -> None:
    folder: Path = current_app.config["MARKET"].index_dir
    entry = added(operator)
    guest().get("/search?q=zorbo")
    lines.collect(folder, now=now())
    told = ok(operator.post("/search/words/trials", {"instead_of": entry["id"]}))
    assert [(one["text"], one["after"]) for one in told["changed"]] == [("zorbo", [])]
    assert operator.post("/search/words/trials", {}).status_code == 422
    assert operator.post("/search/words/trials", {"entry": ZORBO | {"phrases": ["x"]}}).status_code == 422
    assert operator.post("/search/words/trials", {"instead_of": str(an_operator().id)}).status_code == 404


def test_only_operators_see_the_lists(app: Any) -> None:
    assert guest().get("/search/words").status_code == 401
    assert calling(a_buyer()).post("/search/words", ZORBO).status_code == 403
    assert db.session.scalar(select(func.count()).select_from(WordEntry)) == 0


def test_words_of_a_file_that_is_broken_leave_the_last_good_ones(tmp_path: Path) -> None:
    lexicon = Lexicon(tmp_path / "words.toml", heard=tmp_path / HEARD, look_again_seconds=0)
    good = lexicon.words
    (tmp_path / HEARD).write_text('{"version": 3, "entries": [["sane", [], []]]}', encoding="utf-8")
    assert lexicon.words is good
    assert goods()
