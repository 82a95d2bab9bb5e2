"""What of a text is understood as a filter, and whether anything is left to look for."""

from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from market.search.engines.interface import Request, Sort
from market.search.language import wishes
from market.search.language.analysis import Syllable, accented, syllables
from market.search.language.synonyms import Words
from market.search.language.vocabulary import Vocabulary
from market.search.ranking.query_planner import places_named, sought

_SHORTEST_PLACE = 2
_CHEAPEST = {("rẻ", "nhất"), ("re", "nhat")}


@dataclass(frozen=True)
class Understood:
    """A request with its wishes as filters; `told`: what was understood of its text, for who asked to take away."""

    request: Request
    told: dict[str, Any] = field(default_factory=dict)
    everything: bool = False  # nothing is left to look for but what passes the filters


def understood(request: Request, words: Words, vocabulary: Vocabulary) -> Understood:
    if request.literal or not request.text:
        return Understood(request, everything=not request.text)
    wished, text = wishes.read(request.text)
    typed = sought(text, words)
    told = {name: value for name, value in vars(wished).items() if value is not None and _free(request, name)}
    category = _category(typed, words) or _category(syllables(text), words)
    if category and request.category is None:
        told["category"] = category
    if place := _place(typed, vocabulary):
        told["place"] = place
    nothing = bool(category) or _says_nothing(typed, text, words)
    narrowed = _narrowed(request, told, text)
    if nothing and request.sort is Sort.RELEVANCE and _asks_for_the_cheapest(typed):
        narrowed = replace(narrowed, sort=Sort.CHEAPEST)
    if nothing and "in_season" in told:
        narrowed = replace(narrowed, seasonal=True)
    if told:
        told["text"] = "" if nothing else " ".join(text.split())
    return Understood(narrowed, told, nothing)


def _narrowed(request: Request, told: dict[str, Any], text: str) -> Request:
    names = {"stars": "ocop_stars", "ocop": "certified"}
    filters = {names.get(name, name): value for name, value in told.items() if name not in ("place", "text")}
    return replace(request, text=text, **filters)


def _free(request: Request, name: str) -> bool:
    """Whether the request does not say itself what is wished."""
    return bool(getattr(request, {"stars": "ocop_stars", "ocop": "ocop_stars"}.get(name, name)) is None)


def _category(typed: tuple[Syllable, ...], words: Words) -> str | None:
    """The category that all of `typed` is another name of."""
    fillers = words.fillers(typed)
    for start, end, (slug, *_) in words.led(words.category, typed):
        if all(start <= n < end or n in fillers for n in range(len(typed))):
            return "-".join(word.written for word in slug)
    return None


def _place(typed: tuple[Syllable, ...], vocabulary: Vocabulary) -> str | None:
    """The place that is named beside something else; it is no filter, but what is there comes first."""
    named = sorted(places_named(typed, vocabulary)) if len(typed) > _SHORTEST_PLACE else []
    if not named or len(named) == len(typed):
        return None
    return " ".join(typed[n].written for n in named)


def _says_nothing(typed: tuple[Syllable, ...], text: str, words: Words) -> bool:
    """Whether it only asks, or is polite: then all there is is the answer. A use says something."""
    if not typed:
        return bool(syllables(text)) or not text.strip()
    if next(words.led(words.use, typed), None) is not None:
        return False
    return len(words.fillers(typed)) == len(typed) and any(map(accented, typed))


def _asks_for_the_cheapest(typed: tuple[Syllable, ...]) -> bool:
    return any((one.exact, other.exact) in _CHEAPEST for one, other in pairwise(typed))
