"""`/office/papers`: signed papers that wait for an officer, who never is the one that has sent them."""

from typing import Any
from uuid import UUID

from flask import Response, request

from market import clock
from market.accounts.access import current_person, holding
from market.accounts.rules import RoleName
from market.http import PageQuery
from market.http.browsers import PageBlueprint
from market.http.headers import private_picture
from market.language import Sentence
from market.teams import access, consent_schemas, flows, papers
from market.teams.actions import paper_consents
from market.teams.rules import PaperState
from market.web.officer import places
from market.web.officer.papers.words import DONE, PAPER, PAPERS
from market.web.shell import forms, frame

blueprint = PageBlueprint("office_papers", __name__, template_folder="templates")
_LIST = "/office/papers"
_ONE = f"{_LIST}/<uuid:paper_id>"


@blueprint.route(_LIST, methods=["GET"])
@holding(RoleName.OFFICER, RoleName.OPERATOR)
def list_papers() -> Response:
    """Papers that wait here."""
    where, query = places.chosen(), forms.asked(PageQuery())
    found = papers.waiting_page(current_person(), communes=where.communes, **{"cursor": None, **query})
    say = PAPERS["say" if found["items"] else "say_none"]
    told: dict[str, Any] = {"found": found, "local_day": clock.local_day, "title": PAPERS["title"], "say": say}
    return places.page("office_papers.html", where=where, path=_LIST, words=PAPERS, done=DONE, **told)


@blueprint.route(_ONE, methods=["GET"])
@holding(RoleName.OFFICER, RoleName.OPERATOR)
def show_paper(paper_id: UUID) -> Response:
    """A paper with its photo, and what an officer may say of it."""
    me = current_person()
    paper, household = access.paper_to_decide(paper_id, me)
    waits = paper.state == PaperState.WAITING
    told: dict[str, Any] = {
        "paper": papers.papers_shown([paper])[0],
        "address": f"{_LIST}/{paper_id}",
        "waits": waits,
        "has_a_hand": access.has_a_hand_in(paper, household, me),
        "local_day": clock.local_day,
        "back": places.address(_LIST, places.of_hers(household.commune_code)),
    }
    title = Sentence(household.name, en=household.name)
    say = PAPER["say" if waits else f"say_{paper.state}"]
    return frame.page("office_paper.html", title=title, say=say, words=PAPER, **told)


@blueprint.route(f"{_ONE}/photo", methods=["GET"])
@holding(RoleName.OFFICER, RoleName.OPERATOR)
def look_at_paper(paper_id: UUID) -> Response:
    """The photo: of a middle size unless `?large`."""
    paper, household = access.paper_to_decide(paper_id, current_person())
    size = "large" if "large" in request.args else "medium"
    return private_picture(flows.picture_of_paper(household.id, paper.paper, size))


@blueprint.route(f"{_ONE}/decision", methods=["POST"])
@holding(RoleName.OFFICER, RoleName.OPERATOR)
@forms.back_to(show_paper)
def decide_paper(paper_id: UUID) -> Response:
    """The paper is good: the shop opens and the team may act; or it is not."""
    me = current_person()
    paper, household = access.paper_to_decide(paper_id, me)
    decision = forms.read(consent_schemas.PaperDecision())
    decided = paper_consents.decide(paper=paper, household=household, **decision, by=me, now=clock.now())
    return forms.then(places.address(_LIST, places.of_hers(household.commune_code)), decided.state)
