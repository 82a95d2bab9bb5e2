"""The places at which roles are held, looked up: what nobody has is refused by name."""

from datetime import datetime

from market import errors, events
from market.accounts.role_grants import rules
from market.accounts.rules import PLACE_KINDS, RoleName, place_kind
from market.db import db
from market.language import Sentence
from market.places.models import Village
from market.places.queries import directory

_KINDS = {
    "shop": Sentence("gian hàng", en="shop"),
    "village": Sentence("thôn", en="village"),
    "commune": Sentence("xã", en="commune"),
    "province": Sentence("tỉnh", en="province"),
    "post_office": Sentence("bưu cục", en="post office"),
}
_NONE = Sentence(
    "{role} không gắn với nơi nào, xin bỏ trống.", en="{role} is held nowhere in particular: leave it out."
)
_UNKNOWN = Sentence("Không có {kinds} nào mang mã {place}.", en="There is no {kinds} with the code {place}.")
_NEEDED = Sentence("Cần mã của {kinds}.", en="The code of a {kinds} is needed.")


def require_place(role: RoleName, code: str, *, now: datetime) -> str:
    """What the place of a role is called; "" where the role needs none. Raises InvalidInput for one that is not."""
    kind = place_kind(role, code)
    name = "" if kind == "" else _name(kind, code, now) if kind is not None else None
    if name is None:
        raise errors.InvalidInput(errors={"place": [_wrong(role, code)]})
    return name


def duty(role: RoleName, code: str, *, now: datetime) -> Sentence:
    """A role and where it is held, in words; a place that is no more keeps its code."""
    kind, named = place_kind(role, code), rules.NAMES[role]
    where = _name(kind, code, now) or code if kind else code
    return Sentence(f"{named} {where}", en=f"{named.en} of {where}") if where else named


def _name(kind: str, code: str, now: datetime) -> str | None:
    if kind == "village":
        village = db.session.get(Village, tuple(code.split("/")))
        return village.name if village is not None else None
    if kind in ("commune", "province"):
        place = directory().place(code)
        return place.name if place is not None and place.kind == kind else None
    asked = rules.PlaceAsked(at=now, kind=kind, code=code)
    events.ask(asked)
    return asked.names[0] if asked.names else None


def _wrong(role: RoleName, code: str) -> Sentence:
    kinds = PLACE_KINDS[role]
    if not kinds:
        return _NONE.format(role=rules.NAMES[role])
    names = [_KINDS[kind] for kind in kinds]
    told = Sentence(" / ".join(str(name) for name in names), en=" or ".join(name.en for name in names))
    return _UNKNOWN.format(kinds=told, place=code) if code else _NEEDED.format(kinds=told)
