"""Tracking numbers: the S10 check digit, our range, and what people mistype."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from market.delivery.s10 import SERIALS, MistypedNumber, check_digit, is_s10, numbers_in, read_s10, s10
from market.delivery.serials import key_of, shuffled

OUR_RANGE = 26 * 10**8


@pytest.mark.parametrize(
    ("serial", "digit"),
    [("47312482", 9), ("49161088", 9), ("01234567", 5), ("11111111", 5), ("00000001", 4), ("00000000", 5)],
)
def test_the_check_digit_is_that_of_the_standard(serial, digit):
    assert check_digit(serial) == digit


@pytest.mark.parametrize("number", ["RR473124829VN", "EL491610889VN"])
def test_numbers_in_use_are_valid(number):
    assert is_s10(number)


@pytest.mark.parametrize(
    "text", ["EJ012345678VN", "EM111111111VN", "RR473124828VN", "rr473124829VN", "RR47312482VN", "", "R٤473124829VN"]
)
def test_samples_with_a_wrong_digit_and_other_texts_are_not(text):
    assert not is_s10(text)


def test_the_range_begins_runs_over_to_the_next_letter_and_ends():
    assert s10(1) == "CA000000014VN"
    assert s10(10**8) == "CB000000005VN"
    assert s10(OUR_RANGE - 1).startswith("CZ99999999")
    for beyond in (-1, OUR_RANGE):
        with pytest.raises(ValueError, match="no S10 number"):
            s10(beyond)


@given(st.integers(0, OUR_RANGE - 1), st.integers(0, OUR_RANGE - 1))
def test_each_serial_has_a_valid_number_of_its_own(one, other):
    assert is_s10(s10(one))
    assert (s10(one) == s10(other)) == (one == other)


@given(st.integers(0, OUR_RANGE - 1), st.integers(1, 9))
def test_any_other_check_digit_is_noticed(serial, shift):
    number = s10(serial)
    wrong = str((int(number[10]) + shift) % 10)
    assert not is_s10(number[:10] + wrong + number[11:])


def test_a_number_is_read_as_people_type_it():
    assert read_s10(" ca 00000001 4 vn") == "CA000000014VN"
    with pytest.raises(MistypedNumber):
        read_s10("CA000000015VN")


@given(st.integers(0, SERIALS - 1), st.integers(0, SERIALS - 1), st.sampled_from(["one key", "another"]))
def test_each_serial_has_a_place_of_its_own_under_every_key(one, other, secret):
    places = [shuffled(serial, key_of(secret)) for serial in (one, other)]
    assert all(0 <= place < SERIALS for place in places)
    assert (places[0] == places[1]) == (one == other)


def test_another_key_gives_another_order_and_the_range_ends():
    under = {secret: [shuffled(serial, key_of(secret)) for serial in range(2_000)] for secret in ("one", "two")}
    assert all(len(set(places)) == 2_000 for places in under.values())
    assert not set(under["one"]) & set(range(100))
    assert len(set(under["one"]) & set(under["two"])) < 20
    with pytest.raises(ValueError, match="no S10 number"):
        shuffled(SERIALS, key_of("one"))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("CA000000014VN", ["CA000000014VN"]),
        ("ca 0000 0001 4 vn\nCA000000028VN", ["CA000000014VN", "CA000000028VN"]),
        ("CA000000014VN CA000000014VN,CA000000028VN;;", ["CA000000014VN", "CA000000028VN"]),
        (
            "https://cho.example/t/CA000000014VN\thttps://cho.example/t/CA000000028VN",
            ["CA000000014VN", "CA000000028VN"],
        ),
        ("CA000000014VNX, ABC 12", ["CA000000014VNX", "ABC12"]),
        ("CA000000014VN lọ mật ong", ["CA000000014VN", "LỌMẬTONG"]),
        (" \r\n\t ", []),
    ],
)
def test_numbers_of_a_list_are_found_however_they_stand_and_none_is_lost(typed, found) -> None:
    assert numbers_in(typed) == found
