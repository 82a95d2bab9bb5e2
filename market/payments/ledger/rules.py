"""What an entry says before it is posted, and what the ledger refuses."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from market.errors import Conflict
from market.language import Sentence
from market.payments.ledger.accounts import Account

Amounts = Mapping[Account, int]


@dataclass(frozen=True)
class Draft:
    """An entry to be: its key, a word for it, what it belongs to, and both sides in whole đồng.

    Of couriers' cash also in whose hands it is.
    """

    key: str
    kind: str
    reference: str
    debit: Amounts
    credit: Amounts
    holder_id: UUID | None = None
    note: str = ""

    @property
    def lines(self) -> list[tuple[Account, int]]:
        """Debits positive, credits negative; amounts of nothing left out. Raises ValueError if it does not balance."""
        debit, credit = self.debit, self.credit
        if sum(debit.values()) != sum(credit.values()) or min([0, *debit.values(), *credit.values()]) < 0:
            raise ValueError("an entry's debits and credits are whole, not negative, and alike")
        if debit.keys() & credit.keys():
            raise ValueError("an account stands on one side of an entry")
        signed = [*debit.items(), *((account, -amount) for account, amount in credit.items())]
        return [(account, amount) for account, amount in signed if amount]


class NotEnough(Conflict):
    """`available_vnd` stands beside the sentence."""

    type = "not-enough-money"
    title = Sentence("Không đủ tiền", en="Not enough money")
    detail = Sentence(
        "Chỉ còn {available_vnd} đ, không đủ {wanted_vnd} đ.", en="Only {available_vnd} đ is there, not {wanted_vnd} đ."
    )

    def __init__(self, available_vnd: int, wanted_vnd: int) -> None:
        super().__init__(members={"available_vnd": available_vnd}, available_vnd=available_vnd, wanted_vnd=wanted_vnd)


class TillTooLow(NotEnough):
    type = "till-too-low"
    title = Sentence("Quỹ bưu cục không đủ", en="Till too low")
    detail = Sentence(
        "Quỹ của bưu cục chỉ có {available_vnd} đ, không đủ {wanted_vnd} đ. Xin tiếp quỹ hoặc đến bưu cục khác.",
        en="The post office has only {available_vnd} đ in cash, not {wanted_vnd} đ. Replenish it, or go to another.",
    )


class HandsTooEmpty(TillTooLow):
    detail = Sentence(
        "Bưu tá này chỉ đang giữ {available_vnd} đ tiền thu hộ, không phải {wanted_vnd} đ.",
        en="This courier carries only {available_vnd} đ of collected cash, not {wanted_vnd} đ.",
    )
