"""However the same scans are ordered, repeated and batched, parcel, history, order and cash end the same."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from market.db import transaction
from market.ops import invariants as auditing
from tests.support.retelling import Happened, stories, the_same_however_they_come


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data(), stories)
def test_the_same_scans_end_the_same_however_they_come(app, data: st.DataObject, story: list[Happened]) -> None:
    the_same_however_they_come(data, story, others=1)
    assert transaction(lambda: list(auditing.broken())) == []
