"""Cells as officials write them, put right where that is sure."""

from datetime import date

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from market.accounts.rules import mobile_number
from market.imports import cells
from market.imports.cleaning import Cleaned, rule_of
from market.imports.communes import Written, communes_of, parsed_address
from market.imports.data import headers, rules
from market.imports.headers import find_header, is_data, section_of
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


@pytest.mark.parametrize(
    "written", ["3/5/2024", "03.05.24", "ngày 3 tháng 5 năm 2024", "2024-05-03", "45415", "3 - 5 - 2024"]
)
def test_days(written: str) -> None:
    assert cells.day(written) == (date(2024, 5, 3), [])


def test_a_day_that_cannot_be_is_held_and_an_american_one_turned() -> None:
    assert cells.day("31/02/2024")[1] == ["date-shape=31/02/2024"]
    assert cells.day("05/13/2024") == (date(2024, 5, 13), ["date-american"])


@pytest.mark.parametrize(
    ("written", "value"),
    [("1.500.000 đ", 1_500_000), ("65k", 65_000),
     ("65 nghìn/kg", 65_000), ("1,2 triệu", 1_200_000), ("120,000", 120_000),
     ("65.000-70.000", None), ("-5", None), ("1" * 40, None), ("65,5", None)],
)  # fmt: skip
def test_amounts(written: str, value: int | None) -> None:
    assert cells.whole(written, most=10**10)[0] == value


@pytest.mark.parametrize(
    ("written", "grams"),
    [("500 g", 500), ("1,2kg", 1200), ("2 lạng", 200), ("1.5", 1500), ("750", 750), ("40", None), ("50 tạ", None)],
)
def test_weights(written: str, grams: int | None) -> None:
    assert cells.weight(written, in_kilograms=False, in_grams=False)[0] == grams


@pytest.mark.parametrize(("written", "months"), [("7-9", (7, 9)), ("T11 đến T2", (11, 2)), ("quanh năm", None)])
def test_seasons(written: str, months: tuple[int, int] | None) -> None:
    assert cells.season(written) == (months, [])


@given(st.text(max_size=60))
def test_no_cell_breaks_the_reading(text: str) -> None:
    for read in (cells.phone, cells.identity, cells.name, cells.village, cells.day, cells.yes, cells.season):
        read(text)
    cells.whole(text, most=10**10)
    cells.weight(text, in_kilograms=False, in_grams=True)
    parsed_address(text)
    section_of([text, ""])
    row = Cleaned(1, [text], findings=cells.phone(text)[1])
    assert {rule_of(found) for found in row.findings} <= rules().keys()


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


def test_every_rule_speaks_both_languages() -> None:
    assert all(rule.sentence and rule.sentence.en for rule in rules().values())
    assert {rule.effect for rule in rules().values()} == {"clean", "note", "hold", "ask"}
