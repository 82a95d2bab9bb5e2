"""What somebody may have meant by a beginning that begins nothing: a slip, a blank left out, a sound confused."""

from collections.abc import Iterator, Sequence
from itertools import islice

from market.search.language import gluing, typos
from market.search.language.analysis import joined, syllables
from market.search.language.vocabulary import Vocabulary
from market.search.ranking.weights import PAIR

_MOST_WORDS = 6
_MOST_OF_A_WORD = 12
_MOST_CHAINS = 6
_SHORTEST_BEGINNING = 3
_SHORTEST_ALONE = 4
Chain = tuple[int, tuple[str, ...]]  # how much was guessed, and what is read


def meant(prefix: str, vocabulary: Vocabulary) -> Iterator[str]:
    """Other beginnings, the likeliest first: each word beside its neighbour in some name."""
    keys = [word.folded for word in syllables(prefix)]
    if not keys or len(keys) > _MOST_WORDS:
        return
    if glued := gluing.read("".join(keys), vocabulary, lambda one, other: _beside(one, other, vocabulary)):
        yield " ".join(glued)
    for _, words in _chains(keys, vocabulary):
        yield " ".join(words)


def _chains(keys: Sequence[str], vocabulary: Vocabulary) -> list[Chain]:
    alone = len(keys) == 1
    if alone and len(keys[0]) < _SHORTEST_ALONE:
        return []
    chains: list[Chain] = [(0, ())]
    for place, key in enumerate(keys):
        others = list(islice(_others(key, vocabulary, last=place == len(keys) - 1), _MOST_OF_A_WORD * 4))
        grown = (
            (cost + more, (*words, other))
            for cost, words in chains
            for more, other in others
            if not words or _beside(words[-1], other, vocabulary)
        )
        chains = sorted(grown)[:_MOST_OF_A_WORD]
    return [chain for chain in chains if chain[0]][:_MOST_CHAINS]


def _others(key: str, vocabulary: Vocabulary, *, last: bool) -> Iterator[tuple[int, str]]:
    """What `key` may be: itself or what it begins, what sounds like it, what is a slip from it."""
    if key in vocabulary:
        yield 0, key
    if last:
        yield from ((0, word) for word in vocabulary.starting(key)[:_MOST_OF_A_WORD])
    yield from ((1, word) for word in typos.confused(key, vocabulary))
    slips = sorted(typos.slips(key))
    yield from ((1, slip) for slip in slips if slip in vocabulary)
    if last and len(key) >= _SHORTEST_BEGINNING:
        begins = (slip for slip in slips if len(slip) >= _SHORTEST_BEGINNING)
        yield from ((2, word) for slip in begins for word in vocabulary.starting(slip)[:2])


def _beside(one: str, other: str, vocabulary: Vocabulary) -> bool:
    return any(vocabulary.holds(field, joined((one, other))) for field in PAIR)
