"""Corrections (did you mean): a word not typed to its end, a failed keyboard, a blank left out, a sound, a typo."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from market.search.language import gluing, input_methods, typos
from market.search.language.analysis import TONES, Syllable, accented, joined, syllables
from market.search.language.vocabulary import Vocabulary
from market.search.ranking.weights import NAME, PAIR, Reading, Word
from market.text import fold

_BEGINS = ("name_start", "alias_start")
_MOST_COMPLETIONS = 20
_MOST_CORRECTIONS = 8
# A shorter word is a slip away from too many others: a neighbour must confirm the guess.
_SHORTEST_ALONE = 6
_SHORTEST_SINGLE = 4
_SHORTEST_BEGINNING = 3
_FEWEST_TO_BE_LONELY = 2
_MOST_HEARD, _MOST_CHAINS = 6, 8
# A syllable that can be Vietnamese, without its marks.
_SPELT = re.compile(rf"^{gluing.SYLLABLE}$")


def completed(reading: Reading, vocabulary: Vocabulary) -> Reading:
    """The last syllable is not typed to its end."""
    *whole, last = reading.words
    # As typed, too: what ends in y so far may go on, quy to quyển.
    beginnings = dict.fromkeys((last.typed.folded, fold(last.typed.written)))
    longer = [word for beginning in beginnings for word in vocabulary.starting(beginning)]
    if whole:
        fitting = [word for word in longer if _fits(word, reading.words, len(whole), vocabulary)]
        longer = fitting or (longer if len(last.typed.folded) >= _SHORTEST_BEGINNING else [])
    else:
        longer = [word for word in longer if _may_be(last.typed, word, vocabulary)]
    longer = longer[:_MOST_COMPLETIONS]
    return replace(reading, words=(*whole, _also(last, longer)))


def respelt(typed: Sequence[Syllable], vocabulary: Vocabulary) -> tuple[Syllable, ...]:
    """`typed` with the words nobody knows read as keys of Telex or VNI; nothing where that helps no word."""
    read = tuple(word if word.folded in vocabulary else _respelt(word, vocabulary) for word in typed)
    return read if read != tuple(typed) else ()


def _respelt(word: Syllable, vocabulary: Vocabulary) -> Syllable:
    found = input_methods.meant(word.written)
    meant = syllables(found)[0] if found else word
    return meant if meant.folded in vocabulary else word


def parted(typed: Sequence[Syllable], vocabulary: Vocabulary) -> tuple[Syllable, ...]:
    """`typed` with its blanks where they belong, if words that nobody knows then stand as in some name."""
    keys = [word.folded for word in typed]
    for start, end in gluing.windows(keys, vocabulary):
        read = gluing.read("".join(keys[start:end]), vocabulary, lambda one, other: _beside(one, other, vocabulary))
        if read and read != keys[start:end]:
            rest = typed[end:]
            return (*typed[:start], *syllables(" ".join(read)), *(parted(rest, vocabulary) or rest))
    return ()


def begun(typed: Sequence[Syllable], vocabulary: Vocabulary) -> tuple[Syllable, ...]:
    """`typed` with a word nobody knows cut where a good's name ends or begins in it: `banhkem`, `combokhaunhuc`."""

    def names(said: Sequence[str]) -> bool:
        return any(vocabulary.holds(field, joined(said)) for field in _BEGINS)

    def beside(one: str, other: str) -> bool:
        return _beside(one, other, vocabulary)

    for n, word in enumerate(typed):
        if word.folded not in vocabulary and (read := gluing.cut(word.folded, vocabulary, beside, names)):
            return (*typed[:n], *syllables(" ".join(read)), *typed[n + 1 :])
    return ()


def confused(reading: Reading, vocabulary: Vocabulary) -> Iterator[Reading]:
    """Northern sounds exchanged: in the words nobody knows, then in any that may be meant otherwise."""
    for words in (_unknown(reading, vocabulary), _doubtful(reading, vocabulary)):
        if words:
            read = [
                _also(word, _heard(reading.words, place, vocabulary)) if word in words else word
                for place, word in enumerate(reading.words)
            ]
            yield replace(reading, words=tuple(read))


def heard(reading: Reading, vocabulary: Vocabulary) -> Reading | None:
    """The words as they sound, where each then stands beside its neighbours in some name: `quích vàn bắt sơn`.

    So well confirmed, both ends of a word may be meant otherwise, and what cannot be Vietnamese may be a slip, too.
    None where they stand so as they were typed, or by no reading.
    """
    sought = [n for n, word in enumerate(reading.words) if not word.optional]
    if not _FEWEST_TO_BE_LONELY <= len(sought) <= _MOST_HEARD:
        return None
    chains: list[tuple[int, tuple[str, ...]]] = [(0, ())]
    for n in sought:
        others = _sounding(reading.words[n].typed, vocabulary)
        grown = (
            (cost + more, (*said, other))
            for cost, said in chains
            for more, other in others
            if not said or _beside(said[-1], other, vocabulary)
        )
        chains = sorted(grown)[:_MOST_CHAINS]
    if not chains or chains[0][0] == 0:
        return None
    said = dict(zip(sought, chains[0][1], strict=True))
    if not any(said[n] in _alike(reading.words[n].typed, vocabulary) for n in sought):
        return None  # slips of the hand alone are looked for later
    words = (_also(word, [said[n]]) if n in said else word for n, word in enumerate(reading.words))
    return replace(reading, words=tuple(words))


