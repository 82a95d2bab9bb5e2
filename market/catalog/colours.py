"""Colours in the decoding child: whatever a camera means by its numbers, they become those of sRGB."""

from __future__ import annotations

import io
import re
import struct
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

# Of the primaries that a HEIC or AVIF file may state instead of a profile, by ITU-T H.273: these phones use.
_UNSPECIFIED, _DISPLAY_P3 = b"\0\x02", b"\0\x0c"
_P3_PRIMARIES = {  # as they look in the white of profiles, D50
    b"rXYZ": (0.51512, 0.24120, -0.00105),
    b"gXYZ": (0.29198, 0.69225, 0.04189),
    b"bXYZ": (0.15710, 0.06657, 0.78407),
}
_HEADER = 65536  # bytes in which they stand


def in_srgb(picture: Image, profile: bytes | None) -> Image:
    """`picture` with its colours turned from those of the ICC `profile`, if any."""
    from PIL import ImageCms

    if not profile:
        return picture
    mode = "RGBA" if picture.mode == "RGBA" else "RGB"
    with suppress(ImageCms.PyCMSError, OSError):  # a broken profile leaves the colours as they are
        source, srgb = ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(picture, source, srgb, outputMode=mode) or picture
    return picture


def stated(content: bytes) -> bytes | None:
    """The profile of Display P3 if that is what the boxes of a HEIC or AVIF file state, and nothing else."""
    said = {match[1] for match in re.finditer(rb"colrnclx(..)", content[:_HEADER], re.DOTALL)}
    return _display_p3() if said - {_UNSPECIFIED} == {_DISPLAY_P3} else None


def _display_p3() -> bytes:
    """Pillow's sRGB with other primaries: the curves of both are the same."""
    from PIL import ImageCms

    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    for tag, primary in _P3_PRIMARIES.items():
        (place,) = struct.unpack_from(">I", profile, profile.index(tag) + 4)
        struct.pack_into(">3i", profile, place + 8, *(round(part * 65536) for part in primary))
    return bytes(profile)
