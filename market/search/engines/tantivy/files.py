"""The files of a Tantivy index: which are of the last commit, and whether they are whole."""

import json
import zlib
from collections.abc import Iterator
from pathlib import Path

_FOOTER_TAIL = 8  # the length of the footer and a magic number, 4 bytes each


def commit_of(folder: Path) -> str | None:
    """A name that changes with every commit: Tantivy replaces this file."""
    try:
        stat = (folder / "meta.json").stat()
    except FileNotFoundError:
        return None
    return f"{folder.name}.{stat.st_ino}.{stat.st_mtime_ns}"


def gone(folder: Path) -> int:
    """How many documents the segments still hold of goods that are gone."""
    found = json.loads((folder / "meta.json").read_text(encoding="utf-8"))["segments"]
    return sum(int(segment["deletes"]["num_deleted_docs"]) for segment in found if segment["deletes"])


def segments(folder: Path) -> Iterator[Path]:
    """The files of the last commit; others are of a writer that was killed, and nobody reads them."""
    for segment in json.loads((folder / "meta.json").read_text(encoding="utf-8"))["segments"]:
        name = segment["segment_id"].replace("-", "")
        deleted = f".{segment['deletes']['opstamp']}.del" if segment["deletes"] else None
        yield from (
            file for file in folder.glob(f"{name}.*") if file.suffix != ".del" or file.name == f"{name}{deleted}"
        )


def unharmed(file: Path) -> bool:
    """Whether the CRC-32 of its body is the one in its footer. A file that was merged away meanwhile is no harm."""
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        return True
    length = int.from_bytes(content[-_FOOTER_TAIL:-4], "little")
    footer = json.loads(content[-_FOOTER_TAIL - length : -_FOOTER_TAIL])
    return bool(zlib.crc32(content[: -_FOOTER_TAIL - length]) == footer["crc"])
