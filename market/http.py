"""The HTTP edge that every package shares: one transaction a request, one shape of errors, pages and ETags."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Callable, Mapping
from typing import Any, NoReturn, TypeVar
from uuid import UUID

import flask_smorest
import orjson
import structlog
from flask import Flask, Request, Response, current_app, g, make_response, request
from flask.json.provider import DefaultJSONProvider
from marshmallow import ValidationError
from sqlalchemy import Select
from sqlalchemy.orm import InstrumentedAttribute
from webargs import core
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import HTTPException
from werkzeug.routing import BaseConverter

from market import clock, errors, idempotency
from market.db import db, look, transaction
from market.errors import InvalidInput, PreconditionFailed, PreconditionRequired, Problem
from market.fields import Integer, Matching, Schema
from market.ids import new_id
from market.language import LANGUAGES, VIETNAMESE, Sentence, speak

View = TypeVar("View", bound=Callable[..., Any])

LARGEST_BODY = 1024 * 1024
LARGEST_PAGE = 100
READS = frozenset({"GET", "HEAD", "OPTIONS"})
_CURSOR = Sentence(
    "Con trỏ trang không đúng, xin tải lại từ trang đầu.",
    en="Broken cursor; please start from the first page.",
)
_log = structlog.get_logger()


class Market(Flask):
    """A Flask whose every request is one transaction, tried again when that can heal it."""

    # Who is calling, as text, or None: set by `accounts.access`, asked for keyed requests.
    identify: Callable[[], str | None] = staticmethod(lambda: None)

    def dispatch_request(self) -> Response:
        if request.method not in READS:
            return transaction(self._answer)
        return look(self._answer, anyone="Authorization" not in request.headers)

    def _answer(self) -> Response:
        g.pop("signed_in", None)  # a second try must look again

        def answer() -> Response:
            return self.make_response(super(Market, self).dispatch_request())

        if request.method != "POST" or request.routing_exception is not None:
            return answer()
        return idempotency.answer_once(
            request,
            owner=self.identify() or "anonymous",
            secret=self.config["MARKET"].secret_key,
            now=clock.now(),
            answer=answer,
        )


class StrictJSON(DefaultJSONProvider):
    """JSON in: no NaN, no lone surrogates, no endless numbers or nesting. JSON out: compact, instants in UTC."""

    ensure_ascii = False
    sort_keys = False

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:
        try:
            return orjson.loads(s)
        except ValueError as error:
            raise errors.NotJSON from error

    def response(self, *args: Any, **kwargs: Any) -> Response:
        content = orjson.dumps(self._prepare_response_obj(args, kwargs), option=_OPTIONS)
        return Response(content, mimetype="application/json")


_OPTIONS = orjson.OPT_UTC_Z | orjson.OPT_NON_STR_KEYS


class Parser(FlaskParser):
    """Reads input strictly: JSON or 415, well-formed or 400, no unknown names or 422."""

    DEFAULT_UNKNOWN_BY_LOCATION: dict[str, str | None] = dict.fromkeys(FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION)

    def _raw_load_json(self, req: Request) -> Any:
        if not req.is_json:
            if req.get_data() or req.mimetype:
                raise errors.UnsupportedMediaType
            return core.missing
        return req.get_json()

    def handle_error(self, error: ValidationError, *args: Any, **kwargs: Any) -> NoReturn:
        raise InvalidInput(errors=error.messages)


class Blueprint(flask_smorest.Blueprint):
    ARGUMENTS_PARSER = Parser()


def public(view: View) -> View:
    """State that anyone may call `view`."""
    view.access = "public"  # type: ignore[attr-defined]
    return view


class CodeConverter(BaseConverter):
    """A code in a path (place, office, parcel, order): anything else is simply not found."""

    regex = r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}"


# Pages


class PageQuery(Schema):
    limit = Integer(least=1, most=LARGEST_PAGE, load_default=20)
    cursor = Matching(r"[A-Za-z0-9_=-]+", _CURSOR, longest=400)


def page(
    query: Select[Any], key: InstrumentedAttribute[UUID], *, limit: int, cursor: str | None = None, rows: bool = False
) -> dict[str, Any]:
    """One page of `query`, newest first by `key` (a UUIDv7), and the cursor of the next.

    The items are things, or with `rows` the rows of a query for several columns.
    """
    if cursor is not None:
        query = query.where(key < uuid_in(cursor))
    found = db.session.execute(query.order_by(key.desc()).limit(limit + 1))
    items: list[Any] = list(found if rows else found.scalars().unique())
    last = getattr(items[limit - 1], key.key) if len(items) > limit else None
    return {"items": items[:limit], "next": pack_cursor(str(last)) if last else None}


def pack_cursor(content: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")


def unpack_cursor(cursor: str) -> Any:
    """What `pack_cursor` was given. Raises InvalidInput."""
    try:
        return json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, binascii.Error, RecursionError):
        raise InvalidInput(errors={"cursor": [_CURSOR]}) from None


def uuid_in(cursor: str) -> UUID:
    content = unpack_cursor(cursor)
    try:
        return UUID(content)
    except (ValueError, AttributeError, TypeError):
        raise InvalidInput(errors={"cursor": [_CURSOR]}) from None


# ETags


def etag(*parts: object) -> str:
    """`"version.rest"`: the first part is what an edit compares, the rest what a cache must also notice."""
    return '"' + ".".join(str(part) for part in parts) + '"'


def tagged(tag: str, make: Callable[[], Any]) -> Response:
    """What `make` says, as JSON with its ETag; 304, without making it, to a reader who has it already."""
    known = request.if_none_match if request.method in ("GET", "HEAD") else ()
    # A tag that a cache has weakened still names the same version.
    found = tag.strip('"') in known
    response: Response = Response(status=304) if found else current_app.json.response(make())  # type: ignore[assignment]
    response.headers["ETag"] = tag
    return response


def require_match(version: int) -> None:
    """Refuse an edit of anything but the version at hand. Raises PreconditionRequired, PreconditionFailed."""
    wanted = request.headers.get("If-Match", "").strip()
    if not wanted:
        raise PreconditionRequired
    versions = {tag.strip().removeprefix("W/").strip('"').partition(".")[0] for tag in wanted.split(",")}
    if wanted != "*" and str(version) not in versions:
        raise PreconditionFailed


# Answers


def language() -> str:
    """The reader's language: Vietnamese unless English is preferred."""
    return request.accept_languages.best_match(LANGUAGES, default=VIETNAMESE) or VIETNAMESE


