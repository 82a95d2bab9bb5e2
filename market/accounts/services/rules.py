"""What a service may be let do: its scopes as data, which of them are wide, how long a token lasts."""

import csv
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from importlib.resources import files
from uuid import UUID

from market import errors, events, states
from market.accounts.rules import RoleName
from market.language import Sentence

CONTACT = "orders:contact"
TOKEN_PREFIX = "cps_"  # noqa: S105
LONGEST_LIFE = timedelta(days=366)
_FILE = files("market.accounts.services.data").joinpath("scopes.csv")


@dataclass(frozen=True)
class ScopeMeaning:
    """`wide`: a second operator agrees before a service holds it, wherever that is."""

    scope: str
    wide: bool
    meaning: Sentence


SCOPES = {
    row["scope"]: ScopeMeaning(row["scope"], row["wide"] == "yes", Sentence(row["vi"], en=row["en"]))
    for row in csv.DictReader(_FILE.read_text(encoding="utf-8").splitlines())
}
# Kind of place → in which role a service stands there; what it may do in it its scopes say.
ROLES = {
    "shop": RoleName.SELLER,
    "commune": RoleName.OFFICER,
    "province": RoleName.OFFICER,
    "": RoleName.OPERATOR,
}


class ServiceState(StrEnum):
    ASKED = "asked"  # waits for a second operator
    ACTIVE = "active"
    REVOKED = "revoked"
    EXPIRED = "expired"


_S = ServiceState
STATES = states.StateTable(
    initial=(_S.ASKED,),
    names={
        _S.ASKED: Sentence("chờ duyệt", en="asked for"),
        _S.ACTIVE: Sentence("đang dùng", en="active"),
        _S.REVOKED: Sentence("đã thu lại", en="revoked"),
        _S.EXPIRED: Sentence("hết hạn", en="expired"),
    },
    moves=(
        states.Move(_S.ASKED, _S.ACTIVE, ("operator",)),
        states.Move(_S.ASKED, _S.REVOKED, ("operator", "seller", "system")),
        states.Move(_S.ACTIVE, _S.REVOKED, ("operator", "seller", "system")),
        states.Move(_S.ACTIVE, _S.EXPIRED, ("system",)),
    ),
)


@dataclass(frozen=True, kw_only=True)
class ServiceConnected(events.Event):
    """A service may be used from now on, at a shop, a commune, a province or everywhere."""

    name: str
    place_kind: str
    place_code: str


@dataclass(frozen=True, kw_only=True)
class ShopAsked(events.Question):
    """Is there such a shop? Who knows adds its id to `found`."""

    shop_id: UUID
    found: list[UUID] = field(default_factory=list)


class ScopeNeeded(errors.Problem):
    """A service calls what no scope, or none of its own, opens to it."""

    status = 403
    type = "scope-needed"
    title = Sentence("Phần mềm không có quyền này", en="Scope needed")
    detail = Sentence(
        "Phần mềm này không được làm việc đó. Quyền cần có: {scope}.",
        en="This service may not do that. The scope it needs: {scope}.",
    )


def is_wide(scopes: Collection[str], place_kind: str) -> bool:
    """Whether a second operator must agree: a wide scope, or a place beyond one commune."""
    return place_kind in ("province", "") or any(SCOPES[scope].wide for scope in scopes)
