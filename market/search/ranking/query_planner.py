"""Query planner: a staircase of plans for what people type, each wider than the one before.

A plan is one or several readings of the query; a reading is its words with the forms that may stand for each.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby, islice

from market.search.language import sentences
from market.search.language.analysis import Syllable, accented, joined, syllables
from market.search.language.synonyms import Words
from market.search.language.vocabulary import Vocabulary
from market.search.ranking import corrections, heads, query, uses, weights

MOST_WORDS = 12
# A sentence may ask with so many words before it names what it asks for.
_MOST_TYPED = 40
# So many hits that nobody needs others beside them.
ENOUGH = 10
# Of more words than that, more than one is usually beside the point.
_FEWEST_TO_LEAVE_ONE_OUT, _MOST_TO_LEAVE_ONE_OUT = 3, 5
# Of so many words a good that is named for sure is found before anything is guessed of the others.
_FEWEST_OF_A_SENTENCE = 4
_FEWEST_TO_SHORTEN = 2
_LONGEST_PLACE = 4
_SHORTEST_DESCRIBED = 4
_MOST_VARIANTS = 5
_GUESSED = ("completed", "keyboard", "parted", "confused", "corrected")
# What these find may hold less than what was typed.
_RELAXED = ("related", "described", "partial", "kind")


@dataclass(frozen=True)
class Plan:
    """Find what any of `readings` reads, if that is at least `enough`.

    One that only `adds` shows more after what the plan before it has found, if that found anything.
    `made` is what it looks for where that is no reading.
    """

    step: str
    readings: tuple[weights.Reading, ...]
    enough: int = 1
    adds: bool = False
    made: query.Node | None = None
    asked: tuple[weights.Word, ...] = ()  # all that was typed, where less is looked for

    @cached_property
    def node(self) -> query.Node:
        """Each tier in its turn: what a plainer reading finds outweighs what only a wider one does."""
        if self.made is not None:
            return self.made
        tiers = groupby(self.readings, key=lambda reading: reading.tier)
        return query.First(tuple(query.Best(tuple(reading.node for reading in tier)) for _, tier in tiers))

    @property
    def guessed(self) -> bool:
        return self.step in _GUESSED

    @property
    def relaxed(self) -> bool:
        return self.step in _RELAXED

    @property
    def words(self) -> tuple[weights.Word, ...]:
        return self.readings[0].words


def sought(text: str, words: Words, *, literal: bool = False) -> tuple[Syllable, ...]:
    """What is to be looked for of a text: without what only asks, unless it is taken literally."""
    typed = syllables(text)[:_MOST_TYPED]
    return tuple(typed if literal else sentences.asked(typed, words))[:MOST_WORDS]


def plans(text: str, vocabulary: Vocabulary, words: Words, *, literal: bool = False) -> Iterator[Plan]:
    """The staircase for `text`: take the first plan that finds enough. No plan when nothing can be looked for."""
    typed = sought(text, words, literal=literal)
    if not typed:
        return
    places, goods = (set[int](), []) if literal else uses.used(typed, words, vocabulary)
    plain = _plain(typed, vocabulary, words, places)
    if goods and uses.only_used(plain, places, places_named(typed, vocabulary), vocabulary):
        yield Plan("use", (plain,), made=uses.node(goods, plain))
    yield Plan("plain", (plain,), ENOUGH)
    widened = _widened(plain, vocabulary, words)
    yield Plan("widened", widened, ENOUGH)
    yield from _wider(plain, vocabulary)
    tried = set(map(_sought, widened))
    for plan in _guesses(plain, vocabulary, words):
        if fresh := set(map(_sought, plan.readings)) - tried:
            tried |= fresh
            yield plan


def _wider(plain: weights.Reading, vocabulary: Vocabulary) -> Iterator[Plan]:
    """What is near it; how it sounds, where a name says so; and what only descriptions say."""
    typed = [word.typed for word in plain.words]
    described = replace(plain, within=weights.Within.ANYWHERE, tier=weights.GUESS)
    by_marks = any(map(accented, typed))
    tail = [described] if by_marks or len(typed) == 1 else []
    yield Plan("related", (*_related(plain), *tail), adds=True, asked=plain.words)
    if (heard := corrections.heard(plain, vocabulary)) is not None:
        yield _guess("confused", heard)
    if by_marks or (len(typed) == 1 and len(typed[0].folded) >= _SHORTEST_DESCRIBED):
        yield Plan("described", (described,))


def _sought(reading: weights.Reading) -> tuple[tuple[weights.Word, ...], int, weights.Within]:
    """What a reading finds; its tier only says where that ranks."""
    return reading.words, reading.needed, reading.within


def _guesses(plain: weights.Reading, vocabulary: Vocabulary, words: Words) -> Iterator[Plan]:
    """What may have been meant where what was typed finds nothing."""
    if plain.needed >= _FEWEST_OF_A_SENTENCE and (sure := heads.sure(plain, vocabulary)) is not None:
        yield Plan("partial", (_near(sure),), asked=plain.words)
    completed = corrections.completed(plain, vocabulary)
    yield _guess("completed", completed)
    typed = tuple(word.typed for word in plain.words)
    if respelt := corrections.respelt(typed, vocabulary):
        typed, plain = respelt, _plain(respelt, vocabulary, words)
        yield Plan("keyboard", _widened(plain, vocabulary, words))
        completed = corrections.completed(plain, vocabulary)
    if parted := corrections.parted(typed, vocabulary):
        yield Plan("parted", _widened(_plain(parted[:MOST_WORDS], vocabulary, words), vocabulary, words))
    yield from (_guess("confused", guess) for guess in corrections.confused(plain, vocabulary))
    yield _guess("corrected", corrections.corrected(plain, vocabulary))
    yield _guess("corrected", corrections.corrected(completed, vocabulary))
    yield from _lesser(plain, completed, vocabulary, words)
    if apart := corrections.begun(typed, vocabulary):
        plain = _plain(apart[:MOST_WORDS], vocabulary, words)
        yield from _lesser(plain, plain, vocabulary, words)


def _lesser(plain: weights.Reading, completed: weights.Reading, vocabulary: Vocabulary, words: Words) -> Iterator[Plan]:
    """Less than was typed."""
    if completed.needed >= _FEWEST_TO_LEAVE_ONE_OUT:
        if partial := tuple(_partial(plain, completed, vocabulary, words)):
            yield Plan("partial", partial, asked=plain.words)
        if (headed := heads.headed(plain, vocabulary)) is not None:
            yield Plan("partial", (_near(headed),), asked=plain.words)
    if (kind := _kind(plain, vocabulary, words)) is not None:
        yield Plan("kind", (_near(kind), *map(_near, _others(kind, vocabulary, words))), asked=plain.words)


def _kind(plain: weights.Reading, vocabulary: Vocabulary, words: Words) -> weights.Reading | None:
    kind = heads.kind_only(plain, words) or heads.first_only(plain, vocabulary, words)
    return kind or (heads.headed(plain, vocabulary) if plain.needed >= _FEWEST_TO_SHORTEN else None)


def _others(kind: weights.Reading, vocabulary: Vocabulary, words: Words) -> list[weights.Reading]:
    """A kind in other words for the same: no chè vằng, but other chè and trà."""
    named = [word.typed for word in kind.words if not word.optional]
    said = (_plain(other, vocabulary, words) for other in words.variants(named)[:_MOST_VARIANTS])
    return [one for one in said if all(word.typed.folded in vocabulary for word in one.words)]


def _near(reading: weights.Reading) -> weights.Reading:
    return replace(reading, tier=weights.GUESS, within=weights.Within.NAME)


def _partial(
    plain: weights.Reading, completed: weights.Reading, vocabulary: Vocabulary, words: Words
) -> Iterator[weights.Reading]:
    """One word is not found; or only what the good is called is, and nothing of the rest."""
    headed = heads.headed(plain, vocabulary)
    if headed is None or headed.needed == 1 or completed.needed <= _MOST_TO_LEAVE_ONE_OUT:
        # Of mushrooms from the forest that are not sold, the mushrooms are meant and not the forest.
        kind = heads.kind_only(plain, words)
        yield _near(replace(completed, needed=completed.needed - 1, named=kind.needed if kind else 0))
    if headed is not None and headed.needed > 1:
        yield _near(headed)


def _plain(
    typed: Sequence[Syllable], vocabulary: Vocabulary, words: Words, used: Iterable[int] = ()
) -> weights.Reading:
    """What was typed, its fillers and uses optional, its places known."""
    fillers, placed = words.fillers(typed) | set(used), places_named(typed, vocabulary)
    if len(fillers) == len(typed):
        fillers = set()
    if len(fillers | placed) == len(typed):
        placed = set()  # a place alone is what is sought
    if len(typed) > 1 and not {0, 1} & fillers and heads.classified(typed, vocabulary):
        fillers, placed = fillers | {0}, placed | {0}
    strange = heads.strangers(typed, [n for n in range(len(typed)) if n not in fillers | placed], vocabulary)
    read = tuple(
        weights.Word(word, () if n in strange else (word.folded,), n in fillers, n in placed)
        for n, word in enumerate(typed)
    )
    return weights.Reading(read, needed=len(typed) - len(fillers), tier=weights.PLAIN)


def _widened(plain: weights.Reading, vocabulary: Vocabulary, words: Words) -> tuple[weights.Reading, ...]:
    """As typed; with a place as a hint; in other words for the same."""
    said = words.variants([word.typed for word in plain.words])
    optional = {word.typed.folded for word in plain.words if word.optional}
    known = (one for one in said if all(word.folded in optional or word.folded in vocabulary for word in one))
    variants = (_plain(one, vocabulary, words) for one in islice(known, _MOST_VARIANTS))
    others = [replace(one, tier=weights.SYNONYM) for one in variants]
    return (plain, *_hinted(plain), *(reading for one in others for reading in _hinted(one) or [one]))


def _guess(step: str, reading: weights.Reading) -> Plan:
    reading = replace(reading, tier=weights.GUESS)
    return Plan(step, (reading, *_hinted(reading)))


def _hinted(reading: weights.Reading) -> list[weights.Reading]:
    """`reading` with the place it names as a hint, if it names one."""
    words = tuple(replace(word, optional=word.optional or word.placed) for word in reading.words)
    needed = sum(not word.optional for word in words)
    return [replace(reading, words=words, needed=needed)] if 0 < needed < reading.needed else []


def _related(plain: weights.Reading) -> list[weights.Reading]:
    """The kind of good without its last word: goods are named from the general to the special."""
    sought = [n for n, word in enumerate(plain.words) if not (word.optional or word.placed)]
    if len(sought) < _FEWEST_TO_SHORTEN:
        return []
    kept = set(sought[:-1])
    words = tuple(replace(word, optional=n not in kept) for n, word in enumerate(plain.words))
    return [replace(plain, words=words, needed=len(kept), tier=weights.GUESS, within=weights.Within.NAME)]


def places_named(typed: Sequence[Syllable], vocabulary: Vocabulary) -> set[int]:
    """Where `typed` says the name of a place of two syllables or more."""
    spans = (
        range(start, start + length)
        for length in range(min(_LONGEST_PLACE, len(typed)), 1, -1)
        for start in range(len(typed) - length + 1)
        if vocabulary.holds("place_whole", joined(word.folded for word in typed[start : start + length]))
    )
    return {place for span in islice(spans, 3) for place in span}
