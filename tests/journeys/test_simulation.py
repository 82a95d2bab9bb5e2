"""A small post office lives its week: whatever goes wrong, in the end everything is where it truly is."""

from datetime import UTC, datetime

import pytest

from proofs.simulation.fairs import OF_FAIRS
from proofs.simulation.run import WELL, simulate_post, summary
from proofs.simulation.week import ENDED

MONDAY = datetime(2026, 9, 7, tzinfo=UTC)


@pytest.mark.parametrize("seed", [5])
def test_every_parcel_every_dong_and_every_notice_is_accounted_for(app, seed):
    found = simulate_post(parcels=8, days=2, seed=seed, start=MONDAY)
    assert found.wrong == []
    assert found.counts[ENDED] == 8
    assert found.counts[OF_FAIRS] == sum(found.states.values()) - 8 > 0
    assert found.counts["scans recorded"] > 8
    assert found.counts["calls to the carrier"] >= found.counts["bookings at the carrier"]
    assert list(summary(found))[-1] == WELL
