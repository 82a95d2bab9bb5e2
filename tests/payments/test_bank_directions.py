"""Money that went out is never a receipt, however a bank says so; what is not understood refuses its line."""

from itertools import product as combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from market import clock
from market.errors import InvalidInput
from market.payments.bank.statement_file import read_statement, says_out
from market.payments.bank.wording import Way, table, way_of
from tests.support.paying import broken, buy, states
from tests.support.sources import ROOT
from tests.support.village import an_operator, calling

OUTS, INS = table()["words"]["out"], table()["words"]["in"]
COLUMNS = [*table()["columns"]["direction"], *table()["columns"]["kind"]]
PLAIN = "Ngày giao dịch;Số tiền;Nội dung"


def read(*lines: str):
    return read_statement("\n".join(lines).encode(), now=clock.now())


def received(*lines: str) -> list[int]:
    return [line.amount_vnd for line in read(*lines)]


def refused(*lines: str) -> str:
    """The sentence about the only broken line."""
    with pytest.raises(InvalidInput) as refusal:
        read(*lines)
    ((_, (sentence,)),) = refusal.value.errors["lines"].items()
    return str(sentence)


def beside(heading: str, cell: str, amount: str = "170.000") -> tuple[str, str]:
    return f"Ngày giao dịch;Số tiền;{heading};Nội dung", f"27/11/2026;{amount};{cell};CP23456789 hoan tien"


@pytest.mark.parametrize(
    ("heading", "cell"), [("Nợ/Có", "Nợ"), ("D/C", "D"), ("Loại giao dịch", "Ghi nợ"), ("Type", "DEBIT"), ("Dấu", "-")]
)
def test_what_went_out_pays_nothing(stripe, heading, cell) -> None:
    operator = calling(an_operator())
    bought = buy(method="bank_transfer")
    amount, code = bought.json["payment"]["amount_vnd"], bought.json["payment"]["transfer"]["text"]
    head = f"Ngày giao dịch;Số tiền;{heading};Nội dung"
    sent = operator.post(
        "/bank-statements",
        data=f"{head}\n27/11/2026;{amount};{cell};{code} hoan tien\n".encode(),
        content_type="text/csv",
    )
    assert (sent.status_code, sent.json["queues"]) == (201, {})
    assert states(bought) == [("awaiting_payment", "awaiting")]
    unclear = operator.post(
        "/bank-statements",
        data=f"{head}\n27/11/2026;{amount};Khác;{code}\n27/11/2026;5.000;{cell};x\n".encode(),
        content_type="text/csv",
    )
    assert (unclear.status_code, list(unclear.json["errors"]["lines"])) == (422, ["2"])
    assert "Khác" in unclear.json["errors"]["lines"]["2"][0]
    assert (states(bought), broken()) == ([("awaiting_payment", "awaiting")], [])


@given(st.sampled_from(COLUMNS), st.sampled_from(OUTS), st.sampled_from(["{}", "Ghi {}", "{} tiền", "({})", " {} "]))
def test_no_word_for_out_is_ever_a_receipt(heading, word, form) -> None:
    for cell in (form.format(word), form.format(word).upper()):
        assert received(*beside(heading, cell)) == []


@given(st.sampled_from(COLUMNS), st.sampled_from(INS), st.sampled_from(["{}", "Ghi {}", "Chuyển khoản {}"]))
def test_every_word_for_in_is_one(heading, word, form) -> None:
    (line,) = read(*beside(heading, form.format(word)))
    assert (line.amount_vnd, says_out(line.marks)) == (170_000, False)


@given(st.sampled_from(COLUMNS), st.text(max_size=12).filter(lambda text: not set(text) & set('\n\r;"\0')))
def test_whatever_else_stands_there_is_out_or_refused_or_known_to_be_in(heading, cell) -> None:
    try:
        lines = read(*beside(heading, cell))
    except InvalidInput:
        return
    assert not lines or not cell.strip() or way_of(cell) == Way.IN


