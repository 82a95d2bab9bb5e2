"""The service itself: one transaction a request, answered once for a key, with an id that finds it in the log."""

import re
import time
from collections.abc import Callable
from contextlib import suppress
from threading import Semaphore
from typing import Any

from flask import Flask, Response, current_app, g, request

from market import clock, errors, idempotency, ids
from market.db import read_only, transaction
from market.http import browsers, compression, parsing, responses
from market.http.late import LateRule
from market.http.named import NamedConverter

LARGEST_BODY = 1024 * 1024
# Four seconds: a gateway has answered by then, or will not soon.
_LOOKS, _PAUSE_SECONDS = 40, 0.1
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


class Market(Flask):
    """A Flask whose every request is one transaction, tried again when that can heal it."""

    url_rule_class = LateRule
    # Who is calling, as text, or None: set by `accounts.access`, asked for keyed requests.
    identify: Callable[[], str | None] = staticmethod(lambda: None)
    # How many may wait for the answer to a form that was sent before.
    waiting = Semaphore(1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # As Flask's `before_request` and `after_request`, of pages alone; to be filled before their routes are known.
        self.before_pages: list[Callable[[], Any]] = []
        self.after_pages: list[Callable[[Response], Response]] = []

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        return func  # none of ours is asynchronous; Flask would look at each of a dozen anew for every request

    def dispatch_request(self) -> Response:
        if request.method not in responses.READS and _fits_in_hand():
            _take_in_body()
        if _writes():
            return self._awaited(lambda: transaction(self._answer))
        return read_only(self._answer, anyone=browsers.brings_no_cookie())

    def _awaited(self, answer: Callable[[], Response]) -> Response:
        """Let a form that is sent again while its first sending runs have the same answer, rather than a refusal.

        A flow commits its claim half-way, so that no lock holds the second sending back. Half the threads may wait so;
        programs are told to ask again.
        """
        try:
            return answer()
        except idempotency.KeyInUse:
            if not browsers.is_page() or not self.waiting.acquire(blocking=False):
                raise
        try:
            return _once_it_has_ended(answer)
        finally:
            self.waiting.release()

    def _answer(self) -> Response:
        g.pop("signed_in", None)  # a second try must look again

        def answer() -> Response:
            return self.make_response(super(Market, self).dispatch_request())

        if not (_may_be_keyed() and _fits_in_hand()):
            return answer()
        return idempotency.answer_once(
            request,
            form_key=request.form.get("key") if browsers.is_page() else None,
            owner=self.identify(),
            secret=self.config["MARKET"].secret_key,
            now=clock.now(),
            answer=answer,
        )


def _once_it_has_ended(answer: Callable[[], Response]) -> Response:
    for _ in range(_LOOKS):
        time.sleep(_PAUSE_SECONDS)
        with suppress(idempotency.KeyInUse):
            return answer()
    raise idempotency.KeyInUse


def _writes() -> bool:
    """Whether a transaction is opened for it: for what reads, only if the look is recorded."""
    view = current_app.view_functions.get(request.endpoint or "")
    if request.method in responses.READS:
        return getattr(view, "recorded", False)
    return getattr(view, "writes", True)


def _may_be_keyed() -> bool:
    """What is told us at /webhooks is known by its own id, and only once its signature is looked at."""
    if request.method != "POST" or request.endpoint is None:
        return False
    if not (request.path.startswith("/api/") or browsers.is_page()):
        return False
    return getattr(current_app.view_functions[request.endpoint], "keyed", True)


def _fits_in_hand() -> bool:
    """Whether the body is read at once, to `LARGEST_BODY` and no further (413).

    A file is read by its view, once that knows who sends it, and is known by its content rather than by a key.
    """
    length = request.content_length
    if length is None and not request.is_json:
        return request.method == "POST" and request.mimetype != "multipart/form-data"
    return request.is_json or (length or 0) <= LARGEST_BODY


def _take_in_body() -> None:
    """Have the body at hand before the transaction begins: a slow line must not hold a lock."""
    if len(request.get_data()) >= LARGEST_BODY and request.content_length is None:
        raise errors.TooLarge  # in chunks: werkzeug cuts it off here, and half a table would be taken for a whole one


def _begin() -> None:
    g.pop("refused", None)
    given = request.headers.get("X-Request-Id", "")
    g.request_id = given if _REQUEST_ID.fullmatch(given) else str(ids.new_id())  # it stands in each line of the log


def _finish(response: Response) -> Response:
    if response.status_code == 200 and "ETag" not in response.headers:
        responses.tag_content(response)
    # Asked for cheaply first: few readers send a tag, and werkzeug takes its time over those who do not.
    if response.status_code == 200 and "If-None-Match" in request.headers and "ETag" in response.headers:
        response.make_conditional(request)
        response = responses.problem_response(errors.PreconditionFailed()) if response.status_code == 412 else response
    response.headers["X-Request-Id"] = g.get("request_id", "")
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.add("Vary", "Accept-Language")
    return compression.compressed(response)


def init_app(app: Market) -> None:
    app.url_map.converters |= {
        "code": parsing.CodeConverter,
        "named": NamedConverter,
        "slug": parsing.SlugConverter,
    }
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    app.waiting = Semaphore(max(1, app.config["MARKET"].web_threads // 2))
    app.before_request(_begin)
    app.after_request(_finish)
    responses.init_app(app)
