"""The drawn pictures as lines of points, for what is no page: paper, and pictures made of dots."""

import cmath
import math
import re
from collections.abc import Iterator
from functools import cache

from market.web.shell.pictures import path_of

Line = tuple[complex, ...]
_LETTER, _FLAG = re.compile(r"[\s,]*([A-Za-z])"), re.compile(r"[\s,]*([01])")
_NUMBER = re.compile(r"[\s,]*(-?(?:\d+\.?\d*|\.\d+))")
# What follows each letter: a point, a place across or down, a bare number, a flag.
_TAKES = {"M": "p", "L": "p", "H": "x", "V": "y", "C": "ppp", "S": "pp", "A": "nnnffp", "Z": ""}
_STEPS = 12


@cache
def strokes(name: str) -> tuple[Line, ...]:
    """The lines of the picture of that name on its square of 24; a point is x + y·i."""
    lines: list[list[complex]] = []
    handle: complex | None = None  # of the curve before, which S goes on with
    for letter, told in _Path(path_of(name)).steps():
        if letter == "M":
            lines.append(told)
        elif letter == "Z":
            lines[-1].append(lines[-1][0])
            lines.append([lines[-1][0]])
        else:
            line = lines[-1]
            if letter == "S":
                told.insert(0, line[-1] if handle is None else 2 * line[-1] - handle)
            line += _curve(line[-1], *told) if letter in "CS" else _arc(line[-1], *told) if letter == "A" else told
        handle = told[-2] if letter in "CS" else None
    return tuple(tuple(line) for line in lines if len(line) > 1)


def star(centre: complex, radius: float) -> Line:
    """The corners of a star with five points."""
    return tuple(
        centre - cmath.rect(radius * (0.42 if corner % 2 else 1), math.pi * corner / 5) * 1j for corner in range(10)
    )


class _Path:
    """A path as SVG writes it, read from its beginning."""

    def __init__(self, written: str) -> None:
        self.written, self.at = written, 0
        self.place = self.begun = 0j

    def steps(self) -> Iterator[tuple[str, list[complex]]]:
        """Each step by its letter as a capital, with what follows, from the corner of the square."""
        letter = ""
        while self.at < len(self.written):
            letter = self._read(_LETTER) or letter
            told = [self._taken(kind, self.place if letter.islower() else 0j) for kind in _TAKES[letter.upper()]]
            self.place = told[-1] if told else self.begun
            yield letter.upper(), told
            if letter in "Mm":  # more points behind it are lines
                self.begun, letter = self.place, "L" if letter == "M" else "l"

    def _taken(self, kind: str, origin: complex) -> complex:
        if kind == "p":
            return origin + complex(self._number(), self._number())
        if kind == "x":
            return complex(origin.real + self._number(), self.place.imag)
        if kind == "y":
            return complex(self.place.real, origin.imag + self._number())
        return complex(self._number(_FLAG if kind == "f" else _NUMBER))

    def _number(self, pattern: re.Pattern[str] = _NUMBER) -> float:
        return float(self._read(pattern) or "nothing")  # a path of ours that says less is a mistake of ours

    def _read(self, pattern: re.Pattern[str]) -> str | None:
        match = pattern.match(self.written, self.at)
        self.at = match.end() if match else self.at
        return match[1] if match else None


def _curve(a: complex, b: complex, c: complex, d: complex) -> list[complex]:
    parts = (step / _STEPS for step in range(1, _STEPS + 1))
    return [(1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t**2 * c + t**3 * d for t in parts]


def _arc(
    start: complex, radius: complex, _: complex, __: complex, is_long: complex, is_clockwise: complex, end: complex
) -> list[complex]:
    """A part of a circle, the longer or the shorter one, clockwise or not."""
    half = (end - start) / 2
    away = math.sqrt(max(radius.real**2 - abs(half) ** 2, 0)) / abs(half)
    centre = start + half + half * 1j * (away if is_long != is_clockwise else -away)
    turn = cmath.phase((end - centre) / (start - centre)) % math.tau - (0 if is_clockwise else math.tau)
    return [centre + (start - centre) * cmath.rect(1, turn * step / _STEPS) for step in range(1, _STEPS + 1)]
