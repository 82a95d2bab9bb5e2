"""`/figures`: what sells and where help is needed, on a page that reads on a phone and runs no script.

Everybody sees the public figures. Officers sign in by phone and see their own place whole, and who needs a visit.
"""

from datetime import date, datetime
from typing import Any

from flask import Response, request

from market import clock, errors
from market.accounts import access
from market.accounts.models import Person
from market.http import public
from market.http.browsers import PageBlueprint
from market.insight import open_data
from market.insight.access import home_of, sees_all
from market.insight.heard import questions as heard
from market.insight.places import HOME_PROVINCE, Level, Place, communes_of, place
from market.insight.queries import targets, visits
from market.insight.queries.figures import answer, counted_at
from market.insight.queries.questions import Question, question
from market.insight.ready import queries as ready
from market.insight.ready.rules import MEASURES as OF_READY
from market.insight.ready.rules import Form as ReadyForm
from market.insight.rules.measures import MEASURES, By, Kind
from market.insight.rules.spans import end_of_month, last_finished_month, last_public_month, months_on
from market.language import Sentence, speak
from market.web.figures.words import DATA, WORDS
from market.web.numbers import money, number
from market.web.shell import charts, frame, refusals

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
        title, status = WORDS["title"], problem.status
        return frame.page(
            "figures.html", title=title, say=refusals.why(problem.to_people()), status=status, words=WORDS, where=None
        )
    say = WORDS["officer" if found["exact"] else "public"]
    return frame.page("figures.html", title=Sentence(where.name, en=where.name), say=say, words=WORDS, **found)


@blueprint.route("/figures/open-data", methods=["GET"])
@public
def show_open_data() -> Response:
    """The tables of open data to download, and what each of their columns means."""
    counted = counted_at(HOME_PROVINCE, clock.now()).astimezone(clock.LOCAL)
    told: dict[str, Any] = {"tables": open_data.SETS, "dictionary": open_data.dictionary(), "counted_at": counted}
    terms = {"licence": open_data.LICENCE, "source": open_data.ATTRIBUTION}
    return frame.page("open_data.html", title=DATA["title"], say=DATA["say"], words=DATA, **told, terms=terms)


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
        "local_day": clock.local_day,
        "ready": _ready(where, viewer, now),
        "definitions": _definitions(),
        "counted_at": counted_at(where.province, now).astimezone(clock.LOCAL),
    }


def _number(measure: Any, shown: dict[str, Any]) -> dict[str, str]:
    spoken = frame.spoken_language()

    def told(value: float | None) -> str:
        if value is None:
            return WORDS["hidden"].spoken(spoken) if shown["hidden"] else "–"
        if measure.kind == Kind.PERCENT:
            return f"{number(value, spoken, decimals=1)} %"
        if measure.kind == Kind.DAYS:
            return f"{number(value, spoken, decimals=1)} {WORDS['days'].spoken(spoken)}"
        return money(int(value), spoken) if measure.name == "goods_vnd" else number(value, spoken)

    values = {name: told(shown[name]) for name in ("value", "last_month", "last_season")}
    return {"title": measure.title.spoken(spoken), **values}


def _definitions() -> list[tuple[Sentence, Sentence]]:
    of_ready = [(measure.title, measure.definition) for measure in OF_READY.values()]
    return [(measure.title, measure.definition) for measure in MEASURES.values()] + of_ready


def _ready(where: Place, viewer: Person | None, now: datetime) -> list[tuple[Sentence, str]]:
    """Of the latest month: ready shops, what each sold, and how long the first sale took; villages have none."""
    if where.level == Level.VILLAGE:
        return []
    today, exact = clock.local_day(now), sees_all(viewer, where)
    start = today.replace(day=1) if exact else last_public_month(today).start
    asked = heard.question(by=None, code=where.code, start=start, end=end_of_month(start), viewer=viewer, now=now)
    told, spoken = ready.answer(asked)["total"], frame.spoken_language()

    def said(one: Any) -> str:
        value = told[one.name]
        if value is None:
            return WORDS["hidden"].spoken(spoken) if told["hidden"] else "–"
        shown = number(value, spoken, decimals=0 if one.form == ReadyForm.LEVEL else 1)
        return f"{shown} {WORDS['days'].spoken(spoken)}" if one.form == ReadyForm.MEDIAN else shown

    return [(one.title, said(one)) for one in OF_READY.values()]


def _funnel(totals: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    spoken = frame.spoken_language()
    steps = [(MEASURES[name].title.spoken(spoken), totals[name]["value"]) for name in _FUNNEL]
    return charts.bars(steps, language=spoken)


def _ranked(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    first = [(item["name"], item["value"]) for item in items[:_BARS] if item["value"]]
    return charts.bars(first, language=frame.spoken_language())


def _season(asked: Any, end: date) -> dict[str, Any]:
    """The twelve months up to `end` over the twelve before them: drawn, and in numbers."""
    start, spoken = months_on(end.replace(day=1), -23), frame.spoken_language()
    months = answer(asked("orders", By.MONTH, start, end))["items"]
    labels = [f"{item['key'][5:]}/{item['key'][2:4]}" for item in months[12:]]
    values = [item["value"] for item in months]
    names = [WORDS[name].spoken(spoken) for name in ("this_season", "season_before")]
    drawn = charts.lines(labels, [(names[0], values[12:]), (names[1], values[:12])], language=spoken)
    return {"drawn": drawn, "months": list(zip(labels, values[12:], values[:12], strict=True))}


def _visits(where: Place, now: datetime) -> dict[str, Any]:
    found = visits.visits(where, reason=None, limit=_VISITS, cursor=request.args.get("cursor"), now=now)
    spoken: dict[str, Any] = speak(found, frame.spoken_language())
    return spoken


def _targets(where: Place, now: datetime) -> list[Any]:
    items = targets.targets(where, limit=20, cursor=None, now=now)["items"]
    return [item for item in items if item["place"] == where.code]
