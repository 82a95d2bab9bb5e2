"""When what was gathered is enough, and what is said where it is not. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from market.language import Sentence


class Verdict(StrEnum):
    WAITS = "waits"  # some have yet to pay, and it depends on them
    GOES_ON = "goes_on"
    CALLED_OFF = "called_off"


@dataclass(frozen=True)
class Gathered:
    """Packs ordered when a fair closed: those that are paid, or to be paid at the door, and those not paid yet."""

    sure: int
    unpaid: int


# In the fair's history.
TOO_FEW = "ordered below minimum"
# Why orders were called off, as their history and both sides say it.
BELOW_MINIMUM = Sentence("phiên không gom đủ đơn", en="the fair did not gather enough orders")
CALLED_OFF = Sentence("phiên không mở nữa", en="the fair is called off")


def verdict(gathered: Gathered, minimum: int | None) -> Verdict:
    """Once it is either of the last two it stays so: what nobody has paid comes to something or to nothing."""
    if minimum is None or gathered.sure >= minimum:
        return Verdict.GOES_ON
    return Verdict.WAITS if gathered.sure + gathered.unpaid >= minimum else Verdict.CALLED_OFF
