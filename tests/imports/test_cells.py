"""Cells as officials write them, put right where that is sure."""

from datetime import date
from typing import Any

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from market.accounts.rules import mobile_number
from market.imports import cells, days, headings, seasons
from market.imports.cleaning import Cleaned, category_names, rule_of
from market.imports.communes import Written, code_in, communes_of, parsed_address
from market.imports.data import headers, rules
from market.imports.headers import find_header, is_data, section_of
from market.imports.legacy_fonts import font_of, from_tcvn3, from_vni, is_syllable
from tests.support.spelled import Table, cleaned
from tests.support.spelled_cells import TODAY


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


@pytest.mark.parametrize(
    "written",
    ["3/5/2024", "03.05.24", "ngày 3 tháng 5 năm 2024", "2024-05-03", "45415", "3 - 5 - 2024", "45415.5", "3-May-24",
     "2024-05-03 00:00:00", "3-Thg5-2024"],
)  # fmt: skip
def test_days(written: str) -> None:
    assert days.day(written, today=TODAY) == (date(2024, 5, 3), [])


def test_a_day_that_cannot_be_is_held_and_an_american_one_turned() -> None:
    assert days.day("31/02/2024", today=TODAY)[1] == ["date-shape=31/02/2024"]
    assert days.day("05/13/2024", today=TODAY) == (date(2024, 5, 13), ["date-american"])


@pytest.mark.parametrize(
    ("written", "registered"),
    [("15/03/98", date(1998, 3, 15)), ("27/11/26", TODAY), ("28/11/26", None), ("1/1/2099", None), ("49999", None),
     ("15/03/27", None), ("2027-01-01", None)],
)  # fmt: skip
def test_a_registration_lies_behind_us(written: str, registered: date | None) -> None:
    assert days.day(written, today=TODAY) == (registered, [] if registered else [f"date-shape={written}"])


def read(field: str, header: str, cell: str) -> tuple[Any, list[str]]:
    """What comes out of one cell under one header; the rest of the row is as it should be."""
    usual = {"title": ("Tên sản phẩm", "Na"), "category": ("Loại", "trái cây"), "unit": ("Đơn vị tính", "hộp"),
             "pack": ("Quy cách", "1 kg"), "price_vnd": ("Giá bán", "65.000")}  # fmt: skip
    written = {**usual, field: (header, cell)}
    row = cleaned(Table("products", [], [[top for top, _ in written.values()]], [c for _, c in written.values()], {}))
    return row.values[field], [found for found in row.findings if found != "weight-from-pack"]


@pytest.mark.parametrize(
    ("header", "written", "value"),
    [
        ("Giá bán (nghìn đồng)", "65", 65_000), ("Giá bán (1000đ)", "65", 65_000), ("Giá (1.000 đồng)", "65,5", 65_500),
        ("Giá bán (triệu đồng)", "1,2", 1_200_000), ("Giá bán nghìn đồng", "65", 65_000), ("Giá, x1000", "65", 65_000),
        ("Giá bán (k)", "65k", 65_000), ("Giá bán (VNĐ)", "65 nghìn", 65_000), ("Đơn giá (đ/kg)", "65.000", 65_000),
        ("Giá bán", "1.500.000 đ", 1_500_000), ("Giá bán", "65k", 65_000), ("Giá bán", "65 nghìn/kg", 65_000),
        ("Giá bán", "1,2 triệu", 1_200_000), ("Giá bán", "120,000", 120_000), ("Giá bán", "65000.0", 65_000),
        ("Giá bán", "1tr2", 1_200_000), ("Giá bán", "1 triệu 200 nghìn", 1_200_000), ("Giá bán", "65\u00a0000", 65_000),
        ("Giá bán", "1.25E7", None), ("Giá bán", "65.000-70.000", None), ("Giá bán", "60-70k", None),
        ("Giá bán", "~65k", None), ("Giá bán", "-5", None), ("Giá bán", "1" * 40, None), ("Giá bán", "65,5", None),
        ("Giá bán", "65 5", None), ("Giá bán", "65.000 €", None), ("Giá bán", "1.250 triệu", None),
    ],
)  # fmt: skip
def test_money(header: str, written: str, value: int | None) -> None:
    found, broken = read("price_vnd", header, written)
    assert found == value
    assert [one.partition("=")[2] for one in broken] == ([] if value else [written[:60]])


