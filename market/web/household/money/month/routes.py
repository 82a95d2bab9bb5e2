"""`/shop/{id}/money/month/{month}`: each sum in and out of a month, and the same as a file."""

from typing import Any
from uuid import UUID

from flask import Response

from market import clock
from market.accounts import access
from market.http.browsers import PageBlueprint
from market.http.headers import PRIVATE
from market.payments.sales.shop_statements import month_shown, shop_statement
from market.payments.sales.tax_statements import Month
from market.web.household import shops
from market.web.household.money.month.words import KINDS, MONTH, OTHER
from market.web.shell import frame

blueprint = PageBlueprint("household_month", __name__, template_folder="templates")
PATH = "/shop/<uuid:shop_id>/money/month/<code:month>"
# What a page of 14 kB holds; all of it is in the file.
_SHOWN = 120


@blueprint.route(PATH, methods=["GET"])
@access.signed_in
def show_month(shop_id: UUID, month: str) -> Response:
    """The book of a month as a page."""
    shop, asked, now = shops.shop_looked_after(shop_id), Month.written(month), clock.now()
    book = month_shown(shop.id, asked, now=now)
    sums = {name: book[name] for name in ("in_vnd", "out_vnd", "left_vnd")}
    told: dict[str, Any] = {
        "book": book,
        "shown": book["changes"][:_SHOWN],
        "more": len(book["changes"][_SHOWN:]),
        "month": month,
        "said": lambda kind: KINDS.get(kind.en, OTHER),
        "before": asked.before if asked.begin > shop.created_at else None,
        "after": asked.after if asked.end <= now else None,
        "say": MONTH["say" if book["changes"] else "say_none"].format(**sums),
        "title": MONTH["title"].format(month=f"{month[5:]}/{month[:4]}"),
    }
    return shops.page("month.html", shop=shop, part="money", words=MONTH, **told)


@blueprint.route(PATH + "/file", methods=["GET"])
@access.signed_in
def save_month(shop_id: UUID, month: str) -> Response:
    """The same as CSV."""
    shop = shops.shop_looked_after(shop_id)
    content = shop_statement(shop.id, Month.written(month), now=clock.now(), language=frame.spoken_language())
    response = Response(content, mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="shop-{month}.csv"'
    response.headers["Cache-Control"] = PRIVATE
    return response
