"""Days, amounts and seasons as they are written, under the headers that name their units: the right value, or held."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from market.imports import cells, days, headings, seasons
from market.imports.cleaning import Cleaned, category_names, rule_of
from market.imports.communes import code_in, parsed_address
from market.imports.data import headers, rules
from market.imports.headers import find_header, section_of
from tests.support.spelled import Table, cleaned
from tests.support.spelled_cells import TODAY


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
