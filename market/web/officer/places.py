"""Of which place an officer's pages tell: the one in the address, else her own; an operator's is any."""

from typing import Any
from urllib.parse import urlencode

from flask import Response, request

from market.accounts.access import current_person
from market.insight import access
from market.insight.places import Level, Place, place
from market.insight.rules.refusals import UnknownPlace
from market.language import Sentence
from market.web.officer.words import OFFICER
from market.web.shell import frame

_LEVELS = (Level.PROVINCE, Level.COMMUNE)


def chosen() -> Place:
    """Raises NotAllowed for a place of others, UnknownPlace, MergedAway."""
    found = access.place_of_officer(request.args.get("place"), current_person())
    if found.level not in _LEVELS:
        raise UnknownPlace
    return found


def of_hers(commune: str) -> Place:
    """The one of her places in which a commune lies; the commune itself for operators."""
    mine = access.places_of(current_person())
    return next((one for one in mine if commune in one.communes), None) or place(commune)


def address(path: str, where: Place, **more: str | None) -> str:
    """`path` for the same place; what is None is left out."""
    return f"{path}?{urlencode({'place': where.code, **{name: value for name, value in more.items() if value}})}"


def page(template: str, *, where: Place, path: str, words: dict[str, Sentence], **shown: Any) -> Response:
    """A page of `where`, which extends `officer.html`; `path` is where the same is told of her other places."""
    mine = access.places_of(current_person())
    tabs = [(one.code, address(path, one), one.name) for one in mine] if len(mine) > 1 else []
    told: dict[str, Any] = {"where": where, "place_tabs": tabs, "at": address, "path": path}
    return frame.page(template, words={**OFFICER, **words}, **told, **shown)
