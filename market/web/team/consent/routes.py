"""A household opened, its consent by code or on paper, codes that it reads out, its shop handed over."""

from typing import Any
from uuid import UUID

from flask import Response, current_app, request

from market import clock, errors, fields
from market.accounts.access import current_person, signed_in, visitor
from market.http.browsers import PageBlueprint
from market.language import Sentence
from market.teams import access, consent_schemas, flows, models, needs, queries, rules, schemas
from market.teams.actions import corrections, household_codes, households
from market.web.household.goods.photos.routes import picture_sent
from market.web.shell import forms
from market.web.team import pages
from market.web.team.consent import words
from market.web.team.household import routes as correction

blueprint = PageBlueprint("team_consent", __name__, template_folder="templates")
_PAGES = {
    rules.Purpose.CONSENT: "consent",
    rules.Purpose.HAND_OVER: "hand-over",
    rules.Purpose.CORRECTION: "correction",
}


class Opened(schemas.NewHousehold):
    """A household of the team's commune, and how it is to agree."""

    agrees = fields.Choice(["code", "paper", "later"], load_default="later")

    class Meta(schemas.NewHousehold.Meta):
        exclude = ("id", "shop_id", "commune_code")


class CodeAsked(consent_schemas.CodeAsked):
    """A code, and where to go on once it is sent."""

    purpose = fields.Choice([*rules.Purpose], required=True)
    next = fields.String(longest=1000)


@blueprint.route("/team/<uuid:team_id>/households/new", methods=["GET"])
@signed_in
def ask_household(team_id: UUID) -> Response:
    """The form of a household; where it was refused as known, those of that name."""
    team, me = access.team_to_work_in(team_id, current_person()), current_person()
    villages = [(village.name, village.name) for village in team.villages]
    typed = request.form.get("name", "").strip()[:120]
    known = needs.page(team, me, q=typed, limit=3)["items"] if typed and request.method == "POST" else []
    told: dict[str, Any] = {"team": team, "villages": villages, "known": known}
    return pages.page(
        "household_new.html",
        part="today",
        team_id=team.id,
        title=words.OPEN["title"],
        say=words.OPEN["say"],
        words=words.OPEN,
        **told,
    )


@blueprint.route("/team/<uuid:team_id>/households/new", methods=["POST"])
@signed_in
@forms.back_to(ask_household)
def open_household(team_id: UUID) -> Response:
    """Write a household down, prepare its shop, and where it has a phone send the code by which it agrees."""
    me, now = current_person(), clock.now()
    team = access.team_to_work_in(team_id, me)
    given = forms.read(Opened()) | {"commune_code": team.commune_code}
    agrees = given.pop("agrees")
    household = households.open_household(team=team, fields=given, by=me, now=now)
    if agrees == "code" and household.phone:
        purpose = rules.Purpose.CONSENT
        household_codes.ask_code(household=household, purpose=purpose, by=me, visitor=visitor(me), now=now)
    return forms.then(pages.path_of(household.id) + ("" if agrees == "later" else "/consent"), "opened")


@blueprint.route("/team/households/<uuid:household_id>/consent", methods=["GET"])
@signed_in
def ask_consent(household_id: UUID) -> Response:
    """What a household agrees to; the code that it reads out, or the photo of its paper."""
    household = access.household_for(household_id, current_person())
    standing = needs.standing_of(household)
    code = queries.waiting_code(household.id, rules.Purpose.CONSENT, now=clock.now())
    phone = queries.present_phone(household)
    say = standing if standing in ("agreed", "waiting") else "code" if code else "send" if phone else "paper"
    told: dict[str, Any] = {"standing": standing, "code": code, "present": phone}
    told |= {
        "by_itself_only": queries.agrees_by_itself_only(household),
        "speaks": corrections.speaks_for_itself(household),
    }
    return pages.household_page("consent.html", household, words.CONSENT, say=f"say_{say}", **told)


@blueprint.route("/team/households/<uuid:household_id>/consent", methods=["POST"])
@signed_in
@forms.back_to(ask_consent)
def give_consent(household_id: UUID) -> Response:
    """Record consent by the code from the household's phone."""
    me = current_person()
    household = access.household_for(household_id, me)
    given = forms.read(consent_schemas.ConsentIn())
    flows.consent_by_code(household=household, **given, by=me, secret=_secret(), now=clock.now())
    return forms.then(pages.path_of(household_id), "consented")


