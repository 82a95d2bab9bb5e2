"""What to say where nothing was found: the kind of good that was named, when it is ripe, and its category."""

from functools import lru_cache
from typing import Any

from market.catalog.rules.categories import CATEGORIES
from market.catalog.rules.patterns import patterns
from market.search.language.analysis import Syllable, accented, syllables

_LONGEST = 5
Known = dict[tuple[str, ...], list[tuple[tuple[Syllable, ...], str]]]


def nearest(text: str) -> dict[str, Any] | None:
    """The kind of good that `text` names, which nobody sells now; None where it names none that we know."""
    slug = _named(syllables(text)[:40])
    if slug is None:
        return None
    kind = patterns()[slug]
    months = kind.season or {}
    return {
        "good": kind.name,
        "category": kind.category,
        "category_name": CATEGORIES[kind.category]["name_vi"],
        "from_month": months.get("from_month"),
        "to_month": months.get("to_month"),
    }


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
