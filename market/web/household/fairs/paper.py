"""The picking list on A4: a morning a page, black on white, with a box to tick beside each order. Millimetres."""

from io import BytesIO
from typing import Any

from market.delivery.labels.letters import printed
from market.delivery.labels.pdf import Paper, load_fonts
from market.web.household.fairs import saying
from market.web.household.fairs.words import PICKING
from market.web.numbers import number

WIDTH_MM, HEIGHT_MM = 210.0, 297.0
_LEFT, _RIGHT, _BOTTOM, _BOX = 15.0, 195.0, 280.0, 5.0
_PACKS_AT, _WEIGHT_AT = 165.0, 195.0


def drawn(head: str, days: list[dict[str, Any]]) -> bytes:
    """All days as one PDF, with its letters in it."""
    from reportlab.lib.units import mm
    from reportlab.pdfgen.canvas import Canvas

    load_fonts()
    canvas = Canvas(file := BytesIO(), pagesize=(WIDTH_MM * mm, HEIGHT_MM * mm), pageCompression=1)
    canvas.setTitle(str(PICKING["title"]))
    paper = _Paper(canvas, 0, 0, HEIGHT_MM * mm, mm)
    for day in days:
        paper.write(printed(head, if_nothing=""), day)
        canvas.showPage()
    if not days:
        paper.text(_LEFT, 20, str(PICKING["say_none"]), size=12)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


class _Paper(Paper):
    """Written from above; `below` is where the next line begins."""

    below = 0.0

    def write(self, head: str, day: dict[str, Any]) -> None:
        self.below, self.head = 20.0, head
        self.text(_LEFT, self.below, str(saying.day_said(day["day"])), bold=True, size=22)
        self.text(_RIGHT, self.below, head, size=10, right=True)
        self._down(8)
        for good in day["goods"]:
            name = f"{good['name']} ({good['unit']} {good['pack']})".replace(" )", ")")
            self._line(name, good["packs"], good["weight_g"], size=14, bold=True)
        for place in day["places"]:
            self._place(place)

    def _place(self, place: dict[str, Any]) -> None:
        by_hand = place["kind"] in ("shop", "market")
        self._down(6)
        said = PICKING["fetched" if by_hand else "bring"].format(place=place["name"])
        self._line(said, place["packs"], place["weight_g"], size=13, bold=True)
        for order in place["orders"]:
            self.canvas.rect(*self._at(_LEFT, self.below + 1), _BOX * self.mm * 0.7, _BOX * self.mm * 0.7)
            self._line(f"{order['number']}   {order['goods']}   ({order['to']['province']['name']})", order["packs"],
                       order["weight_g"], size=11, left=_LEFT + _BOX + 1)  # fmt: skip

    def _line(
        self, said: str, packs: int, weight_g: int, *, size: float, bold: bool = False, left: float = _LEFT
    ) -> None:
        self.text(
            left,
            self.below,
            self._cut(printed(said, if_nothing=""), _PACKS_AT - 10 - left, bold, size),
            bold=bold,
            size=size,
        )
        self.text(_PACKS_AT, self.below, number(packs, "vi"), bold=True, size=size, right=True)
        self.text(_WEIGHT_AT, self.below, f"{number(weight_g / 1000, 'vi', decimals=1)} kg", size=size, right=True)
        self._down(size * 0.6)

    def _cut(self, said: str, width: float, bold: bool, size: float) -> str:
        font = "SourceSansPro-Bold" if bold else "SourceSansPro"
        while said and self.canvas.stringWidth(said, font, size) > width * self.mm:
            said = said[:-2].rstrip(" .…") + "…"
        return said

    def _down(self, by: float) -> None:
        """Lower; on another sheet where this one is full."""
        self.below += by
        if self.below > _BOTTOM:
            self.canvas.showPage()
            self.below = 20.0
            self.text(_RIGHT, 12, self.head, size=9, right=True)
