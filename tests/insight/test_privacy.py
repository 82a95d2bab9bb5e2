"""Which cells the public may not see."""

from hypothesis import given
from hypothesis import strategies as st

from market.insight.suppression import SMALLEST_SHOWN, hidden

CELLS = st.dictionaries(st.integers(0, 50), st.integers(0, 40), max_size=20)


def test_small_cells_are_hidden_with_enough_others() -> None:
    assert hidden({"a": 9, "b": 0, "c": 5}) == set()
    assert hidden({"a": 9, "b": 3, "c": 5}) == {"b", "c"}
    assert hidden({"a": 9, "b": 3, "c": 1, "d": 7}) == {"b", "c", "d"}
    assert hidden({"a": 3}) == {"a"}


@given(CELLS)
def test_no_small_cell_is_shown_or_can_be_worked_out(cells: dict[int, int]) -> None:
    away = hidden(cells)
    assert all(cells[key] == 0 or cells[key] >= SMALLEST_SHOWN for key in cells.keys() - away)
    assert all(cells[key] > 0 for key in away)
    shown = [key for key in cells.keys() - away if cells[key]]
    if away and shown:
        assert len(away) > 1
        assert sum(cells[key] for key in away) >= SMALLEST_SHOWN
