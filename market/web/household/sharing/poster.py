"""The paper for a stall: A5, black on white, with a code that leads to the good or the shop. Millimetres."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from market.catalog.queries.products import OnSale
from market.delivery.labels.letters import printed
from market.delivery.labels.pdf import Paper, load_fonts
from market.web.household.sharing.words import POSTER
from market.web.shell.strokes import star, strokes
from market.web.store.previews.content import Preview, a_pack, price, say
from market.web.store.previews.lines import Measure, Place, fitted

WIDTH_MM, HEIGHT_MM = 148.0, 210.0
_MIDDLE, _WIDTH, _CODE_ENDS, _LEADING = WIDTH_MM / 2, 124.0, 178.0, 0.4
_FONTS = {False: "SourceSansPro", True: "SourceSansPro-Bold"}


@dataclass(frozen=True)
class Poster:
    """What stands on the paper: what a preview says, goods of a shop beside it, and where its code leads."""

    preview: Preview
    link: str
    day: date
    goods: Sequence[OnSale] = ()


def drawn(poster: Poster) -> bytes:
    """The paper as PDF, with its letters in it."""
    from reportlab.lib.units import mm
    from reportlab.pdfgen.canvas import Canvas

    load_fonts()
    canvas = Canvas(file := BytesIO(), pagesize=(WIDTH_MM * mm, HEIGHT_MM * mm), pageCompression=1)
    canvas.setTitle(POSTER["name"].format(name=poster.preview.name))
    _Paper(canvas, 0, 0, HEIGHT_MM * mm, mm).write(poster)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


class _Paper(Paper):
    """Written from above; `below` is where the next line begins."""

    below = 24.0

    def write(self, poster: Poster) -> None:
        told, code = poster.preview, 62.0 if poster.goods else 76.0
        self._market()
        self._middle(printed(told.name, if_nothing=told.place), (34, 29, 24, 20, 17), height=28, bold=True)
        if told.stars:
            self._stars(told.stars)
        if told.price:
            self._middle(told.price, (38, 32, 26), height=16, bold=True)
            self._middle(printed(told.about, if_nothing=""), (15, 13, 11), height=7)
        for good in poster.goods:
            self._middle(_line(good), (14, 12, 10), height=6)
        self._code(poster.link, code)
        self._middle(told.place, (15, 13, 11), height=7, bold=True)
        self._middle(POSTER["day"].format(day=f"{poster.day:%-d/%-m/%Y}"), (10,), height=5)

    def _market(self) -> None:
        self.canvas.setLineWidth(2)
        self.canvas.setLineCap(1)
        self.canvas.setLineJoin(1)
        for line in strokes("basket"):
            self._lines([point / 2 + (12 + 6j) for point in line], fill=0)
        self.text(26, 15, say("market"), bold=True, size=16)

    def _stars(self, stars: int) -> None:
        """OCOP ★★★★."""
        left = _MIDDLE - 10 - 4.5 * stars
        self.text(left, self.below + 7, "OCOP", bold=True, size=18)
        for place in range(stars):
            self._lines(star(complex(left + 23 + 9 * place, self.below + 5), 4), fill=1)
        self.below += 11

    def _code(self, link: str, side: float) -> None:
        """With what to do with it, above and below, and half a hand's breadth of white around."""
        self.below = _CODE_ENDS - side - 12
        self._middle(POSTER["scan"], (17,), height=7, bold=True)
        self.qr(link, _MIDDLE - side / 2, _CODE_ENDS - side, side)
        self.below = _CODE_ENDS + 5
        self._middle(POSTER["how"], (11,), height=5)

    def _middle(self, text: str, sizes: tuple[int, ...], *, height: float, bold: bool = False) -> None:
        size, lines = fitted(text, Place(_WIDTH, height, _LEADING), sizes, at=lambda size: self._measure(bold, size))
        for line in lines:
            self.below += size * _LEADING
            self.text(_MIDDLE, self.below - size * 0.1, line, bold=bold, size=size, centred=True)
        self.below += 1.5

    def _measure(self, bold: bool, size: int) -> Measure:
        return lambda text: self.canvas.stringWidth(text, _FONTS[bold], size) / self.mm

    def _lines(self, points: Sequence[complex], *, fill: int) -> None:
        path = self.canvas.beginPath()
        path.moveTo(*self._at(points[0].real, points[0].imag))
        for point in points[1:]:
            path.lineTo(*self._at(point.real, point.imag))
        self.canvas.drawPath(path, stroke=1 - fill, fill=fill)


def _line(good: OnSale) -> str:
    words = POSTER["line"].format(name=good.name, price=price(good.price_vnd), pack=a_pack(good.unit, good.pack))
    return printed(words, if_nothing="")
