"""Pictures to send, what became of them, and the child that reads them, watched."""

import base64
import io
import struct
import subprocess
import sys
import zlib
from collections.abc import Iterable

import pytest
from PIL import Image

from market.catalog import photos
from tests.support.sources import ROOT

linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits and tells memory this way")
RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)

# Made for this test: 128 x 64, red left and blue right, to be turned a quarter to the right, with a GPS place.
HEIC = base64.b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAaFtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAADRpbG9j"
    "AAAAAERAAAIAAQAAAAABxQABAAAAAAAAAC0AAgAAAAAB8gABAAAAAAAAAGYAAAA4aWluZgAAAAAAAgAAABVpbmZlAgAAAAABAABodmMxAAAA"
    "ABVpbmZlAgAAAQACAABFeGlmAAAAAA5waXRtAAAAAAABAAAA4GlwcnAAAADAaXBjbwAAAHhodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNg"
    "AAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQArQgEBA3AAAAMAkAAAAwAAAwAeoBAgQWW6kkprm4CGgwIAAAMAMgAAAwACEGIAAQAH"
    "RAHBcrAiQAAAABNjb2xybmNseAABAA0ABoAAAAAUaXNwZQAAAAAAAACAAAAAQAAAABBwaXhpAAAAAAMICAgAAAAJaXJvdAMAAAAYaXBtYQAA"
    "AAAAAAABAAEFgQIDBIUAAAAaaXJlZgAAAAAAAAAOY2RzYwACAAEAAQAAAJttZGF0AAAAKSgBr1j5DpJf//Od3/+VHpD7EXTGxl+n/+Kr1X9R"
    "O0/8X+pSSf/TomXAAAAABkV4aWYAAE1NACoAAAAIAAIBEgADAAAAAQAGAACIJQAEAAAAAQAAACYAAAAAAAIAAQACAAAAAk4AAAAAAgAFAAAA"
    "AwAAAEQAAAAAAAAAFQAAAAEAAAAzAAAAAQAAAAoAAAAB"
)


def encoded(picture: Image.Image, kind: str, **options) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def two_halves(width: int = 128, height: int = 64) -> Image.Image:
    """Red on the left, blue on the right."""
    picture = Image.new("RGB", (width, height), RED)
    picture.paste(BLUE, (width // 2, 0, width, height))
    return picture


def leaves() -> Image.Image:
    """As rich in small things as a heap of leaves, which weighs more than most photos that a phone takes."""
    return Image.effect_noise((300, 200), 20).resize((1800, 1200), Image.Resampling.BICUBIC).convert("RGB")


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content), formats=["WEBP"])


def colour(content: bytes, x: float, y: float) -> tuple[int, ...]:
    """The colour at a part of the width and height, rounded to whole fifths as WebP is lossy."""
    picture = opened(content)
    point = picture.getpixel((int(x * picture.width), int(y * picture.height)))
    assert isinstance(point, tuple)
    return tuple(round(value / 51) * 51 for value in point)


def png(width: int, height: int, *, bits: int, kind: int, rows: Iterable[bytes]) -> bytes:
    """A PNG of `kind` (a number of the format) from its rows as they are stored, a row at a time."""
    squeeze = zlib.compressobj()
    data = b"".join(squeeze.compress(b"\0" + row) for row in rows) + squeeze.flush()
    header = struct.pack(">IIBBBBB", width, height, bits, kind, 0, 0, 0)
    parts = (b"IHDR", header), (b"IDAT", data), (b"IEND", b"")
    chunks = (struct.pack(">I", len(b)) + n + b + struct.pack(">I", zlib.crc32(n + b)) for n, b in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def child(content: bytes, before: str = "pass") -> tuple[int, int]:
    """Exit status and peak of memory, in kB, of a child in which the line `before` was run first."""
    peak = (
        "print(*(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')), file=sys.stderr)"
    )
    imports = "import sys; from market.catalog import decoding, photos"
    program = f"{imports}; {before}; status = decoding._main(); {peak}; sys.exit(status)"
    done = subprocess.run(
        [sys.executable, "-c", program], input=content, capture_output=True, cwd=ROOT, env=photos._ENVIRONMENT
    )
    return done.returncode, int(done.stderr)
