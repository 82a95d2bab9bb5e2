"""Money, numbers people read aloud, text, notices: pure rules, by their properties."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from market.clock import LOCAL
from market.ids import ALPHABET, is_order_number, new_order_number
from market.language import Sentence
from market.money import dong, share_of, split
from market.notices.rules import send_at
from market.text import fold, tidy, unsafe_character, without_marks

AMOUNTS = st.integers(0, 10**12)


@given(AMOUNTS, st.lists(st.integers(0, 10**9), min_size=1, max_size=20).filter(any))
def test_what_is_split_adds_up_and_nobody_is_off_by_a_dong(total, weights) -> None:
    parts = split(total, weights)
    assert sum(parts) == total
    assert all(
        abs(part - total * weight / sum(weights)) < 1 + 1e-3 for part, weight in zip(parts, weights, strict=True)
    )


@pytest.mark.parametrize("weights", [[], [0, 0], [3, -1]])
def test_there_must_be_something_to_divide_by(weights) -> None:
    with pytest.raises(ValueError, match=r"weights|empty"):
        split(10, weights)


def test_shares_round_half_up() -> None:
    assert [share_of(amount, "0.5") for amount in (100, 99, 101, 300)] == [1, 0, 1, 2]


def test_amounts_are_written_as_people_do() -> None:
    assert [dong(amount) for amount in (0, 187_000, 1_234_567)] == ["0", "187.000", "1.234.567"]


def test_an_order_number_notices_every_wrong_letter() -> None:
    number = new_order_number()
    letters = number.removeprefix("CP-").replace("-", "")
    assert is_order_number(number)
    for place in range(8):
        for other in set(ALPHABET) - {letters[place]}:
            assert not is_order_number(f"CP-{letters[:place]}{other}{letters[place + 1 :]}")


@pytest.mark.parametrize("place", range(7))
def test_an_order_number_notices_swapped_neighbours_but_for_one_pair(place) -> None:
    slipped = set()
    for one, other in permutations(ALPHABET, 2):
        chosen = iter("2" * place + one + other + "2" * 7)
        number = new_order_number(partial(_next_of, chosen)).removeprefix("CP-").replace("-", "")
        swapped = number[:place] + number[place : place + 2][::-1] + number[place + 2 :]
        if swapped != number and is_order_number(f"CP-{swapped}"):
            slipped.add(frozenset(number[place : place + 2]))
    assert slipped <= {frozenset("2Z")}


def _next_of(letters: Iterator[str], _alphabet: str) -> str:
    return next(letters)


@given(st.text(max_size=60))
def test_folding_twice_is_folding_once_and_leaves_plain_words(text) -> None:
    assert fold(fold(text)) == fold(text)
    assert set(fold(text)) <= set("abcdefghijklmnopqrstuvwxyz0123456789 ")


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Khẩu  Sli", "khau sli"),
        ("thạch đen", "thach den"),
        ("Đồng Đĩnh", "dong dinh"),
        ("hòa", fold("hoà")),
        ("Ð", "d"),
    ],
)
def test_people_type_without_marks(written, typed) -> None:
    assert fold(written) == typed


@given(st.text(max_size=60))
def test_tidying_keeps_words_and_is_stable(text) -> None:
    assert tidy(tidy(text)) == tidy(text)


@pytest.mark.parametrize("text", ["a\x00b", "\ud800", "\u202eabc", "\x1b[31m"])
def test_characters_that_deceive_or_break_are_noticed(text) -> None:
    assert unsafe_character(text)
    assert not unsafe_character("Na Chi Lăng\nngon")


@given(st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC)))  # noqa: DTZ001
def test_nobody_is_woken_but_a_code_never_waits(asked) -> None:
    at = send_at("order_placed", asked)
    assert asked <= at <= asked + timedelta(hours=10)
    assert 7 <= at.astimezone(LOCAL).hour < 21
    assert send_at("sign_in_code", asked) == asked


def test_a_sentence_fills_both_languages() -> None:
    said = Sentence("Còn {left} gói {what}", en="{left} packs of {what} left").format(
        left=2, what=Sentence("na", en="custard apple")
    )
    assert (said.spoken("vi"), said.spoken("en")) == ("Còn 2 gói na", "2 packs of custard apple left")


def test_marks_come_off_and_the_rest_stays() -> None:
    assert without_marks("Chợ Phiên: “Đã giao” – cảm ơn…") == 'Cho Phien: "Da giao" - cam on...'
