"""Where an index lives on this machine: one folder a generation, a pointer that is swapped, and two locks.

index/current        the name of the folder that is read
index/whoosh-1-…/    a generation: engine, format, id
index/writer.lock    held by the one process that follows the outbox
index/rebuild.lock   held while a new generation is being built
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO

from market.ids import new_id
from market.search.index.projection import FORMAT

# A reader that has just read the old pointer still opens the old folder.
_GRACE_SECONDS = 10
_DISTRUSTED = "distrusted"


class Generations:
    """The generations of one engine under `folder`."""

    def __init__(self, folder: Path, engine: str) -> None:
        self.folder = folder
        self._prefix = f"{engine}-{FORMAT}-"
        self._writer_lock: IO[str] | None = None

    @property
    def current(self) -> Path | None:
        """The folder to read; None when there is none, or it is another engine's or of an older format."""
        try:
            name = (self.folder / "current").read_text(encoding="utf-8")
        except (FileNotFoundError, UnicodeDecodeError):
            return None
        found = self.folder / name
        return found if name.startswith(self._prefix) and found.is_dir() else None

    @contextmanager
    def building(self, bookmark: str) -> Iterator[Path]:
        """A new folder to fill; on leaving, it becomes the current one at once. One builder at a time."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "rebuild.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            folder = self.folder / f"{self._prefix}{new_id()}"
            folder.mkdir()
            yield folder
            _replace(folder / "bookmark", bookmark)
            _replace(self.folder / "current", folder.name)

    def become_writer(self) -> bool:
        """Whether this process is, or has just become, the one that writes; it stays so until it stops or ends."""
        if self._writer_lock is None:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._writer_lock = _taken(self.folder / "writer.lock")
        return self._writer_lock is not None

    @property
    def writes(self) -> bool:
        """Whether this process is the one that writes."""
        return self._writer_lock is not None

    def stop_writing(self) -> None:
        if self._writer_lock is not None:
            self._writer_lock.close()
            self._writer_lock = None

    def discard_old(self, now: datetime) -> None:
        """Remove generations that are read no more, and what a killed build has left."""
        old = [entry for entry in self.folder.iterdir() if entry.is_dir() and entry != self.current]
        if not old or self._swapped_since(now):
            return
        lock = _taken(self.folder / "rebuild.lock")
        if lock is None:
            return
        with lock:
            for folder in old:
                shutil.rmtree(folder, ignore_errors=True)

    def _swapped_since(self, now: datetime) -> bool:
        try:
            return now.timestamp() - (self.folder / "current").stat().st_mtime < _GRACE_SECONDS
        except FileNotFoundError:
            return False

    # What the follower has read, kept with the generation it was read into

    @property
    def bookmark(self) -> str | None:
        current = self.current
        try:
            return (current / "bookmark").read_text(encoding="utf-8") if current else None
        except (FileNotFoundError, UnicodeDecodeError):
            return None

    def keep(self, bookmark: str) -> None:
        if current := self.current:
            _replace(current / "bookmark", bookmark)

    @property
    def present(self) -> tuple[Path | None, bool]:
        """Which one is read, and whether somebody has met damage in it: cheap to ask."""
        current = self.current
        return current, current is not None and (current / _DISTRUSTED).exists()

    # A reader that meets damage cannot repair it, but it can say so

    def distrust(self) -> None:
        if current := self.current:
            (current / _DISTRUSTED).touch()

    @property
    def distrusted(self) -> bool:
        return self.present[1]


def _taken(file: Path) -> IO[str] | None:
    """The opened file with its lock, or None when another process holds it. The lock ends with the process."""
    lock = file.open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        return None
    return lock


def _replace(file: Path, text: str) -> None:
    draft = file.with_name(f"{file.name}.{os.getpid()}.new")
    with draft.open("w", encoding="utf-8") as opened:
        opened.write(text)
        opened.flush()
        os.fsync(opened.fileno())
    draft.replace(file)
