"""What a search showed a moment ago, as it was drawn: the same for all, whatever the frame around it tells them.

Index and words are part of the key, so that nothing older is ever shown; what is sought in vain is not kept. Each
search is counted, whether it was drawn for it or kept.
"""

from collections.abc import Callable, Hashable
from typing import Any

from flask import Flask, current_app
from markupsafe import Markup

from market import clock
from market.http import browsers
from market.language import Sentence
from market.search.engines.registry import current_engine
from market.search.queries import note as note_search
from market.search.sought.rules import Outcome
from market.web.shell import frame
from market.web.store.kept import Kept

_MOST = 200  # of some 15 kB each
_NAME = "searches_drawn"
_Page = tuple[str, str, bytes, Outcome]


class Results:
    """Of one request: what is at hand for what it asks, and where what it draws is kept."""

    def __init__(self) -> None:
        # Looked up before the search: should the index change meanwhile, what is drawn belongs to the older one.
        self._key = _key()

    @property
    def known(self) -> dict[str, Any] | None:
        """What `page` is told instead of searching."""
        found = _pages().get(self._key) if self._key is not None else None
        if found is None:
            return None
        title, say, drawn, came = found.value
        if "cursor" not in browsers.asked():
            note_search(came, browsers.asked().get("q", ""))
        # Drawn by our template, which escapes.
        return {"title": _same(title), "say": _same(say), "results": Markup(drawn.decode())}  # noqa: S704

    def keep(self, came: Outcome, title: str, say: str, caller: Callable[[], Markup]) -> Markup:
        """What the template draws within its `call`, for the next who ask the same."""
        drawn = caller()
        if self._key is not None:
            _pages().put(self._key, (title, say, drawn.encode(), came))
        return drawn


def only_drawn(_title: str, _say: str, caller: Callable[[], Markup]) -> Markup:
    """Where nothing is kept."""
    return caller()


def _key() -> Hashable | None:
    """All that the results depend on; None while there is no index."""
    index = current_engine().generation
    today, asked = clock.local_day(clock.now()), tuple(sorted(browsers.asked().items()))
    return (index, today, frame.spoken_language(), asked) if index else None


def _same(text: str) -> Sentence:
    return Sentence(text, en=text)


def _pages() -> Kept[_Page]:
    pages: Kept[_Page] = current_app.extensions[_NAME]
    return pages


def init_app(app: Flask) -> None:
    app.extensions[_NAME] = Kept(seconds=app.config["MARKET"].store_pages_kept, most=_MOST)
