"""Statements as the five largest banks export them: titles above, merged cells, two languages, balances, totals below.

Made here after their layouts; no line is of anybody's account.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple
from xml.sax.saxutils import escape

Row = list[str | int]


class Told(NamedTuple):
    """One line of an account: its day, its sum (negative: it went out), the bank's number of it and its text."""

    day: date
    amount_vnd: int
    number: str
    text: str


def commas(amount: int) -> str:
    return f"{amount:,}" if amount else ""


def dots(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")


def vietcombank(lines: Iterable[Told]) -> bytes:
    """XLSX; headings in two languages in one cell, sums as numbers, the day beside the document's number."""
    rows: list[Row] = [
        ["NGÂN HÀNG TMCP NGOẠI THƯƠNG VIỆT NAM"],
        ["SAO KÊ TÀI KHOẢN / ACCOUNT STATEMENT"],
        ["Số tài khoản/Account No:", "257678859", "", "Loại tiền/Currency:", "VND"],
        [],
        [
            "STT\nNo.",
            "Ngày giao dịch\nTNX Date",
            "Số tham chiếu\nDoc No",
            "Số tiền ghi nợ\nDebit",
            "Số tiền ghi có\nCredit",
            "Số dư\nBalance",
            "Nội dung chi tiết\nTransactions in detail",
        ],
    ]
    for place, line in enumerate(lines, 1):
        out, into = max(-line.amount_vnd, 0), max(line.amount_vnd, 0)
        rows.append([place, f"{line.day:%d/%m/%Y}", line.number, out or "", into or "", 9_000_000, line.text])
    rows += [["Tổng số/Total", "", "", 1, 1, "", ""], ["", "", "", "", "Hà Nội, ngày 27 tháng 11 năm 2026"]]
    return xlsx(rows, merged=["A1:G1", "A2:G2"])


def bidv(lines: Iterable[Told]) -> bytes:
    """XLSX; a header of two rows, “Phát sinh” merged over debit and credit, sums as text with points."""
    rows: list[Row] = [
        ["", "SAO KÊ CHI TIẾT TÀI KHOẢN"],
        ["", "Từ ngày 01/11/2026 đến ngày 30/11/2026"],
        ["", "Ngày giao dịch", "Phát sinh", "", "Số dư cuối", "Số CT", "Diễn giải"],
        ["", "", "Nợ", "Có", "", "", ""],
        ["", "(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
        ["", "Số dư đầu kỳ", "", "", "9.000.000", "", ""],
    ]
    for line in lines:
        sums = [dots(max(-line.amount_vnd, 0)), dots(max(line.amount_vnd, 0))]
        rows.append(["", f"{line.day:%d/%m/%Y} 08:15:00", *sums, "9.000.000", line.number, line.text])
    rows.append(["", "Cộng phát sinh", "1.000", "1.000", "", "", ""])
    return xlsx(rows, merged=["B1:G1", "C3:D3", "B3:B4", "E3:E4", "F3:F4", "G3:G4"])


def vietinbank(lines: Iterable[Told]) -> bytes:
    """CSV in UTF-16 with tabs; one signed sum."""
    rows: list[Row] = [["Sao kê tài khoản", "113366668888"], ["Từ ngày", "01/11/2026"], []]
    rows.append(["STT", "Ngày GD", "Mô tả giao dịch", "Số tiền GD", "Số dư", "Mã GD"])
    for place, line in enumerate(lines, 1):
        amount = f"{'+' if line.amount_vnd > 0 else '-'}{abs(line.amount_vnd):,} VND"
        rows.append([place, f"{line.day:%d-%m-%Y} 08:15:00", line.text, amount, "9,000,000 VND", line.number])
    return separated(rows, "\t").encode("utf-16")


def agribank(lines: Iterable[Told]) -> bytes:
    """CSV with semicolons; a sum without a sign, and whether it is a debit or a credit in a column of its own."""
    rows: list[Row] = [
        ["AGRIBANK - CHI NHÁNH CHI LĂNG"],
        ["Ngày giao dịch", "Số bút toán", "Ghi nợ/Ghi có", "Số tiền", "Nội dung"],
    ]
    for line in lines:
        way = "Ghi có" if line.amount_vnd > 0 else "Ghi nợ"
        rows.append([f"{line.day:%d/%m/%Y}", line.number, way, f"{abs(line.amount_vnd):,}.00", line.text])
    rows.append(["Tổng ghi có", "", "", "1,000.00", ""])
    return separated(rows, ";").encode("utf-8-sig")


def techcombank(lines: Iterable[Told]) -> bytes:
    """CSV with commas, in English; withdrawals and deposits, quoted sums with commas."""
    rows: list[Row] = [["Techcombank - Account statement"], []]
    rows.append(["Transaction date", "Details", "Transaction No", "Withdrawal (VND)", "Deposit (VND)", "Balance"])
    for line in lines:
        sums = [commas(max(-line.amount_vnd, 0)), commas(max(line.amount_vnd, 0))]
        rows.append([f"{line.day:%Y-%m-%d}", line.text, line.number, *sums, "9,000,000"])
    return separated(rows, ",").encode()


BANKS: dict[str, Callable[[Iterable[Told]], bytes]] = {
    bank.__name__: bank for bank in (vietcombank, bidv, vietinbank, agribank, techcombank)
}


def separated(rows: Iterable[Row], mark: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=mark).writerows(rows)
    return out.getvalue()


def xlsx(rows: Iterable[Row], merged: Iterable[str] = ()) -> bytes:
    """A workbook of one sheet, as small as readers take it."""
    cells = "".join(
        f"<row r='{r}'>{''.join(_cell(value, r, c) for c, value in enumerate(row) if value != '')}</row>"
        for r, row in enumerate(rows, 1)
    )
    merges = "".join(f"<mergeCell ref='{where}'/>" for where in merged)
    main, office = (
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "application/vnd.openxmlformats-officedocument",
    )
    links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    sheet = f"<worksheet xmlns='{main}'><sheetData>{cells}</sheetData><mergeCells>{merges}</mergeCells></worksheet>"
    parts = {
        "[Content_Types].xml": f"<Types xmlns='{package}/content-types'>"
        "<Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/>"
        f"<Override PartName='/xl/workbook.xml' ContentType='{office}.spreadsheetml.sheet.main+xml'/>"
        f"<Override PartName='/xl/worksheets/sheet1.xml' ContentType='{office}.spreadsheetml.worksheet+xml'/></Types>",
        "_rels/.rels": f"<Relationships xmlns='{package}/relationships'>"
        f"<Relationship Id='r1' Type='{links}/officeDocument' Target='xl/workbook.xml'/></Relationships>",
        "xl/workbook.xml": f"<workbook xmlns='{main}' xmlns:r='{links}'>"
        "<sheets><sheet name='1' sheetId='1' r:id='r1'/></sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f"<Relationships xmlns='{package}/relationships'>"
        f"<Relationship Id='r1' Type='{links}/worksheet' Target='worksheets/sheet1.xml'/></Relationships>",
        "xl/worksheets/sheet1.xml": sheet,
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def _cell(value: str | int, row: int, column: int) -> str:
    where = f"r='{chr(ord('A') + column)}{row}'"
    if isinstance(value, int):
        return f"<c {where}><v>{value}</v></c>"
    return f"<c {where} t='inlineStr'><is><t xml:space='preserve'>{escape(value)}</t></is></c>"
