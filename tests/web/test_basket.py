"""A basket without a server: put in, changed, looked up anew, and bought by whoever types a code at the end."""

from __future__ import annotations

import html
import re
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select

from market.db import db
from market.orders.models import Order
from tests.support.browsing import BROWSER, sends
from tests.support.texting import code_sent
from tests.support.village import HOAN_KIEM, a_household, a_product, a_shop, stock_of

TO = {"name": "Trần Thu Hà", "phone": "0912 345 678", "address_line": "12 Hàng Bài"}


def look(client: FlaskClient, path: str = "/basket") -> str:
    page = client.get(path, headers=BROWSER)
    assert page.status_code == 200, page.text
    return html.unescape(page.text)


def said(page: str) -> str:
    found = re.search(r'<p class="now">(.*?)</p>', page, re.DOTALL)
    assert found is not None
    return found[1]


def puts(client: FlaskClient, product: Any, quantity: Any = 1, **more: Any) -> Any:
    return sends(client, "/basket", product_id=str(product.id), quantity=str(quantity), **more)


def goes_to(client: FlaskClient, code: str = HOAN_KIEM) -> None:
    assert sends(client, "/deliver-to", commune_code=code, next="/checkout").headers["Location"] == "/checkout"


def form_of(page: str) -> dict[str, str]:
    """What the checkout's form would send."""
    form = page[page.index('action="/checkout') :]
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form[: form.index("</form>")]))
    return hidden | {"payment_method": "cod"}


def orders() -> list[Order]:
    db.session.rollback()
    return list(db.session.scalars(select(Order).order_by(Order.id)))


def test_a_stranger_buys_from_two_shops_and_types_the_code_at_the_end(client, home) -> None:
    na, honey = a_product(), a_product(a_shop(a_household(), name="Mật ong Bắc Sơn"), name="Mật ong", price_vnd=200_000)
    puts(client, na, 2)
    puts(client, honey)
    page = look(client)
    assert "Tiền hàng 330.000 đ" in said(page)
    goes_to(client)
    page = look(client)
    assert page.count("Bưu điện mang đến") == 2
    total = re.search(r"Tất cả ([0-9.]+) đ", said(page))[1]

    asked = look(client, "/checkout")
    assert f"Tiền mặt khi nhận hàng: {total} đ" in asked
    coded = client.post("/checkout/code", data=form_of(asked) | TO, headers=BROWSER)
    assert (coded.status_code, orders()) == (200, [])
    assert "0912 345 678" in said(coded.text)
    assert 'value="12 Hàng Bài"' in html.unescape(coded.text)
    placed = client.post(
        "/checkout", data=form_of(html.unescape(coded.text)) | TO | {"code": code_sent(home)}, headers=BROWSER
    )
    assert placed.status_code == 303, placed.text
    two = orders()
    assert placed.headers["Location"] == f"/checkouts/{two[0].checkout_id}?done=ordered"
    assert {order.recipient_phone for order in two} == {"+84912345678"}
    assert {order.to_commune for order in two} == {HOAN_KIEM}
    assert (stock_of(na.id), stock_of(honey.id)) == (58, 59)
    assert "Giỏ chưa có gì" in said(look(client))
    assert client.get("/me", headers=BROWSER).status_code == 200
