"""In which encoding a text came: UTF-8, UTF-16, Windows-1258, or bytes of a font of before Unicode."""

import codecs
from pathlib import Path
from unicodedata import normalize

from market.imports import legacy_fonts, tables


def encoding_of(source: Path, head: bytes) -> str:
    """The encoding of a file that begins with `head`. Raises Unreadable for what is no text."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if b"\x00" in head:
        return _without_mark(head)
    if not head.strip():
        raise tables.Unreadable(tables.NO_TABLE)
    if _is_utf8(source):
        return "utf-8-sig" if head.startswith(codecs.BOM_UTF8) else "utf-8"
    vietnamese = legacy_fonts.vietnamese_share(normalize("NFC", head.decode("cp1258", "replace")))
    latin = head.decode("latin-1")
    legacy = max(
        legacy_fonts.vietnamese_share(legacy_fonts.from_tcvn3(latin)),
        legacy_fonts.vietnamese_share(legacy_fonts.from_vni(latin)),
    )
    if max(vietnamese, legacy) < 0.3:
        raise tables.Unreadable(tables.NO_TABLE)
    return "cp1258" if vietnamese >= legacy else "latin-1"


def _without_mark(head: bytes) -> str:
    """UTF-16 is known by its zeros: of digits and marks every second byte is one."""
    for encoding, zeros, others in (("utf-16-le", head[1::2], head[::2]), ("utf-16-be", head[::2], head[1::2])):
        if zeros.count(0) > len(zeros) * 0.3 and not others.count(0):
            return encoding
    raise tables.Unreadable(tables.NO_TABLE)


def _is_utf8(source: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with source.open("rb") as file:
        try:
            while part := file.read(1 << 20):
                decoder.decode(part)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True
