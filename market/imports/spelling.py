"""A cell as it was meant to be typed, and words known again with their marks or without. Pure."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Generic, TypeVar

from market.imports import data
from market.text import nfc, without_marks

Meaning = TypeVar("Meaning")
# Full-width letters and digits of East Asian keyboards, and dashes of every length.
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
_AS_TEXT = re.compile(r'="([^"]*)"')
_WHOLE_EXPONENT = re.compile(r"([1-9])[.,]([0-9]{1,14})E\+?0?([0-9]{1,2})", re.IGNORECASE)


def as_typed(cell: str) -> str:
    """The cell without what keeps it text in a spreadsheet, wide letters and long dashes as on any keyboard."""
    if cell.isascii() and cell[:1] not in ("=", "'") and "  " not in cell:
        return cell.strip()
    kept = _AS_TEXT.fullmatch(cell)
    text = kept.group(1) if kept else cell[1:] if cell[:1] in ("'", "’") and cell[-1:] not in ("'", "’") else cell
    return " ".join((text if text.isascii() else nfc(text).translate(_WIDE)).split())


def digits_of(text: str) -> str:
    """A number of many digits as a spreadsheet may have kept it: "977310060.0" and "9.7731006E8" are whole numbers.

    An exponent counts where nothing can have been rounded away, but for one last zero.
    """
    if text.isdecimal():
        return text
    if re.fullmatch(r"[0-9]{8,15}[.,]0+", text):
        return re.split("[.,]", text)[0]
    if re.fullmatch(r"[0-9]{1,3}(,[0-9]{3})+", text):
        return text.replace(",", "")
    parts = _WHOLE_EXPONENT.fullmatch(text)
    if parts is None or not len(parts[2]) <= int(parts[3]) <= len(parts[2]) + 1 or int(parts[3]) < 4:
        return text
    return parts[1] + parts[2].ljust(int(parts[3]), "0")


def plain(word: str) -> str:
    """Lower case without marks and blanks; signs stay, for "$" is not nothing."""
    return without_marks(word).lower().replace(" ", "")


class Words(Generic[Meaning]):
    """What each word means. One syllable with other marks is another word: "giỏ" is not "giò"."""

    def __init__(self, meanings: Mapping[str, Meaning]) -> None:
        marked = set(data.spellings()["marked"])
        self._exact = {_squeezed(word): meaning for word, meaning in meanings.items()}
        self._bare = {plain(word): meaning for word, meaning in meanings.items() if word not in marked}
        self._long = {plain(word): meaning for word, meaning in meanings.items() if " " in word}

    def find(self, text: str) -> Meaning | None:
        exact = self._exact.get(_squeezed(text))
        if exact is not None:
            return exact
        return (self._bare if text.isascii() else self._long).get(plain(text))

    def __contains__(self, text: str) -> bool:
        return self.find(text) is not None


@cache
def listed(table: str, name: str) -> Words[bool]:
    """The words of one list in spellings.toml."""
    return Words(dict.fromkeys(data.spellings()[table][name], True))


@cache
def numbered(table: str) -> Words[int]:
    """The words of a table whose names are numbers."""
    return Words(by_word(data.spellings()[table]))


def by_word(table: Mapping[str, Iterable[str]]) -> dict[str, Any]:
    return {word: int(number) for number, words in table.items() for word in words}


def _squeezed(text: str) -> str:
    return nfc(text).lower().replace(" ", "")
