"""Which rates there are, and what each may be."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from market.errors import Conflict, InvalidInput
from market.language import Sentence

PERCENTS = ("commission_percent", "vat_percent", "income_tax_percent")
# Above this a second operator must agree: to a refund that a person asks for, and to money that is given up.
SECOND_APPROVAL = "second_approval_vnd"
SUMS = ("tax_threshold_vnd", "cash_out_fee_vnd", SECOND_APPROVAL)
SWITCHES = ("withhold_below_threshold",)
RATES = (*PERCENTS, *SUMS, *SWITCHES)

_PERCENT = Sentence("Phải là số từ 0 đến 100, nhiều nhất 3 số lẻ.", en="Must be 0 to 100 with at most 3 decimals.")
_SUM = Sentence("Phải là số đồng nguyên, không âm.", en="Must be a whole number of đồng, not negative.")
_SWITCH = Sentence("Phải là 0 hoặc 1.", en="Must be 0 or 1.")


class RateInThePast(Conflict):
    type = "rate-in-the-past"
    title = Sentence("Ngày đã qua", en="Rate in the past")
    detail = Sentence(
        "Mức mới chỉ có hiệu lực từ ngày mai trở đi; sổ của những ngày trước giữ nguyên.",
        en="A new rate holds from tomorrow on at the earliest; the books of earlier days stay as they are.",
    )


def check_rate(name: str, value: str) -> None:
    """Raises InvalidInput for a value that `name` cannot have."""
    if name in PERCENTS and not _is_percent(value):
        raise InvalidInput(errors={"value": [_PERCENT]})
    if name in SUMS and not (value.isascii() and value.isdecimal() and len(value) <= 13):
        raise InvalidInput(errors={"value": [_SUM]})
    if name in SWITCHES and value not in ("0", "1"):
        raise InvalidInput(errors={"value": [_SWITCH]})


def _is_percent(value: str) -> bool:
    try:
        number = Decimal(value)
    except InvalidOperation:
        return False
    return number.is_finite() and 0 <= number <= 100 and number == round(number, 3)


@dataclass(frozen=True)
class Terms:
    """The percents that hold for a sale, as text; kept with it, so that a later refund is reckoned by the same."""

    commission_percent: str = "0"
    vat_percent: str = "0"
    income_tax_percent: str = "0"
