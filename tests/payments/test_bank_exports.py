"""One transfer told by two exports is booked once; two that only look alike stay two; who is not sure asks a person."""

from itertools import combinations

import pytest

from market.payments.ledger.accounts import Kind
from tests.support.paying import broken, buy, held, states
from tests.support.village import an_operator, calling

PLACED, AWAITING = ("placed", "paid"), ("awaiting_payment", "awaiting")
BANKED = (Kind.BANK,)


@pytest.fixture
def operator(stripe):
    return calling(an_operator())


@pytest.fixture
def bought(operator):
    return buy(method="bank_transfer")


def asked(bought) -> tuple[int, str]:
    payment = bought.json["payment"]
    return payment["amount_vnd"], payment["transfer"]["text"]


def send(operator, *lines: str):
    sent = operator.post("/bank-statements", data="\n".join(lines).encode(), content_type="text/csv")
    assert sent.status_code == 201, sent.json
    return sent.json


def outcome(sent) -> tuple[int, dict[str, int]]:
    return sent["known_before"], sent["queues"]


# As several exports of one bank tell of the same transfer: the amount and the code are filled in.
EXPORTS = {
    "short": ("Ngày;Số tiền;Nội dung", "27/11/2026;{sum};{code}"),
    "numbered": ("Ngày;Mã giao dịch;Số tiền;Nội dung", "27/11/2026;FT1;{sum};{code}"),
    "long": ("Ngày giao dịch;Số tiền;Nội dung", "27/11/2026 08:15:00;{sum};MBVCB.77.{code}.CT tu 0123 TRAN THU HA"),
    "columns": ("Posting date;Ref no;Debit;Credit;Balance;Description", "2026-11-27;FT1;;{sum}.00;9,000,000;{code}-ha"),
    "later": ("Ngày hạch toán;Số bút toán;Ghi nợ;Ghi có;Diễn giải", "28/11/2026;9911;;{sum};{code} TRAN THU HA"),
}
EXPORTS["marked"] = ("Thời gian;Số tiền;Nợ/Có;Số CT;Mô tả", "27-11-2026 08:15;{sum};C;0042;CT den {code}")


def told(name: str, bought, times: int = 1) -> list[str]:
    amount, code = asked(bought)
    head, line = EXPORTS[name]
    return [head, *[line.format(sum=amount, code=code)] * times]


@pytest.mark.parametrize(("first", "second"), list(combinations(EXPORTS, 2)), ids="-".join)
def test_one_transfer_told_by_two_exports_is_booked_once(operator, bought, first, second) -> None:
    amount, _ = asked(bought)
    for before, after in ((first, second),):
        assert outcome(send(operator, *told(before, bought))) == (0, {"exact": 1})
        known, queues = outcome(send(operator, *told(after, bought)))
    assert (known, queues) in ((1, {}), (0, {"perhaps": 1}))
    assert (states(bought), held(Kind.BANK), broken()) == ([PLACED], amount, [])
    for name in (first, second):
        assert outcome(send(operator, *told(name, bought))) == (1, {})  # once told, it is known for good
    assert (held(Kind.BANK), broken()) == (amount, [])


def test_what_differs_only_by_a_column_that_one_lacks_is_known_and_a_longer_text_waits(operator, bought) -> None:
    send(operator, *told("short", bought))
    assert outcome(send(operator, *told("numbered", bought))) == (1, {})
    assert outcome(send(operator, *told("long", bought))) == (0, {"perhaps": 1})


def test_two_like_lines_of_one_file_stay_two_in_every_export(operator, bought) -> None:
    amount, _ = asked(bought)
    assert send(operator, *told("short", bought, 2))["queues"] == {"exact": 1, "double": 1}
    head, line = told("numbered", bought)
    assert outcome(send(operator, head, line, line.replace("FT1", "FT2"))) == (2, {})
    assert (held(Kind.BANK), broken()) == (2 * amount, [])
    third = send(operator, head, line, line.replace("FT1", "FT2"), line.replace("FT1", "FT3"))
    assert outcome(third) == (2, {"double": 1})
    assert (held(Kind.BANK), broken()) == (3 * amount, [])


def test_two_of_the_same_columns_with_two_numbers_are_two_and_a_number_once_learnt_is_kept(operator, bought) -> None:
    amount, _ = asked(bought)
    head, line = told("numbered", bought)
    send(operator, *told("short", bought))
    send(operator, head, line)
    assert outcome(send(operator, head, line.replace("FT1", "FT2"))) == (0, {"double": 1})
    assert (held(Kind.BANK), broken()) == (2 * amount, [])


def test_two_parts_of_one_sum_on_two_days_of_one_export_are_two(operator, bought) -> None:
    amount, code = asked(bought)
    head = "Ngày;Mã giao dịch;Số tiền;Nội dung"
    for day in (26, 27):
        send(operator, head, f"{day}/11/2026;FT{day};{amount // 2};{code}")
    send(operator, head, f"27/11/2026;FT99;{amount - amount // 2 * 2 + 1};{code}")
    assert (states(bought), broken()) == ([PLACED], [])


