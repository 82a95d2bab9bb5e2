"""Above the set sum money is given up only when a second operator wants the same."""

import pytest

from market.payments.ledger import accounts
from tests.support.paying import broken, operator_upload
from tests.support.remitting import cash_state, line, send, the_line
from tests.support.village import a_buyer, a_product, an_operator, calling, delivered_order, money


@pytest.fixture
def operators(app):
    return calling(an_operator()), calling(an_operator())


def dear_order():
    return delivered_order(product=a_product(price_vnd=400_000))


def deed(kind, operator):
    """What would give 600,000 đồng or more up, ready to be asked for; and what lies in its account now."""
    if kind == "dismissal":
        operator_upload(operator, (600_000, "khong ro"))
        (item,) = operator.get("/bank-transfers").json["items"]
        return f"/bank-transfers/{item['id']}/dismissal", {"note": "COD"}, accounts.BANK
    order = dear_order()
    sent = send(operator, line(order, 100_000))
    found = the_line(operator, sent, "short")
    if kind == "waiver":
        return f"/cash-on-delivery/{order.number}/waiver", {"reason": "mất"}, accounts.LOSSES
    path = f"/remittances/{sent.json['id']}/lines/{found['id']}/decision"
    return path, {"decision": "accept", "note": "mất"}, accounts.LOSSES


@pytest.mark.parametrize("kind", ["waiver", "decision", "dismissal"])
def test_one_operator_asks_and_another_agrees(operators, kind):
    one, two = operators
    path, body, account = deed(kind, one)
    before = money(account)
    assert [one.put(path, body).status_code for _ in range(2)] == [202, 202]
    (waiting,) = one.get("/write-offs").json["items"]
    assert (waiting["subject"], money(account)) == (path, before)
    assert two.put(path, body).status_code == 200
    assert before - money(account) == waiting["amount_vnd"]
    assert (one.get("/write-offs").json["items"], len(one.get("/write-offs?state=agreed").json["items"])) == ([], 1)
    assert broken() == []


def test_up_to_the_sum_one_is_enough(operators):
    order = delivered_order()
    send(operators[0], line(order, 100_000))
    waived = operators[0].put(f"/cash-on-delivery/{order.number}/waiver", {"reason": "mất"})
    assert (waived.status_code, cash_state(order)) == (200, "waived")


def test_what_is_decided_otherwise_is_not_waited_for(operators):
    one, two = operators
    order = dear_order()
    sent = send(one, line(order, 100_000))
    path = f"/remittances/{sent.json['id']}/lines/{the_line(one, sent, 'short')['id']}/decision"
    assert one.put(path, {"decision": "accept"}).status_code == 202
    assert two.put(path, {"decision": "dispute"}).json["outcome"] == "disputed"
    assert (one.get("/write-offs").json["items"], money(accounts.LOSSES)) == ([], 0)
    assert two.put(path, {"decision": "accept"}).status_code == 202


def test_cash_given_up_is_not_given_up_again_with_its_line(operators):
    one, _ = operators
    order = delivered_order()
    sent = send(one, line(order, 100_000))
    rest = order.total_vnd - 100_000
    one.put(f"/cash-on-delivery/{order.number}/waiver", {"reason": "mất"})
    path = f"/remittances/{sent.json['id']}/lines/{the_line(one, sent, 'short')['id']}/decision"
    assert one.put(path, {"decision": "accept"}).json["outcome"] == "accepted"
    assert (money(accounts.LOSSES), cash_state(order), broken()) == (-rest, "waived", [])


def test_write_offs_are_the_operators_business(app):
    assert calling(a_buyer()).get("/write-offs").status_code == 403
