"""What decides among equals, packed into one number and unpacked again."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from market.search.index.standing import Standing, packed, unpacked
from market.search.ranking.merits import MOST, Merits
from market.search.ranking.weights import CERTIFIED, IN_SEASON, IN_STOCK, LIKED, REACHES, RELIABLE

DAY = date(2026, 8, 15)
AUGUST = 1 << 7
STANDINGS = st.builds(
    Standing,
    months=st.integers(0, 4095),
    in_stock=st.integers(0, 1),
    ships_by_post=st.integers(0, 1),
    reliability=st.integers(0, 3),
    tier=st.integers(0, 2),
    stars=st.integers(0, 7),
    stars_until=st.integers(0, date.max.toordinal()),
)


@given(STANDINGS)
def test_what_is_packed_comes_out_as_it_went_in(standing: Standing) -> None:
    assert unpacked(packed(standing._asdict())) == standing


@pytest.mark.parametrize("wrong", [{"stars": 8}, {"months": -1}, {"stars_until": 1 << 24}])
def test_what_does_not_fit_is_not_packed(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        packed(Standing(0, 0, 0, 0, 0, 0, 0)._asdict() | wrong)


@given(STANDINGS)
def test_a_standing_weighs_what_is_true_of_it_on_the_day(standing: Standing) -> None:
    weight = Merits(DAY)[packed(standing._asdict())]
    shown = standing.stars > 0 and DAY.toordinal() < standing.stars_until
    true_of_it = IN_STOCK * standing.in_stock + REACHES * standing.ships_by_post + CERTIFIED * shown
    true_of_it += IN_SEASON * bool(standing.months & AUGUST) + RELIABLE * standing.reliability + LIKED * standing.tier
    assert weight == true_of_it <= MOST
