"""`/complaints/figures`: how soon complaints of a place are answered and how that was found; of no household.

Everybody sees the public numbers; officers of the place and operators all of them.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from flask import Response, request

from market import clock
from market.accounts import access
from market.http import public
from market.http.browsers import PageBlueprint
from market.insight.access import home_of, sees_all
from market.insight.heard.queries import answer
from market.insight.heard.questions import question
from market.insight.heard.rules import MEASURES, By, Form
from market.insight.places import Level, Place, communes_of, place
from market.insight.rules.spans import Span, end_of_month, last_public_month, months_on
from market.language import Sentence
from market.web.figures.heard.words import HEARD
from market.web.numbers import number
from market.web.shell import charts, frame

blueprint = PageBlueprint("heard_page", __name__, template_folder="templates")
_RATINGS = ("satisfied_percent", "acceptable_percent", "unsatisfied_percent")
_SAID = {Form.PERCENT: "percent", Form.MEDIAN: "waited"}


@blueprint.route("/complaints/figures", methods=["GET"])
@public
def show() -> Response:
    """The numbers of a place, then by month, kind and commune."""
    viewer, now = access.caller(), clock.now()
    where = place(request.args.get("place", "") or home_of(viewer))
    exact = sees_all(viewer, where)
    times = _times(exact, clock.local_day(now))
    chosen = next((name for name in times if name == request.args.get("time")), next(iter(times)))
    found = {by: _asked(where, by, times[chosen], now) for by in _breakdowns(where, exact)}
    total = found[By.MONTH]["total"]
    shown: dict[str, Any] = {
        "where": where,
        "times": [(name, f"/complaints/figures?place={where.code}&time={name}", _word(name)) for name in times],
        "chosen": chosen,
        "span": times[chosen],
        "exact": exact,
        "communes": communes_of(where.province),
        "numbers": [(MEASURES[name].title, _said(name, total)) for name in MEASURES if name not in _RATINGS],
        "ratings": _ratings(total),
        "season": _season(found[By.MONTH]["items"]) if chosen == "year" else None,
        "tables": [(f"by_{by}", by == By.COMMUNE, _rows(one["items"], by)) for by, one in found.items()],
        "definitions": [(measure.title, measure.definition) for measure in MEASURES.values()],
    }
    say = HEARD["say" if total["received"] or total["hidden"] else "say_none"]
    named = Sentence(where.name, en=where.name)
    return frame.page("heard.html", title=HEARD["title"], say=say.format(place=named), words=HEARD, **shown)


def _times(exact: bool, today: date) -> dict[str, Span]:
    """Which months may be chosen, the first if nobody chooses."""
    last = Span(today.replace(day=1), end_of_month(today)) if exact else last_public_month(today)
    return {"year": Span(months_on(last.start, -11), last.end), "month": last}


def _breakdowns(where: Place, exact: bool) -> list[By]:
    kinds = [By.KIND] if exact or where.level == Level.PROVINCE else []
    return [By.MONTH, *kinds, *([By.COMMUNE] if where.level != Level.COMMUNE else [])]


def _asked(where: Place, by: By, span: Span, now: datetime) -> dict[str, Any]:
    told = {"code": where.code, "start": span.start, "end": span.end, "viewer": access.caller()}
    return answer(question(by=by, now=now, **told), now)  # type: ignore[arg-type]


def _ratings(total: dict[str, Any]) -> list[dict[str, Any]]:
    """Nothing where nobody has said how it was, or too few."""
    spoken = frame.spoken_language()
    told = [(MEASURES[name].title.spoken(spoken), total[name]) for name in _RATINGS]
    drawn = charts.bars(told, language=spoken, whole=100) if any(value for _, value in told) else []
    return [row | {"said": _said(name, total)} for name, row in zip(_RATINGS, drawn, strict=False)]


def _season(months: list[dict[str, Any]]) -> dict[str, Any] | None:
    if not any(month["received"] for month in months):
        return None
    spoken = frame.spoken_language()
    labels = [_month(month["key"], of_year=slice(2, 4)) for month in months]
    title = MEASURES["received"].title.spoken(spoken)
    return charts.lines(labels, [(title, [month["received"] for month in months])], language=spoken)


def _rows(items: Iterable[dict[str, Any]], by: By) -> list[dict[str, Any]]:
    """What has any to tell."""
    told = [one for one in items if one["received"] or one["hidden"]]
    names = [_month(one["key"]) if by == By.MONTH else one["name"] for one in told]
    return [{"key": one["key"], "name": name, "said": _line(one)} for one, name in zip(told, names, strict=True)]


def _month(key: str, *, of_year: slice = slice(4)) -> str:
    return f"{key[5:]}/{key[of_year]}"


def _line(one: dict[str, Any]) -> tuple[str, str]:
    """The number, and what it is beside the orders and its days."""
    parts = [("per_100", one["per_100_orders"]), ("in_time", one["on_time_percent"])]
    return _said("received", one), " · ".join(_with(word, value) for word, value in parts if value is not None)


def _said(name: str, told: dict[str, Any]) -> str:
    value, form = told[name], MEASURES[name].form
    if value is None:
        return _word("hidden" if told["hidden"] else "nothing")
    if form == Form.COUNT:
        return number(value, frame.spoken_language())
    return _with(_SAID[form], value) if form in _SAID else number(value, frame.spoken_language(), decimals=1)


def _with(word: str, value: float) -> str:
    spoken = frame.spoken_language()
    return HEARD[word].spoken(spoken).format(n=number(value, spoken, decimals=1))


def _word(name: str) -> str:
    return HEARD[name].spoken(frame.spoken_language())
