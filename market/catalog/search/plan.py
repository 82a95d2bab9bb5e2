"""From what people type to what an engine looks for: a staircase of plans, each wider than the one before.

A plan is words with the tokens that may stand for them, and the weight of each token that is found. Scores
are sums of weights, so they need no statistics of the corpus, and every engine computes the same ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice, pairwise, product
from typing import Protocol

from market.catalog.search.analysis import Syllable, accented, joined, mistyped, syllables
from market.catalog.search.projection import WORD_FIELDS
from market.text import fold

MOST_WORDS = 12
_MOST_COMPLETIONS = 20
_MOST_CORRECTIONS = 8
_MOST_PHRASES = 12
_FEWEST_TO_LEAVE_ONE_OUT = 3

# A word in the name outweighs it in all other places together; marks as typed outweigh any place.
EXACT = 100.0
WORD = dict(zip(WORD_FIELDS, (12.0, 4.0, 2.0, 1.0), strict=True))
PAIR = {"name_pairs": 6.0, "alias_pairs": 3.0, "place_pairs": 3.0}
START = {"name_start": 6.0, "alias_start": 1.0}
WHOLE = {"name_whole": 6.0, "alias_whole": 2.0}
GUESSED = 0.5

# Among equals; together less than the smallest difference between unequals.
IN_STOCK, IN_SEASON, CERTIFIED = 1 / 4, 1 / 8, 1 / 16


class Vocabulary(Protocol):
    """The folded syllables that stand in names and places of the index."""

    def __contains__(self, key: object) -> bool: ...

    def starting(self, prefix: str) -> list[str]:
        """Its words that begin with `prefix`, the most common first."""


@dataclass(frozen=True)
class Word:
    """One syllable of a query, and the folded `forms` of which any will do."""

    typed: Syllable
    forms: tuple[str, ...]

    def weigh(self, form: str) -> float:
        return 1.0 if form == self.typed.folded else GUESSED


@dataclass(frozen=True)
class Plan:
    """Find what has at least `needed` of `words`."""

    step: str
    words: tuple[Word, ...]
    needed: int


def plans(text: str, vocabulary: Vocabulary) -> Iterator[Plan]:
    """The staircase for `text`: take the first plan that finds something. No plan when nothing can be looked for."""
    typed = syllables(text)[:MOST_WORDS]
    if not typed:
        return
    plain = Plan("plain", tuple(Word(word, (word.folded,)) for word in typed), len(typed))
    yield plain
    completed = _completed(plain, vocabulary)
    yield completed
    yield _corrected(plain, vocabulary)
    yield _corrected(completed, vocabulary)
    if len(typed) >= _FEWEST_TO_LEAVE_ONE_OUT:
        yield replace(completed, step="partial", needed=len(typed) - 1)


def everything() -> Plan:
    """The plan of a query without words: all goods, the best of the season first."""
    return Plan("all", (), 0)


def weights(plan: Plan) -> Iterator[tuple[str, str, float]]:
    """Each (field, token, weight) that speaks for a hit."""
    for word in plan.words:
        for form in word.forms:
            yield from ((field, form, weight * word.weigh(form)) for field, weight in WORD.items())
    if any(accented(word.typed) for word in plan.words):
        yield from (("exact", word.typed.exact, EXACT) for word in plan.words)
    yield from _phrases(plan)


def _phrases(plan: Plan) -> Iterator[tuple[str, str, float]]:
    """The weight of words that stand beside each other."""
    for left, right in pairwise(plan.words):
        for one, other in islice(product(left.forms, right.forms), _MOST_PHRASES):
            share = min(left.weigh(one), right.weigh(other))
            yield from ((field, joined((one, other)), weight * share) for field, weight in PAIR.items())
    for forms in islice(product(*(word.forms for word in plan.words)), _MOST_PHRASES):
        share = min((word.weigh(form) for word, form in zip(plan.words, forms, strict=True)), default=1.0)
        yield from ((field, joined(forms), weight * share) for field, weight in (START | WHOLE).items())


def _completed(plan: Plan, vocabulary: Vocabulary) -> Plan:
    """The last syllable is not typed to its end."""
    *whole, last = plan.words
    # As typed, too: what ends in y so far may go on, quy to quyển.
    beginnings = dict.fromkeys((last.typed.folded, fold(last.typed.written)))
    longer = [word for beginning in beginnings for word in vocabulary.starting(beginning)[:_MOST_COMPLETIONS]]
    return Plan("completed", (*whole, replace(last, forms=_also(last.forms, longer))), plan.needed)


def _corrected(plan: Plan, vocabulary: Vocabulary) -> Plan:
    """A slip of the finger in the syllables nobody knows; in any, where all are known."""
    unknown = {word for word in plan.words if word.typed.folded not in vocabulary} or set(plan.words)
    words = (_with_slips(word, vocabulary) if word in unknown else word for word in plan.words)
    return Plan("corrected", tuple(words), plan.needed)


def _with_slips(word: Word, vocabulary: Vocabulary) -> Word:
    return replace(word, forms=_also(word.forms, mistyped(word.typed.folded, vocabulary)[:_MOST_CORRECTIONS]))


def _also(forms: tuple[str, ...], more: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*forms, *more)))
