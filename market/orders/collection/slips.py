"""The slip that lies with goods which are fetched: whose they are, what is due, and room for the code."""

from collections.abc import Set
from dataclasses import dataclass
from io import BytesIO

from flask import Response
from markupsafe import Markup

from market import errors
from market.delivery.labels.answers import labels_of
from market.delivery.labels.content import masked
from market.delivery.labels.letters import printed
from market.delivery.labels.pdf import HEIGHT_MM, WIDTH_MM, Paper, load_fonts
from market.delivery.queries.parcels import parcel_of
from market.money import dong
from market.orders import gathering, held
from market.orders.models import Order
from market.orders.rules import BEFORE_PACKING, OrderState
from market.payments.cash.rules import COD

HEAD, CODE = "CHỢ PHIÊN · ĐẾN LẤY HÀNG", "Mã nhận hàng (khách đọc): ___ ___ ___ ___ ___ ___"
_NAMELESS = "(tên không in được)"
_PAGE = Markup("""<!doctype html><html lang="vi"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Phiếu đến lấy</title>
<style>@page {{ size: A6; margin: 5mm }} body {{ font: 10pt sans-serif }} h1 {{ font-size: 16pt }}
b {{ font-size: 13pt }}</style>
<p>{head}</p><h1>{number}</h1><p>{shop}<br>{place}</p><hr><p><b>{recipient}</b><br>ĐT {phone}</p><p>{goods}</p><hr>
<p><b>{due}</b></p><p>{code}</p></html>""")


@dataclass(frozen=True)
class Slip:
    number: str
    shop: str
    place: str
    recipient: str
    phone: str
    goods: str
    due: str


def label_answer(order: Order, roles: Set[str], *, form: str) -> Response:
    """What the household or its team puts on a packed order: its parcel's label, or the slip of what is fetched.

    Raises NotAllowed, OrderGathering, OrderHeld, NotFound.
    """
    if roles.isdisjoint({"seller", "team_member"}):
        raise errors.NotAllowed
    gathering.require_settled(order)
    held.refuse(OrderState.PACKED, order.held_since)
    if order.is_collected:
        return slip_answer(order, form=form)
    return labels_of([errors.found(parcel_of(order.number))], form=form, sheet="a6")


def slip_answer(order: Order, *, form: str) -> Response:
    """Never kept by anyone in between. Raises NotFound for what does not wait yet."""
    if order.state in BEFORE_PACKING:
        raise errors.NotFound
    slip = slip_of(order)
    if form == "html":
        response = Response(html_slip(slip), mimetype="text/html")
    else:
        response = Response(pdf_slip(slip), mimetype="application/pdf")
    response.headers["Cache-Control"] = "private, no-store"
    return response


def slip_of(order: Order) -> Slip:
    """The words of a slip; the phone is masked, as on a label."""
    return Slip(
        number=order.number,
        shop=printed(order.shop_name, if_nothing=_NAMELESS),
        place=printed(order.collect_place or "", if_nothing=""),
        recipient=printed(order.recipient_name, if_nothing=_NAMELESS),
        phone=masked(order.recipient_phone),
        goods=printed(order.goods, if_nothing=""),
        due=f"THU {dong(order.total_vnd)} đ" if order.payment_method == COD else "ĐÃ TRẢ TIỀN",
    )


def html_slip(slip: Slip) -> str:
    return str(_PAGE.format(head=HEAD, code=CODE, **vars(slip)))


def pdf_slip(slip: Slip) -> bytes:
    """One page of A6."""
    from reportlab.lib.units import mm
    from reportlab.pdfgen.canvas import Canvas

    load_fonts()
    file = BytesIO()
    canvas = Canvas(file, pagesize=(WIDTH_MM * mm, HEIGHT_MM * mm), pageCompression=1)
    canvas.setTitle("Phiếu đến lấy · Chợ Phiên")
    paper = Paper(canvas, 0, 0, HEIGHT_MM * mm, mm)
    paper.lines(10, HEAD, bold=True, size=10)
    paper.lines(20, slip.number, bold=True, size=18)
    paper.lines(28, slip.shop, slip.place, size=9)
    paper.line(50)
    paper.lines(57, slip.recipient, f"ĐT {slip.phone}", bold=True, size=12)
    paper.lines(72, slip.goods, size=9)
    paper.line(98)
    paper.lines(106, slip.due, bold=True, size=15)
    paper.lines(120, CODE, size=11)
    canvas.showPage()
    canvas.save()
    return file.getvalue()
