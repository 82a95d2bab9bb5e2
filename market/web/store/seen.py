"""Every look at a page of the store passes here, whether the page was drawn for it or kept: where looks are counted.

A line is left for the worker once the answer is known. It names the day, the step, the shop, the good and the source of
the link: nothing of who looked (decision 0126). What was sought before, as the browser says, is counted apart from it.
"""

from typing import NamedTuple
from urllib.parse import SplitResult, parse_qs, urlsplit
from uuid import UUID

from flask import Response, current_app, g, request

from market import clock, metrics
from market.accounts import access
from market.accounts.rules import RoleName
from market.http import Market, browsers
from market.insight.seen import lines
from market.insight.seen.lines import NOWHERE, Look
from market.insight.seen.rules import DIRECT, Step, is_program
from market.search.queries import note as note_search
from market.search.sought.rules import Outcome
from market.web.store.via import via

_LOOKED = frozenset({200, 304})
_SHOWN, _DONE = 200, 303
_BASKET, _SEARCH = "basket", "/search"


class View(NamedTuple):
    """What was looked at: `page` is its kind; the good, the shop and its commune where it is about one."""

    page: str
    commune: str | None = None
    shop_id: UUID | None = None
    product_id: UUID | None = None


def looked_at(view: View) -> None:
    """This request shows `view`."""
    g.store_view, g.looks_at_own = view, _is_of(view)


def put_in_basket(*, commune: str, shop_id: UUID, product_id: UUID) -> None:
    """This request puts a good in a basket in which it was not."""
    looked_at(View(_BASKET, commune, shop_id, product_id))


def _note(response: Response) -> Response:
    view: View | None = g.pop("store_view", None)
    if view is None:
        return response
    if response.status_code in _LOOKED:
        metrics.STORE_VIEWS.labels(view.page, via() or "").inc()
    is_shown = response.status_code == (_DONE if view.page == _BASKET else _SHOWN)
    if is_shown and _is_somebody() and not g.looks_at_own and (looks := _looks(view)):
        lines.leave(current_app.config["MARKET"].home, looks)
        if view.product_id is not None and (sought := _sought()):
            note_search(Outcome.OPENED, sought)
    return response


def _looks(view: View) -> list[Look]:
    """A page to which another of ours has led was not opened by a link; one without a good is only opened."""
    if view.page == _BASKET:
        steps = [Step.BASKET]
    else:
        steps = [Step.OPENED] * _arrives() + [Step.LOOKED] * (view.product_id is not None)
    day, source, shop = clock.local_day(clock.now()), via() or DIRECT, view.shop_id or NOWHERE
    return [Look(day, step, source, shop, view.product_id or shop) for step in steps]


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


def _is_of(view: View) -> bool:
    """Whether who looks sells there, or helps the household."""
    me = None if view.shop_id is None or browsers.brings_no_cookie() else access.caller()
    if me is None:
        return False
    teams = {village[:5] for village in me.places(RoleName.TEAM_MEMBER)}
    return me.holds(RoleName.SELLER, str(view.shop_id)) or view.commune in teams


def _arrives() -> bool:
    """From outside: the browser names no page of ours from which it comes."""
    if request.headers.get("Sec-Fetch-Site") == "same-origin":
        return False
    return _came_from().netloc != request.host


def _sought() -> str | None:
    """What was sought on the page of ours that has led here."""
    came = _came_from()
    if came.netloc != request.host or came.path != _SEARCH:
        return None
    return next(iter(parse_qs(came.query).get("q", ())), None)


def _came_from() -> SplitResult:
    """The page that the browser names; nothing where that is no address."""
    try:
        return urlsplit(request.headers.get("Referer", ""))
    except ValueError:
        return urlsplit("")


def init_app(app: Market) -> None:
    app.after_pages.append(_note)
