"""One place through which every look at the store goes: what is counted of it, and what is not (decision 0126).

A page says what it showed; once its answer is ready a line is left for the worker. It names the day, the step, the
shop, the good and the source of the link: nothing of who looked. Nothing is written to the database.
"""

from functools import partial
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit
from uuid import UUID

from flask import Flask, Response, after_this_request, current_app, g, request

from market import clock, metrics
from market.accounts import access
from market.accounts.rules import RoleName
from market.insight.seen import lines
from market.insight.seen.lines import NOWHERE, Look
from market.insight.seen.rules import DIRECT, Step, is_program
from market.web.store.via import via

_SHOWN, _DONE = 200, 303
_LOOKED = frozenset({200, 304})


class View(NamedTuple):
    """What was looked at: `page` is its kind; the good, the shop and its commune where it is about one."""

    page: str
    commune: str | None = None
    shop_id: UUID | None = None
    product_id: UUID | None = None


def looked_at(view: View) -> None:
    """This request shows `view`, drawn for it or kept."""
    g.store_view = view
    step = Step.LOOKED if view.product_id else Step.OPENED
    note(step, shop_id=view.shop_id, product_id=view.product_id, commune_code=view.commune)


def note(
    step: Step, *, shop_id: UUID | None = None, product_id: UUID | None = None, commune_code: str | None = None
) -> None:
    """Call it once of each answer: LOOKED of a good's page, OPENED of every other, BASKET of what was put in.

    Whether somebody came from outside is seen here: a page that another of ours led to was not opened by a link.
    """
    if _is_somebody() and not _is_of(shop_id, commune_code):
        steps = ([Step.OPENED] if step != Step.BASKET and _arrives() else []) + ([] if step == Step.OPENED else [step])
        _keep([_look(one, shop_id, product_id) for one in steps])


def _look(step: Step, shop_id: UUID | None, product_id: UUID | None) -> Look:
    shop = shop_id or NOWHERE
    return Look(clock.local_day(clock.now()), step, via() or DIRECT, shop, product_id or shop)


def _keep(looks: list[Look]) -> None:
    """Leave them once the answer is known; a second try of the request says it again and leaves it once."""
    is_first = "looks" not in g
    g.looks = looks
    if is_first:
        after_this_request(partial(_leave, folder=current_app.config["MARKET"].home))


def _leave(response: Response, *, folder: Path) -> Response:
    looks = g.pop("looks", [])
    if looks and response.status_code in (_SHOWN, _DONE):
        lines.leave(folder, looks)
    return response


def _is_somebody() -> bool:
    """A browser in front of a person, who does not have the page already: no preview, prefetch, picture or program."""
    sent = request.headers
    return not (
        request.method == "HEAD"
        or "If-None-Match" in sent
        or "prefetch" in (sent.get("Sec-Purpose", "") + sent.get("Purpose", "") + sent.get("X-Moz", "")).lower()
        or sent.get("Sec-Fetch-Dest", "document") != "document"
        or is_program(sent.get("User-Agent", ""))
    )


def _is_of(shop_id: UUID | None, commune_code: str | None) -> bool:
    """Whether who looks sells there, or helps the household."""
    me = access.caller()
    if me is None or shop_id is None:
        return False
    teams = {village[:5] for village in me.places(RoleName.TEAM_MEMBER)}
    return me.holds(RoleName.SELLER, str(shop_id)) or commune_code in teams


def _arrives() -> bool:
    """From outside: the browser names no page of ours from which it comes."""
    if request.headers.get("Sec-Fetch-Site") == "same-origin":
        return False
    return urlsplit(request.headers.get("Referer", "")).netloc != request.host


def _count(response: Response) -> Response:
    view: View | None = g.get("store_view")
    if view is not None and response.status_code in _LOOKED:
        metrics.STORE_VIEWS.labels(view.page, via() or "").inc()
    return response


def init_app(app: Flask) -> None:
    app.after_request(_count)
