"""How complaints are answered, in public figures."""

from typing import Any

from market import clock
from market.accounts.access import caller
from market.accounts.services.access import open_to
from market.http import Blueprint, language, pack_cursor, public
from market.http.pages import start_in
from market.insight.heard import queries, schemas
from market.insight.heard.questions import question
from market.insight.heard.rules import MEASURES
from market.insight.queries.figures import counted_at
from market.language import speak

blueprint = Blueprint("heard", __name__, url_prefix="/api/v1", description="Figures that can be believed")
_TOLD = ("name", "title", "definition", "form")


@blueprint.route("/complaints/figures", methods=["GET"])
@open_to("figures:read")
@public
@blueprint.arguments(schemas.HeardQuery, location="query")
@blueprint.response(200, schemas.HeardFiguresOut)
def show_complaint_figures(query: dict[str, Any]) -> Any:
    """How many complaints there are, how soon they are answered and how that was found: by month, kind or commune.

    Of whole months, the last twelve unless said (`from`, `to`: a first and a last day); of communes at most a year.
    The public sees months whose next month is over, and no numbers of 1 to 4. Never by household or shop.
    """
    now = clock.now()
    asked = question(
        by=query.get("by"),
        code=query.get("place"),
        start=query.get("start"),
        end=query.get("end"),
        viewer=caller(),
        now=now,
    )
    found = queries.answer(asked, now)
    start = start_in(query.get("cursor"))
    following = start + query["limit"]
    told = {
        "by": asked.by,
        "place": asked.place,
        "days": asked.span,
        "exact": asked.exact,
        "counted_at": counted_at(asked.place.province, now),
        "total": found["total"],
        "measures": [{name: getattr(one, name) for name in _TOLD} for one in MEASURES.values()],
        "items": found["items"][start:following],
        "next": pack_cursor(following) if following < len(found["items"]) else None,
    }
    return speak(told, language())
