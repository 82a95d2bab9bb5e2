"""`/figures/buyers`: the way from a page opened to an order, of a place, by link and by commune or village.

Everybody sees the public numbers; officers of the place and operators all of them.
"""

from datetime import date, datetime
from typing import Any

from flask import Response, request

from market import clock
from market.accounts import access
from market.http import public
from market.http.browsers import PageBlueprint
from market.insight.access import home_of, sees_all, sees_store
from market.insight.places import Level, Place, communes_of, place
from market.insight.queries.funnel import STEPS, funnel
from market.insight.rules.measures import MEASURES, PLACES, By
from market.insight.rules.spans import Span, last_finished_month, last_public_month, months_on
from market.insight.seen import queries
from market.insight.seen.rules import SOURCES
from market.language import Sentence
from market.web.figures.buyers.words import BUYERS
from market.web.numbers import number
from market.web.shell import charts, frame

blueprint = PageBlueprint("buyers_page", __name__, template_folder="templates")


@blueprint.route("/figures/buyers", methods=["GET"])
@public
def show() -> Response:
    """By which links buyers came, and how far."""
    viewer, now = access.caller(), clock.now()
    where = place(request.args.get("place", "") or home_of(viewer))
    exact = sees_all(viewer, where)
    times = _times(exact, clock.local_day(now))
    chosen = next((name for name in times if name == request.args.get("time")), next(iter(times)))
    span = times[chosen]
    found = {by: _asked(where, by, span, now) for by in _breakdowns(where, exact)}
    total = next(iter(found.values()))["total"]
    of_no_shop = queries.of_no_shop(span) if sees_store(viewer) else {}
    shown: dict[str, Any] = {
        "where": where,
        "times": [(name, _at(where, name), BUYERS[name].spoken(frame.spoken_language())) for name in times],
        "chosen": chosen,
        "span": span,
        "exact": exact,
        "communes": communes_of(where.province),
        "way": _bars([(BUYERS[step], total[step]) for step in STEPS]),
        "sources": _bars([(one["name"], one["opened"]) for one in found.get(By.SOURCE, {"parts": []})["parts"]]),
        "tables": [(f"by_{by}", by in PLACES, _rows(one["parts"])) for by, one in found.items() if one["parts"]],
        "of_no_shop": _bars([(SOURCES[source], steps.opened) for source, steps in of_no_shop.items()]),
        "definitions": [(MEASURES[name].title, MEASURES[name].definition) for name in STEPS.values()],
    }
    say = BUYERS["say" if any(total[step] for step in STEPS) or total["hidden"] else "say_none"]
    named = Sentence(where.name, en=where.name)
    return frame.page("buyers.html", title=BUYERS["title"], say=say.format(place=named), words=BUYERS, **shown)


def _times(exact: bool, today: date) -> dict[str, Span]:
    """Which days may be chosen, the first if nobody chooses."""
    if exact:
        first = today.replace(day=1)
        spans = {"this": Span(first, today), "last": last_finished_month(today)}
        return spans | {"year": Span(months_on(first, -11), today)}
    last = last_public_month(today)
    return {"public": last, "year": Span(months_on(last.start, -11), last.end)}


def _breakdowns(where: Place, exact: bool) -> list[By]:
    """By link as far as it is told, and by what lies within."""
    within = [] if where.level == Level.VILLAGE else [By.VILLAGE if where.level == Level.COMMUNE else By.COMMUNE]
    may_tell = where.level == Level.PROVINCE or (exact and where.level != Level.VILLAGE)
    return ([By.SOURCE] if may_tell else []) + (within or [By.MONTH])


def _asked(where: Place, by: By, span: Span, now: datetime) -> dict[str, Any]:
    told = {"code": where.code, "start": span.start, "end": span.end, "viewer": access.caller(), "now": now}
    return funnel(by=by, **told)[1]  # type: ignore[arg-type]


def _bars(values: list[tuple[Any, int | None]]) -> list[dict[str, Any]]:
    """Nothing where all of it is none; what is hidden is no bar."""
    spoken = frame.spoken_language()
    told = [(name.spoken(spoken) if isinstance(name, Sentence) else name, value) for name, value in values]
    return charts.bars(told, language=spoken) if any(value for _, value in told) else []


def _rows(parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {"key": one["key"], "name": one["name"], "said": {step: _said(one[step]) for step in STEPS}} for one in parts
    ]


def _said(value: int | None) -> str:
    spoken = frame.spoken_language()
    return BUYERS["hidden"].spoken(spoken) if value is None else number(value, spoken)


def _at(where: Place, time: str) -> str:
    return f"/figures/buyers?place={where.code}&time={time}"
