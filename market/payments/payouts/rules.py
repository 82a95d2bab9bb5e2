"""Payouts to a bank account, sent as a transfer file."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from market import errors, events, states
from market.language import Sentence


class PayoutState(StrEnum):
    ASKED = "asked"  # held, waits for the next file
    SENT = "sent"  # in a file that went to the bank
    PAID = "paid"
    FAILED = "failed"  # the bank could not; the money is back in the balance
    CANCELLED = "cancelled"


WAITING = (PayoutState.ASKED, PayoutState.SENT)
STATES = states.StateTable(
    initial=(PayoutState.ASKED,),
    names={
        PayoutState.ASKED: Sentence("chờ chuyển", en="asked for"),
        PayoutState.SENT: Sentence("đã gửi ngân hàng", en="sent to the bank"),
        PayoutState.PAID: Sentence("đã chuyển", en="paid"),
        PayoutState.FAILED: Sentence("chuyển không được", en="failed"),
        PayoutState.CANCELLED: Sentence("đã hủy", en="cancelled"),
    },
    moves=(
        states.Move(PayoutState.ASKED, PayoutState.SENT, ("file",)),
        states.Move(PayoutState.ASKED, PayoutState.CANCELLED, ("payee",)),
        states.Move(PayoutState.SENT, PayoutState.PAID, ("bank",)),
        states.Move(PayoutState.SENT, PayoutState.FAILED, ("bank",)),
    ),
)


class Way(StrEnum):
    """How somebody's money reaches them."""

    BANK = "bank"
    CASH = "cash"


@dataclass(frozen=True, kw_only=True)
class PayoutMoved(events.Event):
    """Money that a shop or a person takes out, to a bank or in cash, came into `state`."""

    payout_id: UUID
    way: Way
    owner_kind: str
    owner_id: UUID
    amount_vnd: int
    state: str


@dataclass(frozen=True)
class BankAccount:
    """Where somebody wants money sent: the bank's six-digit BIN, the account, and the name on it."""

    bank_bin: str
    number: str
    holder: str


class NotInTheFile(errors.Conflict):
    type = "not-in-the-file"
    title = Sentence("Không có trong tệp", en="Not in the file")
    detail = Sentence(
        "Dòng {line_no}: khoản này không đi trong tệp chuyển khoản đó. Chưa ghi gì cả.",
        en="Line {line_no}: this transfer did not go out in that file. Nothing was recorded.",
    )


class NoPayoutAccount(errors.Conflict):
    type = "no-payout-account"
    title = Sentence("Chưa có tài khoản ngân hàng", en="No bank account")
    detail = Sentence(
        "Chủ hộ chưa ghi tài khoản ngân hàng để nhận tiền.",
        en="The household has filed no bank account (PUT /me/payout-account).",
    )


class HouseholdOnly(errors.Conflict):
    type = "household-only"
    title = Sentence("Chỉ chủ hộ", en="Household only")
    detail = Sentence(
        "Chuyển khoản phải do chủ hộ tự yêu cầu, tự hủy. Tổ có thể giúp rút tiền mặt.",
        en="Only the household itself asks for a bank transfer, or calls it off. Its team can help with a cash-out.",
    )
