"""Paying by bank transfer: the picture says what to do, only the statement says what was done."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from market import clock
from market.db import db, transaction
from market.errors import InvalidInput
from market.ids import ALPHABET
from market.orders import flows
from market.payments.bank import statement_file
from market.payments.bank.models import BankTransfer
from market.payments.charges.rules import codes_in, new_transfer_code
from market.payments.charges.vietqr import payload
from market.payments.ledger.accounts import Kind
from market.payments.ledger.models import LedgerEntry
from tests.support.paying import A_DAY_LATE, broken, buy, held, later, operator_upload, order, states, told, work
from tests.support.village import a_buyer, a_product, an_operator, buyer_of, calling, seller_of, stock_of

AWAITING, PLACED, CANCELLED = ("awaiting_payment", "awaiting"), ("placed", "paid"), ("cancelled", "cancelled")
HEADER = "Ngày;Số tiền;Nội dung\n"


@pytest.fixture
def operator(stripe):
    return calling(an_operator())


def read_statement(content):
    return statement_file.read_statement(content, now=clock.now())


def by_bank(*products):
    """A checkout by bank transfer, what is to be paid and what the transfer has to say."""
    bought = buy(*products, method="bank_transfer")
    payment = bought.json["payment"]
    return bought, payment["amount_vnd"], payment["transfer"]["text"]


def mistyped(code):
    """The code with another check, which is never the right one."""
    return code[:-1] + ALPHABET[ALPHABET.index(code[-1]) - 1]


def waiting(operator, queue=None):
    listed = operator.get("/bank-transfers" + (f"?queue={queue}" if queue else "")).json["items"]
    return [(item["queue"], item["open_vnd"]) for item in listed if item["open_vnd"]]


# The picture


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        (
            {"amount_vnd": 1000, "purpose": "Chuyển tiền"},
            "00020101021238530010A0000007270123000697041601092576788590208QRIBFTTA530370454041000"
            "5802VN62150811Chuyen tien6304BBB8",
        ),
        ({}, "00020101021138530010A0000007270123000697041601092576788590208QRIBFTTA53037045802VN6304AE9F"),
    ],
)
def test_the_payload_is_as_banks_read_it(fields, text) -> None:
    assert payload(bin="970416", account="257678859", **fields) == text


def test_a_purpose_travels_as_short_ascii() -> None:
    assert "0825Mang cau Chi Lang, hang l" in payload(
        bin="970416", account="1", purpose="Mãng cầu Chi Lăng, hàng lớn ☺"
    )


def test_the_buyer_gets_the_picture_and_the_picture_alone_pays_nothing(operator) -> None:
    bought, amount, code = by_bank()
    number = bought.json["orders"][0]["number"]
    buyer = calling(buyer_of(order(number)))
    shown = buyer.get(f"/orders/{number}/payment").json
    assert shown["qr"] == payload(bin="970416", account="257678859", amount_vnd=amount, purpose=code)
    drawn = buyer.get(f"/orders/{number}/payment/qr")
    assert (drawn.status_code, drawn.mimetype) == (200, "image/svg+xml")
    assert b"<svg" in drawn.data
    assert states(bought) == [AWAITING]
    seller = calling(seller_of(order(number)))
    assert seller.get(f"/orders/{number}/payment/qr").status_code == 404
    assert "qr" not in seller.get(f"/orders/{number}/payment").json


def test_without_an_account_there_are_no_transfers(app) -> None:
    assert buy(method="bank_transfer").json["type"] == "payment-method-unavailable"


# The queues


def test_an_exact_transfer_places_the_orders(operator) -> None:
    bought, amount, code = by_bank(a_product(), a_product())
    read = operator_upload(operator, (amount, f"MBVCB.88.{code}.CT tu 0123 TRAN THU HA"))
    assert (read.status_code, read.json["queues"]) == (201, {"exact": 1})
    assert states(bought) == [PLACED] * 2
    assert (held(Kind.BANK), held(Kind.UNMATCHED, "bank_transfer"), waiting(operator)) == (amount, 0, [])
    assert broken() == []


def test_a_statement_read_twice_and_one_that_overlaps_count_each_line_once(operator) -> None:
    _, amount, code = by_bank()
    for _ in range(2):
        operator_upload(operator, (amount, code))
    more = operator_upload(operator, (amount, code), (amount, code)).json
    assert (more["lines"], more["known_before"], more["queues"]) == (2, 1, {"double": 1})
    assert held(Kind.BANK) == 2 * amount


def test_two_transfers_fill_up_what_one_left_short(operator) -> None:
    bought, amount, code = by_bank()
    operator_upload(operator, (amount - 1_000, code))
    assert (states(bought), waiting(operator)) == ([AWAITING], [("under", amount - 1_000)])
    assert held(Kind.UNMATCHED, "bank_transfer") == amount - 1_000
    operator_upload(operator, (1_000, f"{code} bu"))
    assert (states(bought), waiting(operator), broken()) == ([PLACED], [], [])


@pytest.mark.parametrize(("more", "queue"), [(5_000, "over"), (None, "double")])
def test_what_is_too_much_waits_and_goes_back(operator, more, queue) -> None:
    bought, amount, code = by_bank()
    if more:
        operator_upload(operator, (amount + more, code))
    else:
        operator_upload(operator, (amount, code), (amount, f"{code} lan 2"))
    rest = more or amount
    assert (states(bought), waiting(operator, queue)) == ([PLACED], [(queue, rest)])
    item = operator.get("/bank-transfers").json["items"][0]
    assert operator.put(f"/bank-transfers/{item['id']}/refund", {}).json["open_vnd"] == 0
    again = operator.put(f"/bank-transfers/{item['id']}/refund", {})
    assert (again.status_code, again.json["type"]) == (409, "transfer-settled")
    refund = operator.get("/refunds?state=approved").json["items"][0]
    assert refund["amount_vnd"] == rest
    assert operator.put(f"/refunds/{refund['id']}/settlement", {"note": "FT123"}).json["state"] == "settled"
    assert (held(Kind.BANK), held(Kind.UNMATCHED, "bank_transfer")) == (amount, 0)
    assert (states(bought), broken()) == ([PLACED], [])


def test_a_large_transfer_goes_back_only_if_two_agree(operator) -> None:
    operator_upload(operator, (9_000_000, "nham"))
    item = operator.get("/bank-transfers").json["items"][0]
    for _ in range(2):
        operator.put(f"/bank-transfers/{item['id']}/refund", {})
        refund = operator.get("/refunds?state=requested").json["items"][0]
        assert (waiting(operator), broken()) == ([], [])
        assert operator.put(f"/refunds/{refund['id']}/approval").status_code == 403
        calling(an_operator()).put(f"/refunds/{refund['id']}/rejection", {"note": "hỏi lại ngân hàng"})
        assert (waiting(operator), broken()) == ([("unreferenced", 9_000_000)], [])


def test_a_transfer_that_names_nothing_is_matched_by_a_person(operator) -> None:
    bought, amount, code = by_bank()
    operator_upload(operator, (amount, "chuyen tien mua na"), (amount, code[:-1]), (7, mistyped(code)))
    assert [queue for queue, _ in waiting(operator)] == ["unreferenced"] * 3
    assert states(bought) == [AWAITING]
    item = operator.get("/bank-transfers").json["items"][-1]
    path = f"/bank-transfers/{item['id']}/matching"
    assert operator.put(path, {"order_number": "CP-2222-2222"}).status_code == 422
    number = bought.json["orders"][0]["number"]
    assert operator.put(path, {"order_number": number}).json["queue"] == "exact"
    assert operator.put(path, {"order_number": number}).status_code == 409
    assert states(bought) == [PLACED]


def test_the_order_number_does_as_well_as_the_code(operator) -> None:
    bought, amount, _ = by_bank(a_product(), a_product())
    operator_upload(operator, (amount, f"tt don {bought.json['orders'][1]['number'].lower()}"))
    assert states(bought) == [PLACED] * 2


def test_a_transfer_that_names_two_charges_waits_for_a_person(operator) -> None:
    (_, amount, one), (_, _, other) = by_bank(), by_bank()
    operator_upload(operator, (amount, f"{one} {other}"))
    assert waiting(operator) == [("unreferenced", amount)]


def test_what_is_no_buyers_money_is_dismissed_with_a_reason(operator) -> None:
    operator_upload(operator, (500_000, "VNPOST chuyen COD thang 11"))
    item = operator.get("/bank-transfers").json["items"][0]
    assert operator.put(f"/bank-transfers/{item['id']}/dismissal", {}).status_code == 422
    assert operator.put(f"/bank-transfers/{item['id']}/dismissal", {"note": "COD"}).json["open_vnd"] == 0
    assert (held(Kind.BANK), held(Kind.UNMATCHED, "bank_transfer"), waiting(operator)) == (0, 0, [])


def test_who_has_not_transferred_is_reminded_half_way_and_told_of_the_end(operator) -> None:
    bought, _, _ = by_bank()
    unpaid = order(bought.json["orders"][0]["number"])
    flows.ring_due(now=later(A_DAY_LATE / 2))
    flows.ring_due(now=later(A_DAY_LATE / 2))
    assert told(unpaid.buyer_id) == ["order_unpaid"]
    work(later(A_DAY_LATE))
    assert (told(unpaid.buyer_id), told(unpaid.seller_id)) == (["order_unpaid", "order_lapsed"], [])


def test_unpaid_stock_is_held_a_day(operator) -> None:
    bought, amount, code = by_bank(product := a_product())
    operator_upload(operator, (amount - 1, code))
    work(later(A_DAY_LATE / 2))
    assert (states(bought), stock_of(product.id)) == ([AWAITING], 59)
    work(later(A_DAY_LATE))
    assert (states(bought), stock_of(product.id)) == ([CANCELLED], 60)
    assert waiting(operator) == [("under", amount - 1)]
    operator_upload(operator, (1, code))
    assert (states(bought), waiting(operator), broken()) == ([PLACED], [], [])


@pytest.mark.parametrize(("stock", "state"), [(60, PLACED), (1, ("cancelled", "cancelled"))])
def test_a_late_transfer_revives_the_order_or_goes_back(operator, stock, state) -> None:
    bought, amount, code = by_bank(product := a_product(stock=stock))
    work(later(A_DAY_LATE))
    if stock == 1:
        buy(product)
    assert operator_upload(operator, (amount, code)).json["queues"] == {"late": 1}
    assert (states(bought), waiting(operator)) == ([state], [])
    back = [(item["amount_vnd"], item["reason"]) for item in operator.get("/refunds?state=approved").json["items"]]
    assert back == ([] if stock == 60 else [(amount, "late_payment")])
    assert held(Kind.UNMATCHED, "bank_transfer") == 0
    assert broken() == []


def test_calling_off_one_unpaid_order_asks_for_a_smaller_transfer(operator) -> None:
    bought, amount, code = by_bank(a_product(), a_product())
    first, second = bought.json["orders"]
    buyer = calling(buyer_of(order(first["number"])))
    buyer.put(f"/orders/{first['number']}/cancellation", {})
    work()
    shown = buyer.get(f"/orders/{second['number']}/payment").json
    assert (shown["amount_vnd"], shown["transfer"]["text"] != code) == (second["total_vnd"], True)
    operator_upload(operator, (amount, code))  # sent before, for both
    assert states(bought) == [CANCELLED, PLACED]
    assert [item["amount_vnd"] for item in operator.get("/refunds").json["items"]] == [first["total_vnd"]]
    operator_upload(operator, (second["total_vnd"], shown["transfer"]["text"]))  # and once more
    assert states(bought) == [CANCELLED, PLACED]
    assert held(Kind.UNMATCHED, "bank_transfer") == 0
    assert held(Kind.REFUNDS, "bank_transfer") == amount
    assert broken() == []


@pytest.mark.parametrize("who", [a_buyer, lambda: None])
def test_only_operators_see_to_statements(stripe, who) -> None:
    from tests.support.village import guest

    caller = calling(person) if (person := who()) else guest()
    expected = 403 if person else 401
    assert operator_upload(caller, (1, "x")).status_code == expected
    for path in ("/bank-transfers", "/refunds", "/card-events"):
        assert caller.get(path).status_code == expected


# Files


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1258"])
def test_a_statement_is_read_in_any_encoding(operator, encoding) -> None:
    bought, amount, code = by_bank()
    text = HEADER + f"24/11/2026;{amount};{code} chuyển tiền\n"
    if encoding == "cp1258":  # its tones stand beside the letters
        text = "".join(c if c in "đêôơưăâ" else unicodedata.normalize("NFD", c) for c in text).replace("ê\u0300", "ê")
        text = text.encode("cp1258", "ignore").decode("cp1258")
    sent = operator.post("/bank-statements", data=text.encode(encoding), content_type="text/csv")
    assert (sent.status_code, states(bought)) == (201, [PLACED])


def test_tcvn3_is_read_by_the_letters_that_it_leaves_alone() -> None:
    header = b"Ng\xb5y;S\xe8 ti\xd2n;N\xe9i dung\n"
    assert [line.amount_vnd for line in read_statement(header + b"24/11/2026;5.000;ti\xd2n na\n")] == [5_000]


@pytest.mark.parametrize(
    ("rows", "amounts"),
    [
        (
            "24/11/2026;1.250.000;a\n2026-11-25;+1,250,000.00 VND;b\n26-11-2026 08:15:00;7;c\n",
            [1_250_000, 1_250_000, 7],
        ),
        ("24/11/2026;-5.000;debit\n24/11/2026;;nothing\n", []),
        (";;\nTổng;9.000;\n24/11/2026;5 000 đ;x\n", [5_000]),
        ('24/11/2026;5000;"two\nlines; one cell"\n', [5_000]),
    ],
)
def test_amounts_and_dates_as_banks_write_them(rows, amounts) -> None:
    assert [line.amount_vnd for line in read_statement((HEADER + rows).encode())] == amounts


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"   \n",
        b"\x00\x01\x02",
        b"a;b;c\n1;2;3\n",
        (HEADER + "24/11/2026;12,5;x\n").encode(),
        (HEADER + "24/11/2026;nhiều;x\n").encode(),
        (HEADER + "99/99/2026;5000;x\n").encode(),
        (HEADER + "24/11/2026;5000;x\n" * 5_001).encode(),
        b"\xff\xfe\x00",
    ],
)
def test_a_broken_statement_is_refused_whole_naming_its_lines(operator, content) -> None:
    bought, amount, code = by_bank()
    refused = operator.post("/bank-statements", data=content, content_type="text/csv")
    assert (refused.status_code, refused.json["type"]) == (422, "invalid-input")
    with_good = operator.post(
        "/bank-statements",
        data=(HEADER + f"24/11/2026;{amount};{code}\n24/11/2026;x;y\n").encode(),
        content_type="text/csv",
    )
    assert list(with_good.json["errors"]["lines"]) == ["3"]
    assert states(bought) == [AWAITING]
    posted = select(func.count()).select_from(LedgerEntry).where(LedgerEntry.kind == "receipt")
    assert transaction(lambda: (db.session.scalar(posted), db.session.scalar(select(BankTransfer.id)))) == (0, None)


@given(st.binary(max_size=300))
def test_no_file_breaks_the_reader(content) -> None:
    try:
        read_statement(content)
        read_statement(HEADER.encode() + content)
    except InvalidInput:
        pass


@given(st.sampled_from(["", "MBVCB.1.", "CT TU ", "cp"]), st.sampled_from(["", ".CT", " 0123"]), st.booleans())
def test_a_code_is_found_in_what_banks_make_of_it(before, after, spaced) -> None:
    code = new_transfer_code()
    written = f"{code[:2]}-{code[2:6]} {code[6:]}" if spaced else code.lower()
    assert code in codes_in(before + written + after)


@given(st.text(max_size=80))
def test_no_text_breaks_the_finder_of_codes(text) -> None:
    assert all(len(code) == 10 for code in codes_in(text))
