"""Tables as people and spreadsheets write them, each cell with what it means, and what becomes of them."""

import zipfile
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

from hypothesis import strategies as st

from market.imports import cleaning, data, headers, spreadsheets
from market.imports.communes import communes_of
from tests.support import spelled_cells as spell
from tests.support.spelled_cells import TODAY, Spelt

PRODUCT = {"title": ("Tên sản phẩm", "Na dai"), "category": ("Loại", "trái cây"), "unit": ("Đơn vị tính", "hộp")}
HOUSEHOLD = {"name": ("Họ và tên", "Nông Thị Páo"), "commune": ("Xã", "Chi Lăng"), "village": ("Thôn", "Đồng Đĩnh")}
CATEGORIES = [("fruit", "Hoa quả"), ("food", "Thực phẩm")]


class Table(NamedTuple):
    """A file of one row: its kind, what stands above, the header, the cells, and what each field means."""

    kind: str
    above: list[list[str]]
    header: list[list[str]]
    cells: list[Any]
    meant: dict[str, Spelt]


@st.composite
def tables(draw: Any) -> Table:
    """One row of goods or of a household, every field in a spelling of its own."""
    kind = draw(st.sampled_from(["products", "products", "households"]))
    fixed = PRODUCT if kind == "products" else HOUSEHOLD
    ways: dict[str, Any] = (
        {"price_vnd": spell.moneys(), "weight_g": spell.weights(), "stock": spell.stocks(),
         "season": spell.seasons(), "shelf_life_days": spell.shelf_lives()}
        if kind == "products"
        else {"phone": spell.phones(), "identity": spell.identities(), "registered_on": spell.registered()}
    )  # fmt: skip
    meant = {field: draw(way) for field, way in ways.items()}
    above = [[spelt.title] for spelt in meant.values() if spelt.title]
    tops = [text for text, _ in fixed.values()] + [spelt.header for spelt in meant.values()]
    below = [""] * len(fixed) + [spelt.under for spelt in meant.values()]
    cells = [cell for _, cell in fixed.values()] + [spelt.cell for spelt in meant.values()]
    return Table(kind, above, [tops, below] if any(below) else [tops], cells, meant)


def cleaned(table: Table, folder: Path | None = None) -> cleaning.Cleaned:
    """The row as it comes out of a CSV's text, or of typed cells of an XLSX in `folder`."""
    written = [*table.above, *table.header, table.cells]
    rows = in_spreadsheet(written, folder) if folder else [[as_text(cell) for cell in row] for row in written]
    numbered = list(enumerate(rows, 1))
    header = headers.find_header(numbered, table.kind, {})
    assert header is not None
    assert len(header.columns) == len(table.cells), header
    (row,) = [cells for number, cells in numbered if number > header.ends and headers.is_data(cells, header)]
    cleaner = cleaning.Cleaner(
        kind=table.kind, columns=header.columns, texts=header.texts, communes=communes_of("20"),
        categories=category_names(), today=TODAY,
    )  # fmt: skip
    return cleaner.clean(1, row)


def told(table: Table, row: cleaning.Cleaned) -> str | None:
    """What is wrong with what came out; None where each value is right, or is missing and the row is held for it."""
    unread = 0
    for field, spelt in table.meant.items():
        value = row.values[field]
        if value in spelt.right:
            continue
        kept_back = any(found.startswith(f"not-one-pack={spelt.header}") for found in row.findings)
        if spelt.sure or (value not in (None, 0) and not kept_back):
            return f"{field}: {value!r} from {spelt!r}"
        unread += 1
    held = [found for found in row.findings if data.rules()[cleaning.rule_of(found)].effect == data.HOLD]
    return f"{unread} unread, {held}" if unread > len(held) else None


def as_text(cell: Any) -> str:
    """A cell as a spreadsheet saves it into CSV."""
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def in_spreadsheet(rows: list[list[Any]], folder: Path) -> list[list[str]]:
    """The rows as they come back from XLSX with numbers, days and texts in cells of their type."""
    path = folder / "typed.xlsx"
    write_spreadsheet(path, rows)
    (sheet,) = spreadsheets.sheets(path, path.read_bytes()[:8])
    return [row.cells for row in sheet.rows]


def write_spreadsheet(path: Path, rows: list[list[Any]]) -> None:
    lines = "".join(f"<row>{''.join(map(_cell, row))}</row>" for row in rows)
    with zipfile.ZipFile(path, "w") as book:
        for name, content in _PARTS.items():
            book.writestr(name, content)
        book.writestr("xl/worksheets/sheet1.xml", f"<worksheet {_MAIN}><sheetData>{lines}</sheetData></worksheet>")


def _cell(value: Any) -> str:
    if isinstance(value, date):
        return f'<c s="1"><v>{(value - date(1899, 12, 30)).days}</v></c>'
    if isinstance(value, int | float):
        return f"<c><v>{value!r}</v></c>"
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


@cache
def category_names() -> Any:
    return cleaning.category_names(CATEGORIES)


_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType='
    '"application/xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" Type='
    f'"{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook {_MAIN} xmlns:r="{_OFFICE}"><sheets><sheet name="S" sheetId="1" r:id="r1"/>'
    "</sheets></workbook>",
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" Type='
    f'"{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{_OFFICE}/styles" '
    'Target="styles.xml"/></Relationships>',
    "xl/styles.xml": f'<styleSheet {_MAIN}><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
}
