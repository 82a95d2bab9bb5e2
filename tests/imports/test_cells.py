"""Cells as officials write them, put right where that is sure."""

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from market.accounts.rules import mobile_number
from market.imports import cells
from market.imports.cleaning import rule_of
from market.imports.communes import Written, code_in, communes_of, parsed_address
from market.imports.data import headers, rules
from market.imports.headers import find_header, is_data
from market.imports.legacy_fonts import font_of, from_tcvn3, from_vni, is_syllable


@pytest.mark.parametrize(
    ("written", "number", "broken"),
    [
        ("0912 345 678", "+84912345678", []),
        ("912345678", "+84912345678", ["phone-lost-zero"]),
        ("84912345678", "+84912345678", []),
        ("01682345602", "+84382345602", ["phone-old-prefix"]),
        ("1682345602", "+84382345602", ["phone-lost-zero", "phone-old-prefix"]),
        ("0912345605/0987654321", "+84912345605", ["phone-several"]),
        ("", None, ["phone-missing"]),
        ("0912", None, ["phone-shape"]),
        ("0205 3871234", None, ["phone-shape"]),
        ("9.7731006E8", "+84977310060", ["phone-lost-zero"]),
        ("9.77310068E8", "+84977310068", ["phone-lost-zero"]),
        ("9,7731006E+08", "+84977310060", ["phone-lost-zero"]),
        ("9.77E+08", None, ["phone-shape"]),
        ("9,7731E+08", None, ["phone-shape"]),
        ("977310060.0", "+84977310060", ["phone-lost-zero"]),
        ("977,310,060", "+84977310060", ["phone-lost-zero"]),
        ("+84 (0)977 310 060", "+84977310060", []),
        ("(+84) 977310060", "+84977310060", []),
        ("'0977310060", "+84977310060", []),
        ("０９７７３１００６０", "+84977310060", []),
        ("097731OO60", None, ["phone-shape"]),
        ("0977a310060", None, ["phone-shape"]),
    ],
)
def test_phones(written: str, number: str | None, broken: list[str]) -> None:
    found = cells.phone(written)
    assert (found.number, [rule_of(one) for one in found.findings]) == (number, broken)


@given(st.from_regex(r"0[1-9][0-9]{8}", fullmatch=True))
def test_a_number_is_mobile_where_the_whole_plan_says_so(digits: str) -> None:
    number = phonenumbers.parse(digits, "VN")
    kinds = (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE)
    mobile = phonenumbers.is_valid_number(number) and phonenumbers.number_type(number) in kinds
    assert (mobile_number(digits) is not None) == mobile


@pytest.mark.parametrize(
    ("written", "digits", "broken"),
    [
        ("020085001234", "020085001234", []),
        ("20085001234", "020085001234", ["identity-lost-zero"]),
        ("081234567", "081234567", ["identity-old"]),
        ("020.085.001.234", "020085001234", []),
        ("999985001234", None, ["identity-shape"]),
        ("2.0085E+11", None, ["identity-shape"]),
        ("2.0085001234E10", "020085001234", ["identity-lost-zero"]),
        ("02008500", None, ["identity-shape"]),
        ("", None, []),
    ],
)
def test_identity_numbers_have_9_or_12_digits(written: str, digits: str | None, broken: list[str]) -> None:
    number, found = cells.identity(written)
    assert (number, [rule_of(one) for one in found]) == (digits, broken)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("HOÀNG THỊ THẮM", "Hoàng Thị Thắm"),
        ("Ông Vi Văn Đạt", "Vi Văn Đạt"),
        ("Hộ bà Lý A", "Lý A"),
        ("Vi Văn 2", None),
    ],
)
def test_names(written: str, name: str | None) -> None:
    assert cells.name(written)[0] == name


# Communes


