"""How people write places, and which answer comes first. Pure: no database, no Flask."""

import re
from typing import NamedTuple
from unicodedata import normalize

from openlocationcode import openlocationcode

from market.errors import InvalidInput
from market.language import Sentence
from market.text import fold, slug, tidy

PROVINCE, COMMUNE = "province", "commune"
_NO_SUCH_COMMUNE = Sentence("Không có xã, phường nào mang mã này.", en="No commune has this code.")
_NO_NAME = Sentence(
    "Tên thôn, bản phải có chữ hoặc số và dài nhất {most} ký tự.",
    en="A village's name needs letters or digits, and at most {most} characters.",
)
LONGEST_VILLAGE = 80

# 11 digits name a field of about 3 by 3.5 metres: one house.
_PLUS_CODE_DIGITS = 11

# What may stand before a name, folded. District, city and province are one level: all that holds communes.
ABOVE = "above"
KINDS = {
    "xa": "xa", "x": "xa", "phuong": "phuong", "p": "phuong", "thi tran": "thi tran", "tt": "thi tran",
    "dac khu": "dac khu", "huyen": ABOVE, "h": ABOVE, "quan": ABOVE, "q": ABOVE, "thi xa": ABOVE, "tx": ABOVE,
    "thanh pho": ABOVE, "tp": ABOVE, "tinh": ABOVE, "t": ABOVE,
}  # fmt: skip

# Names that people write for a province and that no table holds.
ALIASES = {
    "ho chi minh": ("hcm", "tphcm", "sai gon"),
    "ha noi": ("hn",),
    "hue": ("thua thien hue",),
    "dak lak": ("dac lac", "daklak"),
    "dak nong": ("dac nong", "daknong"),
    "kon tum": ("kontum", "con tum"),
    "bac kan": ("bac can",),
}

_WORD = re.compile(r"[^\W_]+")
_GLUED_NUMBER = re.compile(r"\b([pqPQ])(?=\d)")
_APOSTROPHE = re.compile(r"['’‘`ʼ]\s*")
_TONES = "\u0300\u0301\u0303\u0309\u0323"


class NoSuchPlace(InvalidInput):
    """A commune code that is not in force; `errors` names the field it came in."""

    def __init__(self, *, field: str) -> None:
        super().__init__(errors={field: [_NO_SUCH_COMMUNE]})


class NoVillageName(InvalidInput):
    """A village's name that is too long, or without a letter or digit in it, so that nobody could find it again."""

    def __init__(self, *, field: str) -> None:
        super().__init__(errors={field: [_NO_NAME.format(most=LONGEST_VILLAGE)]})


class Words(NamedTuple):
    """A name or query, word by word: as typed without marks, and with its accents."""

    folded: tuple[str, ...]
    toned: tuple[str, ...]

    def part(self, start: int, end: int) -> tuple[str, str]:
        return " ".join(self.folded[start:end]), " ".join(self.toned[start:end])


class Rank(NamedTuple):
    """Smaller comes first: how the name fits, then its accents, its kind, its age, its place in the list."""

    fit: int
    accents_differ: bool
    kind_differs: bool
    age: int
    order: int


EXACT, PREFIX, WITH_CONTEXT, CONTEXT_ONLY = range(4)


def digital_address(lat: float, lon: float) -> str:
    """The Plus Code (Open Location Code) of a point in degrees: 21.6099, 106.546 → "7PH8JG5W+XC6"."""
    code: str = openlocationcode.encode(lat, lon, _PLUS_CODE_DIGITS)
    return code


def village_slug(name: str, *, field: str) -> str:
    """The folded name by which a village is one within its commune: "Đồng Đĩnh" → "dong-dinh". Raises NoVillageName."""
    found = slug(name)
    if not found or len(tidy(name)) > LONGEST_VILLAGE:
        raise NoVillageName(field=field)
    return found


def words(text: str) -> Words:
    """The words of `text`; "p14" is read as "p 14"."""
    pairs = [
        (part, tone_last(token) if part == fold(token) else part)
        for token in _WORD.findall(_GLUED_NUMBER.sub(r"\1 ", normalize("NFC", text)).lower())
        for part in fold(token).split()
    ]
    return Words(tuple(folded for folded, _ in pairs), tuple(toned for _, toned in pairs))


def tone_last(word: str) -> str:
    """`word` with its tone mark at the end, where "hoà" and "hòa" are the same."""
    letters = normalize("NFD", word)
    return "".join(c for c in letters if c not in _TONES) + "".join(c for c in letters if c in _TONES)


def spellings(folded: str) -> tuple[str, ...]:
    """Every folded way to write a bare name: as it stands, by its other names, without "NT" (state farm)."""
    farm = folded.removeprefix("nt ")
    return (folded, *ALIASES.get(folded, ()), *((farm,) if farm != folded else ()))


def glued(text: str) -> str:
    """`text` with what an apostrophe divides made one word: "Ea H'leo" → "Ea Hleo"."""
    return _APOSTROPHE.sub("", text)


def accents_agree(typed: str, name: str) -> bool:
    """Whether the accents of `typed` are those of `name` so far; the last word may be half typed."""
    pairs = list(zip(typed.split(), name.split(), strict=False))
    half, word = pairs[-1]
    tone = half[len(half.rstrip(_TONES)) :]
    begun = word.startswith(half.rstrip(_TONES)) and word.endswith(tone)
    return begun and all(one == other for one, other in pairs[:-1])


def kind_at(folded: tuple[str, ...], start: int) -> tuple[str, int] | None:
    """The kind of place that the words from `start` name, and how many words that takes."""
    for length in (2, 1):
        kind = KINDS.get(" ".join(folded[start : start + length]))
        if kind and len(folded) >= start + length:
            return kind, length
    return None


def bare(name: str) -> tuple[str, str]:
    """A full name parted: "Thị trấn Đồng Mỏ" → ("thi tran", "Đồng Mỏ")."""
    found = kind_at(words(name).folded, 0)
    if found is None:
        return "", name
    kind, length = found
    return kind, name.split(maxsplit=length)[-1]


def within(folded: tuple[str, ...], contexts: frozenset[str], *, unfinished: bool) -> bool:
    """Whether `folded` is nothing but names out of `contexts`, each with or without its kind before it.

    The last name may be `unfinished`: somebody is still typing it.
    """
    if not folded:
        return True
    named = kind_at(folded, 0)
    starts = (0, named[1]) if named else (0,)
    return any(_begins_within(folded[start:], contexts, unfinished) for start in starts)


def _begins_within(folded: tuple[str, ...], contexts: frozenset[str], unfinished: bool) -> bool:
    whole = " ".join(folded)
    if unfinished and any(context.startswith(whole) for context in contexts):
        return True
    return any(
        " ".join(folded[:end]) in contexts and within(folded[end:], contexts, unfinished=unfinished)
        for end in range(len(folded), 0, -1)
    )
