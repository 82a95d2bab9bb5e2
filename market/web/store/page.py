"""The store's frame: what is sought and the basket on top of every page that buyers see."""

from collections.abc import Mapping, Sequence
from math import inf
from typing import Any

from flask import Response, current_app, request

from market.http import browsers
from market.language import Sentence
from market.web.basket import cookie
from market.web.found import linked
from market.web.found.linked import Thing
from market.web.shell import frame
from market.web.store import drawn, seen, whereto
from market.web.store.previews.content import MARKET, Preview
from market.web.store.seen import View
from market.web.store.via import along_by, via
from market.web.store.words import RULES, STORE

# Who chooses a commune or a language by an address is given a cookie by its answer.
_REMEMBERED = frozenset({"to", "lang"})


def page(
    template: str,
    *,
    title: Sentence,
    say: Sentence,
    words: Mapping[str, Sentence] | None = None,
    public: bool = True,
    view: View | None = None,
    path: str | None = None,
    preview: Preview = MARKET,
    about: Sequence[Thing] = (),
    keep: bool = True,
    fresh: int | None = None,
    ticks: bool = False,
    **shown: Any,
) -> Response:
    """A page of the store, whose template extends `store.html`.

    `public`: the same for all who bring no cookie, and kept for them. `view` is what is counted as looked at, `path`
    where this lasts (`canonical` of its head), `preview` what a link to it shows where somebody sends it, `about`
    what machines are told that it is about (market/web/found/linked.py). What will soon be otherwise says not to
    `keep` it; what changes by the minute is kept for `fresh` seconds only. What `ticks` says what time it is.
    """
    public = public and _REMEMBERED.isdisjoint(request.args)
    response = frame.page(
        template,
        title=title,
        say=say,
        words={**STORE, **(words or {})},
        public=public,
        basket=cookie.read(),
        along=along_by(via()),
        via=via(),
        to=whereto.commune(),
        canonical=absolute(path) if path else None,
        absolute=absolute,
        preview=preview,
        rule_pages=RULES,
        linked=linked.of_page(absolute(""), title, path, shown.get("steps", ()), about) if path else None,
        **shown,
    )
    if ticks:
        drawn.timed(response)
    if view is None or response.status_code != 200:
        return response
    seen.looked_at(view)
    if not (public and browsers.brings_no_cookie()):
        return response
    if fresh is not None:
        response.headers["Cache-Control"] = f"public, max-age={fresh}"
    return drawn.keep(response, view, seconds=fresh or inf) if keep else response


def absolute(path: str) -> str:
    """`path` as people elsewhere call it."""
    public_url: str = current_app.config["MARKET"].public_url
    return f"{public_url.rstrip('/')}{path}"