@pytest.mark.parametrize(
    ("written", "code", "broken"),
    [
        (Written(commune="Chi Lăng"), "06463", []),
        (Written(commune="TT Đồng Mỏ", district="Chi Lăng"), "06463", ["commune-old-name"]),
        (Written(commune="Bính Xá", district="Đình Lập"), None, ["commune-several"]),
        (Written(commune="Hòa Bình"), None, ["commune-several"]),
        (Written(commune="Hòa Bình", district="huyện Chi Lăng"), "06505", ["commune-old-name"]),
        (Written(code="6463"), "06463", []),
        (Written(code="06463", commune="Bắc Sơn"), None, ["commune-disagrees"]),
        (Written(code="06463", commune="xã Chi Lăng"), "06463", []),
        (Written(code="99999"), None, ["commune-unknown"]),
        (Written(commune="Không Có"), None, ["commune-unknown"]),
        (Written(), None, ["commune-missing"]),
    ],
)
def test_communes_of_now_and_then(written: Written, code: str | None, broken: list[str]) -> None:
    found = communes_of("20").find(written)
    assert (found.code, [rule_of(one) for one in found.findings]) == (code, broken)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("6463", "6463"),
        ("06463.0", "06463"),
        ("06463 - Chi Lăng", "06463"),
        ("6.463E3", "6.463E3"),
        ("20.06463", "20.06463"),
    ],
)
def test_a_code_is_one_number(written: str, code: str) -> None:
    assert code_in(written) == code


def test_an_address_in_one_cell() -> None:
    found = parsed_address("Thôn Nà Ao - xã Đào Viên - huyện Tràng Định")
    assert (found.village, found.commune, found.district) == ("Thôn Nà Ao", "xã Đào Viên", "huyện Tràng Định")


# Legacy fonts


def test_fonts_are_told_by_their_syllables() -> None:
    assert font_of(["Hoµng ThÞ Lan", "N«ng V¨n H¶i"]) == "tcvn3"
    assert font_of(["Hoaøng Thò Lan", "Noâng Vaên Haûi"]) == "vni"
    assert font_of(["Hoàng Thị Lan", "Nông Văn Hải", "Hoà Bình", "café"]) is None
    assert font_of(["ascii only", ""]) is None


def test_legacy_text_is_read() -> None:
    assert from_tcvn3("§ång §Ünh, th\u00adêng, HOµNG") == "Đồng Đĩnh, thường, HOÀNG"
    assert from_vni("Ñoàng Ñónh, thöôøng, HOAØNG") == "Đồng Đĩnh, thường, HOÀNG"


@pytest.mark.parametrize("word", ["nguyễn", "nghiêng", "khuỷu", "quốc", "giàu", "hoà", "hòa", "Páo", "mía", "thuở"])
def test_syllables(word: str) -> None:
    assert is_syllable(word)


# Headers


def test_every_header_is_one_field_of_its_kind() -> None:
    for kind in ("households", "shops", "products"):
        known = [text for texts in headers(kind).values() for text in texts]
        assert len(known) == len(set(known)), kind


def test_a_header_of_two_rows_with_merged_cells_is_found() -> None:
    table = [
        (1, ["DANH SÁCH HỘ"]),
        (2, ["STT", "Chủ hộ", "", "Địa chỉ", "", "Điện thoại"]),
        (3, ["", "Họ và tên", "Năm sinh", "Thôn", "Xã", ""]),
        (4, ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"]),
        (5, ["1", "Hoàng Văn A", "1970", "Đồng Đĩnh", "Chi Lăng", "0912345678"]),
    ]
    header = find_header(table, "households", {})
    assert header is not None
    assert header.columns == {1: "name", 3: "village", 4: "commune", 5: "phone"}
    assert [number for number, row in table if number > header.ends and is_data(row, header)] == [5]


def test_a_template_names_what_nobody_would_recognise() -> None:
    table = [(1, ["Đại diện", "Liên lạc"]), (2, ["Hoàng Văn A", "0912345678"])]
    assert find_header(table, "households", {}) is None
    header = find_header(table, "households", {"Đại diện": "name", "Liên lạc": "phone"})
    assert header is not None
    assert header.columns == {0: "name", 1: "phone"}


@pytest.mark.parametrize(
    ("first", "counts"),
    [("Tổng cộng", False), ("TỔNG SỐ HỘ: 9", False), ("Cộng", False), ("Tong cong: 9 ho", False),
     ("Tống Thị Hoa", True), ("Tong Van An", True), ("Công Văn Sĩ", True), ("Tổng hợp hạt khô", True)],
)  # fmt: skip
def test_a_sum_is_no_row_and_a_household_of_the_tong_is_one(first: str, counts: bool) -> None:
    header = find_header([(1, ["Họ và tên", "Số điện thoại", "Xã"])], "households", {})
    assert header is not None
    assert is_data([first, "0912345678", "Chi Lăng"], header) is counts


def test_every_rule_speaks_both_languages() -> None:
    assert all(rule.sentence and rule.sentence.en for rule in rules().values())
    assert {rule.effect for rule in rules().values()} == {"clean", "note", "hold", "ask"}
