"""Where an import's file waits until it is taken in, and its rows once they are read; both go when it is done."""

import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import IO
from uuid import UUID

from flask import current_app

from market.imports import rules, tables


@contextmanager
def coming(content: IO[bytes]) -> Iterator[tuple[Path, str]]:
    """Keep `content` while nobody knows yet whose it is: where, and its digest. Raises TableTooLarge."""
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    waiting = folder / f"coming-{hashlib.sha256(str(time.monotonic_ns()).encode()).hexdigest()[:16]}"
    try:
        yield waiting, _store(content, waiting)
    finally:
        waiting.unlink(missing_ok=True)


def file_of(import_id: UUID) -> Path:
    """The file as it came."""
    return _folder() / f"{import_id}.file"


def rows_file_of(import_id: UUID) -> Path:
    """Its rows, as `tables` has written them."""
    return _folder() / f"{import_id}.sheets"


def discard(import_id: UUID) -> None:
    """Personal data lies about no longer than it is needed."""
    for path in _folder().glob(f"{import_id}.*"):
        path.unlink(missing_ok=True)


def purge_old(*, now: datetime) -> None:
    """Drop what a process that died has left behind."""
    for path in _folder().glob("*"):
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < (now - rules.LONGEST_WAIT).timestamp():
                path.unlink()


def _store(content: IO[bytes], target: Path) -> str:
    digest, size = hashlib.sha256(), 0
    with target.open("wb") as file:
        target.chmod(0o600)
        while part := content.read(1 << 20):
            size += len(part)
            if size > tables.LARGEST_FILE:
                raise rules.TableTooLarge
            digest.update(part)
            file.write(part)
    return digest.hexdigest()


def _folder() -> Path:
    media_dir: Path = current_app.config["MARKET"].media_dir
    return media_dir / "imports"
