"""A week of bank statements in five formats, overlapping: every đồng that came is booked once, and none that went."""

import pytest

from tests.support.bank_week import BankWeek
from tests.support.paying import broken, states

PAYS = {"whole", "halves", "twice", "too much"}


@pytest.mark.parametrize("seed", [7])
def test_a_week_of_statements_ends_with_a_clean_audit(stripe, seed) -> None:
    week = BankWeek(buyers=1, seed=seed)
    week.live()
    assert (week.booked_vnd, broken()) == (week.truth_vnd, [])
    for way, bought in week.checkouts:
        assert (states(bought) == [("placed", "paid")]) == (way in PAYS), way
