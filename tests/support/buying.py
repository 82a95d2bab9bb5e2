"""Buying by pages: goods put into a browser's basket, a commune chosen, the checkout's form as it was drawn."""

from __future__ import annotations

import html
import re
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select, update

from market.catalog.models import Product
from market.db import db, transaction
from market.orders.models import Order
from market.web.basket import cookie
from tests.support.browsing import BROWSER, sends
from tests.support.village import HOAN_KIEM, a_household, a_product, a_shop, calling, in_days, owner_of

TO = {"name": "Trần Thu Hà", "phone": "0912 345 678", "address_line": "12 Hàng Bài"}


def look(client: FlaskClient, path: str = "/basket") -> str:
    page = client.get(path, headers=BROWSER)
    assert page.status_code == 200, page.text
    return html.unescape(page.text).replace("\xa0", " ")


def said(page: str) -> str:
    """The first sentence of a page."""
    found = re.search(r'<p class="now">(.*?)</p>', page, re.DOTALL)
    assert found is not None
    return html.unescape(found[1])


def puts(client: FlaskClient, product: Any, quantity: Any = 1, **more: Any) -> Any:
    return sends(client, "/basket", product_id=str(product.id), quantity=str(quantity), **more)


def goes_to(client: FlaskClient, code: str = HOAN_KIEM) -> None:
    assert sends(client, "/deliver-to", commune_code=code, next="/checkout").headers["Location"] == "/checkout"


def form_of(page: str, **typed: str) -> dict[str, str]:
    """What the checkout's form sends, with what is typed into it; paid at the door unless said."""
    page = html.unescape(page)
    form = page[page.index('action="/checkout') :]
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form[: form.index("</form>")]))
    return hidden | {"payment_method": "cod"} | typed


def asks_for_code(client: FlaskClient, **typed: str) -> dict[str, str]:
    """The form of the page that asks for the code, once all else is typed."""
    coded = client.post("/checkout/code", data=form_of(look(client, "/checkout"), **TO | typed), headers=BROWSER)
    assert coded.status_code == 200, coded.text
    return form_of(coded.text, **TO | typed)


def places(client: FlaskClient, form: dict[str, str], **typed: str) -> Any:
    return client.post("/checkout", data=form | typed, headers=BROWSER)


def basket_of(client: Any) -> cookie.Basket:
    kept = client.get_cookie("basket")
    with client.application.test_request_context("/", headers={"Cookie": f"basket={kept.value}"} if kept else {}):
        return cookie.read()


def changes(product: Product, **columns: Any) -> None:
    transaction(lambda: db.session.execute(update(Product).filter_by(id=product.id).values(**columns)))


def rests(product: Product) -> None:
    calling(owner_of(product.shop)).put(f"/shops/{product.shop_id}/pause", {"until": in_days(9).isoformat()})


def orders() -> list[Order]:
    db.session.rollback()
    return list(db.session.scalars(select(Order).order_by(Order.id)))


def a_full_basket(client: FlaskClient) -> list[Any]:
    """Two of one shop and one of another, to be sent to Hoàn Kiếm."""
    na = a_product()
    honey = a_product(a_shop(a_household(), name="Mật ong Bắc Sơn"), name="Mật ong", price_vnd=200_000)
    puts(client, na, 2, via="poster")
    puts(client, honey)
    goes_to(client)
    return [na, honey]
