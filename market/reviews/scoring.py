"""The score: what buyers gave, weighed against what is usual, so that few voices neither lift nor sink a shop. Pure.

All in hundredths of a star, as whole numbers: both databases and every machine come to the same.
"""

from collections.abc import Iterable

from market.catalog.rules.scores import SHOWN_FROM, Score, Tier

# As many voices as the usual weighs.
WEIGHT = 5
# What is usual while nobody has said anything anywhere.
START = 430
# How far from the usual a score must be to rank otherwise, and how far the usual must move to be reckoned with anew.
FAR, MOVED = 15, 5


def bayesian(total: int, voices: int, prior: int) -> int:
    """`total` hundredths of `voices` buyers with WEIGHT voices of `prior` beside them, half up."""
    weight = WEIGHT + voices
    return (2 * (WEIGHT * prior + total) + weight) // (2 * weight)


def score(total: int, voices: int, prior: int) -> Score:
    """What is told of a good or a shop; without a voice there is no score, and it ranks as is usual."""
    if voices == 0:
        return Score()
    found = bayesian(total, voices, prior)
    return Score(voices, found, _tier(found - prior) if voices >= SHOWN_FROM else Tier.USUAL)


def _tier(away: int) -> Tier:
    if away >= FAR:
        return Tier.BETTER
    return Tier.WORSE if away <= -FAR else Tier.USUAL


Heard = tuple[str, str, int, int]  # province, category, voices, total


def priors(heard: Iterable[Heard]) -> dict[tuple[str, str], int]:
    """What is usual of each category in each province, leant on the category anywhere, that on all goods."""
    rows = list(heard)
    market = bayesian(sum(row[3] for row in rows), sum(row[2] for row in rows), START)
    kinds = {slug: _of((row for row in rows if row[1] == slug), market) for slug in {row[1] for row in rows}}
    return {(province, slug): bayesian(total, voices, kinds[slug]) for province, slug, voices, total in rows}


def _of(rows: Iterable[Heard], prior: int) -> int:
    found = list(rows)
    return bayesian(sum(row[3] for row in found), sum(row[2] for row in found), prior)
