"""`/office`: what waits for an officer today, with how much of it."""

from typing import Any, NamedTuple

from flask import Response

from market import clock
from market.accounts.access import current_person, holding
from market.accounts.rules import RoleName
from market.catalog.queries import certificates
from market.catalog.rules.certificates import CertificateState
from market.complaints.dues import queries as dues
from market.http import page as one_page
from market.http.browsers import PageBlueprint
from market.imports import queries as imports
from market.insight.places import Place
from market.insight.queries import visits
from market.language import Sentence
from market.reviews import queries as reviews
from market.reviews.models import Review
from market.teams import papers
from market.web.numbers import number
from market.web.officer import places
from market.web.officer.today.words import COUNTED, NOTHING, OVER, TODAY
from market.web.shell import frame

blueprint = PageBlueprint("office", __name__, template_folder="templates")
# Beyond, it is more than anybody does in a day.
_COUNTED_TO = 100


class Waiting(NamedTuple):
    name: str
    path: str
    picture: str
    hint: Sentence
    waits: bool


@blueprint.route("/office", methods=["GET"])
@holding(RoleName.OFFICER, RoleName.OPERATOR)
def show_office() -> Response:
    """What waits here, and the ways to all the rest."""
    where = places.chosen()
    waiting = _waiting(where)
    say = TODAY["say" if any(one.waits for one in waiting) else "say_none"]
    return places.page(
        "office.html",
        where=where,
        path="/office",
        title=TODAY["title"],
        say=say,
        words=TODAY,
        waiting=waiting,
        all_words=current_person().holds(RoleName.OPERATOR),
    )


def _waiting(where: Place) -> list[Waiting]:
    me, now = current_person(), clock.now()
    first: dict[str, Any] = {"limit": _COUNTED_TO, "cursor": None}
    declared = certificates.certificates_page(me, state=CertificateState.DECLARED, place=where.code, **first, now=now)
    return [
        _complaints(),
        _line("certificates", "certificate", declared),
        _line("papers", "hand", papers.waiting_page(me, communes=where.communes, **first)),
        _line("reviews", "word", one_page(reviews.reported(me, place=where.code), Review.id, **first)),
        _line("visits", "visit", visits.visits(where, reason=None, **first, now=now)),
        _line("imports", "import", imports.stuck_page(me, **first, now=now)),
    ]


def _complaints() -> Waiting:
    """What is to be answered in her places, and how much of it is late or due today."""
    counts, spoken = dues.counts(current_person(), now=clock.now()), frame.spoken_language()
    said = {name: number(count, spoken) for name, count in counts.items()}
    waits = sum(counts.values()) > 0
    hint = COUNTED["complaints"].format(n=number(sum(counts.values()), spoken), **said) if waits else NOTHING
    return Waiting("complaints", "/office/complaints", "word", hint, waits)


def _line(name: str, picture: str, found: dict[str, Any]) -> Waiting:
    count = len(found["items"])
    said = number(count, frame.spoken_language())
    hint = COUNTED[name].format(n=OVER.format(n=said) if found["next"] else said) if count else NOTHING
    return Waiting(name, f"/office/{name}", picture, hint, bool(count))
