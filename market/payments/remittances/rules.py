"""What a carrier's remittance statement says, line by line, and what each line turned out to be against our books."""

from dataclasses import dataclass
from enum import StrEnum

from market.errors import Conflict
from market.language import Sentence


class Outcome(StrEnum):
    MATCHED = "matched"
    # What follows waits for a person.
    SHORT = "short"  # less than was collected
    OVER = "over"  # more than we know to have been collected
    FEE_DIFFERS = "fee_differs"  # the money is right, the fee is not
    DOUBLED = "doubled"  # was in a statement before
    NOT_COLLECTED = "not_collected"  # our books know of no such cash (yet)
    UNKNOWN = "unknown"  # no parcel and no receipt of ours
    BROKEN = "broken"  # cannot be read
    MISSING = "missing"  # collected long enough ago, and not in the statement
    # What a person, or a later statement, made of it.
    ACCEPTED = "accepted"
    DISPUTED = "disputed"
    FOUND = "found"


WAITING = (
    Outcome.SHORT, Outcome.OVER, Outcome.FEE_DIFFERS, Outcome.DOUBLED, Outcome.NOT_COLLECTED, Outcome.UNKNOWN,
    Outcome.BROKEN, Outcome.MISSING,
)  # fmt: skip


class Decision(StrEnum):
    ACCEPT = "accept"  # take the carrier's word; what we lose by it is written off
    DISPUTE = "dispute"  # the carrier has to explain itself
    MATCH_AGAIN = "match_again"  # a scan that was missing has come meanwhile


@dataclass(frozen=True)
class StatedLine:
    """One readable line: a tracking number or a cash-out's receipt; đồng collected (or paid out) and the fee for it."""

    line_no: int
    number: str
    amount_vnd: int
    fee_vnd: int


@dataclass(frozen=True)
class BrokenLine:
    line_no: int
    number: str
    reason: str


@dataclass(frozen=True)
class Booked:
    """What our books say of a line: its order or cash-out, and what the carrier should state."""

    reference: str
    kind: str  # cod, claim, cash_out, or carriage alone
    amount_vnd: int
    fee_vnd: int
    doubled: bool = False
    expected: bool = True


def outcome_of(stated: StatedLine, booked: Booked | None) -> Outcome:
    """What a line is, when our books say `booked` of it."""
    if booked is None:
        return Outcome.UNKNOWN
    if booked.doubled:
        return Outcome.DOUBLED
    if not booked.expected and stated.amount_vnd != booked.amount_vnd:
        return Outcome.NOT_COLLECTED
    if stated.amount_vnd != booked.amount_vnd:
        return Outcome.SHORT if stated.amount_vnd < booked.amount_vnd else Outcome.OVER
    return Outcome.MATCHED if stated.fee_vnd == booked.fee_vnd else Outcome.FEE_DIFFERS


class RemittanceKnown(Conflict):
    type = "remittance-known"
    title = Sentence("Bảng kê đã có", en="Remittance known")
    detail = Sentence(
        "Bảng kê số {number} đã nhận với nội dung khác.", en="Statement {number} was received before with other lines."
    )


class LineSettled(Conflict):
    type = "remittance-line-settled"
    title = Sentence("Dòng này đã xong", en="Line settled")
    detail = Sentence("Dòng này đã khớp hoặc đã được giải quyết.", en="This line matches or has been settled.")
