"""`/figures`: what sells and where help is needed, on a page that reads on a phone and runs no script.

Everybody sees the public figures. Officers sign in by phone and see their own place whole, and who needs a visit.
"""

from datetime import date, datetime
from functools import partial
from typing import Any

from flask import Blueprint, Response, make_response, redirect, render_template, request

from market import clock, errors
from market.accounts import access, flows
from market.accounts import actions as accounts
from market.accounts import queries as people
from market.accounts.models import Person
from market.accounts.rules import TOKEN_LIVES, Scope, Visitor, mobile_number
from market.http import language, public
from market.http.headers import PRIVATE
from market.insight.access import home_of, sees_all
from market.insight.places import Level, Place, communes_of, place
from market.insight.queries import targets, visits
from market.insight.queries.figures import answer, counted_at
from market.insight.queries.questions import Question, question
from market.insight.rules.measures import MEASURES, By, Kind
from market.insight.rules.spans import last_finished_month, last_public_month, months_on
from market.language import ENGLISH, VIETNAMESE, speak
from market.web import charts, figure_words
from market.web.numbers import money, number

blueprint = Blueprint("figures_page", __name__, template_folder="templates")
_COOKIE = "figures"
_FUNNEL = ("shops", "shops_with_goods", "shops_that_sold", "active_shops")
_BARS = 12
_VISITS = 10


@blueprint.route("/figures", methods=["GET"])
@public
def show() -> Response:
    """The figures of a place: the public's, or all of them for its officers."""
    now, viewer = clock.now(), _viewer()
    try:
        where = place(request.args.get("place", "") or home_of(viewer))
        found = _figures(where, viewer, now)
    except errors.Problem as problem:
        return _page("figures.html", problem.status, detail=problem.detail.spoken(_spoken()), where=None)
    return _page("figures.html", 200, viewer=viewer, detail=None, **found)


@blueprint.route("/figures/sign-in", methods=["GET"])
@public
def ask_phone() -> Response:
    """The form that asks for a phone."""
    return _page("figures_sign_in.html", 200, phone="", step="phone", detail=None)


@blueprint.route("/figures/sign-in", methods=["POST"])
@public
def sign_in() -> Response:
    """A phone: its code is sent. A phone and its code: the browser is signed in, for these pages only."""
    _refuse_other_sites()
    typed, code = request.form.get("phone", "")[:40], request.form.get("code", "").strip()[:10]
    phone, said = mobile_number(typed), figure_words.words(_spoken())
    if phone is None:
        return _page("figures_sign_in.html", 422, phone=typed, step="phone", detail=said.bad_phone)
    visitor = access.visitor()
    try:
        if not code:
            flows.request_code(phone=phone, visitor=visitor, now=clock.now())
            return _page("figures_sign_in.html", 200, phone=typed, step="code", detail=said.sent)
        person = flows.sign_in_by_code(phone=phone, code=code, visitor=visitor, now=clock.now())
    except errors.Problem as problem:
        return _page("figures_sign_in.html", problem.status, phone=typed, step="code", detail=_told(problem))
    return _signed_in(person, visitor)


@blueprint.route("/figures/sign-out", methods=["POST"])
@public
def sign_out() -> Response:
    """Forget who looked."""
    _refuse_other_sites()
    accounts.revoke_token(token=request.cookies.get(_COOKIE, ""), now=clock.now())
    response = make_response(redirect("/figures", 303))
    response.delete_cookie(_COOKIE, path="/figures")
    return response


def _refuse_other_sites() -> None:
    """A form of another site signs nobody in or out here (CSRF). Browsers say whose form it is."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        raise errors.NotAllowed


def _signed_in(person: Person, visitor: Visitor) -> Response:
    token, _ = accounts.issue_token(person=person, now=clock.now(), scope=Scope.PAGES, origin=visitor.origin)
    response = make_response(redirect("/figures", 303))
    kept = {"httponly": True, "samesite": "Strict", "secure": request.is_secure, "path": "/figures"}
    response.set_cookie(_COOKIE, token, max_age=TOKEN_LIVES[Scope.PAGES], **kept)  # type: ignore[arg-type]
    return response


def _viewer() -> Person | None:
    """Whoever signed in on this page; a cookie that works no more is a guest's."""
    token = request.cookies.get(_COOKIE)
    return people.person_with_token(token, now=clock.now(), scope=Scope.PAGES) if token else None


