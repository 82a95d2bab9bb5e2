"""Ranking weights: a query's words, the forms that may stand for each, and what each place of a word weighs."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from itertools import islice, pairwise, product

from market.search.index.projection import NAMED
from market.search.language.analysis import Syllable, accented, joined
from market.search.ranking.query import Best, Node, Sum, Term

# All weights are sums of powers of two not below 1/64, so that every engine's arithmetic gives the same.
PLAIN, SYNONYM, GUESS = 4096.0, 2048.0, 0.0
# All words with their marks outweigh any place; some words with theirs decide among equal places.
ALL_EXACT = 256.0
EXACT = {"exact_name": 4.0, "exact_near": 1.0, "exact_about": 0.5}
NAME = {"name": 12.0, "alias": 8.0, "kind": 3.0}
SHOP, PLACE, ABOUT = 3.0, 2.0, 1.0
KIND = 3.0  # beside where it stands: the good is of the kind that is asked for
PAIR = {"name_pairs": 6.0, "alias_pairs": 4.0, "place_pairs": 3.0}
START = {"name_start": 6.0, "alias_start": 2.0}
# Little: who says more of a good than its bare name should not lose much by it.
WHOLE = {"name_whole": 4.0, "alias_whole": 4.0}
GUESSED = 0.5
# The name of a place tells which of the goods, not what good.
OF_PLACE = 0.25

# More than a name that is no more than what was typed (WHOLE), less than where the words stand: what is sold out stands
# behind what is called nearly the same.
IN_STOCK = 5.0
# Whatever is made of words and stock is a multiple of 1/FIT.
FIT = 8
# Among equals, each more than all after it; together less than the smallest difference between unequals: reaches any
# buyer (by post), is in season, each step of its shop's reliability (`catalog.rules.reliability`), is certified, and
# each step of `catalog.rules.scores.Tier`: what buyers like better than is usual of its kind.
REACHES, IN_SEASON, RELIABLE, CERTIFIED, LIKED = 1 / 16, 1 / 32, 1 / 128, 1 / 256, 1 / 1024

_MOST_PHRASES = 12
_MOST_NEIGHBOURS = 24


class Within(Enum):
    """Where words must be found for a reading to hold."""

    NEAR = "all in names, kinds, shops and places, or one in a name"
    NAME = "one in a name"
    ANYWHERE = "anywhere"


@dataclass(frozen=True)
class Word:
    """One syllable of a query, and the folded `forms` of which any will do.

    An `optional` one only helps. `placed`: it is of the name of a place.
    """

    typed: Syllable
    forms: tuple[str, ...]
    optional: bool = False
    placed: bool = False

    def weigh(self, form: str) -> float:
        return (1.0 if form == self.typed.folded else GUESSED) * (OF_PLACE if self.placed else 1.0)


@dataclass(frozen=True)
class Reading:
    """Find what has at least `needed` of `words`.

    What is not in a name, a kind, a shop or a place may be in the description if some word is in a name: a description
    has many words, and some are always near what somebody types. `within` says otherwise.
    """

    words: tuple[Word, ...]
    needed: int
    tier: float
    within: Within = Within.NEAR
    named: int = 0  # so many of the first words must all stand in the name, where one of it must

    @cached_property
    def node(self) -> Sum:
        sought = [word for word in self.words if not word.optional]
        found = [(word, _near(word, self._beside(n))) for n, word in enumerate(self.words)]
        near = tuple(Best(terms) for word, terms in found if not word.optional)
        anywhere = tuple(Best((*terms, *_about(word))) for word, terms in found if not word.optional)
        hints = (Best((*terms, *_about(word))) for word, terms in found if word.optional)
        extras = (*hints, *_exact(self.words), *self._phrases(sought))
        if len(sought) == 1 and self.within is Within.NEAR:
            return Sum(near, 1, extras, None, self.tier)
        return Sum(anywhere, self.needed, extras, self._guard(sought, Sum(near, self.needed)), self.tier)

    def _guard(self, sought: list[Word], near: Node) -> Node | None:
        named = [_named(word) for word in sought if not word.placed]
        match self.within:
            case Within.NEAR:
                return Best((near, *(part for node in named for part in node.parts)))
            case Within.NAME if self.named:
                return Sum(tuple(_called(word) for word in self.words[: self.named]), self.named)
            case Within.NAME:
                return Best(tuple(_called(word) for word in sought if not word.placed))
        return None

    def _beside(self, place: int) -> Iterator[tuple[str, str]]:
        """The pairs that the word at `place` makes with its neighbours."""
        word = self.words[place]
        if place:
            yield from product(self.words[place - 1].forms, word.forms)
        if place + 1 < len(self.words):
            yield from product(word.forms, self.words[place + 1].forms)

    def _phrases(self, sought: list[Word]) -> Iterator[Node]:
        """The weight of kinds asked for, and of words that stand beside each other."""
        for word in sought:
            yield Best(tuple(Term("kind", form, KIND * word.weigh(form)) for form in word.forms))
        for left, right in pairwise(self.words):
            for one, other in islice(product(left.forms, right.forms), _MOST_PHRASES):
                share = min(left.weigh(one), right.weigh(other))
                yield from (Term(field, joined((one, other)), weight * share) for field, weight in PAIR.items())
        for forms in islice(product(*(word.forms for word in sought)), _MOST_PHRASES):
            share = min((word.weigh(form) for word, form in zip(sought, forms, strict=True)), default=1.0)
            yield from (Term(field, joined(forms), weight * share) for field, weight in (START | WHOLE).items())


def _named(word: Word) -> Best:
    return Best(tuple(Term(field, form) for field in NAMED for form in word.forms))


def _called(word: Word) -> Node:
    """As it was typed, if marks were: who asks for nấm is not shown what is called nằm."""
    if not accented(word.typed) or len(word.forms) > 1:
        return _named(word)
    return Term("exact_name", word.typed.exact)


def _exact(words: Sequence[Word]) -> Iterator[Node]:
    """The weight of marks as typed, where somebody took the trouble to type some."""
    typed = [word.typed for word in words if word.placed or not word.optional]
    if any(map(accented, typed)):
        for word in typed:
            yield Best(tuple(Term(field, word.exact, weight) for field, weight in EXACT.items()))
        yield Sum(
            tuple(Best(tuple(Term(field, word.exact) for field in EXACT)) for word in typed),
            len(typed),
            weight=ALL_EXACT,
            called="all_exact",
        )


def _near(word: Word, beside: Iterable[tuple[str, str]]) -> tuple[Term, ...]:
    """Where a word is found in a name, a kind, a shop or, with a neighbour or as the whole of it, a place."""
    named = (Term(field, form, NAME[field] * word.weigh(form)) for field in NAME for form in word.forms)
    places = (Term("place_pairs", joined(pair), PLACE) for pair in islice(beside, _MOST_NEIGHBOURS))
    whole = (Term("place_whole", form, PLACE) for form in word.forms)
    return (*named, *places, *whole, *_as_typed(word, "shop_name", "exact_shop", SHOP))


def _about(word: Word) -> Iterator[Term]:
    return _as_typed(word, "about", "exact_about", ABOUT)


def _as_typed(word: Word, folded: str, exact: str, weight: float) -> Iterator[Term]:
    """Where anything may stand, a word is found by its marks, if it was typed with any."""
    typed = word.typed
    yield Term(exact, typed.exact, weight) if accented(typed) else Term(folded, typed.folded, weight)
    yield from (Term(folded, form, weight * GUESSED) for form in word.forms[1:])
