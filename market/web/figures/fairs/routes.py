"""`/figures/fairs`: what the newest fairs of a province came to, each by itself: nothing can be taken from a sum.

Everybody sees those that are over for good; officers of a fair's place and operators all of them at once.
"""

from typing import Any

from flask import Response, request

from market import clock
from market.accounts import access
from market.fairs.rules import STATES, FairState
from market.http import public
from market.http.browsers import PageBlueprint
from market.insight.access import home_of
from market.insight.fairs.queries import of_province
from market.insight.fairs.rules import MEASURES, Form, Measure
from market.insight.places import place
from market.language import Sentence
from market.web.figures.fairs.words import FAIRS
from market.web.numbers import money, number
from market.web.shell import frame

blueprint = PageBlueprint("fair_figures_page", __name__, template_folder="templates")
_MOST = 12


@blueprint.route("/figures/fairs", methods=["GET"])
@public
def show() -> Response:
    """Fair by fair, the newest first."""
    viewer, now = access.caller(), clock.now()
    where = place(place(request.args.get("place", "") or home_of(viewer)).province)
    found = of_province(where.code, viewer, now, most=_MOST)
    shown: dict[str, Any] = {
        "where": where,
        "fairs": [_card(told, closed=told["fair"].closes_at <= now) for told in found],
        "exact": any(told["exact"] for told in found),
        "definitions": [(measure.title, measure.definition) for measure in MEASURES.values()],
    }
    say = FAIRS["say" if found else "say_none"].format(place=Sentence(where.name, en=where.name))
    return frame.page("fair_figures.html", title=FAIRS["title"], say=say, words=FAIRS, **shown)


def _card(told: dict[str, Any], *, closed: bool) -> dict[str, Any]:
    fair, can_see = told["fair"], told["exact"] or told["is_public"]
    when = {"day": f"{fair.closes_at.astimezone(clock.LOCAL):%d/%m/%Y}", "state": STATES.names[FairState(fair.state)]}
    rows = [(one.title, _said(one, told)) for one in MEASURES.values() if can_see or one.guard is None]
    later = None if can_see else FAIRS["later"].format(day=f"{told['public_from']:%d/%m/%Y}")
    return {"fair": fair, "when": FAIRS["closed" if closed else "closes"].format(**when), "rows": rows, "later": later}


def _said(measure: Measure, told: dict[str, Any]) -> str:
    value, spoken = told["figures"][measure.name], frame.spoken_language()
    if value is None:
        is_hidden = measure.guard is not None and told["figures"]["hidden"]
        return FAIRS["hidden" if is_hidden else "nothing"].spoken(spoken)
    if measure.form == Form.MONEY:
        return money(int(value), spoken)
    if measure.form == Form.PERCENT:
        return FAIRS["percent"].spoken(spoken).format(n=number(value, spoken, decimals=1))
    return number(value, spoken)
