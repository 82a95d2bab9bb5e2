"""`/me/helpers`: the team and its members, consent given and taken back, papers refused, what they did in my name."""

from typing import Any
from uuid import UUID

from flask import Response, request

from market import clock, errors
from market.accounts import access
from market.http import page
from market.http.browsers import PageBlueprint
from market.http.headers import private_picture
from market.teams import access as teams
from market.teams import flows, helpers, logbook, models, papers, queries
from market.teams.actions import consent, households, paper_consents
from market.teams.rules import Method
from market.web.account.helpers import deeds
from market.web.account.helpers.words import ACTS, DONE, HELPERS, METHODS, PAPERS
from market.web.shell import forms, frame

blueprint = PageBlueprint("account_helpers", __name__, template_folder="templates")


@blueprint.route("/me/helpers", methods=["GET"])
@access.signed_in
def show_helpers() -> Response:
    """Whom to call, what I agreed to, and the papers in my name."""
    found = helpers.help_of(access.current_person().id)
    in_my_name = papers.papers_shown(papers.papers_of(access.current_person()))
    told: dict[str, Any] = found | {"papers": in_my_name, "methods": METHODS, "states": PAPERS, "done": DONE}
    return frame.page("helpers.html", title=HELPERS["title"], say=_say(found), words=HELPERS, **told)


@blueprint.route("/me/helpers/consent", methods=["POST"])
@access.signed_in
@forms.back_to(show_helpers)
def let_team_help() -> Response:
    """Let the team of my village act for my shop."""
    me, now = access.current_person(), clock.now()
    household = households.own_household(person=me, now=now)
    consent.give_consent(household=household, method=Method.OWN, by=me, now=now)
    return forms.then("/me/helpers", "helped")


@blueprint.route("/me/helpers/end", methods=["POST"])
@access.signed_in
@forms.back_to(show_helpers)
def end_teams_help() -> Response:
    """It acts for my shop no more, at once."""
    me = access.current_person()
    household = queries.household_of(me.id)
    if household is not None:
        consent.withdraw_consent(household=household, by=me, now=clock.now())
    return forms.then("/me/helpers", "ended")


@blueprint.route("/me/papers/<uuid:paper_id>/photo", methods=["GET"])
@access.signed_in
def show_paper(paper_id: UUID) -> Response:
    """The photo of a paper in my name."""
    paper, household = teams.paper_for(paper_id, access.current_person())
    _require_hers(household)
    return private_picture(flows.picture_of_paper(household.id, paper.paper))


@blueprint.route("/me/papers/<uuid:paper_id>/refusal", methods=["POST"])
@access.signed_in
def refuse_paper(paper_id: UUID) -> Response:
    """I did not sign it; no paper counts any more."""
    me = access.current_person()
    paper, household = teams.paper_for(paper_id, me)
    _require_hers(household)
    paper_consents.refuse(paper=paper, household=household, by=me, now=clock.now())
    return forms.then("/me/helpers", "refused")


@blueprint.route("/me/acts", methods=["GET"])
@access.signed_in
def list_acts() -> Response:
    """What others did in my name: who, what, when, and why."""
    wanted, cursor = logbook.acts_for(access.current_person().id), request.args.get("cursor") or None
    found = page(wanted, models.ActivityLog.id, limit=20, cursor=cursor)
    told = {"acts": logbook.acts_shown(found["items"]), "next": found["next"], "said": deeds.said}
    say = ACTS["say" if found["items"] else "say_none"]
    return frame.page("acts.html", title=ACTS["title"], say=say, words=ACTS, **told)


def _say(found: dict[str, Any]) -> Any:
    team, agreed = found["team"], found["consent"] is not None
    if team is None:
        return HELPERS["say_consent" if agreed else "say_none" if found["may_agree"] else "say_no_shop"]
    return HELPERS["say" if agreed else "say_not"].format(team=team.name or HELPERS["a_team"])


def _require_hers(household: models.Household) -> None:
    """Raises NotFound for a paper of another household, also to the officer who looks at papers there."""
    if not teams.is_of(household, access.current_person()):
        raise errors.NotFound
