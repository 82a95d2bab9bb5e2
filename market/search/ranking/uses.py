"""Occasions and uses: "quà biếu", "đồ nhậu", "ngâm rượu" name no good, but goods are fit for them."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from market.search.language.analysis import Syllable, joined
from market.search.language.synonyms import Phrase, Words
from market.search.language.vocabulary import Vocabulary
from market.search.ranking import heads
from market.search.ranking.query import Best, Node, Nothing, Sum, Term
from market.search.ranking.weights import PLACE, SYNONYM, Reading

_MOST_GOODS = 40
# Few are named in the order of how fit they are; many are fit alike, and each household has its turn.
_MOST_RANKED, _STEP = 8, 1.0
_PAIRS, _BEGINS = ("name_pairs", "alias_pairs"), ("name_start", "alias_start")


def used(typed: Sequence[Syllable], words: Words, vocabulary: Vocabulary) -> tuple[set[int], list[Phrase]]:
    """The places of `typed` that say what goods are for, and the goods; none where a name goes on behind them."""
    places: set[int] = set()
    goods: dict[Phrase, None] = {}
    for start, end, fit in words.led(words.use, typed):
        if not _goes_on(typed, end, vocabulary):
            places |= set(range(start, end))
            goods |= dict.fromkeys(fit)
    return places, list(goods)


def _goes_on(typed: Sequence[Syllable], end: int, vocabulary: Vocabulary) -> bool:
    """Lẩu is a hotpot, but "lẩu Mẫu Sơn" is the name of a liquor."""
    if end >= len(typed):
        return False
    pair = joined(word.folded for word in typed[end - 1 : end + 1])
    exact = all(vocabulary.holds("exact_name", word.exact) for word in typed[end - 1 : end + 1])
    return exact and any(vocabulary.holds(field, pair) for field in _PAIRS)


def only_used(plain: Reading, places: set[int], placed: set[int], vocabulary: Vocabulary) -> bool:
    """Whether no good is named beside the use, and beside where it is from."""
    said = places | placed
    rest = [word for n, word in enumerate(plain.words) if n not in said and not word.optional]
    return not rest or heads.named(rest, vocabulary) is None


def node(goods: Sequence[Phrase], plain: Reading) -> Node:
    """The goods that are fit, those of a place that is named before others."""
    ranked = len(goods) <= _MOST_RANKED
    fit = tuple(
        _good(phrase, _STEP * (len(goods) - n) if ranked else 0.0) for n, phrase in enumerate(goods[:_MOST_GOODS])
    )
    if not fit:
        return Nothing()
    return Sum((Best(fit),), 1, tuple(_places(plain)), None, SYNONYM, "use")


def _good(phrase: Phrase, weight: float) -> Node:
    keys = [word.folded for word in phrase]
    exact = tuple(Term("exact_name", word.exact) for word in phrase)
    if len(keys) == 1:
        found: tuple[Node, ...] = (_any(_BEGINS, keys[0]), *exact)
    else:
        found = (*(_any(_PAIRS, joined(pair)) for pair in pairwise(keys)), *exact)
    return Sum(found, len(found), weight=weight)


def _any(fields: Sequence[str], token: str) -> Node:
    return Best(tuple(Term(field, token) for field in fields))


def _places(plain: Reading) -> Iterator[Node]:
    placed = [word for word in plain.words if word.placed]
    for one, other in pairwise(placed):
        yield Term("place_pairs", joined((one.typed.folded, other.typed.folded)), PLACE)
        yield Term("name_pairs", joined((one.typed.folded, other.typed.folded)), PLACE)
