"""`/figures`: what sells and where help is needed, on a page that reads on a phone and runs no script.

Everybody sees the public figures. Officers sign in by phone and see their own place whole, and who needs a visit.
"""

from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import uuid4

from flask import Response, make_response, render_template, request

from market import clock, errors
from market.accounts import access
from market.accounts.models import Person
from market.http import public
from market.http.browsers import PageBlueprint, cookie_token
from market.http.headers import PRIVATE
from market.insight.access import home_of, sees_all
from market.insight.places import Level, Place, communes_of, place
from market.insight.queries import targets, visits
from market.insight.queries.figures import answer, counted_at
from market.insight.queries.questions import Question, question
from market.insight.rules.measures import MEASURES, By, Kind
from market.insight.rules.spans import last_finished_month, last_public_month, months_on
from market.language import speak
from market.web.figures import charts
from market.web.figures.words import words
from market.web.numbers import money, number
from market.web.shell.frame import spoken_language

blueprint = PageBlueprint("figures_page", __name__, template_folder="templates")
_FUNNEL = ("shops", "shops_with_goods", "shops_that_sold", "active_shops")
_BARS = 12
_VISITS = 10


@blueprint.route("/figures", methods=["GET"])
@public
def show() -> Response:
    """The figures of a place: the public's, or all of them for its officers."""
    now, viewer = clock.now(), access.caller()
    try:
        where = place(request.args.get("place", "") or home_of(viewer))
        found = _figures(where, viewer, now)
    except errors.Problem as problem:
        return _page("figures.html", problem.status, detail=problem.detail.spoken(spoken_language()), where=None)
    return _page("figures.html", 200, viewer=viewer, detail=None, **found)


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
        "definitions": [
            (m.title.spoken(spoken_language()), m.definition.spoken(spoken_language())) for m in MEASURES.values()
        ],
        "counted_at": counted_at(where.province, now).astimezone(clock.LOCAL),
    }


def _number(measure: Any, shown: dict[str, Any]) -> dict[str, str]:
    def told(value: float | None) -> str:
        if value is None:
            return words(spoken_language()).hidden if shown["hidden"] else "–"
        if measure.kind == Kind.PERCENT:
            return f"{number(value, spoken_language(), decimals=1)} %"
        if measure.kind == Kind.DAYS:
            return f"{number(value, spoken_language(), decimals=1)} {words(spoken_language()).days}"
        return money(int(value), spoken_language()) if measure.name == "goods_vnd" else number(value, spoken_language())

    values = {name: told(shown[name]) for name in ("value", "last_month", "last_season")}
    return {"title": measure.title.spoken(spoken_language()), **values}


def _funnel(totals: dict[str, dict[str, Any]]) -> str:
    steps = [(MEASURES[name].title.spoken(spoken_language()), totals[name]["value"]) for name in _FUNNEL]
    return charts.bars(words(spoken_language()).funnel, steps, language=spoken_language())


def _ranked(items: list[dict[str, Any]]) -> str | None:
    first = [(item["name"], item["value"]) for item in items[:_BARS] if item["value"]]
    return charts.bars(words(spoken_language()).ranked, first, language=spoken_language()) if first else None


def _season(asked: Any, end: date) -> dict[str, Any]:
    """The twelve months up to `end` over the twelve before them: drawn, and in numbers."""
    start = months_on(end.replace(day=1), -23)
    months = answer(asked("orders", By.MONTH, start, end))["items"]
    said, labels = words(spoken_language()), [f"{item['key'][5:]}/{item['key'][2:4]}" for item in months[12:]]
    values = [item["value"] for item in months]
    series = [(said.this_season, values[12:]), (said.season_before, values[:12])]
    drawn = charts.lines(said.season, labels, series, language=spoken_language())
    return {"drawn": drawn, "months": list(zip(labels, values[12:], values[:12], strict=True))}


def _visits(where: Place, now: datetime) -> dict[str, Any]:
    found = visits.visits(where, reason=None, limit=_VISITS, cursor=request.args.get("cursor"), now=now)
    spoken: dict[str, Any] = speak(found, spoken_language())
    return spoken


def _targets(where: Place, now: datetime) -> list[Any]:
    items = targets.targets(where, limit=20, cursor=None, now=now)["items"]
    return [speak(item, spoken_language()) for item in items if item["place"] == where.code]


def _page(template: str, status: int, **shown: Any) -> Response:
    spoken = spoken_language()
    told: dict[str, Any] = {
        "words": words(spoken),
        "language": spoken,
        "number": partial(number, language=spoken),
        "key": uuid4(),
    }
    body = render_template(template, **told, **shown)
    for_anyone = cookie_token() is None
    response = make_response(body, status)
    response.headers["Cache-Control"] = "private, max-age=60" if for_anyone else PRIVATE
    response.headers["Content-Language"] = spoken
    response.vary.add("Cookie")
    return response
