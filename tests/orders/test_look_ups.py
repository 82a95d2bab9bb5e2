"""An order is shown for its number and a code to a phone of it; whoever guesses learns nothing, not even that it is."""

import json
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select, update

from market import clock
from market.db import db, transaction
from market.notices.models import SentNotice
from market.orders.look_ups.actions import purge_old
from market.orders.look_ups.models import LookUp
from market.orders.look_ups.rules import look_up_code
from market.orders.models import Order
from tests.support.installation import SECRET
from tests.support.paying import work
from tests.support.village import (
    a_buyer,
    a_person,
    buyer_of,
    calling,
    delivered_order,
    guest,
    leaves,
    placed_order,
    returned_order,
)

RECIPIENT, STRANGER = "0912 345 678", "0977 000 111"


def ask(number: str, phone: str = RECIPIENT) -> Any:
    return guest().post("/order-look-ups", {"number": number, "phone": phone})


def answer(asked: Any, code: str | None = None) -> Any:
    right = look_up_code(SECRET, UUID(asked.json["id"]))
    return guest().post(f"/order-look-ups/{asked.json['id']}/answers", {"code": code or right})


def wrong_code(asked: Any) -> str:
    return next(code for code in ("000000", "000001") if code != look_up_code(SECRET, UUID(asked.json["id"])))


@pytest.fixture
def sent(app):
    """The messages that left since, as (phone, text)."""
    file = app.config["MARKET"].sms_file
    before = len(file.read_text("utf-8").splitlines()) if file.exists() else 0

    def read() -> list[tuple[str, str]]:
        work()
        lines = file.read_text("utf-8").splitlines()[before:] if file.exists() else []
        told = [json.loads(line) for line in lines]
        return [(one["to"], one["text"]) for one in told if "ma xem don" in one["text"]]

    return read


def test_whoever_holds_the_recipients_phone_sees_the_order_as_its_buyer_does(sent) -> None:
    order = delivered_order()
    asked = ask(order.number)
    assert (asked.status_code, asked.json["expires_in"]) == (202, 300)
    code = look_up_code(SECRET, UUID(asked.json["id"]))
    told = f"Cho Phien: ma xem don {order.number} la {code}, dung trong 5 phut. Dung cho ai biet ma nay."
    assert sent() == [("+84912345678", told)]
    seen = answer(asked)
    assert seen.status_code == 200, seen.json
    assert seen.json == calling(buyer_of(order)).get(f"/orders/{order.number}").json
    assert seen.headers["Cache-Control"] == "private, no-store"
    # Once: who reads over a shoulder comes too late.
    assert (answer(asked).status_code, answer(asked).json["type"]) == (422, "wrong-look-up-code")


def test_the_phone_that_the_buyer_signs_in_with_serves_too(sent) -> None:
    order = placed_order(buyer=a_person("Trần Thu Hà", phone="+84987654320"))
    typed = order.number.lower().replace("-", " ")
    asked = ask(typed, "0987.654.320")
    assert [to for to, _ in sent()] == ["+84987654320"]
    assert answer(asked).json["number"] == order.number


def test_a_wrong_pair_is_answered_alike_and_nothing_is_sent(sent) -> None:
    order, other = placed_order(), placed_order(buyer=a_person("Vi Thị Sen", phone="+84987654321"))
    right, wrong = ask(order.number), [ask(order.number, STRANGER), ask(order.number, "0987 654 321")]
    unknown = ask("CP-7Q4M-2KXX")
    for asked in (*wrong, unknown):
        assert (asked.status_code, set(asked.json), asked.json["expires_in"]) == (202, set(right.json), 300)
        assert set(asked.headers.keys()) == set(right.headers.keys())
        refused = answer(asked)  # the code that nobody was sent opens nothing
        assert (refused.status_code, refused.json["type"]) == (422, "wrong-look-up-code")
        assert refused.json == answer(right, wrong_code(right)).json
    assert [to for to, _ in sent()] == ["+84912345678"]
    assert other.number not in str(answer(right).json)


