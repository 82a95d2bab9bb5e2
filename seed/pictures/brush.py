"""A sheet of 100 by 100 to paint on, whatever its size in pixels; drawn at twice that, so that edges are smooth."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence

from PIL import Image, ImageColor, ImageDraw

SIDE = 600  # pixels
_FINE = 2
Point = tuple[float, float]
Colour = tuple[int, int, int, int]


class Sheet:
    def __init__(self, ground: str) -> None:
        self.picture = Image.new("RGB", (SIDE * _FINE,) * 2, ground)
        self.draw = ImageDraw.Draw(self.picture, "RGBA")

    def oval(self, x: float, y: float, wide: float, high: float, fill: str | Colour) -> None:
        """An oval around the point x, y."""
        self.draw.ellipse(self.at((x - wide / 2, y - high / 2), (x + wide / 2, y + high / 2)), paint(fill))

    def ball(self, x: float, y: float, wide: float, fill: str, high: float | None = None) -> None:
        """An oval with light on its left and shade on its right."""
        high = high or wide
        self.oval(x, y, wide, high, shade(fill, -28))
        self.oval(x - wide * 0.03, y - high * 0.03, wide * 0.92, high * 0.92, fill)
        self.oval(x - wide * 0.16, y - high * 0.18, wide * 0.4, high * 0.34, (255, 255, 255, 60))

    def box(self, x: float, y: float, wide: float, high: float, fill: str | Colour, round_by: float = 2) -> None:
        """A box around the point x, y, its corners rounded."""
        corners = self.at((x - wide / 2, y - high / 2), (x + wide / 2, y + high / 2))
        self.draw.rounded_rectangle(corners, round_by * self._scale, paint(fill))

    def shape(self, points: Sequence[Point], fill: str | Colour) -> None:
        self.draw.polygon(self.at(*points), paint(fill))

    def line(self, points: Sequence[Point], fill: str | Colour, wide: float = 1) -> None:
        self.draw.line(self.at(*points), paint(fill), int(wide * self._scale), joint="curve")

    def leaf(self, x: float, y: float, long: float, turned: float, fill: str) -> None:
        """A leaf that begins at x, y and points to `turned` (degrees, 0 is right, 90 is down)."""
        along, wide = math.radians(turned), long * 0.2
        tip = (x + long * math.cos(along), y + long * math.sin(along))
        sides = []
        for side in (-1, 1):
            for step in range(1, 8) if side < 0 else range(7, 0, -1):
                far, out = long * step / 8, side * wide * math.sin(math.pi * step / 8)
                sides.append(
                    (
                        x + far * math.cos(along) - out * math.sin(along),
                        y + far * math.sin(along) + out * math.cos(along),
                    )
                )
        self.shape([(x, y), *sides[:7], tip, *sides[7:]], fill)
        self.line([(x, y), tip], shade(fill, -30), 0.6)

    def shadow(self, y: float, wide: float) -> None:
        """What lies on the table under a thing that ends at `y`."""
        self.oval(50, y, wide, wide * 0.16, (60, 40, 20, 45))

    def webp(self, side: int) -> bytes:
        file = io.BytesIO()
        self.picture.resize((side, side), Image.Resampling.BOX).save(file, "WEBP", quality=80, method=2)
        return file.getvalue()

    @property
    def _scale(self) -> float:
        return SIDE * _FINE / 100

    def at(self, *points: Point) -> list[Point]:
        return [(x * self._scale, y * self._scale) for x, y in points]


def around(x: float, y: float, far: float, count: int, turned: float = 0) -> list[tuple[float, float, float]]:
    """So many points on a circle, each with its direction in degrees."""
    turns = [turned + 360 * n / count for n in range(count)]
    return [(x + far * math.cos(math.radians(t)), y + far * math.sin(math.radians(t)), t) for t in turns]


def shade(fill: str, by: int) -> str:
    """The colour made lighter, or darker by a negative number."""
    red, green, blue = (max(0, min(255, part + by)) for part in ImageColor.getrgb(fill)[:3])
    return f"#{red:02x}{green:02x}{blue:02x}"


def paint(fill: str | Colour) -> Colour:
    if isinstance(fill, str):
        red, green, blue = ImageColor.getrgb(fill)[:3]
        return red, green, blue, 255
    return fill
