"""The demo's card gateway: localstripe, as a process of its own that listens on this machine only.

    python card_stand_in.py PORT FILE

Nothing imports this file, for localstripe is GPL and no part of the product. Its own command listens to everybody and
keeps what it was told in /tmp; here that is FILE. Beside what localstripe has there are Checkout Sessions: a page of
the gateway's own that asks for a card, and for what the card's bank asks (3-D Secure).
"""

import pickle
import sys
import time
from html import escape
from pathlib import Path
from typing import Any
from uuid import uuid4

from aiohttp import web
from localstripe.errors import UserError
from localstripe.resources import PaymentIntent, PaymentMethod, Store, store
from localstripe.server import app, get_post_data, json_response

_PAY = "/pay/"
_CARDS = (
    ("4242 4242 4242 4242", "trả ngay · pays at once"),
    ("4000 0025 0000 3155", "ngân hàng hỏi (3-D Secure) · the bank asks"),
    ("4000 0000 0000 0002", "bị từ chối · declined"),
)


@web.middleware
async def open_to_buyers(request: web.Request, handler: Any) -> web.StreamResponse:
    """A buyer has no key: our pages are shown before localstripe asks for one."""
    if not request.path.startswith(_PAY):
        return await handler(request)
    try:
        return await request.match_info.handler(request)
    finally:
        store.dump_to_disk()


# What the shop asks for, by the API


async def open_session(request: web.Request) -> web.Response:
    asked = await get_post_data(request)
    line = asked["line_items"][0]
    own_id = f"cs_test_{uuid4().hex}"
    store[f"checkout.session:{own_id}"] = {
        "id": own_id,
        "object": "checkout.session",
        "url": f"http://{request.host}{_PAY}{own_id}",
        "status": "open",
        "payment_status": "unpaid",
        "payment_intent": None,
        "amount_total": int(line["price_data"]["unit_amount"]) * int(line["quantity"]),
        "currency": line["price_data"]["currency"],
        "metadata": asked.get("metadata", {}),
        "created": int(time.time()),
        "expires_at": int(asked["expires_at"]),
        "asked": asked,
    }
    return _told(own_id)


async def show_session(request: web.Request) -> web.Response:
    return _told(request.match_info["id"])


async def expire_session(request: web.Request) -> web.Response:
    session = _session(request)
    if session["status"] != "open":
        raise UserError(400, "Only open sessions can be expired.")
    session["status"] = "expired"
    return _told(session["id"])


def _told(own_id: str) -> web.Response:
    found = store.get(f"checkout.session:{own_id}")
    if found is None:
        raise UserError(404, "Not Found")
    return json_response({name: value for name, value in found.items() if name != "asked"})


# What the buyer sees


async def show_page(request: web.Request) -> web.Response:
    session = _session(request)
    return _page(session, _over(session) if session["status"] != "open" else _card_form(session))


async def take_card(request: web.Request) -> web.Response:
    session, typed = _session(request), await request.post()
    if session["status"] != "open":
        return await show_page(request)
    number = "".join(str(typed.get("number", "")).split())
    try:
        intent = _intent(session, number)
    except (UserError, ValueError):
        return _page(session, _card_form(session, "Thẻ bị từ chối. Thử thẻ khác. · Declined. Try another card."))
    session["payment_intent"] = intent.id
    return _page(session, _bank_form(session)) if intent.status == "requires_action" else _paid(session)


async def answer_bank(request: web.Request) -> web.Response:
    session, typed = _session(request), await request.post()
    intent = PaymentIntent._api_retrieve(session["payment_intent"] or "")
    if session["status"] != "open" or intent.status != "requires_action":
        return await show_page(request)
    agreed = typed.get("answer") == "yes"
    PaymentIntent._api_authenticate(intent.id, client_secret=intent.client_secret, success=str(agreed).lower())
    if agreed:
        return _paid(session)
    return _page(session, _card_form(session, "Ngân hàng chưa xác nhận. · Your bank did not confirm it."))