@pytest.mark.parametrize("heading", ["Loại giao dịch", "Type", "Nghiệp vụ"])
@pytest.mark.parametrize("kind", ["Chuyển khoản", "Transfer", "Thanh toán hóa đơn", "Hoàn tiền", "Thu phí", "?"])
def test_a_kind_that_says_nothing_of_the_way_is_not_guessed(heading, kind) -> None:
    assert kind in refused(*beside(heading, kind))
    assert received(*beside(heading, kind, "+170.000")) == [170_000]
    assert received(*beside(heading, kind, "-170.000")) == []
    head, line = beside(heading, kind)
    assert received(head, line, line.replace("170.000", "-5.000")) == [170_000]  # sums that went out have a sign here
    assert received(f"Ngày;Ghi nợ;Ghi có;{heading};Nội dung", f"27/11/2026;;170.000;{kind};x") == [170_000]


@pytest.mark.parametrize(
    "cell",
    [
        *("-170.000", "- 170.000 đ", "−170.000", "–170,000.00", "170.000-", "170.000 -", "(170.000)", "( 170,000 )"),
        *("170,000 DR", "170.000 Nợ", "170.000 no", "DR 170.000", "Dr. 170,000", "Ghi nợ: 170.000", "170.000 (ghi nợ)"),
        *("170.000D", "VND -170.000", "170.000 VND DEBIT", "-170.000 Nợ", "(170.000 VND)", "'-170000", "－170000"),
    ],
)
def test_a_sum_that_carries_its_marker_is_out(cell) -> None:
    assert received(PLAIN, f"27/11/2026;{cell};CP23456789") == []
    assert received("Ngày;Ghi nợ;Ghi có;Nội dung", f"27/11/2026;;{cell};CP23456789") == []


@pytest.mark.parametrize(
    "cell", ["170.000", "+170.000", "170.000 CR", "Có 170.000", "170.000 VND", "170,000.00 C", "170 000 đ"]
)
def test_a_sum_that_came_in_is_read(cell) -> None:
    assert received(PLAIN, f"27/11/2026;{cell};CP23456789") == [170_000]


@pytest.mark.parametrize(
    "cell", ["170k", "170 nghìn", "170 USD", "1,7E5", "-170.000 CR", "+170.000 Nợ", "1-2", "~170.000"]
)
def test_a_sum_that_is_not_understood_refuses_its_line(cell) -> None:
    assert cell in refused(PLAIN, f"27/11/2026;{cell};CP23456789")


DEBITS = ["Ghi nợ", "PS Nợ", "Số tiền ghi nợ", "Số tiền (Nợ)", "Số tiền (-)", "Withdrawal", "Withdrawals (VND)"]
DEBITS += ["Tiền ra", "Rút", "Chi", "Phát sinh nợ/Debit", "So tien ghi no", "Phat sinh no", "Money out", "Amount (Dr)"]
DEBITS += ["Số tiền trích nợ", "Tiền đi", "Phát sinh giảm", "Outgoing", "Số tiền rút ra"]
CREDITS = ["Ghi có", "PS Có", "Số tiền ghi có", "Số tiền (Có)", "Số tiền (+)", "Deposit", "Deposits (VND)", "Tiền vào"]
CREDITS += [
    "Nộp",
    "Thu",
    "Phát sinh có/Credit",
    "So tien ghi co",
    "Phat sinh co",
    "Money in",
    "Amount (Cr)",
    "Tiền đến",
]


@pytest.mark.parametrize(("debit", "credit"), list(combinations(DEBITS, CREDITS))[:: len(DEBITS) - 1])
def test_a_column_says_which_way_all_that_stands_in_it_went(debit, credit) -> None:
    head = f"Ngày;{debit};{credit};Số dư;Nội dung"
    assert received(head, "27/11/2026;170.000;;9.000.000;a", "27/11/2026;-;5.000;9.005.000;b") == [5_000]
    refused(head, "27/11/2026;170.000;5.000;9.000.000;both")


