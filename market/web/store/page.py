"""The store's frame: what is sought and the basket on top of every page that buyers see."""

from collections.abc import Mapping
from typing import Any

from flask import Response, current_app, request

from market.language import Sentence
from market.web.basket import cookie
from market.web.shell import frame
from market.web.store import whereto
from market.web.store.previews.content import MARKET, Preview
from market.web.store.via import along, via
from market.web.store.words import STORE


def page(
    template: str,
    *,
    title: Sentence,
    say: Sentence,
    words: Mapping[str, Sentence] | None = None,
    public: bool = True,
    preview: Preview = MARKET,
    **shown: Any,
) -> Response:
    """A page of the store, whose template extends `store.html`; `public`: the same for all who bring no cookie.

    `preview` is what a link to it shows where somebody sends it.
    """
    return frame.page(
        template,
        title=title,
        say=say,
        words={**STORE, **(words or {})},
        # Whoever chooses a commune is given a cookie by this answer.
        public=public and "to" not in request.args,
        basket=cookie.read(),
        along=along,
        via=via(),
        to=whereto.commune(),
        absolute=absolute,
        preview=preview,
        **shown,
    )


def absolute(path: str) -> str:
    """`path` as people elsewhere call it."""
    public_url: str = current_app.config["MARKET"].public_url
    return f"{public_url.rstrip('/')}{path}"
