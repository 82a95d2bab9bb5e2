"""Photos of goods: a stranger's file becomes three clean WebP pictures, and they are kept by content.

Decoders are written in C and a picture may be made to harm them, so they run in a child process (`decoding.py`)
that knows no settings of the market.
"""

import hashlib
import os
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

from market.errors import Busy, Problem, TooLarge
from market.language import Sentence

SIDES = {"small": 240, "medium": 720, "large": 1600}  # the longest side, in pixels
LARGEST_FILE = 10 * 1024 * 1024  # bytes
# Only a JPEG can be decoded at a fraction of its size; the others stand in memory whole.
MOST_PIXELS = {"JPEG": 50_000_000, "PNG": 16_000_000, "WEBP": 16_000_000, "HEIF": 16_000_000}
PATIENCE = 20  # seconds a request waits for its pictures
HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1")
UNREADABLE, OVERSIZED = 3, 4  # what the child says by its exit status
_ROOT = Path(__file__).resolve().parents[2]
_one_at_a_time = threading.Lock()


class NotAPicture(Problem):
    status = 422
    type = "not-a-picture"
    title = Sentence("Không phải ảnh", en="Not a picture")
    detail = Sentence(
        "Không đọc được tệp này như một tấm ảnh. Xin gửi ảnh JPEG, PNG, WebP hoặc HEIC.",
        en="This file cannot be read as a picture. Please send a JPEG, PNG, WebP or HEIC picture.",
    )


class TooManyPixels(Problem):
    status = 422
    type = "too-many-pixels"
    title = Sentence("Ảnh quá nhiều điểm", en="Too many pixels")
    detail = Sentence(
        "Ảnh có quá nhiều điểm ảnh: JPEG nhiều nhất 50 triệu, loại khác nhiều nhất 16 triệu. Xin gửi ảnh nhỏ hơn.",
        en="The picture has too many pixels: at most 50 million in a JPEG, 16 million in others. "
        "Please send a smaller one.",
    )


class PictureTooLarge(TooLarge):
    detail = Sentence(
        "Ảnh nặng quá 10 MB. Xin gửi ảnh nhẹ hơn.", en="The picture is over 10 MB. Please send a lighter one."
    )


def shrink(content: bytes) -> dict[str, bytes]:
    """Three WebP pictures of `content` by the names in `SIDES`: upright, sRGB, on white, without EXIF.

    Call it outside a transaction: it takes up to seconds. Raises PictureTooLarge, NotAPicture,
    TooManyPixels, and Busy at once while another picture is read.
    """
    if len(content) > LARGEST_FILE:
        raise PictureTooLarge
    if kind_of(content) is None:
        raise NotAPicture
    if not _one_at_a_time.acquire(blocking=False):
        raise Busy
    try:
        return _ask_child(content)
    finally:
        _one_at_a_time.release()


def kind_of(content: bytes) -> str | None:
    """The kind of picture its first bytes claim, a key of `MOST_PIXELS`; names and headers prove nothing."""
    if content.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "WEBP"
    return "HEIF" if content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS else None


def _ask_child(content: bytes) -> dict[str, bytes]:
    command = [sys.executable, "-m", "market.catalog.decoding"]
    try:
        # An empty environment: a decoder that was taken over finds no secret in it.
        child = subprocess.run(command, input=content, capture_output=True, cwd=_ROOT, env={}, timeout=PATIENCE)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise Busy from None  # its CPU limit is shorter: the machine, not the picture, was slow
    if child.returncode == OVERSIZED:
        raise TooManyPixels
    if child.returncode == UNREADABLE or child.returncode < 0:
        raise NotAPicture
    if child.returncode:
        raise RuntimeError(child.stderr.decode(errors="replace"))
    return dict(zip(SIDES, _unpack(child.stdout), strict=True))


def _unpack(answer: bytes) -> Iterator[bytes]:
    while answer:
        (length,) = struct.unpack_from(">I", answer)
        yield answer[4 : 4 + length]
        answer = answer[4 + length :]


def path_of(media_dir: Path, product_id: UUID, digest: str, size: str) -> Path:
    """Where the picture of `size` (a key of `SIDES`, else KeyError) is kept."""
    SIDES[size]
    return media_dir / str(product_id) / f"{digest}-{size}.webp"


def store(media_dir: Path, product_id: UUID, pictures: dict[str, bytes]) -> str:
    """Keep the three `pictures`, each whole or not at all; the digest that names them is the large one's SHA-256."""
    digest = hashlib.sha256(pictures["large"]).hexdigest()
    for size in SIDES:
        path = path_of(media_dir, product_id, digest, size)
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_whole(path, pictures[size])
    return digest


def discard(media_dir: Path, product_id: UUID, digest: str) -> None:
    """Remove the three files, if there; the caller knows that no other photo of the product shows the same."""
    for size in SIDES:
        path_of(media_dir, product_id, digest, size).unlink(missing_ok=True)


def _write_whole(path: Path, content: bytes) -> None:
    draft = path.with_name(f".{uuid4()}.part")
    try:
        with draft.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())  # the row that names it is committed next
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
