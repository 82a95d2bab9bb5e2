"""`/team/households/{id}`: who she is, what was done for her, and what was written down wrongly."""

from typing import Any
from uuid import UUID

from flask import Response, current_app

from market import clock, errors
from market.accounts.access import current_person, signed_in
from market.http import PageQuery
from market.http import page as paged
from market.http.browsers import PageBlueprint
from market.http.headers import PRIVATE
from market.notices import told
from market.teams import access, flows, logbook, models, needs, queries, rules, schemas
from market.teams.actions import consent, corrections
from market.web.account.helpers import deeds
from market.web.shell import forms
from market.web.team import pages
from market.web.team.household import words
from market.web.team.words import STANDINGS

blueprint = PageBlueprint("team_household", __name__, template_folder="templates")


@blueprint.route("/team/households/<uuid:household_id>", methods=["GET"])
@signed_in
def show_household(household_id: UUID) -> Response:
    """Who she is, what she agreed to, and what may be done for her."""
    me = current_person()
    household = access.household_for(household_id, me)
    standing = rules.Standing(needs.standing_of(household))
    leads, serves = access.is_led_by(household.commune_code, me), access.serves(me, village_key=household.village_key)
    told: dict[str, Any] = {
        "standing_words": STANDINGS[standing],
        "namesakes": needs.namesakes_of(household) if leads or serves else [],
        "may_act": access.may_act_for(household, me),
        "asks_consent": serves and standing in (rules.Standing.NEVER, rules.Standing.WITHDREW),
        "helps": leads or serves,
        "leads": leads,
        "speaks": corrections.speaks_for_itself(household),
        "methods": words.METHODS,
    }
    return pages.household_page("household_of_team.html", household, words.HOUSEHOLD | words.SAYS, say=standing, **told)


@blueprint.route("/team/households/<uuid:household_id>/acts", methods=["GET"])
@signed_in
def show_acts(household_id: UUID) -> Response:
    """What others did for her, and on the first page what she was told of it."""
    me, query = current_person(), forms.asked(PageQuery())
    household = access.household_for(household_id, me)
    found = paged(logbook.acts_for(household.person_id), models.ActivityLog.id, **query)
    told_of = deeds.said if me.id == household.person_id else deeds.said_to_others
    acts = [one | {"words": told_of(one["deed"])} for one in logbook.acts_shown(found["items"])]
    kinds = None if access.may_act_for(household, me) else rules.FOR_THE_TEAM
    messages = None
    if "cursor" not in query:
        messages = told.page_for_person(household.person_id, kinds=kinds, limit=10)["items"]
    say = "say" if acts or "cursor" in query else "say_none"
    shown: dict[str, Any] = {"acts": acts, "next": found["next"], "messages": messages, "states": words.ACTS}
    return pages.household_page("household_acts.html", household, words.ACTS, say=say, **shown)


@blueprint.route("/team/households/<uuid:household_id>/paper", methods=["GET"])
@signed_in
def show_paper(household_id: UUID) -> Response:
    """The photo of the paper by which the consent in force was given."""
    household = access.household_for(household_id, current_person())
    given = queries.consent_of(household.id)
    if given is None or given.paper is None:
        raise errors.NotFound
    content = flows.picture_of_paper(household.id, given.paper)
    return Response(content, mimetype="image/webp", headers={"Cache-Control": PRIVATE})


@blueprint.route("/team/households/<uuid:household_id>/correction", methods=["GET"])
@signed_in
def ask_correction(household_id: UUID) -> Response:
    """What was written down, to be put right; its phone by the code that the right one has received."""
    household = access.household_to_correct(household_id, current_person())
    code = queries.waiting_code(household.id, rules.Purpose.CORRECTION, now=clock.now())
    return pages.household_page("household_correction.html", household, words.CORRECT, code=code)


@blueprint.route("/team/households/<uuid:household_id>/correction", methods=["POST"])
@signed_in
@forms.back_to(ask_correction)
def correct_household(household_id: UUID) -> Response:
    """Put right what was written down, until it agrees or signs in."""
    me = current_person()
    household = access.household_to_correct(household_id, me)
    forms.require_version(household.version)
    changes = forms.read(schemas.HouseholdChange())
    changes = {name: given for name, given in changes.items() if given != getattr(household, name, None)}
    if not changes:
        raise errors.InvalidInput(errors={"name": [words.CORRECT["nothing"]]})
    secret: str = current_app.config["MARKET"].secret_key
    flows.correct(household=household, changes=changes, by=me, secret=secret, now=clock.now())
    return forms.then(pages.path_of(household_id), "corrected")


@blueprint.route("/team/households/<uuid:household_id>/removal", methods=["GET"])
@signed_in
def ask_removal(household_id: UUID) -> Response:
    """Once more, before it is gone."""
    household = access.household_to_correct(household_id, current_person())
    return pages.household_page("household_removal.html", household, words.REMOVE)


@blueprint.route("/team/households/<uuid:household_id>/removal", methods=["POST"])
@signed_in
@forms.back_to(ask_removal)
def remove_household(household_id: UUID) -> Response:
    """Take a household away that should not have been written down."""
    me = current_person()
    household = access.household_to_correct(household_id, me)
    corrections.require_correctable(household=household, fields=set(), by=me)
    corrections.remove(household=household, by=me, now=clock.now())
    return forms.then("/team", "removed")


@blueprint.route("/team/households/<uuid:household_id>/withdrawal", methods=["GET"])
@signed_in
def ask_withdrawal(household_id: UUID) -> Response:
    """Once more, before the team's help ends."""
    household = access.household_to_speak_for(household_id, current_person())
    return pages.household_page("household_withdrawal.html", household, words.WITHDRAW)


@blueprint.route("/team/households/<uuid:household_id>/withdrawal", methods=["POST"])
@signed_in
@forms.back_to(ask_withdrawal)
def withdraw_consent(household_id: UUID) -> Response:
    """An officer of her place, while she does not sign in, or she herself, takes the consent back."""
    me = current_person()
    household = access.household_to_speak_for(household_id, me)
    consent.withdraw_consent(household=household, by=me, now=clock.now())
    return forms.then(pages.path_of(household_id), "withdrawn")
