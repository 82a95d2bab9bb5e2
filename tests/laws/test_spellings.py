"""docs/imports.md tells the spellings that are understood from the same files that the code reads."""

import re

from market.imports import data
from market.imports.rules import Kind
from tests.support.sources import ROOT

DOCUMENT = ROOT / "docs" / "imports.md"
_BASE = {"money": "đ", "multiples": "of money", "weight": "g", "time": "hours", "months": "months", "count": ""}


def spellings() -> str:
    """The tables as they have to stand in the document."""
    said = data.spellings()
    units = [
        f"| {table} | {f'{int(number):,} {base}'.strip()} | {_listed(words)} |"
        for table, base in _BASE.items()
        for number, words in said[table].items()
    ]
    others = [f"| money of others | held | {_listed(said['others']['money'])} |"]
    words = [
        f"| {table} | {name.replace('_', ' ')} | {_listed(listed)} |"
        for table in ("parts", "header", "season", "answers")
        for name, listed in said[table].items()
    ]
    months = [f"| {table} | {number} | {_listed(listed)} |" for table in ("numbers", "calendar")
              for number, listed in said[table].items()]  # fmt: skip
    head = "| table | means | written |\n|---|---|---|"
    return "\n".join([head, *units, *others, *words, *months])


def limits() -> str:
    return ", ".join(f"`{name}` {value}" for name, value in data.sure().items())


def _listed(words: list[str]) -> str:
    return " · ".join(word.replace("|", "\\|") for word in words)


def test_the_document_tells_every_spelling_that_is_understood() -> None:
    document = DOCUMENT.read_text(encoding="utf-8")
    wanted = f"<!-- spellings -->\n{spellings()}\n\n{limits()}.\n<!-- /spellings -->"
    assert wanted in document, f"docs/imports.md has to have:\n{wanted}"


def test_the_document_has_a_row_for_every_field_and_no_header_is_missing() -> None:
    document = DOCUMENT.read_text(encoding="utf-8")
    fields = {field for kind in Kind for field in data.headers(kind)}
    told = set(re.findall(r"`([a-z_]+)`", document.partition("## How each field is written")[2].partition("\n## ")[0]))
    assert fields - told == set()


def test_a_unit_has_one_meaning_in_its_measure() -> None:
    for table in _BASE:
        words = [word for listed in data.spellings()[table].values() for word in listed]
        assert len(words) == len(set(words)), table