def test_a_code_has_five_tries_and_five_minutes(app) -> None:
    order = placed_order()
    asked = ask(order.number)
    assert {answer(asked, wrong_code(asked)).status_code for _ in range(5)} == {422}
    assert answer(asked).status_code == 422  # the right one comes too late
    late = ask(order.number)
    transaction(lambda: db.session.execute(update(LookUp).values(expires_at=clock.ago(clock.now(), seconds=1))))
    assert answer(late).status_code == 422


def test_a_code_opens_no_other_look_up_and_unknown_ones_are_wrong(app) -> None:
    one, two = ask(placed_order().number), ask(placed_order().number)
    assert answer(one, look_up_code(SECRET, UUID(two.json["id"]))).status_code == 422
    refused = guest().post(f"/order-look-ups/{uuid4()}/answers", {"code": "123456"})
    assert (refused.status_code, refused.json["type"]) == (422, "wrong-look-up-code")
    assert guest().post("/order-look-ups/na/answers", {"code": "123456"}).status_code == 404
    assert answer(two).status_code == 200


def test_codes_are_counted_as_for_signing_in_whether_the_pair_is_right_or_not(app) -> None:
    order = placed_order()
    for phone in (RECIPIENT, STRANGER):
        answers = [ask(order.number, phone).status_code for _ in range(6)]
        assert answers == [202] * 5 + [429]
    # One count for both, so that nobody has twice as many messages sent.
    assert guest().post("/sign-in-codes", {"phone": RECIPIENT}).status_code == 429


def test_a_phone_that_was_put_right_meanwhile_neither_hears_nor_sees(sent) -> None:
    order = placed_order()
    asked = ask(order.number)
    right = {"deliver_to": {"phone": "0987 111 222"}}
    assert (
        calling(buyer_of(order)).patch(f"/orders/{order.number}", right, headers={"If-Match": "*"}).status_code == 200
    )
    assert answer(asked).status_code == 422
    assert sent() == []
    assert answer(ask(order.number, "0987 111 222")).status_code == 200


def test_nothing_is_left_to_see_of_who_was_forgotten(sent) -> None:
    order = returned_order(buyer=a_buyer())
    before = ask(order.number)
    assert leaves(calling(buyer_of(order))).status_code == 204
    after = ask(order.number)
    assert (answer(before).status_code, after.status_code, answer(after).status_code) == (422, 202, 422)
    assert sent() == []


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"number": "CP-7Q4M-2KXY"}, "number"),  # its check letter does not agree
        ({"number": "' OR 1=1 --"}, "number"),
        ({"number": ""}, "number"),
        ({"number": None}, "number"),
        ({"phone": "113"}, "phone"),
        ({"code": "123456"}, "code"),
    ],
)
def test_what_is_no_pair_at_all_is_told_and_counts_nothing(app, wrong, where) -> None:
    refused = guest().post("/order-look-ups", {"number": "CP-7Q4M-2KXX", "phone": RECIPIENT} | wrong)
    assert (refused.status_code, list(refused.json["errors"])) == (422, [where])
    assert transaction(lambda: db.session.scalar(select(func.count()).select_from(LookUp))) == 0


def test_neither_phone_nor_code_is_kept_and_all_is_gone_after_a_day(sent) -> None:
    asked = ask(placed_order().number)
    assert sent()
    row = transaction(lambda: db.session.execute(select(LookUp.__table__)).one())
    assert "912345678" not in str(row)
    assert look_up_code(SECRET, UUID(asked.json["id"])) not in str(row)
    logged = transaction(lambda: db.session.scalars(select(SentNotice).filter_by(notice="look_up_code")).one())
    assert logged.person_id is None
    transaction(lambda: purge_old(now=clock.now()))
    assert transaction(lambda: db.session.scalar(select(func.count()).select_from(LookUp))) == 1
    transaction(lambda: purge_old(now=clock.ago(clock.now(), days=-2)))
    assert transaction(lambda: db.session.scalar(select(func.count()).select_from(LookUp))) == 0
    assert transaction(lambda: db.session.scalar(select(func.count()).select_from(Order))) == 1
