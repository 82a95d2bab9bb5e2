"""The picture beside a link, 1200 × 630: a photo or a drawing on the left, what it is and costs on the right."""

import io

from PIL import Image, ImageDraw, ImageFont, ImageOps

from market.delivery.labels.letters import font_files, printed
from market.web.shell.strokes import star, strokes
from market.web.store.previews.content import Preview, say
from market.web.store.previews.lines import Place, fitted

WIDTH, HEIGHT, MOST_BYTES = 1200, 630, 80_000
_LEFT, _RIGHT, _TOP, _BOTTOM = HEIGHT + 48, WIDTH - 48, 44, HEIGHT - 48
# As in tokens.css.
_INK, _SOFT, _PAPER, _LEAF, _MIST, _GOLD = "#1c1b18", "#57534e", "#ffffff", "#0b5c54", "#e6f1ee", "#b45f06"
_LEADING = 1.2
_PLAIN, _BOLD = "SourceSansPro", "SourceSansPro-Bold"


def drawn(preview: Preview, photo: bytes | None) -> bytes:
    """The picture as JPEG. `photo` is one of our own child's, which can be read here; a broken one is as none."""
    paper = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    paper.paste((_photo(photo) if photo else None) or _card(preview.drawn), (0, 0))
    _Words(paper).write(preview)
    return _light(paper)


def _photo(content: bytes) -> Image.Image | None:
    try:
        with Image.open(io.BytesIO(content), formats=["WEBP"]) as photo:
            return ImageOps.fit(photo.convert("RGB"), (HEIGHT, HEIGHT), Image.Resampling.LANCZOS)
    except (OSError, ValueError, SyntaxError):
        return None


def _card(name: str) -> Image.Image:
    """The drawing in the middle of its own ground."""
    card = Image.new("RGB", (HEIGHT, HEIGHT), _MIST)
    _stroke(card, name, 115, 115, 400, _LEAF)
    return card


def _stroke(paper: Image.Image, name: str, left: int, top: int, side: int, colour: str) -> None:
    """A drawing with round ends, four times as large and then made small: Pillow's own lines have steps."""
    large = Image.new("L", (4 * side, 4 * side))
    pen, unit = ImageDraw.Draw(large), side / 6
    for line in strokes(name):
        points = [(point.real * unit, point.imag * unit) for point in line]
        pen.line(points, fill=255, width=round(2 * unit), joint="curve")
        for x, y in (points[0], points[-1]):
            pen.ellipse((x - unit, y - unit, x + unit, y + unit), fill=255)
    paper.paste(colour, (left, top), large.resize((side, side), Image.Resampling.LANCZOS))


class _Words:
    """The right half, written from above and from below."""

    def __init__(self, paper: Image.Image) -> None:
        self.paper, self.pen, self.top = paper, ImageDraw.Draw(paper), _TOP

    def write(self, preview: Preview) -> None:
        self._market()
        self._text(
            printed(preview.name, if_nothing=preview.place), _BOLD, (62, 54, 46, 38, 32), height=190, colour=_INK
        )
        if preview.stars:
            self._stars(preview.stars)
        if preview.price:
            self._text(preview.price, _BOLD, (68, 56, 44), height=84, colour=_LEAF)
        if about := printed(preview.about, if_nothing=""):
            self._text(about, _PLAIN, (36, 32, 28), height=88 if preview.price else 180, colour=_SOFT)
        if preview.place:
            self._place(preview.place)

    def _market(self) -> None:
        _stroke(self.paper, "basket", _LEFT, self.top, 44, _LEAF)
        self.pen.text((_LEFT + 58, self.top + 22), say("market"), font=_font(_BOLD, 34), fill=_LEAF, anchor="lm")
        self.top += 72

    def _text(self, text: str, font: str, sizes: tuple[int, ...], *, height: int, colour: str) -> None:
        size, lines = _fitted(text, font, sizes, _RIGHT - _LEFT, height)
        for line in lines:
            self.pen.text((_LEFT, self.top), line, font=_font(font, size), fill=colour)
            self.top += round(size * _LEADING)
        self.top += 14

    def _stars(self, stars: int) -> None:
        self.pen.text((_LEFT, self.top + 20), "OCOP", font=_font(_BOLD, 34), fill=_GOLD, anchor="lm")
        for place in range(stars):
            corners = star(complex(_LEFT + 125 + 46 * place, self.top + 22), 21)
            self.pen.polygon([(corner.real, corner.imag) for corner in corners], fill=_GOLD)
        self.top += 58

    def _place(self, place: str) -> None:
        size, (line, *_) = _fitted(place, _PLAIN, (34, 30, 26), _RIGHT - _LEFT - 52, 41)
        _stroke(self.paper, "map", _LEFT - 6, _BOTTOM - 42, 44, _SOFT)
        self.pen.text((_LEFT + 48, _BOTTOM - 20), line, font=_font(_PLAIN, size), fill=_SOFT, anchor="lm")


def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(font_files()[name], size)


def _fitted(text: str, font: str, sizes: tuple[int, ...], width: int, height: int) -> tuple[int, list[str]]:
    return fitted(text, Place(width, height, _LEADING), sizes, at=lambda size: _font(font, size).getlength)


def _light(paper: Image.Image) -> bytes:
    """As good as `MOST_BYTES` allow."""
    for quality in (88, 80, 70, 55, 40, 25, 10):
        paper.save(file := io.BytesIO(), "JPEG", quality=quality, optimize=True, progressive=True)
        if file.tell() <= MOST_BYTES:
            break
    return file.getvalue()
