"""What a household agrees to: by code, on paper, by itself; withdrawn; and its shop handed over to it."""

from typing import Any
from uuid import UUID

from flask import current_app

from market import clock
from market.accounts.access import current_person, signed_in, visitor
from market.accounts.schemas import CodeSent
from market.catalog.queries import shown_shops
from market.catalog.schemas.shops import ShopOut
from market.teams import access, consent_schemas, flows, queries, rules, schemas
from market.teams.actions import consent as actions_consent
from market.teams.actions import household_codes, households
from market.teams.blueprint import blueprint


@blueprint.route("/households/<uuid:household_id>/codes", methods=["POST"])
@signed_in
@blueprint.arguments(consent_schemas.CodeAsked)
@blueprint.response(202, CodeSent)
def ask_code(asked: dict[str, Any], household_id: UUID) -> dict[str, int]:
    """Send a code to the household's present phone: to agree, take its shop over, let its team move money or a price
    by more than half."""
    me = current_person()
    household = access.household_for(household_id, me)
    purpose = rules.Purpose(asked["purpose"])
    phone = asked["phone"] if purpose in (rules.Purpose.HAND_OVER, rules.Purpose.CORRECTION) else None
    about = {name: asked.get(name) for name in ("subject", "amount_vnd")}
    household_codes.ask_code(
        household=household, purpose=purpose, phone=phone, **about, by=me, visitor=visitor(me), now=clock.now()
    )
    return {"expires_in": int(rules.CODE_LIFE.total_seconds())}


@blueprint.route("/households/<uuid:household_id>/consent", methods=["PUT"])
@signed_in
@blueprint.arguments(consent_schemas.ConsentIn)
@blueprint.response(200, schemas.HouseholdOut)
def give_consent(given: dict[str, Any], household_id: UUID) -> dict[str, Any]:
    """Record consent by the code from the household's phone: its shop opens and the team may act for it."""
    me = current_person()
    household = access.household_for(household_id, me)
    flows.consent_by_code(household=household, **given, by=me, secret=_secret(), now=clock.now())
    return queries.household_shown(household)


@blueprint.route("/households/<uuid:household_id>/consent", methods=["DELETE"])
@signed_in
@blueprint.response(204)
def withdraw_consent(household_id: UUID) -> None:
    """The household takes its consent back; the team acts no more, at once. Never its team in its name, and its
    officers only until it signs in."""
    me = current_person()
    household = access.household_to_speak_for(household_id, me)
    actions_consent.withdraw_consent(household=household, by=me, now=clock.now())


@blueprint.route("/me/consent", methods=["PUT"])
@signed_in
@blueprint.response(200, schemas.HouseholdOut)
def let_team_help() -> dict[str, Any]:
    """Let the team of my village act for my shop."""
    me, now = current_person(), clock.now()
    household = households.own_household(person=me, now=now)
    actions_consent.give_consent(household=household, method=rules.Method.OWN, by=me, now=now)
    return queries.household_shown(household)


@blueprint.route("/me/consent", methods=["DELETE"])
@signed_in
@blueprint.response(204)
def end_teams_help() -> None:
    """The team of my village acts for my shop no more."""
    me = current_person()
    household = queries.household_of(me.id)
    if household is not None:
        actions_consent.withdraw_consent(household=household, by=me, now=clock.now())


@blueprint.route("/shops/<uuid:shop_id>/hand-over", methods=["POST"])
@signed_in
@blueprint.arguments(consent_schemas.HandOverIn)
@blueprint.response(200, ShopOut)
def hand_over(asked: dict[str, Any], shop_id: UUID) -> dict[str, Any]:
    """Hand a shop to the household's own sign-in, by the `hand_over` code that its present phone received."""
    now, me = clock.now(), current_person()
    household, shop = queries.shop_to_hand_over(shop_id, me)
    flows.hand_over(household=household, shop=shop, **asked, by=me, secret=_secret(), now=now)
    return shown_shops.shop_shown(shop, me, now=now)


def _secret() -> str:
    secret: str = current_app.config["MARKET"].secret_key
    return secret
