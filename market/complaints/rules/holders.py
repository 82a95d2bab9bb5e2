"""Who holds a complaint: by kind and place, and who is next where it lies too long."""

from enum import StrEnum

from market.complaints.rules.kinds import URGENT_DAYS, About, Kind, Side
from market.language import Sentence


class Level(StrEnum):
    SHOP = "shop"
    OFFICE = "office"  # the post office that last scanned the parcel
    COMMUNE = "commune"
    PROVINCE = "province"
    OPERATORS = "operators"


LEVELS = {
    Level.SHOP: Sentence("nhà bán", en="the shop"),
    Level.OFFICE: Sentence("bưu cục", en="the post office"),
    Level.COMMUNE: Sentence("xã", en="the commune"),
    Level.PROVINCE: Sentence("tỉnh", en="the province"),
    Level.OPERATORS: Sentence("người quản trị chợ", en="the market's operators"),
}

# Working days that one has before it moves on; an operator is the last.
STEP_DAYS = {Level.SHOP: 2, Level.OFFICE: 2, Level.COMMUNE: 2, Level.PROVINCE: 3}

_NEXT = {
    Level.SHOP: Level.COMMUNE,
    Level.OFFICE: Level.PROVINCE,
    Level.COMMUNE: Level.PROVINCE,
    Level.PROVINCE: Level.OPERATORS,
}
# Not for those who are complained of to answer first.
_TO_COMMUNE = frozenset({Kind.UNSAFE, Kind.CONDUCT})


def first(kind: Kind, about: About, side: Side, *, was_sent: bool) -> Level:
    """Where a complaint goes at first."""
    if kind == Kind.MONEY:
        return Level.OPERATORS
    if kind == Kind.NOT_COME and was_sent:
        return Level.OFFICE
    asks_shop = about != About.NOTHING and side != Side.SELLER and kind not in _TO_COMMUNE
    return Level.SHOP if asks_shop else Level.COMMUNE


def after(level: Level) -> Level:
    """Who is next where `level` let it lie, or is not there."""
    return _NEXT.get(level, Level.OPERATORS)


def above(level: Level) -> Level:
    """Who answers once its reporter was not content with the answer of `level`: never lower than the province."""
    return Level.OPERATORS if level in (Level.PROVINCE, Level.OPERATORS) else Level.PROVINCE


def days_at(level: Level, *, urgent: bool) -> int | None:
    """Working days until it moves on from there; None where nobody is left."""
    days = STEP_DAYS.get(level)
    return URGENT_DAYS if days and urgent else days
