"""What a shop may be, and who sees it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from market import errors, events, states
from market.language import Sentence


class ShopStatus(StrEnum):
    OPEN = "open"
    PAUSED = "paused"
    PREPARED = "prepared"
    CLOSED = "closed"


# Not a state of its own but a cover over one: when it is lifted, what the household had chosen shows again.
SUSPENDED = "suspended"


class OpenOrders(StrEnum):
    """What becomes of the orders of a suspended shop or good that are not yet in the post's hands."""

    HELD = "held"
    FULFILLED = "fulfilled"
    CALLED_OFF = "called_off"


# How a household objects to a suspension: there is always somebody near who can speak to an operator.
OBJECTION = Sentence(
    "Không đồng ý, xin nói với bưu cục hoặc xã để được xem lại.",
    en="If you disagree, tell the post office or the commune: it is looked at again.",
)

HOUSEHOLD = ("seller", "team_member")
# A household that sells in two places, or two kinds of things; more are somebody else's, or for show.
MOST_SHOPS = 3
SYSTEM = "system"  # the worker, or a change that brings this one with it
SHOP_STATES = states.StateTable(
    [ShopStatus.OPEN, ShopStatus.PREPARED],
    [
        states.Move(ShopStatus.OPEN, ShopStatus.PAUSED, HOUSEHOLD),
        states.Move(ShopStatus.PAUSED, ShopStatus.OPEN, (*HOUSEHOLD, SYSTEM)),
        states.Move(ShopStatus.PREPARED, ShopStatus.OPEN, (SYSTEM,)),
        # The household has taken its consent back and never signed in itself.
        states.Move(ShopStatus.OPEN, ShopStatus.PREPARED, (SYSTEM,)),
        states.Move(ShopStatus.PAUSED, ShopStatus.PREPARED, (SYSTEM,)),
        # For good: a team may help to sell, not to end it.
        states.Move(ShopStatus.OPEN, ShopStatus.CLOSED, (HOUSEHOLD[0], SYSTEM)),
        states.Move(ShopStatus.PAUSED, ShopStatus.CLOSED, (HOUSEHOLD[0], SYSTEM)),
        states.Move(ShopStatus.PREPARED, ShopStatus.CLOSED, (SYSTEM,)),
    ],
    {
        ShopStatus.OPEN: Sentence("đang mở", en="open"),
        ShopStatus.PAUSED: Sentence("tạm nghỉ", en="paused"),
        ShopStatus.PREPARED: Sentence("đang chuẩn bị", en="prepared"),
        ShopStatus.CLOSED: Sentence("đã đóng", en="closed"),
    },
)


class WhileSuspended(errors.Conflict):
    type = "shop-suspended"
    title = Sentence("Gian hàng đang bị tạm ngừng", en="Shop suspended")
    detail = Sentence(
        "Một gian hàng của người này đang bị tạm ngừng nên chưa mở hay nhận được gian khác. Xin hỏi người quản trị.",
        en="A shop of this person is suspended, so no other can be opened or taken over. Please ask an operator.",
    )


class TooManyShops(errors.Conflict):
    type = "too-many-shops"
    title = Sentence("Đã đủ gian hàng", en="Too many shops")
    detail = Sentence(
        "Mỗi người mở nhiều nhất {most} gian hàng. Xin đóng bớt một gian (PUT /api/v1/shops/{{id}}/closure).",
        en="A person has at most {most} shops open. Please close one of them (PUT /api/v1/shops/{{id}}/closure).",
    )


class StillSelling(errors.Conflict):
    """Names some of the orders that are not finished."""

    type = "shop-still-selling"
    title = Sentence("Còn đơn chưa xong", en="Orders still open")
    detail = Sentence(
        "Gian hàng còn đơn chưa xong: {numbers}. Xin làm xong hoặc hủy rồi đóng; trong lúc đó có thể tạm nghỉ.",
        en="This shop has orders that are not finished: {numbers}. Finish or cancel them first, and pause meanwhile.",
    )

    def __init__(self, numbers: list[str]) -> None:
        super().__init__(members={"numbers": numbers}, numbers=", ".join(numbers))


class NotAgreed(errors.Conflict):
    type = "household-not-agreed"
    title = Sentence("Hộ chưa đồng ý", en="The household has not agreed")
    detail = Sentence(
        "Hộ này chưa đồng ý để tổ bán hàng giúp. Xin gửi mã tới điện thoại của hộ rồi ghi lại là hộ đồng ý.",
        en="This household has not agreed that its team sells for it. Have a code sent to its phone first.",
    )


def shop_status(status: str, paused_until: datetime | None, suspension_reason: str | None, *, now: datetime) -> str:
    """What the shop is at `now`: a pause is over by itself, and a suspension covers all but a closed shop."""
    if suspension_reason is not None and status != ShopStatus.CLOSED:
        return SUSPENDED
    over = status == ShopStatus.PAUSED and paused_until is not None and paused_until <= now
    return ShopStatus.OPEN if over else status


def shop_is_public(status: str) -> bool:
    """Whether anyone may see a shop of this shown status; its owner, team and the operator always may."""
    return status in (ShopStatus.OPEN, ShopStatus.PAUSED)


@dataclass(frozen=True, kw_only=True)
class Suspended(events.Event):
    """An operator has suspended a shop or a good, for `reason`, or says anew what becomes of its `open_orders`.

    `former` is the reason that was given before; where it is another the owner is to be told. With `open_orders` None
    what became of them stays as it was.
    """

    owner_id: UUID
    by_id: UUID
    name: str
    reason: str
    former: str | None
    open_orders: OpenOrders | None


def suspension(of: Any, reason: str, open_orders: OpenOrders | None) -> dict[str, Any]:
    """What is told of the suspension of a shop or good as it stands now: a new one holds its orders."""
    former = of.suspension_reason
    chosen = open_orders or (OpenOrders.HELD if former is None else None)
    return {"name": of.name, "reason": reason, "former": former, "open_orders": chosen}


@dataclass(frozen=True, kw_only=True)
class Reinstated(events.Event):
    """An operator has lifted a suspension; the owner is to be told."""

    owner_id: UUID
    name: str


@dataclass(frozen=True, kw_only=True)
class ShopSuspended(Suspended):
    shop_id: UUID


@dataclass(frozen=True, kw_only=True)
class ShopReinstated(Reinstated):
    shop_id: UUID


@dataclass(frozen=True, kw_only=True)
class ShopChanged(events.Event):
    """A shop opened, closed or moved; told for the village it left as well as for the one it stands in."""

    shop_id: UUID
    village_key: str


@dataclass(frozen=True, kw_only=True)
class OpenOrdersAsked(events.Question):
    """Which orders of a shop are not finished? A few of their numbers are enough."""

    shop_id: UUID
    numbers: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class ActedFor(events.Event):
    """A team member was let act for a household: who types, and for whom."""

    by_id: UUID
    owner_id: UUID
    subject_id: UUID
