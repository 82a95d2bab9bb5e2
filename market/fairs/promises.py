"""What a household says of a stand's harvest: that it is late, or smaller than was promised. None commits."""

from datetime import date, datetime, timedelta
from uuid import UUID

from market import clock, errors, outbox
from market.catalog.actions import stands as goods
from market.fairs import harvests, promised
from market.fairs.actions.stands import held_goods, tell
from market.fairs.models import Fair, Stand
from market.fairs.rules import STATES, FairState
from market.language import Sentence

# Outbox topics: tell those who ordered there, one after the other.
LATE, SHORT = "fair.late", "fair.short"
LATEST_DAYS = 30
_S = FairState
# Until the goods are on their way; what was called off or is over has no harvest to wait for.
_UNSENT = (_S.PLANNED, _S.OPEN, _S.CLOSED)

_LATER = Sentence(
    "Ngày mới phải sau ngày đã hẹn {first} và sau hôm nay, nhiều nhất {most} ngày.",
    en="The new day must lie after the promised {first} and after today, by {most} days at most.",
)
_FEWER_THAN_PACKED = Sentence(
    "Đã đóng {packed} gói rồi, xin báo từ số đó.", en="{packed} packs are packed already; please say no fewer."
)


class DayMoved(errors.Conflict):
    type = "day-already-moved"
    title = Sentence("Đã dời ngày một lần", en="The day was moved already")
    detail = Sentence(
        "Ngày gửi đã dời một lần, sang {day}. Người mua đã được báo; xin giữ ngày này, không có hàng thì báo thiếu.",
        en="The day was moved once, to {day}, and buyers were told. Please keep it; say so if the harvest is short.",
    )


class BuyersAsked(errors.Conflict):
    type = "buyers-already-asked"
    title = Sentence("Đã hỏi người mua rồi", en="Buyers were asked already")
    detail = Sentence(
        "Bạn đã báo còn {packs} gói và người mua đã được hỏi, nên không tăng lại được. Gói thừa bán như hàng thường.",
        en="You said that there are {packs} packs, and buyers were asked. Sell what is left over as ordinary goods.",
    )


def move_day(*, fair: Fair, stand: Stand, to: date, now: datetime) -> None:
    """Put a held stand off to a later day, once. Its buyers are told after it; the same day again changes nothing.

    Raises WrongState, DayMoved, InvalidInput.
    """
    _require_unsent(fair)
    if to == stand.ready_on:
        return
    if stand.moved_at is not None:
        raise DayMoved(day=f"{stand.ready_on:%d/%m}", members={"ready_on": stand.ready_on.isoformat()})
    first = stand.first_ready_on
    if not max(first, clock.local_day(now)) < to <= first + timedelta(days=LATEST_DAYS):
        raise errors.InvalidInput(errors={"ready_on": [_LATER.format(first=f"{first:%d/%m}", most=LATEST_DAYS)]})
    stand.ready_on, stand.moved_at = to, now
    # Whoever is buying at this moment holds the good: they have the old day and are told, or get the new one.
    part, _ = held_goods(stand)
    goods.send_on(part=part, day=to, now=now)
    tell(stand, "changed", now)
    outbox.put(LATE, {"product_id": str(stand.product_id)}, now=now)


def say_ready(*, fair: Fair, stand: Stand, packs: int, by: str, by_id: UUID, now: datetime) -> None:
    """There are only so many packs of a held stand's good. What nobody has ordered is off sale at once.

    Buyers who come too late for the rest are asked once the fair has closed and all is settled: until then orders come
    and go, and she may say otherwise. As many as are ordered leave the orders as they are by then, but no more is
    offered to those of others. Raises WrongState, BuyersAsked, InvalidInput.
    """
    _require_unsent(fair)
    said = stand.packs if stand.packs_ready is None else stand.packs_ready
    if packs == said:
        return
    if packs < (packed := promised.packed(stand.product_id)):
        raise errors.InvalidInput(errors={"packs": [_FEWER_THAN_PACKED.format(packed=packed)]})
    if packs > said and promised.were_asked(stand.product_id):
        raise BuyersAsked(packs=said, members={"packs": said})
    stand.packs_ready = packs if packs < stand.packs else None
    if stand.packs_ready is None:
        stand.short_at = stand.short_by = stand.short_by_id = None
    elif fair.settled_at is None or packs < promised.needed(stand.product_id):
        stand.short_at, stand.short_by, stand.short_by_id = now, by, by_id
        outbox.put(SHORT, {"product_id": str(stand.product_id)}, now=now)
    tell(stand, "changed", now)
    harvests.count(fair=fair, stand=stand, now=now)


def _require_unsent(fair: Fair) -> None:
    """Raises WrongState."""
    if fair.state not in _UNSENT:
        raise STATES.refusal(_S(fair.state), _S.CLOSED)
