"""Twenty thousand tables in the spellings of people and spreadsheets: each value comes out right or is held."""

import sys
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tqdm import tqdm

from tests.support.spelled import Table, cleaned, tables, told

COMBINATIONS = 20_000


def test_no_value_becomes_another(tmp_path: Path) -> None:
    read: Counter[str] = Counter()
    progress = tqdm(total=COMBINATIONS, unit=" tables", disable=not sys.stderr.isatty())

    @settings(
        max_examples=COMBINATIONS, deadline=None, database=None, derandomize=False, print_blob=True,
        phases=[Phase.generate, Phase.shrink], suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(table=tables(), as_spreadsheet=st.booleans())
    def each(table: Table, as_spreadsheet: bool) -> None:
        row = cleaned(table, tmp_path if as_spreadsheet else None)
        assert told(table, row) is None
        read.update(field for field, spelt in table.meant.items() if row.values[field] in spelt.right)
        read["cells"] += len(table.meant)
        progress.update()

    each()
    progress.close()
    cells = read.pop("cells")
    print(f"{cells} cells in {COMBINATIONS} tables: {read.total()} read, the others held")  # noqa: T201
    assert min(read.values()) > COMBINATIONS // 10  # nothing is right by holding everything
