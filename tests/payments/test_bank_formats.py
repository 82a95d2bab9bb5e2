"""Statements as the five largest banks give them are read, whatever stands above, beside and below the lines."""

from datetime import date

import pytest

from market import clock
from market.errors import InvalidInput
from market.payments.bank.statement_file import read_statement
from market.payments.ledger.accounts import Kind
from tests.support.paying import broken, buy, held, states
from tests.support.statements import BANKS, Row, Told, separated, xlsx
from tests.support.village import an_operator, calling

DAY = date(2026, 11, 27)
PLACED = ("placed", "paid")


def lines(amount: int, code: str) -> list[Told]:
    return [
        Told(DAY, -25_000, "FT100", "PHI DICH VU"),
        Told(DAY, amount, "FT101", f"MBVCB.77.{code}.CT tu 0123 TRAN THU HA"),
        Told(DAY, -amount, "FT102", f"CHO PHIEN HOAN TIEN {code}"),
        Told(DAY, 500_000, "FT103", "VNPOST chuyen COD thang 11"),
    ]


@pytest.fixture
def operator(stripe):
    return calling(an_operator())


def send(operator, content: bytes):
    return operator.post("/bank-statements", data=content, content_type="application/octet-stream")


@pytest.mark.parametrize("bank", BANKS)
def test_every_bank_is_read_and_only_what_came_in_is_booked(operator, bank) -> None:
    bought = buy(method="bank_transfer")
    payment = bought.json["payment"]
    content = BANKS[bank](lines(payment["amount_vnd"], payment["transfer"]["text"]))
    sent = send(operator, content)
    assert (sent.status_code, sent.json.get("queues")) == (201, {"exact": 1, "unreferenced": 1}), sent.json
    assert (states(bought), held(Kind.BANK)) == ([PLACED], payment["amount_vnd"] + 500_000)
    assert send(operator, content).json["known_before"] == 2
    assert broken() == []


def test_all_five_tell_of_the_same_transfers_once(operator) -> None:
    bought = buy(method="bank_transfer")
    payment = bought.json["payment"]
    for bank in BANKS.values():
        told = lines(payment["amount_vnd"], payment["transfer"]["text"])
        assert send(operator, bank(told)).status_code == 201
    assert (held(Kind.BANK), broken()) == (payment["amount_vnd"] + 500_000, [])


def test_a_header_of_each_page_is_no_line_and_another_table_is_refused(app) -> None:
    page: list[Row] = [["Ngày", "Số tiền", "Nội dung"], ["27/11/2026", "5.000", "a"]]
    assert len(read_statement(separated([*page, [], *page], ";").encode(), now=clock.now())) == 2
    other: list[Row] = [["Ngày", "Ghi nợ", "Ghi có", "Nội dung"], ["27/11/2026", "", "5.000", "a"]]
    with pytest.raises(InvalidInput):
        read_statement(separated([*page, *other], ";").encode(), now=clock.now())


@pytest.mark.parametrize("content", [b"PK\x03\x04 broken", xlsx([["Tên", "Tuổi"], ["An", 7]]), xlsx([])])
def test_a_spreadsheet_that_is_no_statement_is_refused(operator, content) -> None:
    refused = send(operator, content)
    assert (refused.status_code, refused.json["type"] in ("not-a-table", "invalid-input")) == (422, True)
    assert (operator.get("/bank-transfers").json["items"], held(Kind.BANK)) == ([], 0)


@pytest.mark.parametrize("day", [46_353, "2026-11-27 08:15:00"])
def test_a_day_is_a_day_or_refused(operator, day) -> None:
    sent = send(operator, xlsx([["Ngày", "Số tiền", "Nội dung"], [day, 5_000, "a"]]))
    assert sent.status_code == (422 if isinstance(day, int) else 201)
