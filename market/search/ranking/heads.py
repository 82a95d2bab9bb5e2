"""What good a text names, among words that say nothing of it: the first that begins the name of some good."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from market.search.language.analysis import Syllable, accented, joined
from market.search.language.synonyms import Words, says_just
from market.search.language.vocabulary import Vocabulary
from market.search.ranking.weights import PAIR, Reading, Word

_LONGEST = 5
_SURE = 2
_FEWEST, _MOST_AFTER_KIND = 2, 3
_CLASSIFIERS = ("quả", "trái", "qua", "trai")
_BEGINS = ("name_start", "alias_start")
_PAIRS = ("name_pairs", "alias_pairs")
Span = tuple[int, int]


def headed(reading: Reading, vocabulary: Vocabulary) -> Reading | None:
    """Only what names a good is sought; the others help. None where nothing of it does.

    Goods are named from the general to the special. Several words that begin a name say it for sure, wherever they
    stand; one alone does only if none before it does, so `nấm hương` asks for mushrooms, not for hương rừng honey.
    """
    span = named(reading.words, vocabulary)
    if span is None:
        return None
    start, end = span
    words = tuple(
        replace(word, optional=not start <= n < end)
        for n, word in enumerate(reading.words)
        if start <= n < end or _helps(word.typed, vocabulary)
    )
    return replace(reading, words=words, needed=end - start)


def classified(typed: Sequence[Syllable], vocabulary: Vocabulary) -> bool:
    """Whether the first word only says that a fruit follows: "quả hồng" is hồng, not what is called Quả mác mật."""
    return typed[0].exact in _CLASSIFIERS and any(vocabulary.holds(field, typed[1].folded) for field in _BEGINS)


def _helps(word: Syllable, vocabulary: Vocabulary) -> bool:
    """Mỡ (fat), which nobody sells, must not help what is from Mỏ."""
    return not accented(word) or any(vocabulary.holds(field, word.exact) for field in ("exact_name", "exact_near"))


def sure(reading: Reading, vocabulary: Vocabulary) -> Reading | None:
    """As `headed`, where several words that begin a name say it beyond doubt."""
    found = headed(reading, vocabulary)
    if found is None or found.needed < _SURE:
        return None
    keys = [word.typed.folded for word in found.words if not word.optional]
    return found if any(vocabulary.holds(field, joined(keys)) for field in _BEGINS) else None


def named(words: Sequence[Word], vocabulary: Vocabulary) -> Span | None:
    """Where `words` say the name of a good, or its beginning."""
    marked = any(accented(word.typed) for word in words)
    free = [not word.optional for word in words]
    spans = list(_spans(words, free, vocabulary, marked=marked))
    longer = next((span for span in spans if span[1] - span[0] > 1 and _begins(words, span, vocabulary)), None)
    return longer or next((span for span in spans if not _said_before(words, span, vocabulary, marked=marked)), None)


def _said_before(words: Sequence[Word], span: Span, vocabulary: Vocabulary, *, marked: bool) -> bool:
    """Whether a word before one alone is of some name: cá hồi (a fish) is no hồi."""
    before = [word.typed for word in words[: span[0]] if not (word.optional or word.placed)]
    if span[1] - span[0] > 1:
        return False
    return any(vocabulary.holds(*(("exact_name", one.exact) if marked else ("name", one.folded))) for one in before)


def _spans(words: Sequence[Word], free: Sequence[bool], vocabulary: Vocabulary, *, marked: bool) -> Iterator[Span]:
    """At each place the longest of which some name says the words side by side, or that begins one."""
    for start, may in enumerate(free):
        if not may or words[start].placed:
            continue
        most = min(_LONGEST, len(words) - start)
        for end in range(start + most, start, -1):
            if all(free[start:end]) and _says((start, end), words, vocabulary, marked=marked):
                yield start, end
                break


def _says(span: Span, words: Sequence[Word], vocabulary: Vocabulary, *, marked: bool) -> bool:
    typed = [word.typed for word in words[slice(*span)]]
    if not all(_written_so(word, vocabulary, marked=marked) for word in typed):
        return False
    keys = [word.folded for word in typed]
    return _begins(words, span, vocabulary) or (
        len(keys) == 2 and any(vocabulary.holds(field, joined(keys)) for field in _PAIRS)
    )


def _begins(words: Sequence[Word], span: Span, vocabulary: Vocabulary) -> bool:
    key = joined(word.typed.folded for word in words[slice(*span)])
    return any(vocabulary.holds(field, key) for field in _BEGINS)


def _written_so(word: Syllable, vocabulary: Vocabulary, *, marked: bool) -> bool:
    """Who types marks in a sentence types them throughout: "bà" is no "ba", and bare "em" no "ếm"."""
    return not marked or vocabulary.holds("exact_name", word.exact)


def kind_only(reading: Reading, words: Words) -> Reading | None:
    """Of two words the first alone, where it is a kind of good of which people take another: rau muống → rau."""
    for length in (2, 1):
        kind = [word.typed for word in reading.words[:length]]
        if length < len(reading.words) and says_just(words.head, kind):
            return replace(reading, words=reading.words[:length], needed=length)
    return None


def first_only(reading: Reading, vocabulary: Vocabulary, words: Words) -> Reading | None:
    """The first word alone, where some name begins with it or another word for it: of trứng cút, other eggs.

    With its marks, where any were typed.
    """
    first = reading.words[0]
    typed = [word.typed for word in reading.words]
    if not _FEWEST <= len(typed) <= _MOST_AFTER_KIND or first.placed:
        return None
    said = [first.typed, *(one for (one, *more) in words.variants(typed[:1]) if not more)]
    begins = any(_begins_as_written(one, vocabulary, marked=any(map(accented, typed))) for one in said)
    return replace(reading, words=(replace(first, optional=False),), needed=1) if begins else None


def _begins_as_written(word: Syllable, vocabulary: Vocabulary, *, marked: bool) -> bool:
    return vocabulary.holds("name_start", word.folded) and _written_so(word, vocabulary, marked=marked)


def strangers(typed: Sequence[Syllable], free: Sequence[int], vocabulary: Vocabulary) -> set[int]:
    """Behind what begins names, words whose marks no good has, and that no name has beside their neighbours.

    Mỡ (fat) of nấm mỡ is no Mỏ of a place: it is a word that nobody uses.
    """
    if len(free) < _FEWEST or not _begins_as_written(typed[free[0]], vocabulary, marked=True):
        return set()
    return {n for n in free[1:] if accented(typed[n]) and not _used(typed, n, vocabulary)}


def _used(typed: Sequence[Syllable], n: int, vocabulary: Vocabulary) -> bool:
    fields = ("exact_name", "exact_near", "exact_shop", "exact_about")
    beside = (pair for pair in pairwise(typed[max(n - 1, 0) : n + 2]))
    return any(vocabulary.holds(field, typed[n].exact) for field in fields) or any(
        vocabulary.holds(field, joined(word.folded for word in pair)) for pair in beside for field in PAIR
    )
