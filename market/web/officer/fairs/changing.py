"""`/office/fairs/<slug>/changes`: what was planned is held on other days, or for another minimum."""

from datetime import date, datetime
from typing import Any

from flask import Response

from market import clock
from market.accounts.access import current_person, holding
from market.accounts.rules import RoleName
from market.fairs import access, queries
from market.fairs.actions import fairs
from market.fairs.models import Fair
from market.web.officer.fairs.blueprint import ONE, PATH, blueprint
from market.web.officer.fairs.days import CLOSES, OPENS, FairDays, at
from market.web.officer.fairs.looking import show_fair
from market.web.shell import forms


@blueprint.route(f"{ONE}/changes", methods=["POST"])
@holding(RoleName.OFFICER, RoleName.OPERATOR)
@forms.back_to(show_fair)
def change_fair(slug: str) -> Response:
    """As typed; an hour stays where its day does."""
    fair, me = queries.fair_with_slug(slug, lock=True), current_person()
    access.keeper_roles(me, fair)
    told = forms.read(FairDays())
    fairs.change_fair(fair=fair, changes=_changes(fair, told), by=me, now=clock.now())
    return forms.then(f"{PATH}/{fair.slug}", "changed")


def _changes(fair: Fair, told: dict[str, Any]) -> dict[str, Any]:
    hours = {
        "opens_at": _hour(told["opens_at"], fair.opens_at, at(told["opens_at"], OPENS)),
        "closes_at": _hour(told["closes_at"], fair.closes_at, at(told["closes_at"], CLOSES)),
    }
    empty = {"minimum_packs": None, "about": ""}
    return empty | told | hours


def _hour(day: date, was: datetime, usual: datetime) -> datetime:
    return was if clock.local_day(was) == day else usual
