"""The child process that decodes a stranger's picture: `python -m market.catalog.decoding`, a file in, three out.

It limits its own memory and time before it looks at the file, and imports neither Flask nor the database.
"""

from __future__ import annotations

import io
import struct
import sys
import warnings
from contextlib import suppress
from typing import TYPE_CHECKING

from market.catalog import colours, heif
from market.catalog.photos import (
    MOST_BYTES,
    MOST_PIXELS,
    MOST_PROGRESSIVE,
    OVERSIZED,
    QUALITIES,
    SIDES,
    UNREADABLE,
    kind_of,
)

if TYPE_CHECKING:
    from PIL.Image import Image

MEMORY = 512 * 1024 * 1024  # bytes of address space; a progressive CMYK JPEG of 50 megapixels needs 480 MB
CPU_SECONDS = 10


def _main() -> int:
    """Read a picture from stdin and write three to stdout, each behind its length; say by the exit status why not."""
    _limit_self()
    from PIL.Image import DecompressionBombError

    content = sys.stdin.buffer.read()
    try:
        pictures = _three(_opened(content), colours.stated(content))
    except (DecompressionBombError, MemoryError):
        return OVERSIZED
    except Exception:  # whatever a decoder says of a broken file
        return UNREADABLE
    for picture in pictures:
        sys.stdout.buffer.write(struct.pack(">I", len(picture)) + picture)
    return 0


def _limit_self() -> None:
    import resource

    limits = {resource.RLIMIT_AS: MEMORY, resource.RLIMIT_CPU: CPU_SECONDS, resource.RLIMIT_CORE: 0}
    for limit, most in limits.items():
        with suppress(ValueError, OSError):  # a lower limit is set already, or the system has no such limit
            resource.setrlimit(limit, (most, most))


def _opened(content: bytes) -> Image:
    """The picture with its header read and its size allowed. Raises DecompressionBombError."""
    from PIL import AvifImagePlugin, Image

    kind = kind_of(content) or ""
    most = MOST_PIXELS[kind]
    if kind == "HEIF":
        return heif.opened(content, most_pixels=most, side=2 * SIDES["large"])
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1  # each thread of a decoder holds frames of its own
    # Pillow refuses at twice this number, before it sets memory aside.
    Image.MAX_IMAGE_PIXELS = most // 2
    warnings.simplefilter("ignore", Image.DecompressionBombWarning)
    picture = Image.open(io.BytesIO(content), formats=[kind])
    if picture.info.get("progressive") and picture.width * picture.height > MOST_PROGRESSIVE:
        raise Image.DecompressionBombError
    return picture


def _three(picture: Image, stated: bytes | None) -> list[bytes]:
    profile = picture.info.get("icc_profile") or stated
    twice = 2 * SIDES["large"] / max(picture.size)
    if twice < 1:
        picture.draft(None, (int(picture.width * twice), int(picture.height * twice)))  # does nothing but to a JPEG
    picture = _resizable(picture)
    picture.thumbnail((SIDES["large"],) * 2, reducing_gap=2.0)
    picture = _on_white(colours.in_srgb(_upright(picture), profile))
    return [_webp(picture, side, MOST_BYTES.get(size)) for size, side in SIDES.items()]


def _resizable(picture: Image) -> Image:
    """In a mode that shrinks smoothly: a palette or a transparent colour becomes plain colour first."""
    if picture.has_transparency_data:
        return picture if picture.mode == "RGBA" else picture.convert("RGBA")
    if picture.mode in ("L", "RGB", "CMYK"):
        return picture
    if picture.mode.startswith("I"):  # 16-bit grey, which `convert` would clip to white
        return picture.point(lambda grey: grey / 256).convert("L")
    return picture.convert("RGB")


def _upright(picture: Image) -> Image:
    """Turned by the EXIF orientation alone; Pillow's own way writes the EXIF anew and fails on careless cameras'."""
    from PIL.ExifTags import Base
    from PIL.Image import Transpose

    turns = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    turn = None
    with suppress(Exception):  # EXIF beyond reading does not make the picture any worse
        turn = turns.get(picture.getexif().get(Base.Orientation, 1))
    return picture if turn is None else picture.transpose(turn)


def _on_white(picture: Image) -> Image:
    """A new picture, which carries nothing of the old one but its colours."""
    from PIL import Image

    canvas = Image.new("RGB", picture.size, "white")
    canvas.paste(picture.convert("RGB"), mask=picture.getchannel("A") if picture.mode == "RGBA" else None)
    return canvas


def _webp(picture: Image, side: int, most_bytes: int | None) -> bytes:
    """No longer than `side`, and no heavier than `most_bytes` if that is to be had in a quality worth looking at."""
    smaller = picture.copy()
    smaller.thumbnail((side, side))
    for quality in QUALITIES:
        smaller.save(file := io.BytesIO(), "WEBP", quality=quality)
        if most_bytes is None or file.tell() <= most_bytes:
            break
    return file.getvalue()


if __name__ == "__main__":
    sys.exit(_main())
