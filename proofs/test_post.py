"""The post, at length: a simulated week, ten thousand backlogged scans, and many more orders of the same scans."""

import os
import time
from collections.abc import Iterator
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from market import clock
from market.db import transaction
from market.delivery.actions.batches import record_scans
from market.delivery.rules.parcels import ScanReport
from market.ids import new_id
from market.ops import invariants as auditing
from market.reference_data import load_reference_data
from proofs.simulation.fairs import OF_FAIRS
from proofs.simulation.run import simulate_post
from proofs.simulation.world import own_world
from tests.support.retelling import Happened, stories, the_same_however_they_come
from tests.support.village import CHI_LANG_OFFICE, a_clerk, requested_parcel

SECONDS = int(os.environ.get("SECONDS_EACH", "60"))
# About fifteen parcels a second on two quiet cores; the whole week of 2,000 takes SECONDS_EACH=200.
PARCELS = min(2000, 10 * SECONDS)
BACKLOG = min(10_000, 200 * SECONDS)


@pytest.fixture
def world() -> Iterator[None]:
    with own_world():
        transaction(load_reference_data)
        yield


@pytest.mark.usefixtures("world")
def test_a_week_of_one_office_is_accounted_for() -> None:
    start = clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    found = simulate_post(parcels=PARCELS, days=7, seed=SECONDS, start=start)
    assert found.wrong == []
    assert sum(found.states.values()) == PARCELS + found.counts[OF_FAIRS]


@pytest.mark.usefixtures("world")
def test_ten_thousand_backlogged_scans_sync_in_bounded_time() -> None:
    """Phones come back after days, with batches of 500, each of as many parcels. Counted in CPU time."""
    clerk, events = a_clerk(), ["accepted", *["departed", "arrived"] * 4, "out_for_delivery"]
    parcels = [requested_parcel() for _ in range(BACKLOG // len(events))]
    scans = [
        ScanReport(new_id(), parcel.tracking_number, event, clock.ago(clock.now(), hours=20 - hour), CHI_LANG_OFFICE)
        for hour, event in enumerate(events)
        for parcel in parcels
    ]
    begin, slowest = time.process_time(), 0.0
    for start in range(0, BACKLOG, 500):
        begun = time.process_time()
        batch = scans[start : start + 500]
        told = transaction(partial(record_scans, scans=batch, by=clerk, now=clock.now()))
        assert {result["result"] for result in told} == {"recorded"}
        slowest = max(slowest, time.process_time() - begun)
    taken = time.process_time() - begin
    print(f"{BACKLOG:,} scans in {taken:.1f} s, the slowest batch of 500 in {slowest:.2f} s")  # noqa: T201
    assert taken < 120
    assert slowest < 20


@pytest.mark.usefixtures("world")
def test_the_same_scans_end_the_same_however_they_come() -> None:
    """Each story is lived as it happened, and told in four other ways."""

    @settings(max_examples=max(10, 6 * SECONDS), deadline=None, suppress_health_check=[*HealthCheck])
    @given(st.data(), stories)
    def lives(data: st.DataObject, story: list[Happened]) -> None:
        the_same_however_they_come(data, story, others=4)

    lives()
    assert transaction(lambda: list(auditing.broken())) == []
