"""Labels as PDF: one A6 page each, or four on a sheet of A4. Millimetres from the upper left."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from market.delivery.code128 import bars, modules
from market.delivery.labels.content import Label
from market.delivery.labels.letters import font_files

WIDTH_MM, HEIGHT_MM = 105.0, 148.0
_MARGIN = 5.0
_MODULE = 0.42
_FONT, _BOLD = "SourceSansPro", "SourceSansPro-Bold"


def pdf_labels(labels: Sequence[Label], *, per_sheet: int = 1) -> bytes:
    """One A6 page a label, or with `per_sheet` 4 sheets of A4."""
    from reportlab.lib.units import mm
    from reportlab.pdfgen.canvas import Canvas

    load_fonts()
    columns = 1 if per_sheet == 1 else 2
    size = (WIDTH_MM * columns * mm, HEIGHT_MM * columns * mm)
    file = BytesIO()
    canvas = Canvas(file, pagesize=size, pageCompression=1)
    canvas.setTitle("Phiếu gửi · Chợ Phiên")
    for place, label in enumerate(labels):
        row, column = divmod(place % per_sheet, columns)
        Paper(canvas, column * WIDTH_MM, row * HEIGHT_MM, size[1], mm).draw(label)
        if place % per_sheet == per_sheet - 1 or place == len(labels) - 1:
            canvas.showPage()
    canvas.save()
    return file.getvalue()


def load_fonts() -> None:
    """They go into the file, so that it looks the same everywhere."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for name, file in font_files().items():
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, file))


class Paper:
    """One label's place on a page."""

    def __init__(self, canvas: Any, left: float, top: float, page_height: float, mm: float) -> None:
        self.canvas, self.left, self.top, self.page_height, self.mm = canvas, left, top, page_height, mm

    def draw(self, label: Label) -> None:
        self.text(_MARGIN, 9, "CHỢ PHIÊN · BƯU ĐIỆN", bold=True, size=10)
        self.text(WIDTH_MM - _MARGIN, 9, label.service, bold=True, size=10, right=True)
        self.barcode(label.tracking_number, 12)
        self.text(WIDTH_MM / 2, 35, _spaced(label.tracking_number), bold=True, size=13, centred=True)
        self.line(38)
        self.lines(43, f"Gửi: {label.sender}", label.origin, size=8)
        self.line(52)
        self.lines(58, label.recipient, bold=True, size=12)
        self.lines(63, f"ĐT {label.phone}", label.address, label.destination, size=9)
        self.line(86)
        self.text(_MARGIN, 94, label.cod, bold=True, size=14)
        self.text(_MARGIN, 100, f"Khối lượng {label.weight} · Đơn {label.reference}", size=8)
        self.lines(106, *label.marks, label.dates, bold=True, size=8, width=60)
        self.qr(label.tracking_url, WIDTH_MM - _MARGIN - 32, 98, 32)
        self.text(WIDTH_MM - _MARGIN - 16, 134, "Quét để xem bưu kiện ở đâu", size=6, centred=True)
        self.text(_MARGIN, 143, "Người nhận ký: ____________________", size=8)

    def lines(self, top: float, *texts: str, bold: bool = False, size: float, width: float = 95) -> None:
        """Texts under each other, broken where they are too long, at most four lines in all."""
        from reportlab.lib.utils import simpleSplit

        font = _BOLD if bold else _FONT
        broken = [line for text in texts if text for line in simpleSplit(text, font, size, width * self.mm)]
        for place, line in enumerate(broken[:5]):
            self.text(_MARGIN, top + place * size * 0.45, line, bold=bold, size=size)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        bold: bool = False,
        size: float,
        right: bool = False,
        centred: bool = False,
    ) -> None:
        self.canvas.setFont(_BOLD if bold else _FONT, size)
        draw = self.canvas.drawString
        if right or centred:
            draw = self.canvas.drawRightString if right else self.canvas.drawCentredString
        draw(*self._at(x, y), text)

    def line(self, y: float) -> None:
        (x, at), width = self._at(_MARGIN, y), (WIDTH_MM - 2 * _MARGIN) * self.mm
        self.canvas.line(x, at, x + width, at)

    def barcode(self, number: str, top: float) -> None:
        start = (WIDTH_MM - modules(number) * _MODULE) / 2
        for at, width in bars(number):
            self.box(start + at * _MODULE, top, width * _MODULE, 18)

    def qr(self, url: str, left: float, top: float, side: float) -> None:
        import segno

        matrix = segno.make(url, error="m", micro=False).matrix
        unit = side / len(matrix)
        for row, line in enumerate(matrix):
            for column, dark in enumerate(line):
                if dark:
                    self.box(left + column * unit, top + row * unit, unit, unit)

    def box(self, x: float, y: float, width: float, height: float) -> None:
        left, upper = self._at(x, y)
        self.canvas.rect(left, upper - height * self.mm, width * self.mm, height * self.mm, stroke=0, fill=1)

    def _at(self, x: float, y: float) -> tuple[float, float]:
        return (self.left + x) * self.mm, self.page_height - (self.top + y) * self.mm


def _spaced(number: str) -> str:
    return f"{number[:2]} {number[2:5]} {number[5:8]} {number[8:11]} {number[11:]}"
