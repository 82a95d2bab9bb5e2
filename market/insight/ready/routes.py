"""Shops that are ready to sell, in public figures."""

from typing import Any

from market import clock
from market.accounts.access import caller
from market.accounts.services.access import open_to
from market.http import Blueprint, language, pack_cursor, public
from market.http.pages import start_in
from market.insight.heard.questions import question
from market.insight.ready import queries, schemas
from market.insight.ready.rules import MEASURES
from market.language import speak

blueprint = Blueprint("ready_figures", __name__, url_prefix="/api/v1", description="Figures that can be believed")
_TOLD = ("name", "title", "definition", "form")


@blueprint.route("/ready-shops/figures", methods=["GET"])
@open_to("figures:read")
@public
@blueprint.arguments(schemas.ReadyQuery, location="query")
@blueprint.response(200, schemas.ReadyFiguresOut)
def show_ready_figures(query: dict[str, Any]) -> Any:
    """How many shops are ready to sell, what each of them sells in a month, and how long the first sale took.

    Counted once a night; of whole months, the last twelve unless said (`from`, `to`: a first and a last day). The
    public sees months whose next month is over, and no numbers of 1 to 4.
    """
    span = {"start": query.get("start"), "end": query.get("end")}
    asked = question(by=query.get("by"), code=query.get("place"), viewer=caller(), now=clock.now(), **span)
    found, start = queries.answer(asked), start_in(query.get("cursor"))
    following = start + query["limit"]
    told = {
        "by": asked.by,
        "place": asked.place,
        "days": asked.span,
        "exact": asked.exact,
        "total": found["total"],
        "measures": [{name: getattr(one, name) for name in _TOLD} for one in MEASURES.values()],
        "items": found["items"][start:following],
        "next": pack_cursor(following) if following < len(found["items"]) else None,
    }
    return speak(told, language())
