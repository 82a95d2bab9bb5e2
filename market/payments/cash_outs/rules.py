"""Taking one's money out: in cash at any post office by a code (“ATM mềm”), or by bank transfer."""

from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from market import errors, states
from market.accounts.rules import Limit, one_time_code
from market.language import Sentence

CODE_LIFE = timedelta(hours=72)
CONFIRMATION_LIFE = timedelta(minutes=15)
CODES_PER_CASH_OUT = 5
# A clerk mistypes now and then; whoever guesses does it often.
WRONG_CODES_PER_CLERK = Limit("wrong-cash-out-code", 10, timedelta(hours=1))
ASKED_PER_OWNER = Limit("cash-out-asked", 10, timedelta(hours=24))


class CashOutState(StrEnum):
    ASKED = "asked"  # by the team; waits for the household's own code, nothing is held yet
    OPEN = "open"
    BLOCKED = "blocked"  # too many wrong codes: held still, until a new code, cancellation or expiry
    PAID = "paid"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


HOLDING = (CashOutState.OPEN, CashOutState.BLOCKED)
_S = CashOutState
STATES = states.StateTable(
    initial=(_S.ASKED,),
    names={
        _S.ASKED: Sentence("chờ hộ xác nhận", en="waiting for the household's code"),
        _S.OPEN: Sentence("chờ nhận tiền", en="open"),
        _S.BLOCKED: Sentence("khóa vì nhập sai mã", en="blocked after wrong codes"),
        _S.PAID: Sentence("đã trả", en="paid"),
        _S.CANCELLED: Sentence("đã hủy", en="cancelled"),
        _S.EXPIRED: Sentence("hết hạn", en="expired"),
    },
    moves=(
        states.Move(_S.ASKED, _S.OPEN, ("confirmation",)),
        *(states.Move(origin, _S.OPEN, ("new_code",)) for origin in HOLDING),
        states.Move(_S.OPEN, _S.BLOCKED, ("wrong_code",)),
        states.Move(_S.OPEN, _S.PAID, ("clerk",)),
        *(states.Move(origin, _S.CANCELLED, ("payee",)) for origin in (*HOLDING, _S.ASKED)),
        *(states.Move(origin, _S.EXPIRED, ("worker",)) for origin in (*HOLDING, _S.ASKED)),
    ),
)


def cash_out_code(secret: str, cash_out_id: UUID, code_no: int) -> str:
    """Eight digits derived from the row and the number of the code: neither table nor outbox holds a code."""
    return one_time_code(secret, cash_out_id, purpose="cash-out", number=code_no.to_bytes(2, "big"), digits=8)


def confirmation_code(secret: str, cash_out_id: UUID, code_no: int) -> str:
    """Six digits that the household tells its team, so that the team may ask in its name."""
    return one_time_code(secret, cash_out_id, purpose="cash-out-confirmation", number=code_no.to_bytes(2, "big"))


class CashOutOpen(errors.Conflict):
    type = "cash-out-open"
    title = Sentence("Đang có một phiếu rút tiền", en="A cash-out is open")
    detail = Sentence(
        "Đang có một phiếu rút tiền chưa nhận. Xin nhận hoặc hủy phiếu đó trước.",
        en="One cash-out is still open. Please take it out or cancel it first.",
    )


class WrongCashOutCode(errors.Problem):
    """The same answer for an unknown phone, a wrong code, one that has expired, is blocked or was paid."""

    status = 422
    type = "wrong-cash-out-code"
    title = Sentence("Không trả được", en="Not to be paid")
    detail = Sentence(
        "Số điện thoại hoặc mã rút tiền không đúng, đã hết hạn hoặc đã dùng. Không trả tiền.",
        en="The phone or the code is wrong, expired or used. Do not pay.",
    )


class PaidAlready(errors.Conflict):
    """To the clerk who has paid it, and to nobody else; `receipt`, `amount_vnd` and `paid_at` stand beside it."""

    type = "paid-already"
    title = Sentence("Đã trả rồi", en="Paid already")
    detail = Sentence(
        "Bạn đã trả {amount} đ tại đây lúc {at}, biên nhận {receipt}. Không trả lần nữa.",
        en="You paid {amount} đ here at {at}, receipt {receipt}. Do not pay again.",
    )


class IdentityDiffers(errors.Problem):
    status = 422
    type = "identity-differs"
    title = Sentence("Giấy tờ không khớp", en="Identity differs")
    detail = Sentence(
        "Số giấy tờ không khớp với số chủ hộ đã đăng ký. Không trả tiền.",
        en="The identity number is not the one the payee has filed. Do not pay.",
    )


class WrongConfirmation(errors.Problem):
    status = 422
    type = "wrong-confirmation"
    title = Sentence("Mã xác nhận không đúng", en="Wrong confirmation code")
    detail = Sentence(
        "Mã xác nhận của chủ hộ không đúng hoặc đã hết hạn.", en="The household's code is wrong or has expired."
    )


class NoMoreCodes(errors.Conflict):
    type = "no-more-codes"
    title = Sentence("Đã cấp quá nhiều mã", en="No more codes")
    detail = Sentence(
        "Phiếu này đã được cấp mã nhiều lần. Xin hủy rồi lập phiếu mới.",
        en="This cash-out has had many codes. Please cancel it and ask for a new one.",
    )


class NoPhone(errors.Conflict):
    type = "no-phone"
    title = Sentence("Chưa có số điện thoại", en="No phone")
    detail = Sentence("Chủ hộ chưa có số điện thoại để nhận mã.", en="The household has no phone to receive the code.")
