"""Signed papers: sent, looked at by an officer, refused by the household."""

from typing import Any
from uuid import UUID

from flask import Response, current_app, request

from market import clock, errors
from market.accounts.access import current_person, holding, signed_in
from market.accounts.rules import RoleName
from market.catalog import photos
from market.http import PageQuery
from market.http.headers import private_picture
from market.teams import access, consent_schemas, flows, models, papers, queries
from market.teams.actions import paper_consents
from market.teams.blueprint import blueprint


@blueprint.route("/households/<uuid:household_id>/consent/paper", methods=["PUT"])
@signed_in
@blueprint.response(202, consent_schemas.PaperOut)
def send_paper(household_id: UUID) -> dict[str, Any]:
    """Send a photo (the body; JPEG, HEIC, AVIF, PNG, WebP, ≤ 10 MB) of the signed paper, for an officer to look at."""
    me = current_person()
    household = access.household_for(household_id, me)
    request.max_content_length = photos.LARGEST_FILE + 1
    sent = flows.send_paper(household=household, read=request.get_data, media_dir=_media(), by=me, now=clock.now())
    return _shown(sent)


@blueprint.route("/households/<uuid:household_id>/consent/paper", methods=["GET"])
@signed_in
@blueprint.response(200, content_type="image/webp")
def show_paper(household_id: UUID) -> Response:
    """The photo of the paper by which the consent in force was given."""
    household = access.household_for(household_id, current_person())
    consent = queries.consent_of(household.id)
    if consent is None or consent.paper is None:
        raise errors.NotFound
    return _photo(household.id, consent.paper)


@blueprint.route("/paper-consents", methods=["GET"])
@signed_in
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, consent_schemas.PaperPage)
def list_papers(query: dict[str, Any]) -> dict[str, Any]:
    """Papers that wait in the place I lead, and those sent in the name of my household or my phone."""
    return papers.papers_page(current_person(), **query)


@blueprint.route("/paper-consents/<uuid:paper_id>/photo", methods=["GET"])
@signed_in
@blueprint.response(200, content_type="image/webp")
def look_at_paper(paper_id: UUID) -> Response:
    """The photo of a paper, to the officers of the place and to the household."""
    paper, household = access.paper_for(paper_id, current_person())
    return _photo(household.id, paper.paper)


@blueprint.route("/paper-consents/<uuid:paper_id>/decision", methods=["PUT"])
@holding(RoleName.OFFICER, RoleName.OPERATOR)
@blueprint.arguments(consent_schemas.PaperDecision)
@blueprint.response(200, consent_schemas.PaperOut)
def decide_paper(decision: dict[str, Any], paper_id: UUID) -> dict[str, Any]:
    """Say that the paper is good: the shop opens and the team may act; or that it is not. Never who has sent it."""
    me = current_person()
    paper, household = access.paper_to_decide(paper_id, me)
    return _shown(paper_consents.decide(paper=paper, household=household, **decision, by=me, now=clock.now()))


@blueprint.route("/paper-consents/<uuid:paper_id>/refusal", methods=["PUT"])
@signed_in
@blueprint.response(200, consent_schemas.PaperOut)
def refuse_paper(paper_id: UUID) -> dict[str, Any]:
    """I do not agree to what was sent in the name of my household or my phone; no paper counts any more."""
    me = current_person()
    paper, household = access.paper_for(paper_id, me)
    return _shown(paper_consents.refuse(paper=paper, household=household, by=me, now=clock.now()))


def _shown(paper: models.PaperConsent) -> dict[str, Any]:
    return papers.papers_shown([paper])[0]


def _photo(household_id: UUID, paper: str) -> Response:
    return private_picture(flows.picture_of_paper(household_id, paper))


def _media() -> Any:
    return current_app.config["MARKET"].media_dir
