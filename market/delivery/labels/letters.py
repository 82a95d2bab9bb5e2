"""Which letters a label can print: those of its font. Any other is left out, as an empty box tells nobody anything."""

from collections.abc import Iterator
from functools import cache
from unicodedata import category, normalize

from market.text import nfc

_UNSEEN = {"Cc", "Cf", "Cs"}  # they join, turn or steer letters, and are none


def printed(text: str, *, if_nothing: str) -> str:
    """`text` as the font can print it, a letter that it lacks by its parts; `if_nothing` where no word is left."""
    whole = nfc(text)
    kept = " ".join("".join(_kept(whole)).split())
    says_something = any(letter.isalnum() for letter in kept) or kept == " ".join(whole.split())
    return kept if says_something else if_nothing


def _kept(text: str) -> Iterator[str]:
    """Letter by letter; a mark goes with the letter under it."""
    letter = ""
    for character in text:
        if not category(character).startswith("M"):
            letter = _by_the_font(character)
            yield letter
        elif letter:
            yield _by_the_font(character)


def _by_the_font(character: str) -> str:
    if character.isspace():
        return " "
    if category(character) in _UNSEEN:
        return ""
    if character in _letters():
        return character
    return nfc("".join(part for part in normalize("NFKD", character) if part in _letters()))


@cache
def _letters() -> frozenset[str]:
    from reportlab.pdfbase.ttfonts import TTFontFile

    found = (set(TTFontFile(file).charToGlyph.items()) for file in font_files().values())
    return frozenset.intersection(*(frozenset(chr(code) for code, glyph in font if glyph) for font in found))


def font_files() -> dict[str, str]:
    """Source Sans Pro (SIL Open Font License), plain and bold: it has every Vietnamese letter."""
    from font_source_sans_pro import font_files_ttf as files

    return {"SourceSansPro": files["SourceSansPro"], "SourceSansPro-Bold": files["SourceSansProBold"]}
