"""Text with commas, semicolons, tabs or bars, in whatever encoding it came."""

import codecs
import csv
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from unicodedata import normalize

from market.imports import legacy_fonts, tables


def encoding_of(source: Path, head: bytes) -> str:
    """The encoding of a file that begins with `head`. Raises Unreadable for what is no text."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if b"\x00" in head or not head.strip():
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


def separated(source: Path, encoding: str) -> Iterator[tables.Row]:
    """Its rows. Raises Unreadable where the text is no table."""
    csv.field_size_limit(1 << 20)
    with source.open(encoding=encoding, errors="replace", newline="") as file:
        lines = list(islice(file, 50))
        if not _looks_like_table(lines):
            raise tables.Unreadable(tables.NO_TABLE)
        reader = csv.reader(chain(lines, file), delimiter=_delimiter(lines))
        number = 0
        while True:
            number += 1
            try:
                yield number, next(reader)
            except StopIteration:
                return
            except csv.Error:
                raise tables.Unreadable(tables.NO_TABLE) from None


def _looks_like_table(lines: list[str]) -> bool:
    strange = sum(1 for line in lines for letter in line if ord(letter) < 32 and letter not in "\t\r\n")
    return bool(lines) and strange == 0 and any(line.count(mark) for line in lines for mark in ",;\t|")


def _delimiter(lines: list[str]) -> str:
    """The mark that divides most lines into the same number of parts."""

    def evenness(mark: str) -> tuple[int, int]:
        counts = [len(cells) for cells in csv.reader(lines, delimiter=mark)]
        usual = max(set(counts), key=lambda count: (count > 1, counts.count(count), count))
        return (counts.count(usual) if usual > 1 else 0, usual)

    return max(";\t|,", key=evenness)
