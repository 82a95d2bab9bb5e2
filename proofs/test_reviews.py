"""The score ranks shops with three voices nearer to what they are than the mean of what they were given."""

import pytest

from proofs.reviews import market_of_buyers, ranking
from proofs.reviews.__main__ import ORDERS, SHOPS


@pytest.mark.parametrize("seed", [1, 2])
def test_the_score_is_nearer_than_the_raw_mean(seed: int) -> None:
    shops = market_of_buyers.told(orders=ORDERS, shops=SHOPS, seed=seed)
    assert sum(len(shop.given) == ranking.THREE for shop in shops) > 200
    score = ranking.scored(shops)
    raw, weighed = ranking.error(shops, ranking.raw_mean), ranking.error(shops, score)
    assert weighed < raw
    assert ranking.error(shops, score, voices=None) < ranking.error(shops, ranking.raw_mean, voices=None)
    assert ranking.within(shops, score, 0.1) > ranking.within(shops, ranking.raw_mean, 0.1)
