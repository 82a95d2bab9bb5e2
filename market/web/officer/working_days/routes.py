"""`/office/working-days`: the days off of the year to come; set here, and left to the calendar again."""

from typing import Any

from flask import Response

from market import clock, fields
from market.accounts.access import current_person, holding
from market.accounts.rules import RoleName
from market.complaints.calendar import access, actions, queries, rules, schemas
from market.http.browsers import PageBlueprint
from market.web.officer import places
from market.web.officer.working_days.words import DAYS, DONE
from market.web.shell import forms, frame

blueprint = PageBlueprint("office_working_days", __name__, template_folder="templates")
_PATH = "/office/working-days"


class Chosen(fields.Schema):
    """Which day."""

    day = fields.Day(required=True)


class Setting(Chosen, schemas.WorkingDayIn):
    """A day, and what it is."""


@blueprint.route(_PATH, methods=["GET"])
@holding(RoleName.OFFICER, RoleName.OPERATOR)
def list_working_days() -> Response:
    """The days off, and the days of a weekend that are worked."""
    where, today = places.chosen(), clock.local_day(clock.now())
    spoken, settable = frame.spoken_language(), access.may_set(current_person())
    told: dict[str, Any] = {
        "days": queries.telling_days(rules.look(None, None, today=today)),
        "settable": settable,
        "first": today.isoformat(),
        "last": (today + rules.LONGEST_LOOK).isoformat(),
        "choices": [("false", DAYS["off"].spoken(spoken)), ("true", DAYS["on"].spoken(spoken))],
        "officer": rules.Source.OFFICER,
        "say": DAYS["say" if settable else "say_only_look"],
    }
    title = DAYS["title"]
    return places.page("office_working_days.html", where=where, path=_PATH, title=title, words=DAYS, done=DONE, **told)


@blueprint.route(_PATH, methods=["POST"])
@holding(RoleName.OFFICER, RoleName.OPERATOR)
@forms.back_to(list_working_days)
def set_day() -> Response:
    """It is a day off, or a working day."""
    access.require_calendar_keeper(current_person())
    where, read = places.chosen(), forms.read(Setting())
    actions.set_day(**read, by=current_person(), now=clock.now())
    return forms.then(places.address(_PATH, where), "set")


@blueprint.route(f"{_PATH}/removal", methods=["POST"])
@holding(RoleName.OFFICER, RoleName.OPERATOR)
@forms.back_to(list_working_days)
def leave_day() -> Response:
    """The calendar says again what it is."""
    access.require_calendar_keeper(current_person())
    where, read = places.chosen(), forms.read(Chosen())
    actions.leave_day(day=read["day"], by=current_person(), now=clock.now())
    return forms.then(places.address(_PATH, where), "left")
