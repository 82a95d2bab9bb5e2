"""The audit sees what was booked though it went out, and what was booked twice, also of lines read long ago."""

import pytest
from sqlalchemy import update

from market.db import db, transaction
from market.payments.bank.models import BankTransfer
from tests.support.paying import broken, buy
from tests.support.village import an_operator, calling

OF_OLD = {"number": None, "layout": None, "marks": None, "verified_at": None}


@pytest.fixture
def operator(stripe):
    return calling(an_operator())


def send(operator, *lines: str):
    return operator.post("/bank-statements", data="\n".join(lines).encode(), content_type="text/csv").json


def asked(text: str = "{code}") -> tuple[int, str]:
    payment = buy(method="bank_transfer").json["payment"]
    return payment["amount_vnd"], text.format(code=payment["transfer"]["text"])


def rewrite(**values) -> None:
    transaction(lambda: db.session.execute(update(BankTransfer).values(**values)))


def verify_all(operator, came: bool) -> None:
    for queue in ("exact", "double", "known"):
        for item in operator.get(f"/bank-transfers?queue={queue}").json["items"]:
            path = f"/bank-transfers/{item['id']}/verification"
            assert operator.put(path, {"came": came, "note": "đã xem"}).status_code == 200


@pytest.mark.parametrize("marks", ["{sum}\nNợ", "{sum}\nGhi nợ", "-{sum}", "{sum} DR", "({sum})", "{sum}\nDEBIT"])
def test_a_receipt_whose_line_says_that_it_is_a_debit_is_named(operator, marks) -> None:
    amount, text = asked()
    send(operator, "Ngày;Số tiền;Nội dung", f"27/11/2026;{amount};{text}")
    rewrite(marks=marks.format(sum=amount))
    (line,) = broken()
    assert "its line says that it is a debit" in line
    verify_all(operator, came=True)
    assert broken() == []


def test_of_an_old_line_its_text_is_what_is_left(operator) -> None:
    amount, text = asked("{code} hoan tien")
    send(operator, "Ngày;Số tiền;Nội dung", f"27/11/2026;{amount};{text}")
    assert broken() == []  # read now, its line said that it came
    rewrite(**OF_OLD)
    (line,) = broken()
    assert "its line was not kept" in line
    verify_all(operator, came=True)
    assert broken() == []


@pytest.mark.parametrize("second", ["{code}", "{code} TRAN THU HA chuyen tien", "MBVCB.1.{code}.CT"])
def test_two_old_receipts_of_two_exports_that_look_like_one_are_named(operator, second) -> None:
    amount, code = asked()
    send(operator, "Ngày;Số tiền;Nội dung", f"27/11/2026;{amount};{code}")
    send(operator, "Ngày;Mã giao dịch;Số tiền;Nội dung", f"27/11/2026;FT1;{amount};{second.format(code=code)}")
    for queue in ("known", "perhaps"):
        for item in operator.get(f"/bank-transfers?queue={queue}").json["items"]:
            operator.put(f"/bank-transfers/{item['id']}/verification", {"came": True, "note": "như bản cũ"})
    rewrite(**OF_OLD)
    (line,) = broken()
    assert "one transfer told by two statements" in line
    (double,) = operator.get("/bank-transfers?queue=double").json["items"]
    operator.put(f"/bank-transfers/{double['id']}/verification", {"came": False, "note": "tải hai lần"})
    assert broken() == []


def test_old_receipts_that_were_two_are_left_alone(operator) -> None:
    amount, code = asked()
    other, text = asked()
    line = f"27/11/2026;{amount};{code}"
    send(operator, "Ngày;Số tiền;Nội dung", line)
    send(operator, "Ngày;Số tiền;Nội dung", line, line, f"27/11/2026;{other};{text}")
    head = "Ngày;Mã giao dịch;Số tiền;Nội dung"
    for number in ("FT1", "FT2", "FT3"):
        send(operator, head, f"26/11/2026;{number};{amount};{code}")
    rewrite(**OF_OLD)
    assert broken() == []


def test_two_transfers_of_one_later_export_are_not_suspected(operator) -> None:
    """The first is known word for word and leaves no second telling; the other says of itself next to nothing."""
    amount, text = asked()
    send(operator, "Ngày;Số tiền;Nội dung", f"27/11/2026;{amount};{text}")
    told = send(
        operator,
        "Ngày;Ghi nợ;Ghi có;Diễn giải",
        f"27/11/2026;;{amount};{text}",
        f"27/11/2026;;{amount};chuyen tien",
    )
    assert (told["known_before"], told["queues"]) == (1, {"unreferenced": 1})
    assert broken() == []