def test_other_payers_of_the_same_sum_and_day_are_booked(operator) -> None:
    one, other = buy(method="bank_transfer"), buy(method="bank_transfer")
    send(operator, *told("short", one))
    assert outcome(send(operator, *told("columns", other))) == (0, {"exact": 1})
    assert (states(one), states(other), broken()) == ([PLACED], [PLACED], [])


def test_the_same_export_with_a_longer_text_waits(operator, bought) -> None:
    head, line = told("short", bought)
    send(operator, head, line)
    assert outcome(send(operator, head, f"{line} TRAN THU HA chuyen tien")) == (0, {"perhaps": 1})


def test_a_number_once_cut_off_by_a_text_without_a_code_is_asked_about(operator, bought) -> None:
    """A person matched the short text; the long one names the order, and would be its second payment."""
    amount, _ = asked(bought)
    send(operator, "Ngày;Số tiền;Nội dung", f"27/11/2026;{amount};MBVCB.77.")
    (item,) = operator.get("/bank-transfers").json["items"]
    operator.put(f"/bank-transfers/{item['id']}/matching", {"order_number": bought.json["orders"][0]["number"]})
    assert outcome(send(operator, *told("long", bought))) == (0, {"perhaps": 1})


# What a person says of it


def perhaps(operator, bought) -> str:
    send(operator, *told("short", bought))
    send(operator, *told("long", bought))
    (item,) = operator.get("/bank-transfers").json["items"]
    assert (item["queue"], item["open_vnd"]) == ("perhaps", asked(bought)[0])
    assert item["same_as_id"] != item["id"]
    return f"/bank-transfers/{item['id']}"


def verify(operator, path: str, came: bool):
    return operator.put(f"{path}/verification", {"came": came, "note": "đã xem sao kê"})


def test_the_same_is_left_out(operator, bought) -> None:
    amount, _ = asked(bought)
    path = perhaps(operator, bought)
    for deed in ("refund", "dismissal"):
        assert operator.put(f"{path}/{deed}", {"note": "x"}).json["type"] == "transfer-settled"
    for _ in range(2):
        assert verify(operator, path, False).json["queue"] == "known"
    assert verify(operator, path, True).status_code == 409
    assert (held(Kind.BANK), operator.get("/bank-transfers").json["items"], broken()) == (amount, [], [])
    assert outcome(send(operator, *told("long", bought))) == (1, {})


def test_another_is_booked_then_and_matched(operator, bought) -> None:
    amount, _ = asked(bought)
    path = perhaps(operator, bought)
    for _ in range(2):
        answer = verify(operator, path, True)
        assert (answer.json["queue"], answer.json["open_vnd"]) == ("double", amount)
    assert verify(operator, path, False).status_code == 409
    assert (held(Kind.BANK), broken()) == (2 * amount, [])
    assert operator.put(f"{path}/refund", {}).json["open_vnd"] == 0
    assert broken() == []


def test_what_was_taken_for_known_and_was_not_is_booked_by_a_person(operator, bought) -> None:
    amount, _ = asked(bought)
    send(operator, *told("short", bought))
    send(operator, *told("numbered", bought))
    (item,) = operator.get("/bank-transfers?queue=known").json["items"]
    assert verify(operator, f"/bank-transfers/{item['id']}", True).json["queue"] == "double"
    assert (held(Kind.BANK), broken()) == (2 * amount, [])


def test_what_was_booked_and_never_came_is_taken_out_while_it_waits(operator, bought) -> None:
    amount, code = asked(bought)
    send(operator, *told("numbered", bought), f"27/11/2026;FT2;{amount};{code}")
    (item,) = operator.get("/bank-transfers?queue=double").json["items"]
    assert verify(operator, f"/bank-transfers/{item['id']}", False).json["open_vnd"] == 0
    assert (held(Kind.BANK), states(bought), broken()) == (amount, [PLACED], [])
    (paid,) = operator.get("/bank-transfers?queue=exact").json["items"]
    assert verify(operator, f"/bank-transfers/{paid['id']}", False).json["type"] == "transfer-settled"
    assert (held(Kind.BANK), broken()) == (amount, [])


def test_to_leave_out_a_large_one_takes_two(operator) -> None:
    send(operator, "Ngày;Số tiền;Nội dung", "27/11/2026;9.000.000;nham")
    send(operator, "Ngày;Ghi có;Nội dung", "27/11/2026;9.000.000;nham tai khoan, xin lai")
    (item,) = operator.get("/bank-transfers?queue=perhaps").json["items"]
    path = f"/bank-transfers/{item['id']}"
    assert [verify(operator, path, False).status_code for _ in range(2)] == [202, 202]
    assert verify(calling(an_operator()), path, False).status_code == 200
    assert (held(Kind.BANK), broken()) == (9_000_000, [])
