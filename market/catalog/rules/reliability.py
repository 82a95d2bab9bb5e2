"""How reliably a shop serves its orders, as it is kept and ranks. How it is reckoned is not known here."""

from enum import IntEnum


class Reliability(IntEnum):
    """Where among equals its goods rank."""

    LAPSING = 0
    USUAL = 1  # and of whom there is little to tell yet
    GOOD = 2
    BEST = 3
