"""Sentences find what they name, whatever else is listed: a sample here, all of them by `make relevance`."""

from pathlib import Path

import pytest

from market.search.engines.interface import Request
from market.search.language.analysis import syllables
from market.search.language.lexicon import Lexicon
from market.search.language.sentences import asked
from tests.support.finding import document
from tests.support.goods import documents
from tests.support.relevance import ENGINES, TODAY
from tests.support.sentences import LIKE_OPENINGS, OPENINGS, catalogue, goods, share


def test_there_are_sixty_openings_and_sixty_goods() -> None:
    assert len(set(OPENINGS)) >= 60
    assert len(set(goods())) >= 60


@pytest.mark.parametrize(
    ("typed", "sought"),
    [
        ("ban cho toi gao", "gao"),
        ("de cho minh na nhe", "na"),
        ("mua cho toi", "toi"),
        ("em can mua hong a", "hong"),
        ("em can mua hong khong a", "hong"),
        ("shop oi con khong a", ""),
        ("bao nhieu tien", ""),
    ],
)
def test_what_asks_without_marks_is_known_too(typed: str, sought: str, tmp_path: Path) -> None:
    read = asked(syllables(typed), Lexicon(tmp_path / "words.toml").words)
    assert " ".join(word.written for word in read) == sought


@pytest.mark.parametrize("name", sorted(ENGINES))
def test_a_sentence_finds_its_good_first_and_no_listing_changes_that(name: str, tmp_path: Path) -> None:
    engine = ENGINES[name](tmp_path / "index", Lexicon(tmp_path / "words.toml"))
    engine.rebuild(documents())
    alone = share(engine, every=101)
    engine.put([document(f"like-{n}", name=text) for n, text in enumerate(LIKE_OPENINGS)])
    assert alone >= 0.95
    assert share(engine, every=101) >= alone - 0.002
    engine.close()


def test_a_sentence_finds_its_good_among_ten_thousand_others(tmp_path: Path) -> None:
    engine = ENGINES["tantivy"](tmp_path / "index", Lexicon(tmp_path / "words.toml"))
    engine.rebuild(catalogue())
    assert share(engine, every=101, start=7) >= 0.95
    engine.close()


@pytest.mark.parametrize("name", sorted(ENGINES))
@pytest.mark.parametrize(
    "text",
    [
        "搜" * 200,
        "ก" * 200,
        "ا" * 200,
        "a" * 200,
        "zq xw vf jj ww zz qq xx kk fz wz pq",
        "1k " * 66,
        "ă̂" * 100,
        "x\u0300",
    ],
)
def test_no_text_is_too_strange(name: str, text: str, tmp_path: Path) -> None:
    engine = ENGINES[name](tmp_path / "index", Lexicon(tmp_path / "words.toml"))
    engine.rebuild(documents()[:5])
    engine.search(Request(today=TODAY, text=text[:200]))
    engine.suggest(text[:200], 10)
    engine.close()
