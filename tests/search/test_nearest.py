"""Nothing found is never the whole answer: a hundred things that people look for, thought up before they were asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from market.catalog.rules.categories import CATEGORIES
from market.search.engines.interface import SearchEngine
from market.search.known_kinds import kind_named
from market.search.language.analysis import syllables
from market.search.language.lexicon import Lexicon
from tests.support.village import guest

_FILE = Path(__file__).parents[1] / "data" / "sought_in_a_mountain_market.txt"
_LINES = [line for line in _FILE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
SOUGHT = [(text.strip(), slug.strip()) for text, slug in (line.split("|") for line in _LINES)]


@pytest.mark.once
def test_each_of_a_hundred_things_is_answered_with_more_than_nothing(fair_online: SearchEngine) -> None:
    assert len(SOUGHT) == 100
    bare, beside = [], []
    for text, slug in SOUGHT:
        told: Any = guest().get("/search", query_string={"q": text, "limit": 1}).json
        if not (told["items"] or told["nearest"] or told["instead"]):
            bare.append(text)
        if told["nearest"] and not _is_of(told["nearest"]["category"], slug):
            beside.append((text, told["nearest"]["category"]))
    assert (bare, beside) == ([], [])


def test_where_nothing_is_sold_the_category_is_told_of_nine_in_ten(tmp_path: Path) -> None:
    words = Lexicon(tmp_path / "words.toml").words
    told = {text: kind_named(syllables(text), words) for text, _ in SOUGHT}
    right = [text for text, slug in SOUGHT if (kind := told[text]) and _is_of(kind.category, slug)]
    assert len(right) >= 90
    assert [told[text] for text in ("cao ngựa bạch", "khèn mông", "dâu tây")] == [None] * 3


@pytest.mark.parametrize("text", ["cá hồi", "điện thoại cũ", "trứng gà", "thuốc trừ sâu", "sữa chua", "áo khoác"])
def test_what_we_know_nothing_of_is_not_said_to_be_of_some_kind(text: str, tmp_path: Path) -> None:
    assert kind_named(syllables(text), Lexicon(tmp_path / "words.toml").words) is None


@pytest.mark.once
def test_what_there_is_instead_is_told_and_shown(fair_online: SearchEngine) -> None:
    told: Any = guest().get("/search?q=kh%C3%A8n m%C3%B4ng").json
    assert (told["total"], told["nearest"]) == (0, None)
    assert told["instead"]
    page = guest().client.get("/search?q=kh%C3%A8n m%C3%B4ng", headers={"Accept": "text/html"}).text
    assert all(one["text"] in page for one in told["instead"])
    assert guest().get("/search?q=na").json["instead"] == []


def _is_of(category: str, slug: str) -> bool:
    return slug in (category, "-") or CATEGORIES.get(slug, {}).get("parent_slug") == category
