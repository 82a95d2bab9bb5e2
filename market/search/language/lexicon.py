"""The words of now: those that are shipped, the operators' rows as this machine last heard them, and its own file."""

import json
import time
import tomllib
from importlib import resources
from pathlib import Path
from typing import Any

import structlog

from market.search.language import entries, synonyms
from market.search.language.entries import Entry
from market.search.language.synonyms import Words

_log = structlog.get_logger()


def shipped() -> list[Entry]:
    """Every entry of the files beside this module. A bad one there is our own slip."""
    found: list[Entry] = []
    for file in sorted(resources.files("market.search.language.data").iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            good, bad = entries.read(tomllib.loads(file.read_text("utf-8")))
            if bad:
                raise ValueError(f"{file.name}: {bad}")
            found += good
    return found


class Lexicon:
    """`own` and `rows` may be missing; when one cannot be read the log says so, and its last good words stay."""

    def __init__(self, own: Path, *, rows: Path | None = None, look_again_seconds: float = 1.0) -> None:
        self._files = [file for file in (rows, own) if file is not None]
        self._shipped = shipped()
        self._added: dict[Path, list[Entry]] = {}
        self._words = synonyms.made(self._shipped)
        self._seen: dict[Path, tuple[int, int] | None] = {}
        self._look_again_seconds = look_again_seconds
        self._next_look = 0.0

    @property
    def words(self) -> Words:
        if time.monotonic() >= self._next_look:
            self._next_look = time.monotonic() + self._look_again_seconds
            changed = [file for file in self._files if self._changed(file)]
            if changed:
                self._words = synonyms.made([*self._shipped, *(e for some in self._added.values() for e in some)])
        return self._words

    def _changed(self, file: Path) -> bool:
        """Whether there are new words of `file`, which are then taken in."""
        try:
            stat = file.stat()
            seen = (stat.st_mtime_ns, stat.st_size)
        except OSError:
            seen = None
        if seen == self._seen.get(file):
            return False
        self._seen[file] = seen
        try:
            self._added[file] = _read(file) if seen else []
        except (OSError, ValueError, TypeError) as error:
            _log.warning("words cannot be used; the words before them stay", file=file.name, error=str(error)[:200])
            return False
        return True


def _read(file: Path) -> list[Entry]:
    """The good entries of `file`; each of the others is told to the log, and spoils none."""
    text = file.read_text(encoding="utf-8")
    content: dict[str, Any] = json.loads(text) if file.suffix == ".json" else tomllib.loads(text)
    good, bad = entries.read(content)
    for why in bad[:20]:
        _log.warning("an entry of words cannot be used; the others are", file=file.name, error=why[:200])
    return good
