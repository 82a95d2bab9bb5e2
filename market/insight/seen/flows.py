"""The worker's round: what this machine's web processes have left is counted, file by file."""

from contextlib import suppress
from datetime import datetime
from pathlib import Path
from uuid import UUID

from market import ids
from market.db import transaction
from market.insight.seen import actions, lines


def collect(folder: Path, *, now: datetime) -> None:
    """Count each file once, and remove it.

    A worker that dies before the commit has counted nothing of a file; one that dies after it leaves a file that is
    known to be counted, which the next round only removes.
    """
    oldest = ids.first_id_of(now - actions.FILES_COUNT_FOR)
    for file_id, path in lines.taken(folder):
        if file_id >= oldest:
            with suppress(FileNotFoundError):  # another worker of this machine was here
                _count(file_id, path, now)
        path.unlink(missing_ok=True)


def _count(file_id: UUID, path: Path, now: datetime) -> None:
    looks = lines.counted(path)
    transaction(lambda: actions.count_file(file_id=file_id, looks=looks, now=now))