@blueprint.route("/team/households/<uuid:household_id>/paper", methods=["POST"])
@signed_in
@forms.back_to(ask_consent)
def send_paper(household_id: UUID) -> Response:
    """Send a photo of the signed paper, for an officer to look at."""
    me = current_person()
    household = access.household_for(household_id, me)
    media_dir = current_app.config["MARKET"].media_dir
    flows.send_paper(household=household, read=picture_sent(), media_dir=media_dir, by=me, now=clock.now())
    return forms.then(pages.path_of(household_id), "paper-sent")


@blueprint.route("/team/households/<uuid:household_id>/hand-over", methods=["GET"])
@signed_in
def ask_hand_over(household_id: UUID) -> Response:
    """The code by which a household takes its shop over, to the phone that it signs in with from then on."""
    household = access.household_for(household_id, current_person())
    code = queries.waiting_code(household.id, rules.Purpose.HAND_OVER, now=clock.now())
    told: dict[str, Any] = {"say": "say_code" if code else "say", "code": code}
    told["present"] = queries.present_phone(household)
    return pages.household_page("hand_over.html", household, words.HAND_OVER, **told)


@blueprint.route("/team/households/<uuid:household_id>/hand-over", methods=["POST"])
@signed_in
@forms.back_to(ask_hand_over)
def hand_over(household_id: UUID) -> Response:
    """Hand the shop to the household's own sign-in."""
    me = current_person()
    shop_id = queries.household_shown(access.household_for(household_id, me))["shop_id"]
    household, shop = queries.shop_to_hand_over(errors.found(shop_id), me)
    given = forms.read(consent_schemas.HandOverIn())
    flows.hand_over(household=household, shop=shop, **given, by=me, secret=_secret(), now=clock.now())
    return forms.then(pages.path_of(household_id), "handed-over")


@blueprint.route("/team/households/<uuid:household_id>/codes", methods=["GET"])
@signed_in
def ask_for_code(household_id: UUID) -> Response:
    """What a code will be good for, before it is sent: a price, a refund, with its subject and sum."""
    household = access.household_for(household_id, current_person())
    asked, about = request.form.to_dict(), None
    if request.method == "GET":
        asked = forms.asked(CodeAsked())
        about = _about(household, asked)
    hidden = {name: asked[name] for name in ("purpose", "subject", "amount_vnd", "next") if name in asked}
    return pages.household_page("household_code.html", household, words.CODES, asked=hidden, about=about)


def _asking_page(household_id: UUID) -> Response:
    """The page from which a code was asked for."""
    shown = {"hand_over": ask_hand_over, "consent": ask_consent, "correction": correction.ask_correction}
    asked_from: Response = shown.get(request.form.get("purpose", "consent"), ask_for_code)(household_id=household_id)
    return asked_from


@blueprint.route("/team/households/<uuid:household_id>/codes", methods=["POST"])
@signed_in
@forms.back_to(_asking_page)
def ask_code(household_id: UUID) -> Response:
    """Send a code to the household's phone; one for a correction to the right phone."""
    me = current_person()
    household = access.household_for(household_id, me)
    asked = forms.read(CodeAsked())
    where, purpose = asked.pop("next", None), rules.Purpose(asked.pop("purpose"))
    moves = purpose in (rules.Purpose.HAND_OVER, rules.Purpose.CORRECTION)
    asked["phone"] = asked["phone"] if moves else None
    household_codes.ask_code(household=household, purpose=purpose, **asked, by=me, visitor=visitor(me), now=clock.now())
    own = "/".join(filter(None, (pages.path_of(household_id), _PAGES.get(purpose))))
    return forms.then(forms.path_of_ours(where, own), "code-sent")


def _about(household: models.Household, asked: dict[str, Any]) -> Sentence | None:
    """The good and its new price, or the order and what goes back. Raises NotFound for another's."""
    purpose = rules.Purpose(asked["purpose"])
    if purpose not in rules.ABOUT_MONEY:
        return None
    named = queries.words_about(household, purpose, asked["subject"])
    return words.ABOUT[purpose].format(**named, amount_vnd=asked["amount_vnd"])


def _secret() -> str:
    secret: str = current_app.config["MARKET"].secret_key
    return secret
