"""What goes out: JSON and its ETag, and one shape for every refusal."""

from collections.abc import Callable, Mapping
from hashlib import blake2b
from typing import Any
from urllib.parse import quote, urlencode

import orjson
import structlog
from flask import Flask, Response, current_app, g, make_response, request
from flask.json.provider import DefaultJSONProvider
from marshmallow import fields
from werkzeug.exceptions import HTTPException

from market import errors
from market.errors import PreconditionFailed, PreconditionRequired, Problem
from market.language import LANGUAGES, VIETNAMESE, Sentence, speak

_log = structlog.get_logger()


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
        told = self._prepare_response_obj(args, kwargs)
        response = Response(content := orjson.dumps(told, option=_OPTIONS), mimetype="application/json")
        named = told if isinstance(told, dict) else {}
        if "version" in named:
            response.headers["ETag"] = etag(told["version"], _digest(content))
        if "next" in named and request.method in READS:
            _link_pages(response, told["next"])
        return response


# What changes by decree and with a release: an hour in a cache harms nobody.
FACTS = {"Cache-Control": "public, max-age=3600"}
# What has another address once it says something else.
UNCHANGING = "public, max-age=31536000, immutable"
READS = frozenset({"GET", "HEAD", "OPTIONS"})
_LONGEST_LINKS = 2000  # a proxy reads all headers of an answer into 4 kB, and `next` stands in the list as well
_OPTIONS = orjson.OPT_UTC_Z | orjson.OPT_NON_STR_KEYS


def _link_pages(response: Response, following: str | None) -> None:
    """Say in `Link` where a list begins and where it goes on, for clients that follow such links."""
    asked = request.args.to_dict(flat=False)
    asked.pop("cursor", None)
    pages = {"next": {**asked, "cursor": following}} if following else {}
    links = [_link(rel, query) for rel, query in (pages | {"first": asked}).items()]
    if len(said := ", ".join(links)) <= _LONGEST_LINKS:
        response.headers["Link"] = said


def _link(rel: str, query: Mapping[str, Any]) -> str:
    return f'<{quote(request.path)}{"?" if query else ""}{urlencode(query, doseq=True)}>; rel="{rel}"'


def etag(*parts: object) -> str:
    """`"version.rest"`: the first part is what an edit compares, the rest what a cache must also notice."""
    return '"' + ".".join(str(part) for part in parts) + '"'


def tagged(tag: str, make: Callable[[], Any]) -> Response:
    """What `make` says, as JSON with its ETag; 304, without making it, to a reader who has it already."""
    # A tag that was weakened on its way still names the same version.
    found = request.method in READS and request.if_none_match.contains_weak(tag.strip('"'))
    response: Response = Response(status=304) if found else current_app.json.response(make())  # type: ignore[assignment]
    response.headers["ETag"] = tag
    return response


def versioned(response: Response, version: int) -> Response:
    """The answer with a tag of `version`, which an edit compares, and of all that it says."""
    response.headers["ETag"] = etag(version, _digest(response.get_data()))
    return response


def tag_content(response: Response) -> None:
    """Name what is shown by its content, where no route knows better: who has it already is told so in a few bytes."""
    is_read = response.status_code == 200 and request.method in READS
    if is_read and response.mimetype in _TAGGED and not response.is_streamed:
        response.headers["ETag"] = f"W/{etag(_digest(response.get_data()))}"


def _digest(content: bytes) -> str:
    return blake2b(content, digest_size=9).hexdigest()


def require_match(version: int) -> None:
    """Refuse an edit of anything but the version at hand. Raises PreconditionRequired, PreconditionFailed."""
    wanted = request.headers.get("If-Match", "").strip()
    if not wanted:
        raise PreconditionRequired
    versions = {tag.strip().removeprefix("W/").strip('"').partition(".")[0] for tag in wanted.split(",")}
    if wanted != "*" and str(version) not in versions:
        raise PreconditionFailed


_TAGGED = frozenset({"application/json", "text/csv"})


def language() -> str:
    """The reader's language: Vietnamese unless English is preferred."""
    return request.accept_languages.best_match(LANGUAGES, default=VIETNAMESE) or VIETNAMESE


class Spoken(fields.String):
    """Sentences, in the reader's language."""

    def _serialize(self, value: Any, attr: Any, obj: Any, **kwargs: Any) -> Any:
        return speak(value, language())


class SpokenProblem(fields.Dict):
    """A problem among other answers, in the reader's language."""

    def _serialize(self, value: Any, attr: Any, obj: Any, **kwargs: Any) -> Any:
        return speak(value, language())


def problem_response(problem: Problem) -> Response:
    g.refused = problem  # for those who count, and for pages
    spoken = language()
    body: dict[str, Any] = {
        "type": problem.type,
        "title": problem.title.spoken(spoken),
        "status": problem.status,
        "detail": problem.detail.spoken(spoken),
        **speak(problem.members, spoken),
    }
    if problem.errors:
        body["errors"] = speak(fields_only(problem.errors), spoken)
    response = make_response(body, problem.status, {**problem.headers, "Content-Language": spoken})
    response.mimetype = "application/problem+json"
    return response


def fields_only(messages: Any) -> Any:
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


def init_app(app: Flask) -> None:
    app.json = StrictJSON(app)
    app.register_error_handler(Problem, problem_response)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unexpected)
