"""Refusals as pages: the form again with what was typed, sign-in without losing it, or a plain page that says why."""

from contextlib import suppress
from typing import Any

from flask import Response, current_app, g, make_response, request
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.exceptions import HTTPException

from market.db import read_only
from market.errors import InvalidInput, NotSignedIn, Problem
from market.http import Market, browsers
from market.http.service import LARGEST_BODY
from market.language import Sentence
from market.web.shell import frame, guard, sign_in_page
from market.web.shell.words import OTHER_SITE

_PROBLEM = "application/problem+json"


def as_page(response: Response) -> Response:
    """After each request: what refuses a browser speaks to people. Where even that fails, as to programs."""
    problem = g.get("refused")
    if problem is None or response.mimetype != _PROBLEM or not _is_for_people():
        return response
    g.refused = problem = problem.to_people()
    with suppress(Problem, SQLAlchemyError, HTTPException):
        return frame.remember_language(_kept_headers(problem, read_only(lambda: _drawn(problem))))
    return response


def _is_for_people() -> bool:
    """Routes of pages, and what is no route of ours, if a browser asks for it."""
    if request.endpoint is not None or request.path.startswith("/api/"):
        return browsers.is_page()
    return request.accept_mimetypes.best_match(["application/json", "text/html"]) == "text/html"


def _drawn(problem: Problem) -> Response:
    _have_form_at_hand()
    form_page = getattr(current_app.view_functions.get(request.endpoint or ""), "form_page", None)
    if isinstance(problem, NotSignedIn):
        return sign_in_page.show(status=problem.status, next_path=_this_page(), kept=sign_in_page.typed_here())
    if form_page is not None and problem.detail is not OTHER_SITE:
        with suppress(Problem):  # whoever may not send the form may not see it either, or there is no such thing
            return make_response(form_page(**(request.view_args or {})))
    return frame.page("problem.html", title=problem.title, say=why(problem), status=problem.status)


def why(problem: Problem) -> Sentence:
    """What is wrong itself, where no form stands to say it beside."""
    told = problem.errors if problem.detail is InvalidInput.detail else None
    while isinstance(told, (dict, list)) and told:
        told = next(iter(told.values())) if isinstance(told, dict) else told[0]
    return told if isinstance(told, Sentence) else problem.detail


def _have_form_at_hand() -> None:
    """What was typed may be asked for again; of a picture that was refused unread, or of a broken body, nothing is."""
    if "form" not in vars(request) and (request.content_length or 0) > LARGEST_BODY:
        request.environ["CONTENT_LENGTH"] = "0"
    try:
        request.form  # noqa: B018  read now, or never
    except HTTPException:
        vars(request).update(form=ImmutableMultiDict(), files=ImmutableMultiDict())


def _this_page() -> str:
    return request.full_path.rstrip("?")


def _kept_headers(problem: Problem, response: Response) -> Response:
    """What the refusal says besides: when to come again, what else is allowed. A page asks for no bearer."""
    told: dict[str, Any] = {name: value for name, value in problem.headers.items() if name != "WWW-Authenticate"}
    response.headers.update(told)
    return response


def init_app(app: Market) -> None:
    app.before_pages.append(guard.refuse_other_sites)
    app.after_pages.append(frame.remember_language)
    app.after_request(as_page)
    app.jinja_env.finalize = frame.said
