"""What buyers together say of a good or a shop, as it is kept and shown. How it is reckoned is not known here."""

from enum import IntEnum
from typing import Any, NamedTuple

# Of fewer buyers one cannot tell: they are counted in words, and no stars are shown.
SHOWN_FROM = 3


class Tier(IntEnum):
    """Where among equals it ranks: against what is usual of its kind in its province."""

    WORSE = 0
    USUAL = 1
    BETTER = 2


class Score(NamedTuple):
    """Buyers who said something, and hundredths of a star; of what nobody has spoken there are none."""

    voices: int = 0
    hundredths: int | None = None
    tier: Tier = Tier.USUAL


def reviews_shown(voices: int, hundredths: int | None) -> dict[str, Any]:
    """How many buyers have spoken, and the stars (one figure behind the point) once there are enough."""
    stars = (hundredths + 5) // 10 / 10 if hundredths is not None and voices >= SHOWN_FROM else None
    return {"buyers": voices, "stars": stars}
