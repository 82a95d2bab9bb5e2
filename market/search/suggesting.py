"""Autocomplete: suggestions as terms of the index: what is typed, then what is shown; and which are the most useful."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Protocol

from market.catalog.rules.document import Document
from market.catalog.rules.patterns import patterns
from market.catalog.rules.products import in_season
from market.search import forgiving
from market.search.engines.interface import Kind, Suggestion
from market.search.index.projection import BETWEEN, aliases, bare_place
from market.search.language import input_methods
from market.search.language.analysis import accented, joined, syllables
from market.search.language.vocabulary import Vocabulary
from market.text import fold, nfc

Term = tuple[str, int]  # the term, and how many documents hold it

# What people look for most is goods; a place or a kind of goods has many, which must not count for all of them.
_WORTH = {Kind.PRODUCT: 4.0, Kind.SHOP: 1.0, Kind.COMMUNE: 0.5, Kind.CATEGORY: 1.0}
_LATEST_START = 9
_MOST_LONGER = 2


class Suggester(Protocol):
    def suggestions(self, typed: str) -> list[Term]:
        """The terms that begin with `typed`: all, or the most common where they are many."""


def terms(document: Document) -> Iterator[str]:
    """One term for each syllable that a suggestion can be typed from."""
    for text, kind in _texts(document):
        keys = [word.folded for word in syllables(text)]
        # Nobody begins a place with its kind: Chi Lăng is the beginning of Xã Chi Lăng.
        begin = len(keys) - len(syllables(bare_place(text))) if kind is Kind.COMMUNE else 0
        for start in range(len(keys)):
            yield BETWEEN.join((" ".join(keys[start:]), str(min(abs(start - begin), _LATEST_START)), kind, text))


def _texts(document: Document) -> Iterator[tuple[str, Kind]]:
    """Each text worth suggesting because of this product."""
    yield document.name, Kind.PRODUCT
    yield from ((alias, Kind.PRODUCT) for alias in aliases(document))
    yield document.shop_name, Kind.SHOP
    yield document.commune_name, Kind.COMMUNE
    yield document.category_name, Kind.CATEGORY


def opening(term: Term) -> tuple[bool, int, str]:
    """The order in which terms are kept where they are many: those that begin a text, then the common ones."""
    return term[0].split(BETWEEN, 2)[1] == "0", term[1], term[0]


def suggest(
    suggester: Suggester,
    vocabulary: Vocabulary,
    prefix: str,
    limit: int,
    month: int | None = None,
    sought: Sequence[str] = (),
) -> list[Suggestion]:
    """What begins as typed comes before what is typed from a later syllable, then what is the most useful.

    Nothing typed: what is ripe in `month` and what is `sought` often, in turn; then what else is sold.
    """
    if not prefix.strip():
        return _grouped(_wanted(vocabulary, month, sought), "")[:limit] if month else []
    found = _ranked(suggester, prefix)
    if not found and (respelt := _respelt(prefix)):
        found = _ranked(suggester, respelt)
    if not found:
        found = next(filter(None, (_ranked(suggester, other) for other in forgiving.meant(prefix, vocabulary))), [])
    return _grouped(found, fold(prefix))[:limit]


def _grouped(found: list[Suggestion], typed: str) -> list[Suggestion]:
    """Each text once, and few that only say more of a good that is suggested already: Na Chi Lăng (of Ba Bể)."""
    kept: dict[str, Suggestion] = {}
    longer: Counter[str] = Counter()
    for suggestion in found:
        text = suggestion.text.lower()
        goods = suggestion.kind is Kind.PRODUCT
        base = next((one for one in kept if goods and len(one) > len(typed) and text.startswith(f"{one} ")), text)
        longer[base] += base != text
        if text not in kept and longer[base] <= _MOST_LONGER:
            kept[text] = suggestion
    return list(kept.values())


def _wanted(vocabulary: Vocabulary, month: int, sought: Sequence[str]) -> list[Suggestion]:
    """Kinds of goods that are sold, and of what is sought what some good is called: nobody's words are shown."""
    often: dict[str, str] = {}
    for text in filter(lambda text: _is_sold(text, vocabulary), sought):
        key = fold(text) or text
        often[key] = max(often.get(key, ""), text, key=lambda one: len(one.encode()))  # the one with its marks
    kinds = [kind for kind in patterns().values() if _is_sold(kind.name, vocabulary)]
    rank = {key: n for n, key in enumerate(often)}
    kinds.sort(key=lambda kind: rank.get(fold(kind.name), len(rank)))
    ripe = [kind.name for kind in kinds if kind.season and in_season(**kind.season, month=month)]
    said = [text[:1].upper() + text[1:] for text in often.values()]
    turns = (text for pair in zip_longest(ripe, said) for text in pair if text)
    texts: dict[str, str] = {}
    for text in (*turns, *(kind.name for kind in kinds)):
        texts.setdefault(fold(text) or text, text)
    return [Suggestion(text, Kind.PRODUCT) for text in texts.values()]


def _is_sold(name: str, vocabulary: Vocabulary) -> bool:
    """Whether some good is called so, or begins so."""
    keys = joined(word.folded for word in syllables(name))
    return any(vocabulary.holds(field, keys) for field in ("name_start", "alias_start"))


def _ranked(suggester: Suggester, prefix: str) -> list[Suggestion]:
    starts: dict[tuple[str, Kind], int] = {}
    worth: dict[tuple[str, Kind], float] = {}
    whole: set[tuple[str, Kind]] = set()
    for typed in {" ".join(word.folded for word in syllables(prefix)), fold(prefix)} - {""}:
        for term, count in suggester.suggestions(typed):
            ending, start, kind, text = term.split(BETWEEN)
            key = text, Kind(kind)
            if f"{ending} ".startswith(f"{typed} "):
                whole.add(key)
            starts[key] = min(starts.get(key, _LATEST_START), int(start))
            worth[key] = max(worth.get(key, 0.0), count * _WORTH[key[1]])
    marks = nfc(prefix).lower().strip() if any(map(accented, syllables(prefix))) else None

    def usefulness(key: tuple[str, Kind]) -> tuple[bool, bool, bool, float, str]:
        unlike = marks is not None and marks not in nfc(key[0]).lower()
        return starts[key] > 0, unlike, key not in whole, -worth[key], key[0]

    return [Suggestion(*key) for key in sorted(starts, key=usefulness)]


def _respelt(prefix: str) -> str | None:
    words = [input_methods.meant(word.written) or word.written for word in syllables(prefix)]
    read = " ".join(words)
    return read if read != " ".join(word.written for word in syllables(prefix)) else None
