"""`/office/fairs`: the fairs of a place; made here with few fields, opened, closed, called off, and looked after."""

from datetime import date, datetime, timedelta
from typing import Any

from flask import Response

from market import clock
from market.accounts.access import current_person, holding
from market.accounts.rules import RoleName
from market.fairs import access, queries
from market.fairs.actions import fairs
from market.fairs.board import SUMS, board, kept_by
from market.fairs.gathered import gathered
from market.fairs.models import Fair
from market.fairs.rules import STATES, FairState
from market.fairs.schemas import CallingOff
from market.insight.places import Level, Place
from market.language import ENGLISH, VIETNAMESE, Sentence
from market.teams import queries as teams
from market.web.officer import places
from market.web.officer.fairs.blueprint import ONE, PATH, blueprint
from market.web.officer.fairs.days import CLOSES, OPENS, FairDays, at, typed
from market.web.officer.fairs.words import BOARD, DONE, FAIRS, NEW
from market.web.shell import forms, frame

_NEW = f"{PATH}/new"
# Usual: a week of orders from early morning to the evening, sent on the three days after it.
_OPEN_DAYS, _SHIP_DAYS = timedelta(days=7), timedelta(days=2)


@blueprint.route(PATH, methods=["GET"])
@holding(RoleName.OFFICER, RoleName.OPERATOR)
def list_fairs() -> Response:
    """Those that she keeps, the newest first."""
    where, me = places.chosen(), current_person()
    found = kept_by(me, province=where.province)
    got = gathered(found)
    told = [(one, STATES.names[FairState(one.state)], got[one.id]) for one in found]
    say = FAIRS["say" if found else "say_none"]
    given: dict[str, Any] = {"fairs": told, "times": {one.slug: _times(one) for one in found}}
    return places.page(
        "office_fairs.html", where=where, path=PATH, title=FAIRS["title"], say=say, words=FAIRS, done=DONE, **given
    )


@blueprint.route(_NEW, methods=["GET"])
@holding(RoleName.OFFICER, RoleName.OPERATOR)
def ask_fair() -> Response:
    """The form of a new fair, with the usual days."""
    where, today = places.chosen(), clock.local_day(clock.now())
    closes = today + _OPEN_DAYS
    first = closes + timedelta(days=1)
    days = {"opens_at": today, "closes_at": closes, "ships_from": first, "ships_to": first + _SHIP_DAYS}
    usual = {name: day.isoformat() for name, day in days.items()}
    return places.page(
        "office_fair_new.html", where=where, path=_NEW, title=NEW["title"], say=NEW["say"], words=NEW, usual=usual
    )


@blueprint.route(_NEW, methods=["POST"])
@holding(RoleName.OFFICER, RoleName.OPERATOR)
@forms.back_to(ask_fair)
def add_fair() -> Response:
    """Plan it, for the households of this place."""
    where, now, told = places.chosen(), clock.now(), forms.read(FairDays())
    told |= {"opens_at": _opens(told["opens_at"], now), "closes_at": at(told["closes_at"], CLOSES)}
    fair = fairs.make_fair(asked=told | _within(where), by=current_person(), now=now)
    return forms.then(places.address(f"{PATH}/{fair.slug}", where), "made")


@blueprint.route(ONE, methods=["GET"])
@holding(RoleName.OFFICER, RoleName.OPERATOR)
def show_fair(slug: str) -> Response:
    """How it goes, stand by stand, and who needs a visit."""
    fair, me = queries.fair_with_slug(slug), current_person()
    access.keeper_roles(me, fair)
    told = board(fair, now=clock.now())
    visited = [one for one in told["stands"] if one["visit"]]
    given: dict[str, Any] = {
        "fair": fair,
        "state": STATES.names[FairState(fair.state)],
        "times": _times(fair),
        "board": told,
        "sums": SUMS,
        "visited": visited,
        "typed": typed(fair),
        "helpers": teams.helpers_of({one["village_key"] for one in visited}),
    }
    title, say = Sentence(fair.name, en=fair.name), _say(fair, told, visited)
    where = places.chosen()
    return places.page(
        "office_fair.html", where=where, path=PATH, title=title, say=say, words=NEW | BOARD, done=DONE, **given
    )


@blueprint.route(f"{ONE}/opening", methods=["POST"])
@holding(RoleName.OFFICER, RoleName.OPERATOR)
@forms.back_to(show_fair)
def open_fair(slug: str) -> Response:
    """Sold from now on, before its time."""
    return _move(queries.fair_with_slug(slug, lock=True), FairState.OPEN)


@blueprint.route(f"{ONE}/closing", methods=["POST"])
@holding(RoleName.OFFICER, RoleName.OPERATOR)
@forms.back_to(show_fair)
def close_fair(slug: str) -> Response:
    """No more orders from now on, before its time."""
    return _move(queries.fair_with_slug(slug, lock=True), FairState.CLOSED)


@blueprint.route(f"{ONE}/calling-off", methods=["POST"])
@holding(RoleName.OFFICER, RoleName.OPERATOR)
@forms.back_to(show_fair)
def call_off_fair(slug: str) -> Response:
    """All is given back, and each is told why."""
    fair = queries.fair_with_slug(slug, lock=True)  # before what is typed: of no fair there is nothing to draw again
    return _move(fair, FairState.CALLED_OFF, note=forms.read(CallingOff())["reason"])


def _move(fair: Fair, to: FairState, note: str = "") -> Response:
    me = current_person()
    roles = access.keeper_roles(me, fair)
    fairs.move_fair(fair=fair, to=to, roles=roles, by_id=me.id, now=clock.now(), note=note)
    return forms.then(f"{PATH}/{fair.slug}", str(to))


def _within(where: Place) -> dict[str, Any]:
    return {"communes": [where.code]} if where.level == Level.COMMUNE else {"province": where.province}


def _opens(day: date, now: datetime) -> datetime:
    """Early in the morning; at once, where that is over."""
    morning = at(day, OPENS)
    return now if clock.local_day(now) == day and morning < now else morning


def _times(fair: Fair) -> Sentence:
    """From when to when it sells, and when it sends."""
    said = {name: _moment(getattr(fair, f"{name}_at")) for name in ("opens", "closes")}
    return FAIRS["times"].format(**said, first=_day(fair.ships_from), last=_day(fair.ships_to))


def _moment(at: datetime) -> Sentence:
    return Sentence(frame.moment(at, VIETNAMESE), en=frame.moment(at, ENGLISH))


def _day(day: date) -> Sentence:
    return Sentence(frame.day(day, VIETNAMESE), en=frame.day(day, ENGLISH))


def _say(fair: Fair, told: dict[str, Any], visited: list[Any]) -> Sentence:
    if visited:
        return BOARD["say_visit"].format(n=len(visited))
    if fair.state == FairState.PLANNED:
        return BOARD["say_planned" if told["stands"] else "say_no_stand"]
    return BOARD["say"]