@pytest.mark.parametrize("heading", DEBITS)
def test_a_column_of_debits_alone_is_no_statement_of_receipts(heading) -> None:
    with pytest.raises(InvalidInput):
        read(f"Ngày;{heading};Nội dung", "27/11/2026;170.000;CP23456789")


@pytest.mark.parametrize("heading", ["Số tiền (USD)", "Số tiền (nghìn đồng)", "Số tiền (ĐVT: 1000đ)", "Amount USD"])
def test_a_sum_in_another_unit_is_not_read_as_dong(heading) -> None:
    with pytest.raises(InvalidInput):
        read(f"Ngày;{heading};Nội dung", "27/11/2026;170.000;CP23456789")
    assert "USD" in refused(*beside("Loại tiền", "USD"))
    assert received(*beside("Loại tiền", "VND")) == [170_000]


def test_a_column_that_nobody_knows_but_that_says_out_refuses_the_line() -> None:
    assert "Ghi nợ" in refused(*beside("Cột 7", "Ghi nợ"))
    assert received(*beside("Chi nhánh", "Ha Noi")) == received(*beside("STT/No.", "1")) == [170_000]


def test_a_title_over_some_lines_says_which_way_they_went() -> None:
    lines = ("I. Các khoản chi;;", "27/11/2026;9.000;a", "II. Các khoản thu;;", "27/11/2026;5.000;b", "Tổng thu;5.000;")
    assert received(PLAIN, *lines) == [5_000]


def test_two_that_contradict_each_other_refuse_the_line() -> None:
    refused(*beside("Nợ/Có", "Có", "-170.000"))
    refused("Ngày;Ghi nợ;Ghi có;Nợ/Có;Nội dung", "27/11/2026;;170.000;Nợ;x")
    assert received("Ngày;Số tiền;D/C;Loại GD;Nội dung", "27/11/2026;5;D;Trả lương;x", "27/11/2026;7;C;Lương;y") == [7]
    refused("Ngày;Số tiền Nợ/Có;Nội dung", "27/11/2026;170.000;x")
    assert received("Ngày;Số tiền (+/-);Nội dung", "27/11/2026;170.000;x", "27/11/2026;-5;y") == [170_000]


def test_totals_and_balances_are_no_receipts_and_a_line_without_a_day_is_not_lost() -> None:
    lines = (
        "Số dư đầu kỳ;5.000.000;",
        "01/11/2026;5.000.000;Số dư đầu kỳ",
        "Tổng ngày 27/11/2026;9.000;",
        "(1);(2);(3)",
    )
    assert received(PLAIN, "(1);(2);(3)", *lines, "27/11/2026;7.000;TONG THI LAN cam on", "Người lập;;Kế toán") == [
        7_000
    ]
    assert "Ngày" in refused(PLAIN, ";9.000;CONG TY A chuyen")


def told_by_the_table() -> str:
    """The part of docs/money.md that says which words are understood."""
    words, signs, columns = table()["words"], table()["signs"], table()["columns"]
    lines = [
        ("out", [*words["out"], *words["out_as_kind"], "`-`", "( )"]),
        ("in", [*words["in"], "`+`"]),
        ("nothing of the way", words["plain"]),
        ("headings that say the way in each cell", [*columns["direction"], *columns["kind"]]),
    ]
    assert (signs["out"][0], signs["in"][0]) == ("-", "+")
    return "| says | by |\n|---|---|\n" + "".join(f"| {way} | {', '.join(names)} |\n" for way, names in lines)


def test_the_story_of_money_says_which_words_are_understood() -> None:
    story = (ROOT / "docs" / "money.md").read_text(encoding="utf-8")
    assert told_by_the_table() in story, told_by_the_table()
