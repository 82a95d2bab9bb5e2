"""How the goods' value of one sale is shared out, and how a refund takes it back: whole đồng that add up."""

from dataclasses import dataclass

from market import errors, money
from market.language import Sentence
from market.payments.rates.rules import Terms

# Entries of cash that a household took from a buyer's hand, or gave back into it. They move her balance, for we never
# held that money, but not what of a sale is hers.
CASH_IN_HAND, REFUND_IN_HAND = "cash_in_hand", "refund_in_hand"
IN_HAND = (CASH_IN_HAND, REFUND_IN_HAND)


@dataclass(frozen=True)
class Shares:
    """Đồng of the goods' value: what the shop, the platform and the tax office get of it."""

    goods_vnd: int
    commission_vnd: int
    vat_vnd: int
    income_tax_vnd: int

    @property
    def shop_vnd(self) -> int:
        return self.goods_vnd - self.commission_vnd - self.vat_vnd - self.income_tax_vnd

    def __sub__(self, other: "Shares") -> "Shares":
        return Shares(
            self.goods_vnd - other.goods_vnd,
            self.commission_vnd - other.commission_vnd,
            self.vat_vnd - other.vat_vnd,
            self.income_tax_vnd - other.income_tax_vnd,
        )


def shares_of(goods_vnd: int, terms: Terms) -> Shares:
    """Each share is rounded half up to whole đồng; the shop's is the rest."""
    return Shares(
        goods_vnd,
        money.share_of(goods_vnd, terms.commission_percent),
        money.share_of(goods_vnd, terms.vat_percent),
        money.share_of(goods_vnd, terms.income_tax_percent),
    )


def taken_back(goods_left_vnd: int, refunded_vnd: int, terms: Terms) -> Shares:
    """What a refund of `refunded_vnd` of the goods takes from each, when `goods_left_vnd` had not been refunded.

    The difference of two sharings: many partial refunds take back exactly what was given, to the đồng.
    """
    return shares_of(goods_left_vnd, terms) - shares_of(goods_left_vnd - refunded_vnd, terms)


class RefundTooHigh(errors.Conflict):
    """`refundable_vnd` stands beside the sentence."""

    type = "refund-too-high"
    title = Sentence("Hoàn quá số tiền còn lại", en="Refund too high")
    detail = Sentence(
        "Đơn này chỉ còn hoàn được {refundable_vnd} đ.",
        en="At most {refundable_vnd} đ of this order can still be refunded.",
    )

    def __init__(self, refundable_vnd: int) -> None:
        super().__init__(members={"refundable_vnd": refundable_vnd}, refundable_vnd=refundable_vnd)
