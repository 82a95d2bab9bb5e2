"""What a word is to the search: its exact key, its folded key, and the pairs it makes with its neighbours.

Vietnamese writes each syllable apart, so syllables are the words here and pairs of them carry the meaning.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from market.text import fold, nfc

# Chinese and Japanese write without blanks: each sign is a syllable, and pairs of them carry the meaning as ours do.
_SIGN = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_SIGN}]|[^\W_{_SIGN}]+")
TONES = "\u0300\u0301\u0303\u0309\u0323"
# hoà = hòa, khoẻ = khỏe, thuỷ = thủy: an open oa, oe, uy may carry its tone on either vowel.
_LATE_TONE = re.compile(rf"(o(?=[ae])|(?<!q)u(?=y))([aey])([{TONES}])$")
# qúy = quý, gìa = già: here the first letter belongs to the consonant.
_EARLY_TONE = re.compile(rf"^(qu|gi)([{TONES}])([aeouy])")
# mỳ = mì, lý = lí, quý = quí: a lone y after a consonant sounds as i.
_LONE_Y = re.compile(rf"(^|[bcdđghklmnpqrstvx]|qu)y(?=[{TONES}]?$)")


@dataclass(frozen=True)
class Syllable:
    """One syllable `written` by somebody, with the two keys under which it is found."""

    written: str
    exact: str
    folded: str


def exact(word: str) -> str:
    """One word in NFC and lower case, with one place for the tone and one letter for i and y: "Thuỷ" → "thủy"."""
    spelt = unicodedata.normalize("NFD", word.lower().replace("ð", "đ"))  # eth stands for it in old data
    spelt = _EARLY_TONE.sub(r"\1\3\2", spelt)
    spelt = _LATE_TONE.sub(r"\1\3\2", spelt)
    return nfc(_LONE_Y.sub(r"\1i", spelt))


def folded(word: str) -> str:
    """One word as typed without marks, i and y as one: "Mỹ" → "mi". Other scripts stay as they are written."""
    return _LONE_Y.sub(r"\1i", fold(word).replace(" ", "")) or nfc(word).lower()


# A catalogue names the same places, kinds and goods over and over.
@lru_cache(maxsize=10_000)
def syllables(text: str) -> tuple[Syllable, ...]:
    """The syllables of `text` in order; signs between them, and what cannot be typed, are left out."""
    words = map(_syllable, _WORD.findall(nfc(text)))
    return tuple(word for word in words if word.folded)


# A language has few syllables.
@lru_cache(maxsize=20_000)
def _syllable(word: str) -> Syllable:
    return Syllable(word, exact(word), folded(word))


def accented(word: Syllable) -> bool:
    """Whether its writer took the trouble of a mark, so that marks can be trusted."""
    return word.exact != word.folded


def joined(keys: Iterable[str]) -> str:
    """Several syllables as one index token."""
    return "_".join(keys)


def pairs(keys: Sequence[str]) -> list[str]:
    """Each syllable with the one after it, as tokens: na chi lang → na_chi, chi_lang."""
    return [joined(pair) for pair in pairwise(keys)]


def beginnings(keys: Sequence[str]) -> list[str]:
    """Each row of syllables a text begins with, as tokens: na chi lang → na, na_chi, na_chi_lang."""
    return [joined(keys[:length]) for length in range(1, len(keys) + 1)]
