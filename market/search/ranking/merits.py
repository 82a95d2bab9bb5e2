"""What goods weigh beside their words on a day; each standing is weighed once."""

from datetime import date

from market.catalog.rules.reliability import Reliability
from market.catalog.rules.scores import Tier
from market.search.index.projection import month_bit
from market.search.index.standing import unpacked
from market.search.ranking.weights import CERTIFIED, IN_SEASON, IN_STOCK, LIKED, REACHES, RELIABLE

MOST = IN_STOCK + REACHES + IN_SEASON + RELIABLE * max(Reliability) + CERTIFIED + LIKED * max(Tier)
_MOST_KEPT = 100_000


class Merits(dict[int, float]):
    """By packed standing: what `ranking.weights` names, summed."""

    def __init__(self, today: date) -> None:
        super().__init__()
        self.today = today
        self._day, self._month = today.toordinal(), month_bit(today)

    def __missing__(self, standing: int) -> float:
        if len(self) > _MOST_KEPT:
            self.clear()
        of = unpacked(standing)
        self[standing] = weight = (
            IN_STOCK * of.in_stock + REACHES * of.ships_by_post + IN_SEASON * bool(of.months & self._month)
            + RELIABLE * of.reliability + LIKED * of.tier
            + CERTIFIED * bool(of.stars and self._day < of.stars_until)
        )  # fmt: skip
        return weight
