"""Files that hold phones, papers and books are for the service's own user only, whatever the machine's umask."""

import os
from contextlib import suppress
from pathlib import Path

from market.config import Config

_OURS_ALONE = 0o077


def keep_private(config: Config) -> None:
    """From here on every new file is 0600 and every new folder 0700; what an earlier release left open is closed."""
    os.umask(_OURS_ALONE)
    for path in _left_open(config):
        with suppress(OSError):  # somebody else's, or gone meanwhile
            mode = path.stat().st_mode
            if mode & _OURS_ALONE:
                path.chmod(mode & ~_OURS_ALONE)


def _left_open(config: Config) -> list[Path]:
    papers = config.media_dir / "consents"
    database = config.database_url.removeprefix("sqlite:///")
    books = [Path(database + suffix) for suffix in ("", "-wal", "-shm")] if database != config.database_url else []
    return [config.sms_file, papers, *papers.rglob("*"), *books]
