"""Every look at a page of the store passes here, whether the page was drawn for it or kept: where looks are counted."""

from typing import NamedTuple
from uuid import UUID

from flask import Flask, Response, g

from market import metrics
from market.web.store.via import via

_LOOKED = frozenset({200, 304})


class View(NamedTuple):
    """What was looked at: `page` is its kind; the good, the shop and its commune where it is about one."""

    page: str
    commune: str | None = None
    shop_id: UUID | None = None
    product_id: UUID | None = None


def looked_at(view: View) -> None:
    """This request shows `view`."""
    g.store_view = view


def _note(response: Response) -> Response:
    view: View | None = g.get("store_view")
    if view is not None and response.status_code in _LOOKED:
        metrics.STORE_VIEWS.labels(view.page, via() or "").inc()
    return response


def init_app(app: Flask) -> None:
    app.after_request(_note)