def _intent(session: dict[str, Any], number: str) -> PaymentIntent:
    """A payment by that card, confirmed as far as its bank lets it. Raises UserError, ValueError for no good card."""
    card = {"number": number, "exp_month": "12", "exp_year": "2035", "cvc": "123"}
    method = PaymentMethod._api_create(type="card", card=card)
    if not number.isdecimal() or method._attaching_is_declined():
        raise ValueError
    metadata = session["asked"].get("payment_intent_data", {}).get("metadata", {})
    intent = PaymentIntent._api_create(
        amount=session["amount_total"], currency=session["currency"], payment_method=method.id, metadata=metadata
    )
    return PaymentIntent._api_confirm(intent.id)


def _paid(session: dict[str, Any]) -> web.Response:
    session["status"], session["payment_status"] = "complete", "paid"
    return web.HTTPSeeOther(session["asked"]["success_url"])


def _session(request: web.Request) -> dict[str, Any]:
    found = store.get(f"checkout.session:{request.match_info['id']}")
    if found is None:
        raise web.HTTPNotFound
    return found


def _card_form(session: dict[str, Any], wrong: str = "") -> str:
    cards = "".join(f"<li><code>{number}</code> {what}</li>" for number, what in _CARDS)
    return f"""<p>Cổng thẻ thử, không có tiền thật. · A card gateway to try; no real money.</p><ul>{cards}</ul>
<p role="alert"><b>{wrong}</b></p><form method="post"><label for="number">Số thẻ · Card number</label>
<input id="number" name="number" inputmode="numeric" autocomplete="cc-number" value="{_CARDS[1][0]}">
<button>Trả · Pay</button></form>
<p><a href="{escape(session["asked"]["cancel_url"])}">Quay lại Chợ Phiên · Back</a></p>"""


def _bank_form(session: dict[str, Any]) -> str:
    return f"""<p>Ngân hàng của bạn hỏi: có phải bạn đang trả? · Your bank asks: is it you?</p>
<form method="post" action="{_PAY}{session["id"]}/bank"><button name="answer" value="yes">Đúng, là tôi · Yes</button>
<button name="answer" value="no">Không · No</button></form>"""


def _over(session: dict[str, Any]) -> str:
    return f"""<p>Trang này đã xong hoặc hết hạn. · This page is done, or its time is over.</p>
<p><a href="{escape(session["asked"]["cancel_url"])}">Quay lại Chợ Phiên · Back</a></p>"""


def _page(session: dict[str, Any], inside: str) -> web.Response:
    amount = f"{session['amount_total']:,}".replace(",", ".")
    about = escape(session["asked"]["line_items"][0]["price_data"]["product_data"]["name"])
    written = f"""<!doctype html><html lang="vi"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Trả bằng thẻ</title>
<style>body {{ font: 1.125rem/1.6 sans-serif; max-width: 30rem; margin: 1rem auto; padding: 0 1rem }}
button, input {{ font: inherit; min-height: 3rem; width: 100%; margin: .5rem 0; box-sizing: border-box }}</style>
<h1>{amount} đ</h1><p>{about}</p>{inside}"""
    return web.Response(text=written, content_type="text/html")


app.middlewares.insert(0, open_to_buyers)
app.router.add_post("/v1/checkout/sessions", open_session)
app.router.add_get("/v1/checkout/sessions/{id}", show_session)
app.router.add_post("/v1/checkout/sessions/{id}/expire", expire_session)
app.router.add_get(_PAY + "{id}", show_page)
app.router.add_post(_PAY + "{id}", take_card)
app.router.add_post(_PAY + "{id}/bank", answer_bank)


def main(port: int, file: Path) -> None:
    Store.dump_to_disk = lambda _store: None
    if file.exists():
        store.update(pickle.loads(file.read_bytes()))  # noqa: S301 - our own file, beside the demo's database
    Store.dump_to_disk = lambda kept: file.write_bytes(pickle.dumps(dict(kept)))
    web.run_app(app, host="127.0.0.1", port=port, print=None, access_log=None)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
