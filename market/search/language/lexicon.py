"""The words of now: the operators' rows as this machine last heard them, or what is shipped, and its own file."""

import json
import time
import tomllib
from collections.abc import Iterable, Iterator
from importlib import resources
from pathlib import Path
from threading import Lock, Thread

import structlog

from market.search.language import entries, synonyms
from market.search.language.analysis import Syllable
from market.search.language.entries import Entry, EntryKind
from market.search.language.synonyms import Phrase, Spelt, Words

_LARGE = 500_000  # bytes
HEARD = "words.json"  # in the folder of the index
_log = structlog.get_logger()


def shipped() -> list[Entry]:
    """Every entry of the files beside this module."""
    return [entry for entry, _ in shipped_with_sources()]


def shipped_with_sources() -> Iterator[tuple[Entry, str]]:
    """Each with where it is from. A bad one there is our own slip."""
    for file in sorted(resources.files("market.search.language.data").iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            content = tomllib.loads(file.read_text("utf-8"))
            good, bad = entries.read(content)
            if bad:
                raise ValueError(f"{file.name}: {bad}")
            source = " ".join(f"{file.name}: {content.get('source', '')}".split())
            yield from ((entry, source) for entry in good)


def written(version: int, rows: Iterable[Entry]) -> str:
    """The operators' rows as the machine that has heard them keeps them: spelt, so that each process need not do it."""
    said = [
        (kind, [_told(phrase) for phrase in phrases], [_told(good) for good in goods])
        for kind, phrases, goods in map(synonyms.spelt, rows)
    ]
    return json.dumps({"version": version, "entries": said}, ensure_ascii=False)


def _told(phrase: Phrase) -> list[tuple[str, str, str]]:
    return [(word.written, word.exact, word.folded) for word in phrase]


def _heard(said: list[list[str]]) -> Phrase:
    return tuple(Syllable(*word) for word in said)


class Lexicon:
    """`own` and `heard` may be missing; when one cannot be read the log says so, and its last good words stay."""

    def __init__(self, own: Path, *, heard: Path | None = None, look_again_seconds: float = 1.0) -> None:
        self._own, self._heard = own, heard
        self._files = [file for file in (heard, own) if file is not None]
        self._shipped = list(map(synonyms.spelt, shipped()))
        self._read: dict[Path, list[Spelt]] = {}
        self._words = synonyms.made_of(self._shipped)
        self._seen: dict[Path, tuple[int, int] | None] = {}
        self._look_again_seconds = look_again_seconds
        self._next_look = 0.0
        self._times = 0
        self._version: int | None = None
        self._lock = Lock()

    @property
    def words(self) -> Words:
        if time.monotonic() >= self._next_look:
            self._next_look = time.monotonic() + self._look_again_seconds
            changed = [file for file in self._files if self._is_another(file)]
            if any(seen is not None and seen[1] > _LARGE for seen in map(self._seen.get, changed)):
                # Thousands of entries take a second or more: nobody's search waits for them.
                Thread(target=self._take_in, args=(changed,), daemon=True).start()
            elif changed:
                self._take_in(changed)
        return self._words

    def read_at_once(self) -> None:
        """Take in what there is now, with no thread beside."""
        self._take_in([file for file in self._files if self._is_another(file)])

    def _take_in(self, changed: list[Path]) -> None:
        with self._lock:
            read = [self._reads(file) for file in changed]
            if any(read):
                self._words = synonyms.made_of([*self._base(), *self.own], version=self._version)
                self._times += 1

    @property
    def own(self) -> list[Spelt]:
        """What this machine's own file adds."""
        return self._read.get(self._own, [])

    @property
    def stamp(self) -> str:
        """Changes, in this process, when the words do."""
        return str(self._times if self.words else 0)

    def _base(self) -> list[Spelt]:
        return (self._read.get(self._heard) if self._heard else None) or self._shipped

    def _is_another(self, file: Path) -> bool:
        """Whether it is another than when it was last looked at."""
        try:
            stat = file.stat()
            seen = (stat.st_mtime_ns, stat.st_size)
        except OSError:
            seen = None
        if seen == self._seen.get(file):
            return False
        self._seen[file] = seen
        return True

    def _reads(self, file: Path) -> bool:
        """Whether there are words of `file`, or no more, which are then taken in."""
        try:
            version, self._read[file] = _read(file) if self._seen.get(file) else (None, [])
            self._version = version if file == self._heard else self._version
        except (OSError, ValueError, TypeError, KeyError) as error:
            _log.warning("words cannot be used; the words before them stay", file=file.name, error=str(error)[:200])
            return False
        return True


def _read(file: Path) -> tuple[int | None, list[Spelt]]:
    """The number of the list and the good entries of `file`; each of the others is told to the log, and spoils none."""
    text = file.read_text(encoding="utf-8")
    if file.name == HEARD:
        told = json.loads(text)
        rows = (
            (EntryKind(kind), list(map(_heard, said)), list(map(_heard, goods)))
            for kind, said, goods in told["entries"]
        )
        return told["version"], list(rows)
    good, bad = entries.read(tomllib.loads(text))
    for why in bad[:20]:
        _log.warning("an entry of words cannot be used; the others are", file=file.name, error=why[:200])
    return None, list(map(synonyms.spelt, good))
