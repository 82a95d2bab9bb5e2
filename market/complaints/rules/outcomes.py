"""What an answer brings about, how it was found, and the reasons for which a complaint is not taken up."""

from enum import StrEnum

from market.complaints.rules.holders import Level
from market.language import Sentence


class Outcome(StrEnum):
    EXPLAINED = "explained"
    REPLACED = "replaced"  # sent again, or to be
    REFUND = "refund"  # the existing refund of the order
    CLAIM = "claim"  # against the carrier, for what it broke
    REVERSAL = "reversal"  # of a scan that tells what did not happen
    UNFOUNDED = "unfounded"


OUTCOMES = {
    Outcome.EXPLAINED: Sentence("Đã giải thích", en="Explained"),
    Outcome.REPLACED: Sentence("Gửi lại hàng", en="Sent again"),
    Outcome.REFUND: Sentence("Trả lại tiền", en="Money given back"),
    Outcome.CLAIM: Sentence("Đòi bưu điện đền", en="Claimed from the carrier"),
    Outcome.REVERSAL: Sentence("Sửa lại lần quét nhầm", en="A wrong scan put right"),
    Outcome.UNFOUNDED: Sentence("Không thấy sai", en="Nothing was found wrong"),
}

# What each may bring about. Money of an order is the household's to give, or an operator's; an officer's refund waits
# for an operator. Scans are the post's and the operators'.
MAY = {
    Level.SHOP: frozenset({Outcome.EXPLAINED, Outcome.REPLACED, Outcome.REFUND}),
    Level.OFFICE: frozenset({Outcome.EXPLAINED, Outcome.UNFOUNDED, Outcome.CLAIM, Outcome.REVERSAL}),
    Level.COMMUNE: frozenset({Outcome.EXPLAINED, Outcome.REPLACED, Outcome.REFUND, Outcome.UNFOUNDED}),
    Level.PROVINCE: frozenset({Outcome.EXPLAINED, Outcome.REPLACED, Outcome.REFUND, Outcome.UNFOUNDED}),
    Level.OPERATORS: frozenset(Outcome),
}
# The carrier pays the household later; meanwhile the buyer may have money back all the same.
GIVES_BACK = frozenset({Outcome.REFUND, Outcome.CLAIM})
OF_ORDERS = frozenset({Outcome.REPLACED, Outcome.REFUND, Outcome.CLAIM, Outcome.REVERSAL})


class Rating(StrEnum):
    SATISFIED = "satisfied"
    ACCEPTABLE = "acceptable"
    NOT = "not"


RATINGS = {
    Rating.SATISFIED: Sentence("Hài lòng", en="Satisfied"),
    Rating.ACCEPTABLE: Sentence("Chấp nhận được", en="Acceptable"),
    Rating.NOT: Sentence("Chưa hài lòng", en="Not satisfied"),
}


class Refusal(StrEnum):
    """Why a complaint is not taken up. The list is public."""

    NOT_OURS = "not_ours"
    NOTHING_SAID = "nothing_said"
    ABUSIVE = "abusive"
    SETTLED = "settled"
    FOR_THE_COURTS = "for_the_courts"


REFUSALS = {
    Refusal.NOT_OURS: Sentence("Việc này không thuộc chợ", en="It is not the market's affair"),
    Refusal.NOTHING_SAID: Sentence("Không rõ xin giải quyết việc gì", en="It does not say what is asked for"),
    Refusal.ABUSIVE: Sentence("Chỉ có lời xúc phạm", en="It holds nothing but insults"),
    Refusal.SETTLED: Sentence("Việc này đã giải quyết rồi", en="It has been settled before"),
    Refusal.FOR_THE_COURTS: Sentence("Việc này cơ quan khác giải quyết", en="Another authority decides on it"),
}
