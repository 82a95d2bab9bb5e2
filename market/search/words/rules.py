"""What may become of an entry of the word lists, and how many there may be."""

from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple

from market.errors import Conflict
from market.language import Sentence
from market.search.language.analysis import syllables
from market.search.language.entries import Entry

# All that live at once; each process holds them in memory and reads them anew after a change.
MOST_LIVING = 20_000
ROWS_AT_ONCE = 10_000
LONGEST_SOURCE = 200
# A trial looks among so many queries of a month, searches for so many of these, and shows so many hits of each.
MOST_COUNTED, MOST_TRIED, SHOWN = 5_000, 150, 10
MOST_CHANGED = MOST_TRIED
# And as many as can be searched for in so long; the answer tells how many were.
PATIENCE_SECONDS = 3


class Deed(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"
    RESTORED = "restored"


class Result(StrEnum):
    """What became of a row of many."""

    ADDED = "added"
    KNOWN = "known"
    REFUSED = "refused"


class WordKnown(Conflict):
    type = "word-known"
    title = Sentence("Mục từ đã có", en="The entry is there")
    detail = Sentence(
        "Danh sách đã có mục từ y như vậy (GET /api/v1/search/words/{entry_id}).",
        en="The list has just this entry already (GET /api/v1/search/words/{entry_id}).",
    )


class TooManyWords(Conflict):
    type = "too-many-words"
    title = Sentence("Danh sách từ đã đầy", en="The word list is full")
    detail = Sentence(
        "Danh sách giữ được {most} mục từ đang dùng. Xin rút bớt mục không dùng nữa.",
        en="The list holds {most} entries in use. Please withdraw what is used no more.",
    )

    def __init__(self) -> None:
        super().__init__(most=MOST_LIVING)


class Written(NamedTuple):
    """An entry as it is kept: `key` is the same for the same words in another order, with other capitals or blanks.

    By `folded` it is found: its phrases and goods without marks, each between bars.
    """

    entry: Entry
    source: str
    key: str
    folded: str


def written(entry: Entry, source: str) -> Written:
    spelt = sorted({_spelt(phrase) for phrase in entry.phrases})
    key = sha256("\n".join((entry.kind, *spelt, "", *map(_spelt, entry.goods))).encode()).hexdigest()
    folded = (" ".join(word.folded for word in syllables(text)) for text in (*entry.phrases, *entry.goods))
    return Written(entry, source[:LONGEST_SOURCE], key, "|".join(("", *folded, "")))


def _spelt(text: str) -> str:
    return " ".join(word.exact for word in syllables(text))
