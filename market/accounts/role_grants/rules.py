"""Which roles operators give, which of them by two, and what is told of it."""

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from market import errors, events
from market.accounts.rules import RoleName
from market.language import Sentence
from market.states import Move, StateTable

OPERATOR = str(RoleName.OPERATOR)
# Whoever sells opens a shop, and whoever helps joins a team by a code of her own phone.
GIVEN = (RoleName.CLERK, RoleName.COURIER, RoleName.OFFICER, RoleName.OPERATOR)
BY_TWO = {RoleName.OFFICER, RoleName.OPERATOR}
NAMES = {
    RoleName.BUYER: Sentence("người mua", en="a buyer"),
    RoleName.SELLER: Sentence("người bán", en="a seller"),
    RoleName.TEAM_MEMBER: Sentence("người của tổ công nghệ số", en="a member of the community team"),
    RoleName.CLERK: Sentence("nhân viên", en="a clerk"),
    RoleName.COURIER: Sentence("bưu tá", en="a courier"),
    RoleName.OFFICER: Sentence("cán bộ", en="an officer"),
    RoleName.OPERATOR: Sentence("người quản trị chợ", en="an operator of the market"),
}


class GrantState(StrEnum):
    ASKED = "asked"
    DONE = "done"
    REFUSED = "refused"


GRANT_STATES = StateTable(
    initial=[GrantState.ASKED, GrantState.DONE],
    moves=[
        Move(GrantState.ASKED, GrantState.DONE, (OPERATOR,)),
        Move(GrantState.ASKED, GrantState.REFUSED, (OPERATOR, "system")),
    ],
    names={
        GrantState.ASKED: Sentence("chờ người thứ hai", en="waiting for a second operator"),
        GrantState.DONE: Sentence("đã giao", en="given"),
        GrantState.REFUSED: Sentence("đã từ chối", en="refused"),
    },
)


class GrantOpen(errors.Conflict):
    type = "role-grant-open"
    title = Sentence("Đang chờ người thứ hai", en="Waiting for a second operator")
    detail = Sentence(
        "Vai trò này đã có người xin giao, đang chờ người quản trị thứ hai.",
        en="This role has been asked for already, and waits for a second operator.",
    )


class RoleHeld(errors.Conflict):
    type = "role-held"
    title = Sentence("Đã có vai trò này", en="Role held")
    detail = Sentence("Người này đã có vai trò ấy ở nơi ấy.", en="This person holds that role there already.")


class LastOperator(errors.Conflict):
    type = "last-operator"
    title = Sentence("Người quản trị cuối cùng", en="The last operator")
    detail = Sentence(
        "Đây là người quản trị cuối cùng. Xin giao cho người khác trước đã.",
        en="This is the last operator. Please give the role to somebody else first.",
    )


class RoleElsewhere(errors.Conflict):
    """What comes with a shop or a team goes with it."""

    type = "role-elsewhere"
    title = Sentence("Vai trò đi theo nơi khác", en="The role comes with something else")
    detail = Sentence(
        "Người bán đi theo gian hàng, người của tổ đi theo tổ, ai cũng là người mua: không lấy lại ở đây được.",
        en="A seller comes with a shop, a team member with a team, and all are buyers: not taken away here.",
    )


@dataclass(frozen=True, kw_only=True)
class PlaceAsked(events.Question):
    """What is the post office or shop with this code called? Who keeps it adds to `names`."""

    kind: str
    code: str
    names: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class RoleMoved(events.Event):
    """An operator has given somebody a role, or taken it away: she is told."""

    person_id: UUID
    role: RoleName
    place: str
    given: bool
