"""Pages whose text is a plain file: an operator's own in MARKET_HOME/pages/, or else the one that is shipped.

Title
2026-11-27              the day of the last change; without it, the day on which the file was written
What stands first, and is read aloud.

# A heading
A paragraph,
on as many lines as it likes.

- a line of a list
"""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from importlib import resources
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import structlog

from market import clock
from market.language import ENGLISH, LANGUAGES, VIETNAMESE
from market.text import nfc, without_unsafe

_log = structlog.get_logger()
_SHIPPED = resources.files("market.web.store.trust") / "data"
_LARGEST = 200_000  # bytes
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MARKS = {"# ": "heading", "- ": "item"}


class Block(NamedTuple):
    """A heading, a paragraph, or a list of items."""

    kind: str
    lines: list[str]


class Written(NamedTuple):
    title: str
    say: str
    changed: date
    blocks: list[Block]
    language: str


def written(name: str, language: str, *, home: Path, facts: Mapping[str, object]) -> Written:
    """The page `name` as it is to be read in `language`; `{facts}` in it are filled in.

    What an operator has written in one language only is read in that one: the shipped text may say otherwise.
    """
    own = {spoken: _own(home / "pages" / f"{name}.{spoken}.txt") for spoken in LANGUAGES}
    for spoken in (language, VIETNAMESE, ENGLISH):
        if (found := own[spoken]) is not None:
            return _read(*found, spoken, facts)
    shipped = (_SHIPPED / f"{name}.{language}.txt").read_text(encoding="utf-8")
    return _read(shipped, date.min, language, facts)


def _own(file: Path) -> tuple[str, date] | None:
    """What an operator wrote there and when; what nobody can read is told to the log, and not shown."""
    try:
        told = file.stat()
        if told.st_size > _LARGEST:
            raise ValueError("too large")
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        _log.warning("page not readable", file=file.name, error=type(error).__name__)
        return None
    return (text, clock.local_day(datetime.fromtimestamp(told.st_mtime, UTC))) if text.strip() else None


def _read(text: str, written_on: date, language: str, facts: Mapping[str, object]) -> Written:
    for name, value in facts.items():
        text = text.replace(f"{{{name}}}", str(value))
    title, *rest = (without_unsafe(line).rstrip() for line in nfc(text).strip().splitlines())
    changed, rest = (date.fromisoformat(rest[0]), rest[1:]) if rest and _is_day(rest[0]) else (written_on, rest)
    first, *blocks = _blocks(rest) or [Block("paragraph", [title])]
    if first.kind != "paragraph":
        first, blocks = Block("paragraph", [title]), [first, *blocks]
    return Written(title, " ".join(first.lines), changed, blocks, language)


def _is_day(line: str) -> bool:
    try:
        return bool(_DAY.fullmatch(line) and date.fromisoformat(line))
    except ValueError:
        return False


def _blocks(lines: list[str]) -> list[Block]:
    grouped = groupby((line.strip() for line in lines), key=_kind)
    return [Block(kind, [_bare(line) for line in some]) for kind, some in grouped if kind]


def _kind(line: str) -> str:
    """Lines of one kind that stand together are one block; an empty one parts them."""
    return next((kind for mark, kind in _MARKS.items() if line.startswith(mark)), "paragraph") if line else ""


def _bare(line: str) -> str:
    return line[2:] if line[:2] in _MARKS else line
