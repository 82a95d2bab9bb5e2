"""Entries of the word lists: of what kind each is, what it says, and whether it can be used."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from market.catalog.rules.categories import CATEGORIES
from market.language import Sentence
from market.search.language.analysis import syllables

MOST_ENTRIES = 10_000
MOST_PHRASES = 50
MOST_SYLLABLES = 6
LONGEST_PHRASE = 60


class EntryKind(StrEnum):
    SAME = "same"  # whoever types one finds all
    USE = "use"  # an occasion or a purpose: whoever types one of the phrases finds the goods
    FILLER = "filler"  # may be typed, need not be found
    MEASURE = "measure"  # the same after a number, and so the number
    OPENING = "opening"  # begins a question: all up to its end asks, and says nothing of what is sought
    CLOSING = "closing"  # ends one
    HEAD = "head"  # a kind of good that people take for another of it: no rau muống, but other rau
    CATEGORY = "category"  # the phrases mean all of the category that `goods` names


@dataclass(frozen=True)
class Entry:
    """Some phrases of one kind; `goods` are what a use or a category leads to."""

    kind: EntryKind
    phrases: tuple[str, ...]
    goods: tuple[str, ...] = ()


_LEADING = (EntryKind.USE, EntryKind.CATEGORY)
_LISTS = (EntryKind.FILLER, EntryKind.MEASURE, EntryKind.OPENING, EntryKind.CLOSING, EntryKind.HEAD)
_COUNT = Sentence("Phải có từ 1 đến {most} cách nói.", en="Not 1 to {most} phrases.")
_LONG = Sentence("Phải là chữ, dài nhất {most} ký tự: {text}", en="Not a text of at most {most} letters: {text}")
_SYLLABLES = Sentence("Phải có từ 1 đến {most} tiếng: {text}", en="Not one to {most} syllables: {text}")
_ALONE = Sentence("Nhóm chỉ có một cách nói: {text}", en="A group of one: {text}")
_NOWHERE = Sentence("Không dẫn tới hàng nào: {text}", en="Leads to nothing: {text}")
_TO_GOODS = Sentence("Loại mục từ này không dẫn tới hàng: {text}", en="This kind of entry leads to no goods: {text}")
_NO_CATEGORY = Sentence("Không có loại hàng này: {text}", en="There is no such category: {text}")


def wrong(entry: Entry) -> Sentence | None:
    """Why `entry` cannot be used, or None."""
    if not entry.phrases or len(entry.phrases) > MOST_PHRASES or len(entry.goods) > MOST_PHRASES:
        return _COUNT.format(most=MOST_PHRASES)
    for phrase in (*entry.phrases, *entry.goods):
        if not isinstance(phrase, str) or len(phrase) > LONGEST_PHRASE:
            return _LONG.format(most=LONGEST_PHRASE, text=str(phrase)[:40])
        if not 1 <= len(syllables(phrase)) <= MOST_SYLLABLES:
            return _SYLLABLES.format(most=MOST_SYLLABLES, text=phrase)
    return _of_no_use(entry)


def _of_no_use(entry: Entry) -> Sentence | None:
    """Why what is written well says nothing."""
    first = entry.phrases[0]
    if entry.kind is EntryKind.SAME and len({_spelt(phrase) for phrase in entry.phrases}) < 2:
        return _ALONE.format(text=first)
    if entry.kind in _LEADING and not entry.goods:
        return _NOWHERE.format(text=first)
    if entry.kind not in _LEADING and entry.goods:
        return _TO_GOODS.format(text=first)
    if entry.kind is EntryKind.CATEGORY and (len(entry.goods) > 1 or entry.goods[0] not in CATEGORIES):
        return _NO_CATEGORY.format(text=entry.goods[0])
    return None


def _spelt(phrase: str) -> tuple[str, ...]:
    return tuple(word.exact for word in syllables(phrase))


def read(content: Mapping[str, Any]) -> tuple[list[Entry], list[str]]:
    """The entries that a file's `content` holds, and why each of the others is none: one bad one spoils no other."""
    good: list[Entry] = []
    bad: list[str] = []
    for found in _found(content):
        why = found if isinstance(found, str) else wrong(found)
        if why is not None:
            bad.append(why.en if isinstance(why, Sentence) else why)
        elif isinstance(found, Entry) and len(good) < MOST_ENTRIES:
            good.append(found)
    return good, bad


def _found(content: Mapping[str, Any]) -> Iterator[Entry | str]:
    for name, value in content.items():
        if name == "source":
            continue
        if name == EntryKind.CATEGORY and isinstance(value, dict):
            yield from (Entry(EntryKind.CATEGORY, _texts(some), (slug,)) for slug, some in value.items())
        elif name not in set(EntryKind) or not isinstance(value, list):
            yield f"unknown: {name[:40]}"
        elif name in _LISTS:
            yield from (Entry(EntryKind(name), (text,)) for text in value)
        else:
            yield from (_made(EntryKind(name), one) for one in value)


def _made(kind: EntryKind, one: Any) -> Entry | str:
    if kind is EntryKind.SAME:
        return Entry(kind, _texts(one))
    if not isinstance(one, dict) or one.keys() - {"phrases", "goods"}:
        return f"not phrases and goods: {str(one)[:40]}"
    return Entry(kind, _texts(one.get("phrases")), _texts(one.get("goods")))


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, list) else ()
