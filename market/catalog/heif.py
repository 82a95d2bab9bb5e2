"""HEIC pictures in the decoding child: shrunk strip by strip where the decoder has put them.

Fifty megapixels are 150 MB there; as a picture of Pillow's they would be 200 MB more.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

_ROWS = 256


def opened(content: bytes, *, most_pixels: int, side: int) -> Image:
    """The picture of `content`, divided by the whole number that leaves its longest side at `side` or more.

    It stands upright: the container says how it is turned, and what its EXIF says besides does not count.
    Raises DecompressionBombError before anything is decoded.
    """
    from PIL.Image import DecompressionBombError

    file = _header(content)
    if file.size[0] * file.size[1] > most_pixels:
        raise DecompressionBombError
    picture = _shrunk(file, side)
    picture.info["icc_profile"] = file.info.get("icc_profile")
    return picture


def _header(content: bytes) -> Any:
    import pi_heif

    pi_heif.options.THUMBNAILS = pi_heif.options.DEPTH_IMAGES = pi_heif.options.AUX_IMAGES = False
    pi_heif.options.DECODE_THREADS = 1
    return pi_heif.open_heif(io.BytesIO(content), remove_stride=False)


def _shrunk(file: Any, side: int) -> Image:
    from PIL import Image

    data = _decoded(file)
    width, height = file.size
    factor = max(1, max(file.size) // side)
    rows = max(1, _ROWS // factor) * factor
    canvas = Image.new(file.mode, (-(-width // factor), -(-height // factor)))
    for top in range(0, height, rows):
        size = width, min(rows, height - top)
        lines = bytes(data[top * file.stride : (top + size[1]) * file.stride])
        strip = Image.frombuffer(file.mode, size, lines, "raw", file.mode, file.stride, 1)
        canvas.paste(strip.reduce(factor), (0, top // factor))
    return canvas


def _decoded(file: Any) -> memoryview:
    """The pixels, row by row. Raises MemoryError, which libheif only tells in words."""
    try:
        return memoryview(file.data)
    except RuntimeError as error:
        if str(error).startswith("Memory allocation"):
            raise MemoryError from None
        raise
