"""What may be proposed of an order, how long the buyer may think, and what the order costs then. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from market import errors, events, states
from market.accounts.rules import one_time_code
from market.language import Sentence

# Outbox topic: the buyer is sent what is asked, with the code that says yes.
TELL = "order_proposal.tell"
THINKING_TIME = timedelta(hours=24)
LATEST_DAYS = 30
# Each is an SMS to the buyer.
MOST = 10


class ProposalState(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    REPLACED = "replaced"
    EXPIRED = "expired"
    DROPPED = "dropped"  # the order was packed as it stood, or ended


_S = ProposalState
STATES = states.StateTable(
    initial=(_S.OPEN,),
    names={
        _S.OPEN: Sentence("chờ người mua trả lời", en="waiting for the buyer"),
        _S.ACCEPTED: Sentence("người mua đồng ý", en="agreed to"),
        _S.REFUSED: Sentence("người mua không đồng ý", en="refused"),
        _S.REPLACED: Sentence("đã thay bằng đề nghị khác", en="replaced"),
        _S.EXPIRED: Sentence("quá hạn trả lời", en="expired"),
        _S.DROPPED: Sentence("không còn hiệu lực", en="dropped"),
    },
    moves=(
        states.Move(_S.OPEN, _S.ACCEPTED, ("buyer",)),
        states.Move(_S.OPEN, _S.REFUSED, ("buyer",)),
        states.Move(_S.OPEN, _S.REPLACED, ("seller", "team_member")),
        states.Move(_S.OPEN, _S.EXPIRED, ("worker",)),
        states.Move(_S.OPEN, _S.DROPPED, ("order",)),
    ),
)


@dataclass(frozen=True, kw_only=True)
class OrderReduced(events.Event):
    """The buyer has agreed to get less: the order is worth less than when it was placed."""

    order_id: UUID


class NothingLeft(errors.Conflict):
    type = "nothing-left-to-send"
    title = Sentence("Không còn gì để gửi", en="Nothing left to send")
    detail = Sentence(
        "Bỏ hết hàng thì không còn đơn. Xin hủy đơn; người mua được hoàn đủ tiền.",
        en="Without any goods there is no order. Please cancel it; the buyer gets everything back.",
    )


class GivenBackMore(errors.Conflict):
    type = "given-back-more"
    title = Sentence("Đã hoàn nhiều hơn", en="More was given back")
    detail = Sentence(
        "Đơn này đã hoàn lại nhiều tiền hơn số hàng còn lại. Xin để nguyên hoặc hủy đơn.",
        en="More of this order was given back than the goods left are worth. Please leave it, or cancel it.",
    )


class BuyersCodeNeeded(errors.NotAllowed):
    type = "buyers-code-needed"
    title = Sentence("Cần mã của người mua", en="The buyer's code is needed")
    detail = Sentence(
        "Chỉ người mua trả lời được. Người mua không vào chợ thì đọc cho bạn mã đã nhận qua tin nhắn.",
        en="Only the buyer answers. A buyer who does not sign in reads you the code of the message.",
    )


class WrongBuyersCode(errors.Problem):
    status = 422
    type = "wrong-buyers-code"
    title = Sentence("Mã của người mua không đúng", en="Wrong code")
    detail = Sentence(
        "Mã không đúng, đã hết hạn, hoặc thử quá nhiều lần. Xin người mua vào chợ trả lời.",
        en="The code is wrong, expired, or was tried too often. Please let the buyer sign in and answer.",
    )


_NOT_IN_IT = Sentence("Đơn không có mặt hàng này.", en="The order has no such good.")
_ONLY_FEWER = Sentence("Chỉ xin gửi ít hơn {ordered}.", en="Only fewer than {ordered} can be proposed.")
_NOTHING = Sentence("Xin cho biết gửi ít hơn hay gửi muộn hơn.", en="Please say what is fewer, or which day is later.")
_DAY = Sentence(
    "Ngày gửi phải sau hôm nay, và trong {most} ngày tới.", en="The day must lie ahead, within the next {most} days."
)


def buyers_code(secret: str, proposal_id: UUID) -> str:
    """The six digits by which the buyer says yes to this very proposal."""
    return one_time_code(secret, proposal_id, purpose="order-proposal")


def fewer(ordered: Mapping[UUID, int], asked: Mapping[UUID, int]) -> dict[UUID, int]:
    """Packs left of each good that is to be fewer. Raises InvalidInput by position in `asked`, NothingLeft."""
    wrong = {
        place: {"product_id": [_NOT_IN_IT]}
        if product_id not in ordered
        else {"quantity": [_ONLY_FEWER.format(ordered=ordered[product_id])]}
        for place, (product_id, quantity) in enumerate(asked.items())
        if quantity > ordered.get(product_id, -1)
    }
    if wrong:
        raise errors.InvalidInput(errors={"fewer": wrong})
    left = {product_id: quantity for product_id, quantity in asked.items() if quantity < ordered[product_id]}
    if not any({**ordered, **left}.values()):
        raise NothingLeft
    return left


def require_something(left: Mapping[UUID, int], ship_on: date | None, *, today: date) -> None:
    """Raises InvalidInput where nothing is asked, or a day that does not lie ahead."""
    if ship_on is not None and not today < ship_on <= today + timedelta(days=LATEST_DAYS):
        raise errors.InvalidInput(errors={"ship_on": [_DAY.format(most=LATEST_DAYS)]})
    if not left and ship_on is None:
        raise errors.InvalidInput(errors={"fewer": [_NOTHING]})


def answer_by(now: datetime, ends_at: datetime | None) -> datetime:
    """Until when the buyer may say yes: a day, but never past the end of the order itself (`ends_at`)."""
    return min(now + THINKING_TIME, ends_at or now + THINKING_TIME)


def spoken(lines: Sequence[tuple[int, int, str]], ship_on: date | None) -> Sentence:
    """What is asked, as people say it, in letters that every SMS has: “Na: 2 còn 1; gửi 05/12”."""
    said = [
        Sentence(f"{name}: {before} còn {after}", en=f"{name}: {after} instead of {before}")
        for before, after, name in lines
    ]
    if ship_on is not None:
        said.append(Sentence(f"gửi {ship_on:%d/%m}", en=f"sent on {ship_on:%d/%m}"))
    return Sentence("; ".join(said), en="; ".join(one.en for one in said))