def problem_response(problem: Problem) -> Response:
    g.refused = problem.type  # for those who count
    spoken = language()
    body: dict[str, Any] = {
        "type": problem.type,
        "title": problem.title.spoken(spoken),
        "status": problem.status,
        "detail": problem.detail.spoken(spoken),
        **speak(problem.members, spoken),
    }
    if problem.errors:
        body["errors"] = speak(_fields_only(problem.errors), spoken)
    response = make_response(body, problem.status, {**problem.headers, "Content-Language": spoken})
    response.mimetype = "application/problem+json"
    return response


def _fields_only(messages: Any) -> Any:
    """Field → messages, without the parser's name for where the field stood."""
    if isinstance(messages, dict) and len(messages) == 1:
        ((place, inner),) = messages.items()
        if place in ("json", "query") and isinstance(inner, dict):
            return inner
    return messages


_HTTP_PROBLEMS: Mapping[int, type[Problem]] = {
    400: errors.Problem,
    404: errors.NotFound,
    405: errors.MethodNotAllowed,
    413: errors.TooLarge,
    415: errors.UnsupportedMediaType,
}


def _http_error(error: HTTPException) -> Response:
    if error.code is not None and error.code < 400:
        return make_response(error.get_response())
    problem = _HTTP_PROBLEMS.get(error.code or 500, errors.Problem)()
    if error.code == 405 and getattr(error, "valid_methods", None):
        problem.headers["Allow"] = ", ".join(error.valid_methods)  # type: ignore[attr-defined]
    return problem_response(problem)


class Failure(Problem):
    """Our fault; the request id lets an operator find it in the log."""

    status = 500
    type = "failure"
    title = Sentence("Lỗi hệ thống", en="Internal error")
    detail = Sentence("Hệ thống gặp lỗi, chúng tôi đã ghi lại.", en="Something failed on our side; it was recorded.")


def _unexpected(error: Exception) -> Response:
    _log.exception(
        "request failed", path=request.url_rule.rule if request.url_rule else None, error=type(error).__name__
    )
    return problem_response(Failure())


def _begin() -> None:
    given = request.headers.get("X-Request-Id", "")
    g.request_id = given if re.fullmatch(r"[A-Za-z0-9._-]{1,64}", given) else str(new_id())
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)


def _finish(response: Response) -> Response:
    response.headers["X-Request-Id"] = g.get("request_id", "")
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.vary.add("Accept-Language")
    if request.method in ("GET", "HEAD") and response.status_code == 200 and response.headers.get("ETag"):
        response.make_conditional(request)
    return response


def init_app(app: Market) -> None:
    app.json = StrictJSON(app)
    app.url_map.converters["code"] = CodeConverter
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    app.before_request(_begin)
    app.after_request(_finish)
    app.register_error_handler(Problem, problem_response)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unexpected)
