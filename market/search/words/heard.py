"""What this machine has heard of the word lists: a file beside its index, which each of its processes reads."""

import os
import re
from pathlib import Path

from market.db import read_only, snapshot
from market.search.language import lexicon
from market.search.words import queries

_NUMBER = re.compile(r'\{"version": (\d{1,12}),')
_HEAD = 40


def follow(folder: Path) -> bool:
    """Write the entries down anew, where the list has another number than what was heard; whether it had."""
    file = folder / lexicon.HEARD
    if read_only(queries.version) in (None, heard(file)):
        return False
    with snapshot():
        written = lexicon.written(queries.version() or 0, [entry for _, entry in queries.living()])
    folder.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{os.getpid()}.new")
    draft.write_text(written, encoding="utf-8")
    draft.replace(file)
    return True


def heard(file: Path) -> int | None:
    """The number of the list that stands in `file`; None where none does."""
    try:
        with file.open(encoding="utf-8") as opened:
            found = _NUMBER.match(opened.read(_HEAD))
    except (OSError, UnicodeDecodeError):
        return None
    return int(found[1]) if found else None
