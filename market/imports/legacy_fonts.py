"""Vietnamese of before Unicode: text typed in TCVN3 (ABC) and VNI fonts, known by whether its syllables are Vietnamese.

Pure, and without the rest of the market: the reading child imports it.
"""

import re
from collections.abc import Callable, Iterable
from unicodedata import normalize

# TCVN 5712:1993, VN3: one byte a letter. ư is U+00AD, which elsewhere is an invisible hyphen.
_TCVN3 = dict(
    zip(
        "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00adõö÷øùúûüýþ¡¢£¤¥¦§",
        "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ",
        strict=True,
    )
)

# VNI: a letter, then its mark.
_VNI_MARKS = {
    "ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323",
    "ê": "\u0306", "é": "\u0306\u0301", "è": "\u0306\u0300", "ú": "\u0306\u0309", "ü": "\u0306\u0303",
    "ë": "\u0306\u0323",
    "â": "\u0302", "á": "\u0302\u0301", "à": "\u0302\u0300", "å": "\u0302\u0309", "ã": "\u0302\u0303",
    "ä": "\u0302\u0323",
}  # fmt: skip
_VNI_ALONE = {"í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "ô": "ơ", "ö": "ư", "î": "ỵ", "ñ": "đ"}

_ONSET = r"(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnprstvx])?"
# A vowel that may be closed by a consonant, and those that end in a glide or fall away.
_CLOSABLE = r"(?:uyê|iê|yê|uô|ươ|uâ|uê|uy|uơ|oa|oă|oe|oo|[aăâeêioôơuưy])(?:ng|nh|ch|[cmnpt])?"
_GLIDING = r"(?:iêu|yêu|oai|oay|oao|oeo|uây|uôi|ươi|ươu|uyu|ai|ao|au|âu|ay|ây|eo|êu|iu|oi|ôi|ơi|ui|ưi|ưu)"
_FALLING = r"(?:uya|ia|ua|ưa)"
_SYLLABLE = re.compile(rf"{_ONSET}(?:{_CLOSABLE}|{_GLIDING}|{_FALLING})")
_GLIDE = re.compile(rf"{_ONSET}{_GLIDING}")
_VOWELS = "aeiouy"
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_ASCII_BREAKS = re.compile(r"[\s,.;:/()\-_\"'!?\[\]{}0-9]+")


def from_tcvn3(text: str) -> str:
    """Text typed in a TCVN3 font; capitals carry small marks there, so "HOµNG" is "HOÀNG"."""
    return _levelled("".join(_TCVN3.get(letter, letter) for letter in text))


def from_vni(text: str) -> str:
    """Text typed in a VNI font: "Hoaøng Thò Lan" is "Hoàng Thị Lan"."""
    letters: list[str] = []
    for letter in text:
        small = letter.lower()
        if letters and small in _VNI_MARKS and letters[-1][:1].lower() in "aeiouyơư" and letters[-1][:1] != "":
            letters[-1] = normalize("NFC", letters[-1] + _VNI_MARKS[small])
        elif small in _VNI_ALONE:
            letters.append(_VNI_ALONE[small].upper() if letter.isupper() else _VNI_ALONE[small])
        else:
            letters.append(letter)
    return "".join(letters)


def is_syllable(word: str) -> bool:
    """Whether a word could be Vietnamese, as far as its letters and the place of its tone go."""
    bare, tones = "", []
    for letter in normalize("NFC", word).lower():
        base, *marks = list(normalize("NFD", letter))
        if marks and base not in _VOWELS:
            return False
        tones += [len(bare)] * sum(ord(mark) in _TONES for mark in marks)
        bare += normalize("NFC", base + "".join(mark for mark in marks if ord(mark) not in _TONES))
    if len(tones) > 1 or not _SYLLABLE.fullmatch(bare):
        return False
    # The glide that ends a syllable never carries its tone: "giàu", not "giaù".
    return not (tones and tones[0] == len(bare) - 1 and _GLIDE.fullmatch(bare))


FONTS: dict[str, Callable[[str], str]] = {"tcvn3": from_tcvn3, "vni": from_vni}


def font_of(texts: Iterable[str], leaning: str | None = None) -> str | None:
    """In which legacy font `texts` were typed, if their syllables are only Vietnamese when read so; else None.

    Where they are as good as they stand ("Toàn kho" may be VNI for "Tồn kho"), `leaning` decides: the font of the rest.
    """
    words = {word for text in texts for word in _ASCII_BREAKS.split(text) if word and not word.isascii()}
    if not words:
        return None
    scores = {font: sum(is_syllable(read(word)) for word in words) for font, read in FONTS.items()}
    best = max(scores, key=lambda font: scores[font])
    as_it_stands = sum(map(is_syllable, words))
    if leaning is not None and scores[leaning] == as_it_stands == len(words):
        return leaning
    return best if scores[best] > as_it_stands and scores[best] * 5 >= len(words) * 4 else None


def vietnamese_share(text: str) -> float:
    """How much of the marked words of `text` are Vietnamese syllables, from 0 to 1."""
    words = {word for word in _ASCII_BREAKS.split(text) if word and not word.isascii()}
    return sum(map(is_syllable, words)) / len(words) if words else 0.0


def _levelled(text: str) -> str:
    words = re.split(r"(\s+)", text)
    return "".join(word.upper() if _mostly_capital(word) else word for word in words)


def _mostly_capital(word: str) -> bool:
    plain = [letter for letter in word if letter.isascii() and letter.isalpha()]
    return len(plain) > 0 and all(letter.isupper() for letter in plain) and len(word) > 1 and len(plain) > 1
