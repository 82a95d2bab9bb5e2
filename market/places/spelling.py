"""How people write the names of places: kinds before them, accents or none, tone marks here or there. Pure."""

import re
from typing import NamedTuple
from unicodedata import normalize

from market.text import fold

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


class Words(NamedTuple):
    """A name or query, word by word: as typed without marks, and with its accents."""

    folded: tuple[str, ...]
    toned: tuple[str, ...]

    def part(self, start: int, end: int) -> tuple[str, str]:
        return " ".join(self.folded[start:end]), " ".join(self.toned[start:end])


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
