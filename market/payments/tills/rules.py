"""A post office's till: the ways cash comes and goes beside deliveries and cash-outs."""

from enum import StrEnum

from market.delivery.carriers.registry import POSTMART
from market.errors import Conflict
from market.language import Sentence
from market.payments.ledger import accounts
from market.payments.ledger.accounts import Account


class TillMove(StrEnum):
    OPENING = "opening"  # the first cash a till is given
    REPLENISHMENT = "replenishment"  # more cash from the post's head office
    HAND_IN = "hand_in"  # a courier gives what was collected on the way
    DEPOSIT = "deposit"  # cash to the post's head office
    COUNT = "count"  # what is really there at the end of the day


def flow(move: TillMove, office: str) -> tuple[Account, Account]:
    """Where cash goes to and comes from: the accounts to debit and to credit."""
    head_office, till = accounts.carrier(POSTMART), accounts.till(office)
    if move == TillMove.DEPOSIT:
        return head_office, till
    return till, accounts.courier(office) if move == TillMove.HAND_IN else head_office


class WhoseCash(Conflict):
    type = "whose-cash"
    title = Sentence("Tiền của bưu tá nào", en="Whose cash")
    detail = Sentence(
        "Nhiều bưu tá đang giữ tiền thu hộ. Xin ghi rõ ai nộp (“from_id”), hoặc là tiền cũ chưa ghi tên (“unnamed”).",
        en="Several couriers carry cash. Please say whose is handed in (`from_id`), or that it is old cash under no "
        "name (`unnamed`).",
    )


class TillOpenedBefore(Conflict):
    type = "till-opened-before"
    title = Sentence("Quỹ đã mở", en="Till opened before")
    detail = Sentence(
        "Quỹ này đã mở rồi. Muốn thêm tiền, xin ghi là nhận thêm tiền.",
        en="This till has been opened before. To add cash, record a replenishment.",
    )
