"""A part of a price is shown, asked for and returned to the đồng: in the answer, the picture and the notice."""

import pytest
from sqlalchemy import select

from market.db import db, transaction
from market.notices.sentences import NOTICES
from market.outbox import OutboxEntry
from market.payments.charges.vietqr import payload
from market.payments.ledger.accounts import Kind
from tests.support.paying import A_DAY_LATE, broken, buy, held, later, operator_upload, order, states, told, work
from tests.support.village import a_product, an_operator, buyer_of, calling

PLACED, CANCELLED = ("placed", "paid"), ("cancelled", "cancelled")


@pytest.fixture
def operator(stripe):
    return calling(an_operator())


@pytest.fixture
def bought(operator):
    return buy(method="bank_transfer")


def numbers(bought) -> list[str]:
    return [one["number"] for one in bought.json["orders"]]


def asked(bought) -> tuple[int, str]:
    return bought.json["payment"]["amount_vnd"], bought.json["payment"]["transfer"]["text"]


def buyer(bought):
    return calling(buyer_of(order(numbers(bought)[0])))


def shown(bought, place: int = 0):
    return buyer(bought).get(f"/orders/{numbers(bought)[place]}/payment").json


def money(bought, place: int = 0) -> tuple[int, int, int, int | None]:
    """What is paid, back, waits to go back, and is still asked for."""
    seen = shown(bought, place)
    return seen["paid_vnd"], seen["refunded_vnd"], seen["returning_vnd"], seen.get("amount_vnd")


def said(notice: str) -> list[str]:
    """What the notices of that kind say, in Vietnamese."""
    rows = transaction(lambda: list(db.session.scalars(select(OutboxEntry.payload).filter_by(topic="notice"))))
    return [str(NOTICES[notice].format(**row["words"])) for row in rows if row["notice"] == notice]


def send_back(operator) -> None:
    """Everything that waits goes to the buyer's account."""
    for item in operator.get("/bank-transfers").json["items"]:
        assert operator.put(f"/bank-transfers/{item['id']}/refund", {}).status_code == 200
    for refund in operator.get("/refunds?state=approved").json["items"]:
        operator.put(f"/refunds/{refund['id']}/settlement", {"note": "FT"})


def test_a_part_counts_as_paid_and_the_picture_asks_for_the_rest(operator, bought) -> None:
    amount, code = asked(bought)
    operator_upload(operator, (amount - 50_000, code))
    assert money(bought) == (amount - 50_000, 0, 0, 50_000)
    assert shown(bought)["status"] == "awaiting"
    rest = payload(bin="970416", account="257678859", amount_vnd=50_000, purpose=code)
    assert shown(bought)["qr"] == rest
    assert told(order(numbers(bought)[0]).buyer_id) == ["part_paid"]
    (sentence,) = said("part_paid")
    assert "50.000 đ" in sentence
    assert f"{amount - 50_000:,}".replace(",", ".") in sentence
    operator_upload(operator, (50_000, code))
    assert (states(bought), money(bought), broken()) == ([PLACED], (amount, 0, 0, None), [])


def test_three_parts_and_too_much(operator, bought) -> None:
    amount, code = asked(bought)
    for part, left in ((1, amount - 1), (amount - 11, 10)):
        operator_upload(operator, (part, code))
        assert money(bought) == (amount - left, 0, 0, left)
    operator_upload(operator, (17, code))
    assert (states(bought), money(bought)) == ([PLACED], (amount, 0, 7, None))
    send_back(operator)
    assert (money(bought), held(Kind.BANK), broken()) == ((amount, 0, 0, None), amount, [])


@pytest.mark.parametrize("who", ["nobody", "buyer"])
def test_what_came_of_an_order_that_ended_waits_to_go_back_and_does(operator, bought, who) -> None:
    amount, code = asked(bought)
    operator_upload(operator, (amount - 50_000, code))
    if who == "buyer":
        buyer(bought).put(f"/orders/{numbers(bought)[0]}/cancellation", {})
        assert money(bought) == (amount - 50_000, 0, amount - 50_000, None)
    work(later(A_DAY_LATE))
    assert (states(bought), money(bought)) == ([CANCELLED], (amount - 50_000, 0, amount - 50_000, None))
    assert told(order(numbers(bought)[0]).buyer_id).count("part_goes_back") == 1
    assert f"{amount - 50_000:,}".replace(",", ".") in said("part_goes_back")[0]
    (item,) = operator.get("/bank-transfers").json["items"]
    operator.put(f"/bank-transfers/{item['id']}/refund", {})
    assert money(bought)[2] == amount - 50_000  # asked for, and not yet back
    send_back(operator)
    assert (money(bought), shown(bought)["status"]) == ((amount - 50_000, amount - 50_000, 0, None), "refunded")
    assert (held(Kind.BANK), broken()) == (0, [])


def test_a_part_that_comes_after_the_end_is_told(operator, bought) -> None:
    amount, code = asked(bought)
    work(later(A_DAY_LATE))
    operator_upload(operator, (amount - 1, code))
    assert (states(bought), money(bought)) == ([CANCELLED], (amount - 1, 0, amount - 1, None))
    assert "part_goes_back" in told(order(numbers(bought)[0]).buyer_id)
    operator_upload(operator, (1, code))
    assert (states(bought), money(bought), broken()) == ([PLACED], (amount, 0, 0, None), [])


def test_a_part_sent_back_while_the_order_waits_is_asked_for_again(operator, bought) -> None:
    amount, code = asked(bought)
    operator_upload(operator, (5_000, code))
    send_back(operator)
    assert money(bought) == (0, 0, 0, amount)
    assert broken() == []


def test_the_part_of_a_checkout_is_divided_to_the_dong(operator) -> None:
    bought = buy(a_product(), a_product(), a_product(), method="bank_transfer")
    amount, code = asked(bought)
    operator_upload(operator, (100_001, code))
    seen = [money(bought, place) for place in range(3)]
    assert sum(paid for paid, _, _, _ in seen) == 100_001
    assert {due for _, _, _, due in seen} == {amount - 100_001}


@pytest.mark.parametrize("too_much", [False, True])
def test_a_part_stays_with_what_is_left_of_a_basket(operator, too_much) -> None:
    bought = buy(a_product(), a_product(), method="bank_transfer")
    _, code = asked(bought)
    second = bought.json["orders"][1]["total_vnd"]
    came = second + 9 if too_much else second - 9
    operator_upload(operator, (came, code))
    buyer(bought).put(f"/orders/{numbers(bought)[0]}/cancellation", {})
    work()
    if too_much:
        assert (states(bought), money(bought, 1)) == ([CANCELLED, PLACED], (second, 0, 9, None))
    else:
        assert money(bought, 1) == (second - 9, 0, 0, 9)
        operator_upload(operator, (9, code))  # by the code that was asked for first
        assert states(bought) == [CANCELLED, PLACED]
    assert (money(bought, 0)[0], broken()) == (0, [])
    send_back(operator)
    assert (held(Kind.BANK), broken()) == (second, [])


def test_a_placed_order_asks_for_nothing_however_it_was_paid(operator) -> None:
    bought = buy(a_product(), a_product(), method="bank_transfer")
    amount, code = asked(bought)
    buyer(bought).put(f"/orders/{numbers(bought)[0]}/cancellation", {})
    work()
    operator_upload(operator, (amount, code))  # sent before, for both; another charge asks for less meanwhile
    assert states(bought) == [CANCELLED, PLACED]
    assert "qr" not in shown(bought, 1)
    assert buyer(bought).get(f"/orders/{numbers(bought)[1]}/payment/qr").status_code == 404
