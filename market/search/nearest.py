"""What to say where nothing was found: the kind of good that was named, when it is ripe, and who sold it."""

from datetime import datetime
from functools import lru_cache
from typing import Any

from market.catalog.rules.categories import CATEGORIES
from market.catalog.rules.patterns import patterns
from market.search.language.analysis import Syllable, accented, syllables
from market.search.language.synonyms import Words
from market.search.sold_before import sold_before

_LONGEST = 5
Known = dict[tuple[str, ...], list[tuple[tuple[Syllable, ...], str]]]


def nearest(text: str, words: Words, *, now: datetime) -> dict[str, Any] | None:
    """The kind of good that `text` names, which nobody sells now, and who sold it lately; or a category it names.

    None where it names nothing that we know.
    """
    typed = syllables(text)[:40]
    slug = _named(typed)
    if slug is None:
        return _category(typed, words)
    kind = patterns()[slug]
    months = kind.season or {}
    return _told(kind.name, kind.category) | {
        "from_month": months.get("from_month"),
        "to_month": months.get("to_month"),
        "sold_before": sold_before(kind, now=now),
    }


def _category(typed: tuple[Syllable, ...], words: Words) -> dict[str, Any] | None:
    """What is another name of a category, wherever it stands."""
    for start, end, (slug, *_) in words.led(words.category, typed):
        said = " ".join(word.written for word in typed[start:end])
        return _told(said, "-".join(word.written for word in slug))
    return None


def _told(good: str, category: str) -> dict[str, Any]:
    name = CATEGORIES[category]["name_vi"]
    none = {"from_month": None, "to_month": None, "sold_before": None}
    return {"good": good, "category": category, "category_name": name, **none}


def _named(typed: tuple[Syllable, ...]) -> str | None:
    for length in range(min(_LONGEST, len(typed)), 0, -1):
        for start in range(len(typed) - length + 1):
            said = typed[start : start + length]
            for phrase, slug in _known().get(tuple(word.folded for word in said), ()):
                if all(not accented(one) or one.exact == other.exact for one, other in zip(said, phrase, strict=True)):
                    return slug
    return None


@lru_cache(maxsize=1)
def _known() -> Known:
    known: Known = {}
    for slug, kind in patterns().items():
        for name in (kind.name, *kind.also_known_as, *kind.names.values()):
            phrase = syllables(name)
            if phrase:
                known.setdefault(tuple(word.folded for word in phrase), []).append((phrase, slug))
    return known
