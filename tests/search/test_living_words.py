"""Words of goods that are gone go at once, and what machines have been through does not show in their answers."""

from pathlib import Path

import pytest

from market.search.engines.interface import Request, SearchEngine
from market.search.language.lexicon import Lexicon
from tests.support.finding import AUGUST, document, goods, id_of
from tests.support.relevance import ENGINES

ASKED = ("tôi muốn mua khâu nhục", "toi tia", "tỏi tía", "khau nhuv", "lac", "toi", "mat on", "vit qay", "bánh tỏi")


def opened(name: str, folder: Path) -> SearchEngine:
    return ENGINES[name](folder / "index", Lexicon(folder / "words.toml"))


def answers(engine: SearchEngine) -> list[tuple[list[str], str | None]]:
    found = [engine.search(Request(today=AUGUST, text=text, limit=5)) for text in ASKED]
    return [([card["name"] for card in one.items], one.did_you_mean) for one in found]


def suggested(engine: SearchEngine) -> list[list[str]]:
    return [[one.text for one in engine.suggest(prefix, 10)] for prefix in ("to", "kha", "v", "tỏi")]


@pytest.mark.parametrize("name", sorted(ENGINES))
def test_two_machines_with_different_pasts_answer_alike(name: str, tmp_path: Path) -> None:
    old, new = opened(name, tmp_path / "old"), opened(name, tmp_path / "new")
    old.rebuild([*goods(), document("toi", name="Tỏi tía", also_known_as=("tỏi cô đơn",))])
    old.put([document(f"lac-{n}", name=f"Lạc rang tỏi {n}") for n in range(5)])
    old.remove([id_of("toi"), *(id_of(f"lac-{n}") for n in range(5))])
    new.rebuild(goods())
    assert answers(old) == answers(new)
    assert suggested(old) == suggested(new)
    old.close()
    new.close()


@pytest.mark.parametrize("name", sorted(ENGINES))
def test_one_listing_does_not_change_what_sentences_mean(name: str, tmp_path: Path) -> None:
    engine = opened(name, tmp_path)
    engine.rebuild(
        [*goods(), document("toi", name="Tỏi tía"), document("oi", name="Ổi lê"), document("o", name="Ô mai")]
    )
    for asked in ("tôi muốn mua khâu nhục", "toi muon mua khau nhuc", "bà ơi ở đây có bán khâu nhục không"):
        found = engine.search(Request(today=AUGUST, text=asked))
        assert found.items[0]["name"].startswith("Khâu nhục")
    engine.close()
