"""Whole sentences about every good of the fair, and a catalogue of ten thousand other goods beside it.

What a sentence means must not hang on what else is listed: `make relevance` asks all of them, a test some.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.catalogue import documents as others
from market.catalog.rules.document import Document
from market.search.engines.interface import Request, SearchEngine
from market.search.language.lexicon import Lexicon
from market.text import fold
from tests.support.finding import document
from tests.support.goods import documents
from tests.support.relevance import ENGINES, TODAY

OTHERS = 10_000
OPENINGS = (
    "tôi muốn mua {}", "tôi cần mua {}", "em muốn mua {}", "em cần mua {} ạ", "mình muốn mua {}", "cho tôi hỏi {}",
    "cho em hỏi {} còn không ạ", "cho hỏi giá {}", "hỏi mua {}", "cho mình hỏi mua {}", "shop ơi còn {} không",
    "shop ơi có {} không", "chị ơi có {} không ạ", "em ơi bán {} không", "bác ơi còn {} không", "cô ơi cho con hỏi {}",
    "anh muốn mua {}", "chị cần mua {}", "bà muốn ăn {}", "bà muốn mua {}", "ông muốn mua {}", "cháu muốn mua {}",
    "con muốn mua {}", "tui muốn mua {}", "tui cần mua {} nha", "mẹ em muốn mua {}", "nhà em cần mua {}",
    "có ai bán {} không", "ai bán {} không", "ở đây có bán {} không", "ở đây bán {} không", "còn {} không",
    "có {} không", "có bán {} không ạ", "{} còn không", "{} còn không ạ", "{} giá bao nhiêu", "{} bao nhiêu tiền",
    "{} bao nhiêu tiền một cân", "giá {} bao nhiêu", "{} bán sao", "{} có ship không", "đặt mua {}", "muốn đặt {}",
    "đang tìm {}", "đang cần {}", "cần tìm mua {}", "tìm mua {}", "mua {} ở đâu", "{} mua ở đâu", "bán cho tôi {}",
    "bán cho em {} với", "để cho mình {} nhé", "lấy cho chị {} nha", "cho em {} với ạ", "cho mình xin giá {}",
    "xin hỏi {} còn không", "dạ cho em hỏi {}", "alo shop còn {} không", "hôm nay có {} không", "khi nào có {}",
    "tư vấn giúp em {}", "mọi người ơi ai bán {}", "mình đang tìm {} nhé", "em muốn hỏi giá {} ạ",
)  # fmt: skip
# What one household lists could be taken for what begins a sentence: tôi, ơi, ở, bà, con, cho, hỏi, mua.
LIKE_OPENINGS = ("Tỏi tía", "Ổi lê", "Ô mai", "Ba ba", "Con giống", "Chợ quê", "Hội quán", "Mùa vàng", "Cần tây")
SINGLE = ("na", "chè", "gạo", "gừng", "hồi", "măng", "đào", "quế", "rượu", "hồng", "quýt")


def goods() -> list[str]:
    """What people call the goods of the fair: each name of two to four syllables, and the kinds of one."""
    names = {document.name.split(" (")[0].split(",")[0] for document in documents()[:106]}
    return [*SINGLE, *sorted(name for name in names if 2 <= len(name.split()) <= 4)]


def right(found: str, good: str) -> bool:
    """Whether a good of that name was asked for."""
    return set(fold(good).split()) <= set(fold(found).split())


def catalogue(more: Iterable[Document] = ()) -> Iterator[Document]:
    """The fair among ten thousand others, which carry its syllables and places in other names."""
    yield from documents()
    yield from (one for one in others(OTHERS))
    yield from more


def share(engine: SearchEngine, every: int = 1, start: int = 0) -> float:
    """How many of the sentences show the right good first; of each `every` one."""
    asked = [(opening.format(good), good) for opening, good in product(OPENINGS, goods())]
    asked += [(fold(text), good) for text, good in asked]
    asked = asked[start::every]
    return sum(_first(engine, text, good) for text, good in asked) / len(asked)


def told(name: str) -> Iterator[str]:
    """The share of all sentences that find their good first: at the fair, among ten thousand others, and with more."""
    for among, listed in (("the fair", documents()), ("ten thousand others", tuple(catalogue()))):
        with TemporaryDirectory() as folder:
            engine = ENGINES[name](Path(folder) / "index", Lexicon(Path(folder) / "words.toml"))
            engine.rebuild(listed)
            yield f"{name}: {share(engine):.4f} of the sentences about the fair's goods, among {among}"
            engine.put([document(f"like-{n}", name=text) for n, text in enumerate(LIKE_OPENINGS)])
            yield f"{name}: {share(engine):.4f} with {len(LIKE_OPENINGS)} more that are called like openings"
            engine.close()


def _first(engine: SearchEngine, text: str, good: str) -> bool:
    card = next(iter(engine.search(Request(today=TODAY, text=text, limit=1)).items), None)
    if card is None:
        return False
    alias = next((one.also_known_as for one in documents() if str(one.id) == card["id"]), ())
    return any(right(name, good) for name in (card["name"], *alias, card["category"]))
