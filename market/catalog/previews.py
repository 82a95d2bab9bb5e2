"""The pictures beside shared links, as files: each can be drawn again, so what is old or too much is simply removed.

`market.web.store.previews` draws them. One stands for a `subject` (a good or a shop) and may show the photo of a good,
its `cover`; `digest` names all that it says, so that another price is another file.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from market.catalog.photos import write_whole

LASTS = timedelta(days=30)
MOST = 20_000  # of at most 80 kB each
_FOLDER, _MARKET = "previews", "market"


class Name(NamedTuple):
    """Which picture: of which good or shop (the market itself is None), with whose photo, and what it says."""

    subject: UUID | None
    cover: UUID | None
    digest: str

    @property
    def file(self) -> str:
        return f"{self.subject or _MARKET}.{self.cover or ''}.{self.digest}.jpg"


def kept(media_dir: Path, name: Name) -> bytes:
    """The picture. Raises FileNotFoundError."""
    return (media_dir / _FOLDER / name.file).read_bytes()


def keep(media_dir: Path, name: Name, picture: bytes) -> None:
    """Keep it whole or not at all; what its subject said before is removed."""
    folder = media_dir / _FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / name.file, picture)
    _remove(one for one in folder.glob(f"{name.subject or _MARKET}.*.jpg") if one.name != name.file)


def discard(media_dir: Path, id: UUID) -> None:
    """Remove all that stand for this good or shop, or show a photo of it."""
    folder = media_dir / _FOLDER
    _remove(folder.glob(f"{id}.*.jpg"))
    _remove(folder.glob(f"*.{id}.*.jpg"))


def tidy(media_dir: Path, *, now: datetime) -> None:
    """Remove what was drawn a month ago, and the oldest of too many."""
    oldest = (now - LASTS).timestamp()
    drawn = sorted(_dated(media_dir / _FOLDER), reverse=True)
    _remove(file for place, (at, file) in enumerate(drawn) if place >= MOST or at < oldest)


def _dated(folder: Path) -> Iterator[tuple[float, Path]]:
    for file in folder.iterdir() if folder.exists() else ():
        try:
            yield file.stat().st_mtime, file
        except FileNotFoundError:  # removed meanwhile
            continue


def _remove(files: Iterator[Path]) -> None:
    for file in files:
        file.unlink(missing_ok=True)