def _sounding(typed: Syllable, vocabulary: Vocabulary) -> list[tuple[int, str]]:
    """What a word may be, and how much is guessed: with the marks of some good it is what it is."""
    key = typed.folded
    same = [(0, key)] if key in vocabulary else []
    if accented(typed) and _written_so(typed, vocabulary):
        return same
    others = _alike(typed, vocabulary)
    if not same and not _SPELT.match(key):
        others = [*others, *typos.mistyped(key, vocabulary)]
    return same + [(1, other) for other in others]


def _alike(typed: Syllable, vocabulary: Vocabulary) -> list[str]:
    return typos.confused(typed.folded, vocabulary, at_both_ends=True)


def _heard(words: Sequence[Word], place: int, vocabulary: Vocabulary) -> list[str]:
    """What sounds like the word at `place`. Another end must be of a name or fit beside it: lanh is no "Nhà bà Lan"."""
    key = words[place].typed.folded
    others = typos.confused(key, vocabulary)
    if len(words) == 1:
        others = [other for other in others if _may_be(words[place].typed, other, vocabulary)]
    return [
        other
        for other in others
        if other[0] != key[0]
        or any(vocabulary.holds(field, other) for field in NAME)
        or _fits(other, words, place, vocabulary)
    ]


def corrected(reading: Reading, vocabulary: Vocabulary) -> Reading:
    """A slip of the finger in the words nobody knows; where all are known, in any that may be meant otherwise."""
    words = _unknown(reading, vocabulary) or _doubtful(reading, vocabulary) or _lonely(reading, vocabulary)
    read = list(reading.words)
    for place, word in enumerate(reading.words):
        if word in words:
            read[place] = _also(word, _likely(read, place, vocabulary))
    return replace(reading, words=tuple(read))


def _likely(words: Sequence[Word], place: int, vocabulary: Vocabulary) -> list[str]:
    """What may have been meant by the word at `place`: what fits its neighbours, then what is common."""
    key = words[place].typed.folded
    if accented(words[place].typed) and _SPELT.match(key):
        return []  # who spells a word right means it: miến is no slip for men, nhãn none for chân
    meant = typos.mistyped(key, vocabulary)
    fitting = {other for other in meant if _fits(other, words, place, vocabulary)}
    if len(key) < (_SHORTEST_ALONE if len(words) > 1 else _SHORTEST_SINGLE):
        meant = list(fitting)
    return sorted(meant, key=lambda other: (other not in fitting, -vocabulary.common(other), other))[:_MOST_CORRECTIONS]


def _fits(key: str, words: Sequence[Word], place: int, vocabulary: Vocabulary) -> bool:
    before = words[place - 1].forms if place else ()
    after = words[place + 1].forms if place + 1 < len(words) else ()
    return any(_beside(form, key, vocabulary) for form in before) or any(
        _beside(key, form, vocabulary) for form in after
    )


def _beside(left: str, right: str, vocabulary: Vocabulary) -> bool:
    return any(vocabulary.holds(field, joined((left, right))) for field in PAIR)


def _unknown(reading: Reading, vocabulary: Vocabulary) -> set[Word]:
    return {word for word in reading.words if word.typed.folded not in vocabulary}


def _doubtful(reading: Reading, vocabulary: Vocabulary) -> set[Word]:
    """All but those whose marks were typed as some good has them."""
    return {word for word in reading.words if not (accented(word.typed) and _written_so(word.typed, vocabulary))}


def _lonely(reading: Reading, vocabulary: Vocabulary) -> set[Word]:
    """Known as they are, but by no name beside their neighbours: among many goods every slip is a word of some."""
    if len(reading.words) < _FEWEST_TO_BE_LONELY:
        return set()
    return {word for n, word in enumerate(reading.words) if not _fits(word.typed.folded, reading.words, n, vocabulary)}


def _written_so(word: Syllable, vocabulary: Vocabulary) -> bool:
    return any(vocabulary.holds(field, word.exact) for field in ("exact_name", "exact_near"))


def _may_be(typed: Syllable, other: str, vocabulary: Vocabulary) -> bool:
    """Whether `other` may be meant by one word alone that bears a tone: with its marks some good is so written.

    Mận (a plum), which nobody sells, is no beginning of măng, and does not sound like it.
    """
    if not any(tone in unicodedata.normalize("NFD", typed.exact) for tone in TONES):
        return True
    marked = [n for n, (one, bare) in enumerate(zip(typed.exact, typed.folded, strict=False)) if one != bare]
    if not marked:  # a mark on what bears none
        return True
    first, last = min(marked), max(marked) + 1
    start = max(other.find(typed.folded[first:last]), 0)
    written = other[:start] + typed.exact[first:last] + other[start + last - first :]
    return any(vocabulary.holds(field, written) for field in ("exact_name", "exact_near"))


def _also(word: Word, more: Iterable[str]) -> Word:
    return replace(word, forms=tuple(dict.fromkeys((*word.forms, *more))))