def _figures(where: Place, viewer: Person | None, now: datetime) -> dict[str, Any]:
    """Everything that the page shows of a place."""

    def asked(name: str, by: str | None = None, start: date | None = None, end: date | None = None) -> Question:
        return question(name=name, by=by, code=where.code, start=start, end=end, viewer=viewer, now=now)

    numbers = [(measure, answer(asked(name))["total"]) for name, measure in MEASURES.items()]
    parts = By.VILLAGE if where.level in (Level.COMMUNE, Level.VILLAGE) else By.COMMUNE
    ranked = answer(asked("orders", parts))["items"] if where.level != Level.VILLAGE else []
    exact = sees_all(viewer, where)
    return {
        "where": where,
        "exact": exact,
        "numbers": [_number(measure, shown) for measure, shown in numbers],
        "funnel": _funnel({measure.name: shown for measure, shown in numbers}),
        "ranked": ranked,
        "by_village": parts == By.VILLAGE,
        "bars": _ranked(ranked),
        "season": _season(asked, (last_finished_month if exact else last_public_month)(clock.local_day(now)).end),
        "visits": _visits(where, now) if exact else None,
        "targets": _targets(where, now) if exact else [],
        "communes": communes_of(where.province),
        "definitions": [(m.title.spoken(_spoken()), m.definition.spoken(_spoken())) for m in MEASURES.values()],
        "counted_at": counted_at(where.province, now).astimezone(clock.LOCAL),
    }


def _number(measure: Any, shown: dict[str, Any]) -> dict[str, str]:
    def told(value: float | None) -> str:
        if value is None:
            return figure_words.words(_spoken()).hidden if shown["hidden"] else "–"
        if measure.kind == Kind.PERCENT:
            return f"{number(value, _spoken(), decimals=1)} %"
        if measure.kind == Kind.DAYS:
            return f"{number(value, _spoken(), decimals=1)} {figure_words.words(_spoken()).days}"
        return money(int(value), _spoken()) if measure.name == "goods_vnd" else number(value, _spoken())

    values = {name: told(shown[name]) for name in ("value", "last_month", "last_season")}
    return {"title": measure.title.spoken(_spoken()), **values}


def _funnel(totals: dict[str, dict[str, Any]]) -> str:
    steps = [(MEASURES[name].title.spoken(_spoken()), totals[name]["value"]) for name in _FUNNEL]
    return charts.bars(figure_words.words(_spoken()).funnel, steps, language=_spoken())


def _ranked(items: list[dict[str, Any]]) -> str | None:
    first = [(item["name"], item["value"]) for item in items[:_BARS] if item["value"]]
    return charts.bars(figure_words.words(_spoken()).ranked, first, language=_spoken()) if first else None


def _season(asked: Any, end: date) -> dict[str, Any]:
    """The twelve months up to `end` over the twelve before them: drawn, and in numbers."""
    start = months_on(end.replace(day=1), -23)
    months = answer(asked("orders", By.MONTH, start, end))["items"]
    said, labels = figure_words.words(_spoken()), [f"{item['key'][5:]}/{item['key'][2:4]}" for item in months[12:]]
    values = [item["value"] for item in months]
    series = [(said.this_season, values[12:]), (said.season_before, values[:12])]
    drawn = charts.lines(said.season, labels, series, language=_spoken())
    return {"drawn": drawn, "months": list(zip(labels, values[12:], values[:12], strict=True))}


def _visits(where: Place, now: datetime) -> dict[str, Any]:
    found = visits.visits(where, reason=None, limit=_VISITS, cursor=request.args.get("cursor"), now=now)
    spoken: dict[str, Any] = speak(found, _spoken())
    return spoken


def _targets(where: Place, now: datetime) -> list[Any]:
    items = targets.targets(where, limit=20, cursor=None, now=now)["items"]
    return [speak(item, _spoken()) for item in items if item["place"] == where.code]


def _told(problem: errors.Problem) -> str:
    return problem.detail.spoken(_spoken())


def _spoken() -> str:
    chosen = request.args.get("lang")
    return chosen if chosen in (ENGLISH, VIETNAMESE) else language()


def _page(template: str, status: int, **shown: Any) -> Response:
    spoken = _spoken()
    told = {"words": figure_words.words(spoken), "language": spoken, "number": partial(number, language=spoken)}
    body = render_template(template, **told, **shown)
    for_anyone = _COOKIE not in request.cookies and "phone" not in shown
    response = make_response(body, status)
    response.headers["Cache-Control"] = "private, max-age=60" if for_anyone else PRIVATE
    response.headers["Content-Language"] = spoken
    response.vary.add("Cookie")
    return response
