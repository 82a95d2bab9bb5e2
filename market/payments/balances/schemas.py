"""What a balance and a month look like over HTTP."""

from market.fields import Integer, Matching, Nested, Schema
from market.language import Sentence
from market.payments.ledger.schemas import Change

_MONTH = Sentence("Tháng dạng 2026-11.", en="A month such as 2026-11.")


class BalanceOut(Schema):
    available_vnd = Change(
        metadata={"description": "to take out now; negative when a refund came after the money left"}
    )
    held_vnd = Change(metadata={"description": "promised to open cash-outs and bank payouts"})
    contested_vnd = Change(
        metadata={"description": "of orders that somebody complains of: it can be taken out once that is settled"}
    )
    on_its_way_vnd = Change(
        metadata={
            "description": "of a shop: sold, not to take out yet, net of tax and fees by today's rates; what nobody "
            "has paid beforehand and what is going back is not in it. Of a person: cash refunds that wait for approval"
        }
    )


class MonthOut(Schema):
    month = Matching(r"20[0-9]{2}-[01][0-9]", _MONTH, longest=7)
    orders = Integer(least=0, most=10**9, metadata={"description": "placed in the month, and not come to nothing"})
    sold_vnd = Change(metadata={"description": "the value of their goods"})
    yours_vnd = Change(metadata={"description": "of that, net of tax and fees: had already or on its way"})
    taken_out_vnd = Change(
        metadata={"description": "in the month, of whatever was sold when: in cash, to the bank, from buyers' hands"}
    )


class SummaryOut(Schema):
    this_month = Nested(MonthOut)
    last_month = Nested(MonthOut)
