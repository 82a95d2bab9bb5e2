"""Where a purchase goes: an address of the buyer's book, or one that is typed, in the commune chosen before."""

from typing import Any, NamedTuple

from flask import request

from market.accounts import access
from market.accounts.addresses.queries import book_of
from market.web.store import whereto

NEW = "new"


class Receiving(NamedTuple):
    """The book of who is signed in, which of it is meant (None: it is typed), and the commune."""

    book: list[dict[str, Any]]
    chosen: dict[str, Any] | None
    commune: str | None


def receiving() -> Receiving:
    me = access.caller()
    book = book_of(me.id) if me is not None else []
    chosen = _chosen(book)
    return Receiving(book, chosen, chosen["commune_code"] if chosen else whereto.commune())


def _chosen(book: list[dict[str, Any]]) -> dict[str, Any] | None:
    """As the form or the address says; else the first of the book that lies where things are being sent."""
    said = request.form.get("address_id", NEW) if request.method == "POST" else request.args.get("address_id")
    if said is not None:
        return next((one for one in book if str(one["id"]) == said), None)
    commune = whereto.commune()
    return next((one for one in book if commune in (None, one["commune_code"])), None)
