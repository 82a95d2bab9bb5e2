"""Words that mean one thing: the shipped file and the operator's own, read again when either changes."""

import re
import time
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any

import structlog

from market.search.language.analysis import Syllable, accented, syllables

Phrase = tuple[Syllable, ...]

_MOST_VARIANTS = 5
_MOST_REPLACED = 2
_MOST_GROUPS = 5000
_NUMBER = re.compile(r"\d+(\D*)$")
_log = structlog.get_logger()


@dataclass(frozen=True)
class Words:
    """What the files say, by the folded keys of each phrase."""

    same: Mapping[tuple[str, ...], list[tuple[Phrase, list[Phrase]]]] = field(default_factory=dict)
    filler: Mapping[tuple[str, ...], list[Phrase]] = field(default_factory=dict)
    measure: Mapping[tuple[str, ...], list[Phrase]] = field(default_factory=dict)
    longest: int = 0

    def variants(self, typed: Sequence[Syllable]) -> list[tuple[Syllable, ...]]:
        """`typed` with one or two of its phrases put as others would: heo quay → lợn quay. Nearest first."""
        found: dict[tuple[str, ...], tuple[Syllable, ...]] = {_keys(typed): tuple(typed)}
        fresh = [tuple(typed)]
        for _ in range(_MOST_REPLACED):
            fresh = [other for text in fresh for other in self._replaced(text) if _keys(other) not in found]
            for other in fresh:
                found.setdefault(_keys(other), other)
        return list(found.values())[1 : 1 + _MOST_VARIANTS]

    def fillers(self, typed: Sequence[Syllable]) -> set[int]:
        """The places of `typed` that say nothing of what is wanted."""
        spans = ((start, end) for start, end in self._spans(len(typed)) if _says(self.filler, typed[start:end]))
        return {place for start, end in spans for place in range(start, end)} | self._measured(typed)

    def _measured(self, typed: Sequence[Syllable]) -> set[int]:
        """The places of numbers with their measures: 5kg, 2 lít."""
        found: set[int] = set()
        for place, word in enumerate(typed):
            if number := _NUMBER.match(word.written):
                unit = syllables(number[1]) or typed[place + 1 : place + 2]
                if unit and _says(self.measure, unit):
                    found |= {place} if number[1] else {place, place + 1}
        return found

    def _replaced(self, typed: tuple[Syllable, ...]) -> Iterator[tuple[Syllable, ...]]:
        for start, end in self._spans(len(typed)):
            for phrase, others in self.same.get(_keys(typed[start:end]), ()):
                if _agree(typed[start:end], phrase):
                    yield from (typed[:start] + other + typed[end:] for other in others)

    def _spans(self, count: int) -> Iterator[tuple[int, int]]:
        """The longest first: a phrase means more than its words."""
        for length in range(min(self.longest, count), 0, -1):
            yield from ((start, start + length) for start in range(count - length + 1))


class Lexicon:
    """The words of now. `own` may be missing; when it cannot be read the log says so, and the last good words stay."""

    def __init__(self, own: Path, *, look_again_seconds: float = 1.0) -> None:
        self._own = own
        self._shipped = tomllib.loads(
            resources.files("market.search.language.data").joinpath("words.toml").read_text("utf-8")
        )
        self._words = _read(self._shipped)
        self._seen: tuple[int, int] | None = None
        self._look_again_seconds = look_again_seconds
        self._next_look = 0.0

    @property
    def words(self) -> Words:
        if time.monotonic() >= self._next_look:
            self._next_look = time.monotonic() + self._look_again_seconds
            self._look()
        return self._words

    def _look(self) -> None:
        try:
            stat = self._own.stat()
            seen = (stat.st_mtime_ns, stat.st_size)
        except OSError:
            seen = None
        if seen == self._seen:
            return
        self._seen = seen
        try:
            added = tomllib.loads(self._own.read_text(encoding="utf-8")) if seen else {}
            self._words = _read(self._shipped, added)
        except (OSError, ValueError, TypeError) as error:
            _log.warning("words.toml cannot be used; the words before it stay", error=str(error)[:200])


def _read(*files: dict[str, Any]) -> Words:
    """The words of all `files`. Raises ValueError for what is not in the form."""
    same: dict[tuple[str, ...], list[tuple[Phrase, list[Phrase]]]] = defaultdict(list)
    filler: dict[tuple[str, ...], list[Phrase]] = defaultdict(list)
    measure: dict[tuple[str, ...], list[Phrase]] = defaultdict(list)
    for content in files:
        if unknown := set(content) - {"same", "filler", "measure"}:
            raise ValueError(f"unknown: {', '.join(sorted(unknown))}")
        for group in _lists(content.get("same", []), _MOST_GROUPS):
            phrases = [_phrase(text) for text in _lists(group, 50)]
            for phrase in phrases:
                same[_keys(phrase)].append((phrase, [other for other in phrases if other != phrase]))
        for name, known in (("filler", filler), ("measure", measure)):
            for text in _lists(content.get(name, []), _MOST_GROUPS):
                known[_keys(_phrase(text))].append(_phrase(text))
    return Words(same, filler, measure, longest=max(map(len, [*same, *filler]), default=0))


def _lists(value: Any, most: int) -> list[Any]:
    if not isinstance(value, list) or len(value) > most:
        raise ValueError(f"not a list of at most {most}: {str(value)[:60]}")
    return value


def _phrase(text: Any) -> Phrase:
    phrase = tuple(syllables(text)) if isinstance(text, str) else ()
    if not 1 <= len(phrase) <= 6:
        raise ValueError(f"not one to six syllables: {str(text)[:60]}")
    return phrase


def _keys(phrase: Sequence[Syllable]) -> tuple[str, ...]:
    return tuple(word.folded for word in phrase)


def _says(known: Mapping[tuple[str, ...], list[Phrase]], typed: Sequence[Syllable]) -> bool:
    return any(_agree(typed, phrase) for phrase in known.get(_keys(typed), ()))


def _agree(typed: Sequence[Syllable], phrase: Phrase) -> bool:
    """Marks count where they were typed."""
    return all(not accented(one) or one.exact == other.exact for one, other in zip(typed, phrase, strict=True))
