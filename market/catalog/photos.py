"""Photos of goods: a stranger's file becomes three clean WebP pictures, and they are kept by content.

Decoders are written in C and a picture may be made to harm them, so they run in a child process (`decoding.py`)
that knows no settings of the market.
"""

import hashlib
import io
import os
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

from market.errors import Busy, NotFound, Problem, TooLarge
from market.language import Sentence

SIDES = {"small": 240, "medium": 720, "large": 1600}  # the longest side, in pixels
# As heavy as a picture may be on a page read over a slow line, and the qualities that are tried until it is no heavier:
# a leaf-strewn heap of fruit weighs thrice what a plate on a table does. Only who asks for the large one waits for it.
MOST_BYTES = {"small": 8_000, "medium": 40_000}
QUALITIES = (80, 70, 60, 50, 40)
TINY, TINY_SIDE, TINY_BYTES = "tiny", 120, 3_000  # for lists: made of the small one when somebody first looks
LARGEST_FILE = 10 * 1024 * 1024  # bytes
# Only a JPEG can be decoded at a fraction of its size, unless it is progressive; the others stand in memory whole.
MOST_PIXELS = {"JPEG": 200_000_000, "PNG": 16_000_000, "WEBP": 16_000_000, "HEIF": 50_000_000, "AVIF": 50_000_000}
MOST_PROGRESSIVE = 50_000_000
PATIENCE = 20  # seconds a request waits for its pictures
HEVC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"}
AV1_BRANDS = {b"avif", b"avis"}
RAW_BEGINNINGS = (b"II*\0", b"MM\0*", b"IIU\0", b"IIRO", b"IIRS", b"FUJIFILMCCD-RAW", b"\0\0\0\x18ftypcrx ")
UNREADABLE, OVERSIZED = 3, 4  # what the child says by its exit status
_ROOT = Path(__file__).resolve().parents[2]
_ENVIRONMENT = {"MALLOC_ARENA_MAX": "1"}  # else each thread of a decoder takes 64 MB of the child's addresses
_one_at_a_time = threading.Lock()


class NotAPicture(Problem):
    status = 422
    type = "not-a-picture"
    title = Sentence("Không phải ảnh", en="Not a picture")
    detail = Sentence(
        "Không đọc được tệp này như một tấm ảnh. Xin gửi ảnh JPEG, PNG, WebP, HEIC hoặc AVIF.",
        en="This file cannot be read as a picture. Please send a JPEG, PNG, WebP, HEIC or AVIF picture.",
    )


class RawPicture(NotAPicture):
    detail = Sentence(
        "Đây là ảnh thô (RAW, DNG) hoặc ảnh TIFF, chợ chưa nhận. Xin tắt RAW trong máy ảnh của điện thoại rồi "
        "chụp lại, hoặc lưu ảnh thành JPEG rồi gửi.",
        en="This is a raw picture (RAW, DNG) or a TIFF, which is not taken. Please switch RAW off in the phone's "
        "camera and take it again, or save it as JPEG and send that.",
    )


class TooManyPixels(Problem):
    status = 422
    type = "too-many-pixels"
    title = Sentence("Ảnh quá nhiều điểm", en="Too many pixels")
    detail = Sentence(
        "Ảnh có quá nhiều điểm ảnh: JPEG nhiều nhất 200 triệu (loại progressive 50 triệu), HEIC và AVIF 50 triệu, "
        "PNG và WebP 16 triệu; ảnh trong suốt hoặc nén kiểu hiếm gặp thì ít hơn. Xin gửi ảnh nhỏ hơn.",
        en="The picture has too many pixels: at most 200 million in a JPEG (a progressive one 50 million), "
        "50 million in HEIC and AVIF, 16 million in PNG and WebP; fewer where it is transparent or rarely coded. "
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
        raise RawPicture if content.startswith(RAW_BEGINNINGS) else NotAPicture
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
    brands = _brands(content)
    if brands & AV1_BRANDS:
        return "AVIF"
    return "HEIF" if brands & HEVC_BRANDS else None


def _brands(content: bytes) -> set[bytes]:
    """What a file of boxes says it is: its own brand first, then those with which it agrees."""
    if content[4:8] != b"ftyp":
        return set()
    end = min(int.from_bytes(content[:4], "big"), 256)
    return {content[8:12], *(content[at : at + 4] for at in range(16, end, 4))}


def _ask_child(content: bytes) -> dict[str, bytes]:
    command = [sys.executable, "-m", "market.catalog.decoding"]
    try:
        # Of the environment nothing: a decoder that was taken over finds no secret in it.
        child = subprocess.run(  # noqa: S603
            command, input=content, capture_output=True, cwd=_ROOT, env=_ENVIRONMENT, timeout=PATIENCE
        )
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
    """Where the picture of `size` (a key of `SIDES` or `TINY`, else KeyError) is kept."""
    if size not in (*SIDES, TINY):
        raise KeyError(size)
    return media_dir / str(product_id) / f"{digest}-{size}.webp"


def store(media_dir: Path, product_id: UUID, pictures: dict[str, bytes]) -> str:
    """Keep the three `pictures`, each whole or not at all; the digest that names them is the large one's SHA-256."""
    digest = hashlib.sha256(pictures["large"]).hexdigest()
    for size in SIDES:
        path = path_of(media_dir, product_id, digest, size)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, pictures[size])
    return digest


def kept(media_dir: Path, product_id: UUID, digest: str, size: str) -> bytes:
    """The picture of `size`. Raises NotFound where it was destroyed: its household asked to be forgotten."""
    path = path_of(media_dir, product_id, digest, size)
    try:
        if size == TINY and not path.exists():
            write_whole(path, _tiny(path_of(media_dir, product_id, digest, "small").read_bytes()))
        return path.read_bytes()
    except FileNotFoundError:
        raise NotFound from None


def _tiny(small: bytes) -> bytes:
    """A smaller one of what our own child has written, which can be read here."""
    from PIL import Image

    picture = Image.open(io.BytesIO(small), formats=["WEBP"])
    picture.thumbnail((TINY_SIDE, TINY_SIDE))
    for quality in (70, 50, 30, 10):
        picture.save(file := io.BytesIO(), "WEBP", quality=quality, method=6)
        if file.tell() <= TINY_BYTES:
            break
    return file.getvalue()


def discard(media_dir: Path, product_id: UUID, digest: str) -> None:
    """Remove its files, if there; the caller knows that no other photo of the product shows the same."""
    for size in (*SIDES, TINY):
        path_of(media_dir, product_id, digest, size).unlink(missing_ok=True)


def write_whole(path: Path, content: bytes) -> None:
    """Whoever reads finds all of it, or what was there before."""
    draft = path.with_name(f".{uuid4()}.part")
    try:
        with draft.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())  # the row that names it is committed next
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
