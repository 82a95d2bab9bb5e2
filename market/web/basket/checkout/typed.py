"""What is typed at a checkout, as the API takes it."""

from typing import Any
from uuid import UUID

from flask import request

from market import fields
from market.accounts import access
from market.accounts.rules import mobile_number
from market.accounts.schemas import Code, Phone
from market.errors import InvalidInput
from market.orders.kept.queries import BasketNow
from market.orders.rules import TotalChanged
from market.payments.methods import METHODS
from market.web.basket import cookie
from market.web.basket.checkout.receiving import Receiving
from market.web.basket.checkout.words import NO_ADDRESS, NOT_18
from market.web.shell import forms

TOTAL = "total_"


class Asked(fields.Schema):
    """What is asked whoever it goes to; `keep` and `shared` are ticks."""

    payment_method = fields.Choice(list(METHODS), required=True)
    note = fields.String(shortest=0, longest=500, load_default="")
    buyer_is_18 = fields.Boolean(load_default=False)
    code = Code()
    keep = fields.String(longest=5)
    shared = fields.String(longest=5)


class FromBook(Asked):
    address_id = fields.Id(required=True)


class ByHand(Asked):
    name = fields.String(longest=120, required=True)
    phone = Phone(required=True)
    other_phone = Phone()
    address_line = fields.String(longest=200)


# What each way of paying comes to, as the page has shown it.
_TOTALS = {f"{TOTAL}{method}": fields.Dong() for method in METHODS}
_FromBook, _ByHand = FromBook.from_dict(_TOTALS), ByHand.from_dict(_TOTALS)  # type: ignore[arg-type]


def read(now: BasketNow, ways: list[dict[str, Any]]) -> dict[str, Any]:
    """What was typed, whole and agreed to, before any code is spent.

    Raises InvalidInput, TotalChanged, and NotSignedIn for an address of a book that is nobody's.
    """
    if "address_id" in request.form:
        access.current_person()
    missing = _missing(now)
    try:
        typed = forms.read(_FromBook() if "address_id" in request.form else _ByHand())  # type: ignore[arg-type]
    except InvalidInput as refused:
        refused.errors = {**refused.errors, **missing}
        raise
    if missing:
        raise InvalidInput(errors=missing)
    total_vnd = next(way["total_vnd"] for way in ways if way["name"] == typed["payment_method"])
    if _seen_total(typed) not in (None, total_vnd):
        raise TotalChanged(total_vnd=total_vnd, members={"total_vnd": total_vnd})
    return typed


def _missing(now: BasketNow) -> dict[str, Any]:
    """What this basket needs beside: an address if any of it is sent, a stated age for alcohol."""
    has_address = "address_id" in request.form or request.form.get("address_line", "").strip()
    told = {} if has_address or not now.is_sent else {"address_line": [NO_ADDRESS]}
    if now.basket.must_state and request.form.get("buyer_is_18") != "true":
        told["buyer_is_18"] = [NOT_18]
    return told


def asked(typed: dict[str, Any], now: BasketNow, receiving: Receiving) -> dict[str, Any]:
    """The same as `POST /checkouts` has it."""
    same = {name: typed[name] for name in ("payment_method", "note", "buyer_is_18")} | {"via": cookie.read().via}
    items = [{"product_id": key, "quantity": packs} for key, packs in now.items.items()]
    told = {"id": form_key(), "items": items, "collect_at": now.collect_at, "expected_total_vnd": _seen_total(typed)}
    if "address_id" in typed:
        return same | told | {"address_id": typed["address_id"]}
    return same | told | {"deliver_to": recipient(typed, receiving)}


def recipient(typed: dict[str, Any], receiving: Receiving) -> dict[str, Any]:
    phone = typed.get("other_phone", typed["phone"])
    where = {"commune_code": receiving.commune, "address_line": typed.get("address_line")}
    return {"name": typed["name"], "phone": phone} | where


def _seen_total(typed: dict[str, Any]) -> int | None:
    seen: int | None = typed.get(f"{TOTAL}{typed['payment_method']}")
    return seen


def phone_typed() -> str | None:
    return mobile_number(request.form.get("phone", "")[:40])


def form_key() -> UUID | None:
    """The form's own key: the purchase is known by it, so that the same form never buys twice, whoever sends it."""
    try:
        return UUID(request.form.get(forms.KEY, ""))
    except ValueError:
        return None


def left_over(bought: set[UUID]) -> cookie.Basket:
    """What stays in the basket once the rest is bought."""
    before = cookie.read()
    return before._replace(lines={key: packs for key, packs in before.lines.items() if key not in bought})
