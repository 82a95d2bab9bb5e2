"""Vietnamese text as written (NFC) and as typed without marks (folded)."""

import re
import unicodedata
from functools import lru_cache

# Neither of these decomposes in Unicode; Ð (eth) stands for Đ in old data.
_STROKED = str.maketrans({"đ": "d", "ð": "d"})
_PLAIN = str.maketrans({"–": "-", "…": "...", "“": '"', "”": '"'})
_NOT_WORD = re.compile(r"[^0-9a-z]+")
_UNSAFE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")


def nfc(text: str) -> str:
    """The composed form in which all text is stored."""
    return unicodedata.normalize("NFC", text)


def tidy(text: str) -> str:
    """NFC, runs of blanks made one, ends trimmed; line breaks stay."""
    lines = (" ".join(line.split()) for line in nfc(text).splitlines())
    return "\n".join(lines).strip()


def unsafe_character(text: str) -> bool:
    """Whether `text` holds a control character, a lone surrogate or a direction override."""
    return _UNSAFE.search(text) is not None


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Lower case without accents, `đ` as `d`, words divided by one blank: "Khẩu  Sli" → "khau sli"."""
    bare = unicodedata.normalize("NFD", text.lower().translate(_STROKED))
    letters = "".join(c for c in bare if not unicodedata.combining(c))
    return _NOT_WORD.sub(" ", letters.translate(_STROKED)).strip()


def without_marks(text: str) -> str:
    """The text as it goes into an SMS: accents off, capitals and punctuation kept."""
    bare = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in bare if not unicodedata.combining(c)).translate(_PLAIN)


def slug(text: str) -> str:
    """The folded text with dashes, for addresses: "Đồng Đĩnh" → "dong-dinh"."""
    return fold(text).replace(" ", "-")


def without_unsafe(text: str) -> str:
    """The text with a blank for each character that nobody can see or that steers what shows it."""
    return _UNSAFE.sub(" ", text)
