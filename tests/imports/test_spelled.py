"""Values, units, spellings and headers by chance: what comes out is right or held, never another value."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.spelled import Table, cleaned, tables, told

COMBINATIONS = 500


@settings(max_examples=COMBINATIONS, suppress_health_check=list(HealthCheck))
@given(table=tables(), as_spreadsheet=st.booleans())
def test_a_value_comes_out_right_or_is_held(table: Table, as_spreadsheet: bool, tmp_path: Path) -> None:
    assert told(table, cleaned(table, tmp_path if as_spreadsheet else None)) is None
