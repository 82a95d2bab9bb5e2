"""At which post office somebody works, and the frame of the counter's pages."""

from typing import Any

from flask import Response, request

from market.accounts import access as accounts
from market.accounts.rules import RoleName
from market.delivery import access
from market.delivery.queries.offices import office_name, office_names
from market.delivery.rules.offices import NotYourOffice
from market.ids import new_id
from market.language import Sentence
from market.web.counter.words import CLERKS_ROOMS, COUNTER, COURIERS_ROOMS
from market.web.shell import frame


def mine() -> list[tuple[str, str]]:
    """Codes and names of the post offices at which one works, as clerk or courier."""
    codes = access.offices_of(accounts.current_person())
    names = office_names(codes)
    return sorted((code, names.get(code, code)) for code in codes)


def at_work(office: str) -> str:
    """The code of the post office, to those who work there. Raises NotYourOffice."""
    if office not in access.offices_of(accounts.current_person()):
        raise NotYourOffice(office=office)
    return office


def is_clerk(office: str) -> bool:
    return accounts.current_person().holds(RoleName.CLERK, office)


def page(template: str, *, office: str, words: dict[str, Sentence], **shown: Any) -> Response:
    """A page of the counter of `office`; `at` is where its pages stand."""
    told: dict[str, Any] = {"office": office, "office_name": office_name(office), "at": f"/counter/{office}"}
    told |= {"is_clerk": is_clerk(office), "new_id": new_id} | _rooms(office)
    return frame.page(template, words={**COUNTER, **words}, **told, **shown)


def _rooms(office: str) -> dict[str, Any]:
    """The few places between which one goes to and fro, and that where one is."""
    at, spoken = f"/counter/{office}", frame.spoken_language()
    there = CLERKS_ROOMS if is_clerk(office) else COURIERS_ROOMS
    rooms = [(room.path, at + room.path, room.word.spoken(spoken), room.picture) for room in there]
    here = (room.path for room in there if room.path and request.path.startswith(at + room.path))
    return {"rooms": rooms, "room": next(here, "" if request.path == at else None)}
