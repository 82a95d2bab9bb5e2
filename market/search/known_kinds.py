"""What kind of good a text names, as far as we know without any good: by the usual kinds, the categories, other words.

No list of its own: whatever a kind or a category is called, and whatever the word lists put beside that, is of that
category; and so is what begins as several of these do ("bánh …"), or holds a word that is of one category alone.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from market.catalog.rules.categories import CATEGORIES
from market.catalog.rules.patterns import Pattern, patterns
from market.search.language.analysis import Syllable, accented, syllables
from market.search.language.synonyms import Phrase, Words, keys

_LONGEST, _ANYWHERE = 5, 200
_MOST_VARIANTS = 20
# Two names that begin so are chance; and of three that do one may be of something else.
_FEWEST, _SHARE = 3, 2 / 3
_BETWEEN = re.compile(r", | và (?:các loại )?")


# The words that tell of a category, by how they are folded.
Telling = dict[str, list[tuple[Syllable, str]]]


class Kind(NamedTuple):
    """A category, and of its usual kinds the one that was named, if one was."""

    category: str
    usual: Pattern | None = None


class Known(NamedTuple):
    names: dict[tuple[str, ...], list[tuple[Phrase, Kind]]]
    beginnings: Telling  # as several names begin
    within: Telling  # what stands in names of one category alone


def kind_named(typed: Sequence[Syllable], words: Words) -> Kind | None:
    """The kind that `typed` names, or that it would in other words for the same; None where nothing of it is known."""
    known = _known(words)
    others = words.variants(typed)[:_MOST_VARIANTS]
    return (
        _said(typed, known, words.fillers(typed))
        or next((kind for other in others if (kind := _said(other, known, end=1))), None)
        or _led(typed, known, words)
        or next((kind for text in (typed, *others) if (kind := _told(known.beginnings, text[:1], typed))), None)
        or _told(known.within, typed[1:], typed)
    )


def _said(typed: Sequence[Syllable], known: Known, fillers: Iterable[int] = (), *, end: int = _ANYWHERE) -> Kind | None:
    """A name that begins before `end`; the longest. One syllable alone must stand first: "cá hồi" is no hồi."""
    marked = any(map(accented, typed))
    first = next((n for n in range(len(typed)) if n not in set(fillers)), 0)
    for length in range(min(_LONGEST, len(typed)), 0, -1):
        for start in range(min(end, len(typed) - length + 1)) if length > 1 else (first,):
            said = typed[start : start + length]
            for phrase, kind in known.names.get(keys(said), ()):
                if _same(said, phrase, marked=marked):
                    return kind
    return None


def _led(typed: Sequence[Syllable], known: Known, words: Words) -> Kind | None:
    """What the lists say is of a category, or is for some use: as the first good that is fit."""
    for _, _, (slug, *_) in words.led(words.category, typed):
        return Kind("-".join(word.written for word in slug))
    fit = chain.from_iterable(goods for _, _, goods in words.led(words.use, typed))
    return next((kind for good in fit if (kind := _said(good, known))), None)


def _told(told: Telling, said: Sequence[Syllable], typed: Sequence[Syllable]) -> Kind | None:
    marked = any(map(accented, typed))
    for word in said:
        for other, slug in told.get(word.folded, ()):
            if _same((word,), (other,), marked=marked):
                return Kind(slug)
    return None


def _same(said: Sequence[Syllable], phrase: Sequence[Syllable], *, marked: bool) -> bool:
    """Who types marks types them throughout: "dao" is then no "đào"."""
    return not marked or all(one.exact == other.exact for one, other in zip(said, phrase, strict=True))


_last: tuple[Words, Known] | None = None


def _known(words: Words) -> Known:
    """Made anew when the lists are others."""
    global _last
    if _last is None or _last[0] is not words:
        _last = words, _made(words)
    return _last[1]


def _made(words: Words) -> Known:
    names: dict[tuple[str, ...], list[tuple[Phrase, Kind]]] = defaultdict(list)
    for phrase, kind in _names(words):
        names[keys(phrase)].append((phrase, kind))
    texts = {(phrase, kind.category) for found in names.values() for phrase, kind in found if len(phrase) > 1}
    first = [(phrase[0], slug) for phrase, slug in sorted(texts, key=repr)]
    within = [(word, slug) for phrase, slug in sorted(texts, key=repr) for word in dict.fromkeys(phrase)]
    return Known(names, _telling(first, _SHARE), _telling(within, 1))


def _names(words: Words) -> Iterator[tuple[Phrase, Kind]]:
    """What kinds and categories are called, then what the lists say is the same."""
    own = [(syllables(text), kind) for text, kind in _called()]
    yield from own
    for phrase, kind in own:
        for said, others in words.same.get(keys(phrase), ()):
            if said == phrase or _same(said, phrase, marked=True):
                yield from ((other, kind) for other in others)


def _called() -> Iterator[tuple[str, Kind]]:
    for kind in patterns().values():
        for name in (kind.name, *kind.also_known_as, *kind.names.values()):
            yield name, Kind(kind.category, kind)
    for slug, row in CATEGORIES.items():
        for part in (*_BETWEEN.split(row["name_vi"]), row["name_en"]):
            yield part, Kind(slug)


def _telling(said: Sequence[tuple[Syllable, str]], share: float) -> Telling:
    """The words that tell of a category, for several names have them and most of these are of it."""
    counted: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    spelt = {word.exact: word for word, _ in said}
    for word, slug in said:
        counted[word.exact, word.folded][slug] += 1
    told: Telling = defaultdict(list)
    for (exact, folded), of in counted.items():
        (slug, most), *_ = of.most_common(1)
        if most >= _FEWEST and most >= share * of.total():
            told[folded].append((spelt[exact], slug))
    return told