@pytest.mark.parametrize(
    ("field", "header", "written", "finding"),
    [
        ("price_vnd", "Giá bán", "65", "price-small=65"),
        ("price_vnd", "Giá bán (nghìn đồng)", "65.000", "amount-unclear=65.000"),
        ("price_vnd", "Giá bán (nghìn đồng)", "65.000 đ", "unit-unclear=Giá bán (nghìn đồng): 65.000 đ"),
        ("price_vnd", "Giá bán (USD)", "65.000", "unit-unclear=Giá bán (USD): 65.000"),
        ("price_vnd", "Giá bán (đ/gói 500 g)", "65.000", "not-one-pack=Giá bán (đ/gói 500 g): 65.000 / gói 500 g"),
        ("weight_g", "Khối lượng (kg)", "500 g", "unit-unclear=Khối lượng (kg): 500 g"),
        ("shelf_life_days", "Hạn sử dụng (ngày)", "6 tháng", "unit-unclear=Hạn sử dụng (ngày): 6 tháng"),
        ("shelf_life_days", "Hạn sử dụng", "12", "amount-unclear=12"),
        ("stock", "Số lượng (tấn)", "5", "not-one-pack=Số lượng (tấn): 5 / tấn"),
    ],
)
def test_what_may_be_meant_in_two_ways_is_held_and_named(field: str, header: str, written: str, finding: str) -> None:
    assert read(field, header, written)[1] == [finding]


@pytest.mark.parametrize(
    ("header", "written", "grams"),
    [("Khối lượng", "500 g", 500), ("Khối lượng", "1,2kg", 1200), ("Khối lượng", "2 lạng", 200),
     ("Khối lượng", "1.5", 1500), ("Khối lượng", "750", 750), ("Khối lượng", "40", None),
     ("Khối lượng", "50 tạ", None), ("Khối lượng (gam)", "25", 25), ("Khối lượng (gram)", "25", 25),
     ("Khối lượng (lạng)", "5", 500), ("Trọng lượng kg", "0,025", 25), ("Khối lượng", "25", None),
     ("Khối lượng", "nửa cân", 500), ("Khối lượng", "1kg2", 1200), ("Khối lượng", "1 kg 2 lạng", 1200),
     ("Khối lượng", "500gr/hộp", 500), ("Khối lượng", "1.125 kg", 1125), ("Khối lượng", "500 ml", None)],
)  # fmt: skip
def test_weights(header: str, written: str, grams: int | None) -> None:
    assert read("weight_g", header, written) == (grams, [] if grams else [f"weight-shape={written}"])


@pytest.mark.parametrize(
    ("header", "written", "keeps"),
    [("Hạn sử dụng", "1 năm", 365), ("Hạn sử dụng", "6 tháng", 180), ("Hạn sử dụng", "24 tháng", 720),
     ("Hạn sử dụng", "2 tuần", 14), ("Hạn sử dụng (tháng)", "12", 360), ("Hạn dùng", "48h", 2),
     ("Số ngày bảo quản", "7", 7), ("Hạn sử dụng", "12 tháng kể từ ngày sản xuất", 360),
     ("Hạn sử dụng", "1 năm 6 tháng", 545), ("Hạn sử dụng", "12-18 tháng", None), ("Hạn sử dụng", "36h", None),
     ("Hạn sử dụng", "31/12/2026", None), ("Hạn sử dụng", "12T", None)],
)  # fmt: skip
def test_how_long_goods_keep(header: str, written: str, keeps: int | None) -> None:
    assert read("shelf_life_days", header, written) == (keeps, [] if keeps else [f"shelf-life-shape={written}"])


