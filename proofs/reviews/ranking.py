"""How far each shop stands from where its true quality would put it: by the raw mean, and by the score."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from statistics import fmean

from market.reviews import scoring
from proofs.reviews.market_of_buyers import Shop

THREE = 3


def raw_mean(shop: Shop) -> float:
    return fmean(shop.given)


def scored(shops: Sequence[Shop]) -> Callable[[Shop], float]:
    """The score as the market reckons it, with what is usual of each kind in each province."""
    heard: dict[tuple[str, str], list[int]] = defaultdict(list)
    for shop in shops:
        heard[shop.cell] += shop.given
    usual = scoring.priors((*cell, len(given), 100 * sum(given)) for cell, given in heard.items())

    def score(shop: Shop) -> float:
        return scoring.bayesian(100 * sum(shop.given), len(shop.given), usual[shop.cell])

    return score


def error(shops: Sequence[Shop], by: Callable[[Shop], float], *, voices: int | None = THREE) -> float:
    """The mean distance of ranks among all shops that somebody spoke of, as a share of their number.

    Of shops with so many `voices`; None: of all. Those that are alike share a rank.
    """
    spoken = [shop for shop in shops if shop.given]
    true, shown = _ranks(spoken, lambda shop: shop.quality), _ranks(spoken, by)
    few = [n for n, shop in enumerate(spoken) if voices is None or len(shop.given) == voices]
    return fmean(abs(true[n] - shown[n]) for n in few) / len(spoken)


def within(shops: Sequence[Shop], by: Callable[[Shop], float], share: float) -> float:
    """How many of the shops with three voices stand no farther than `share` of all from where they belong."""
    spoken = [shop for shop in shops if shop.given]
    true, shown = _ranks(spoken, lambda shop: shop.quality), _ranks(spoken, by)
    few = [n for n, shop in enumerate(spoken) if len(shop.given) == THREE]
    return fmean(abs(true[n] - shown[n]) <= share * len(spoken) for n in few)


def _ranks(shops: Sequence[Shop], by: Callable[[Shop], float]) -> list[float]:
    values = [by(shop) for shop in shops]
    order = sorted(range(len(values)), key=values.__getitem__)
    ranks = [0.0] * len(values)
    at = 0
    while at < len(order):
        end = at
        while end < len(order) and values[order[end]] == values[order[at]]:
            end += 1
        for n in order[at:end]:
            ranks[n] = (at + end - 1) / 2
        at = end
    return ranks
