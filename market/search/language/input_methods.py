"""What a keyboard leaves when its Vietnamese input has failed: Telex (`thachj ddeen`) and VNI (`thach5 d9en`)."""

import re
import unicodedata

from market.text import nfc

_TELEX_TONES = {"f": "\u0300", "s": "\u0301", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_VNI_TONES = {"2": "\u0300", "1": "\u0301", "3": "\u0309", "4": "\u0303", "5": "\u0323"}
_TELEX_LETTERS = {
    "dd": "đ", "aa": "â", "aw": "ă", "ee": "ê", "oo": "ô", "uow": "ươ", "uwow": "ươ", "ow": "ơ", "uw": "ư",
}  # fmt: skip
_TELEX = re.compile("uwow|uow|dd|aa|aw|ee|oo|ow|uw")
_VNI_LETTERS = {"a6": "â", "e6": "ê", "o6": "ô", "a8": "ă", "o7": "ơ", "u7": "ư"}
_VOWELS = "aăâeêioôơuưy"
# A syllable: consonants, one group of vowels, consonants; nothing else can have been meant.
_SYLLABLE = re.compile(rf"^((?:qu|gi(?=[{_VOWELS}])|[bcdđghklmnpqrstvx])*)([{_VOWELS}]+)(ch|nh|ng|[cmnpt])?$")


def meant(word: str) -> str | None:
    """The syllable that `word` spells by Telex or VNI, with its marks; None when it spells none.

    "thachj" → "thạch", "d9en" → "đen". A word that needs no decoding spells nothing.
    """
    low = word.lower()
    if not low.isascii():
        return None
    found = _vni(low) if any(c.isdigit() for c in low) else _telex(low)
    return found if found is not None and found != low else None


def _telex(word: str) -> str | None:
    letters, tone = _without_tone(word, _TELEX_TONES)
    return _marked(_TELEX.sub(lambda found: _TELEX_LETTERS[found[0]], letters), tone)


def _vni(word: str) -> str | None:
    letters, tone = _without_tone(word, _VNI_TONES)
    letters = _TELEX.sub(lambda found: _TELEX_LETTERS[found[0]], letters)  # both at once: hoong2
    letters = letters.replace("d9", "đ").replace("uo7", "ươ").replace("u7o7", "ươ")
    # The mark may be typed at the syllable's end: tinh da6u, dau6.
    letters = re.sub(r"^([^678]*?)([aeou])([a-zđư]*)([678])([a-z]*)$", _vni_letter, letters)
    return _marked(letters, tone)


def _vni_letter(found: re.Match[str]) -> str:
    before, vowel, between, mark, after = found.groups()
    return before + _VNI_LETTERS.get(vowel + mark, vowel + mark) + between + after


def _without_tone(word: str, tones: dict[str, str]) -> tuple[str, str]:
    """`word` without the last tone key that follows a vowel, and the tone."""
    for place in range(len(word) - 1, 0, -1):
        before, key = word[:place], word[place]
        if key in tones and re.search(rf"[{_VOWELS}]", before):
            return before + word[place + 1 :], tones[key]
    return word, ""


def _marked(letters: str, tone: str) -> str | None:
    """`letters` with the tone over the vowel that carries it, if they are one syllable."""
    parts = _SYLLABLE.match(letters)
    if parts is None:
        return None
    onset, vowels, coda = parts.groups()
    place = _bearer(vowels, bool(coda))
    return nfc(onset + unicodedata.normalize("NFD", vowels[: place + 1]) + tone + vowels[place + 1 :] + (coda or ""))


def _bearer(vowels: str, closed: bool) -> int:
    """Which vowel carries the tone: the last marked one; else the last before a consonant; else the middle."""
    marked = [place for place, vowel in enumerate(vowels) if vowel in "ăâêôơư"]
    if marked:
        return marked[-1]
    if closed:
        return len(vowels) - 1
    return 1 if len(vowels) == 3 else 0