@pytest.mark.parametrize(
    ("written", "months"),
    [("7-9", (7, 9)), ("T11 đến T2", (11, 2)), ("quanh năm", None), ("quanh năm (12 tháng)", None), ("Quý 3", (7, 9)),
     ("9-Jul", (7, 9)), ("07-Sep", (7, 9)), ("07-Thg9", (7, 9)), ("2026-09-07", (7, 9)), ("46272", (7, 9)),
     ("7,8,9", (7, 9)), ("tháng bảy - tháng chín", (7, 9)), ("Quý III - quý IV", (7, 12)),
     ("từ T7 đến hết T9 hàng năm", (7, 9)), ("tháng 10 đến tháng 1 năm sau", (10, 1))],
)  # fmt: skip
def test_seasons(written: str, months: tuple[int, int] | None) -> None:
    assert seasons.season(written, today=TODAY) == (months, [])


@pytest.mark.parametrize(
    "written",
    [
        "3 tháng",
        "2 vụ/năm",
        "tháng 7 âm lịch",
        "7/9",
        "8 tháng 9",
        "Jul-09",
        "11-Feb",
        "2026-11-02",
        "2009-08-07",
        "15-Jul",
    ],
)
def test_a_season_that_is_not_sure_is_held(written: str) -> None:
    assert seasons.season(written, today=TODAY) == (None, [f"season-shape={written}"])


def test_categories_in_everyday_words_and_no_word_for_another() -> None:
    slugs = ("fruit", "vegetables", "food", "cakes-sweets", "meat", "oil-spices", "nuts", "textiles")
    words = category_names((slug, slug) for slug in slugs)
    found = {text: words.find(text) for text in ("Trái cây", "trai cay", "rau củ", "Đồ khô", "BÁNH KẸO", "Đậu phộng")}
    assert [*found.values()] == ["fruit", "fruit", "vegetables", "food", "cakes-sweets", "nuts"]
    assert [words.find(text) for text in ("Giỏ", "Quà", "Đậu", "Vải", "")] == [None] * 5


@given(st.text(max_size=60))
def test_no_cell_breaks_the_reading(text: str) -> None:
    for one in (cells.phone, cells.identity, cells.name, cells.village, cells.yes, code_in):
        one(text)
    days.day(text, today=TODAY)
    seasons.season(text, today=TODAY)
    for field in ("price_vnd", "weight_g", "shelf_life_days", "stock", "season"):
        read(field, headers("products")[field][0], text)
        headings.read(field, text, ())
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


def test_a_line_above_or_a_row_below_names_the_unit_of_a_column() -> None:
    above = [(1, ["BẢNG GIÁ", "ĐVT: nghìn đồng"]), (2, ["Tên sản phẩm", "Giá bán"]), (3, ["Na", "65"])]
    under = [(1, ["Tên sản phẩm", "Giá bán"]), (2, ["", "nghìn đồng"]), (3, ["Na", "65"])]
    over = [(1, ["Hàng", "Giá (nghìn đồng)"]), (2, ["Tên sản phẩm", "Đơn giá"]), (3, ["Na", "65"])]
    title = [(1, ["BẢNG GIÁ"]), (2, ["Tên sản phẩm", "Giá bán nghìn đồng"]), (3, ["Na", "65"])]
    found = [find_header(table, "products", {}) for table in (above, under, over, title)]
    assert [header.texts[1] for header in found if header] == [
        "Giá bán (nghìn đồng)", "Giá bán (nghìn đồng)", "Đơn giá (nghìn đồng)", "Giá bán nghìn đồng",
    ]  # fmt: skip
    assert [header.ends for header in found if header] == [2, 2, 2, 2]


def test_a_template_names_a_column_and_its_header_still_names_the_unit() -> None:
    found = [headings.read("price_vnd", text, ()).unit for text in ("Tiền hàng ngàn đồng", "Tiền hàng (k)", "Ngàn")]
    assert found == [1000, 1000, None]


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
