"""Keys of two questions, two guests and a spent code; chunks that are none; codes that are no digits."""

import socket
from typing import Any

import pytest
from gunicorn.http.body import Body, ChunkedReader  # type: ignore[import-untyped]
from gunicorn.http.unreader import IterUnreader  # type: ignore[import-untyped]
from sqlalchemy import func, select

from market.accounts.models import Token
from market.db import db, transaction
from market.payments.remittances.models import Remittance
from tests.support.village import a_household, an_operator, calling, fresh_code, guest

PHONE = "+84977123456"
STATEMENT = b"tracking_number,amount_vnd,fee_vnd,net_vnd\nCA000000014VN,1000,0,1000\n"


def rows(model: type) -> int:
    return transaction(lambda: db.session.scalar(select(func.count()).select_from(model)) or 0)


def test_a_key_of_one_question_is_none_of_another_by_its_query(app) -> None:
    """The statement of B, with the key and the file of A, is not A's."""
    operator, key = calling(an_operator()), {"Idempotency-Key": "k"}

    def record(number: str) -> Any:
        where = f"/remittances?number={number}"
        return operator.post(where, data=STATEMENT, content_type="text/csv", headers=key)

    first = record("PM-1")
    again, other = record("PM-1"), record("PM-2")
    assert (again.json, again.headers.get("Idempotent-Replayed")) == (first.json, "true")
    assert (other.status_code, other.json["type"], rows(Remittance)) == (422, "idempotency-key-reused", 1)


@pytest.mark.parametrize("headers", [{}, {"Idempotency-Key": "once"}])
def test_who_names_json_and_sends_nothing_has_sent_nothing(app, headers) -> None:
    operator = calling(an_operator())
    made = operator.post("/payout-files", headers={"Content-Type": "application/json", **headers})
    assert made.json["type"] == "not-found"  # nothing is to be paid
    assert operator.post("/rates", headers={"Content-Type": "application/json", **headers}).json["type"] == "not-json"


def test_guests_do_not_share_their_keys(app) -> None:
    key = {"Idempotency-Key": "1"}
    answers = [guest().post("/sign-in-codes", {"phone": f"097712345{n}"}, headers=key).status_code for n in (1, 2, 1)]
    assert answers == [202, 202, 202]


@pytest.mark.parametrize("key", [{}, {"Idempotency-Key": "k"}])
def test_a_spent_code_gives_no_token_again(app, key) -> None:
    person = a_household()
    body = {"phone": person.phone} | fresh_code(calling(person))
    before = rows(Token)
    assert [guest().post("/tokens", body, headers=key).status_code for _ in range(2)] == [201, 401]
    assert rows(Token) == before + 1


@pytest.mark.parametrize("code", ["éé1234", "12345", "1234567", "１２３４５６", "٠١٢٣٤٥", "12 456", "", "𝟏𝟐𝟑𝟒𝟓𝟔"])
@pytest.mark.parametrize("live", [True, False])
def test_a_code_that_is_no_six_digits_is_refused_alike_whether_one_was_asked_for(app, code, live) -> None:
    if live:
        guest().post("/sign-in-codes", {"phone": PHONE})
    refused = guest().post("/tokens", {"phone": PHONE, "code": code})
    assert (refused.status_code, list(refused.json["errors"])) == (422, ["code"])


@pytest.mark.parametrize("code", ["éé1234", "１２３４５６"])
def test_the_page_takes_such_a_code_for_a_wrong_one(app, client, code) -> None:
    guest().post("/sign-in-codes", {"phone": PHONE})
    assert client.post("/figures/sign-in", data={"phone": PHONE, "code": code}).status_code == 401


class _Request:
    limit_request_field_size, max_buffer_headers = 8190, 65536


@pytest.mark.parametrize(
    "chunks",
    [b"ZZ\r\n{}\r\n0\r\n\r\n", b"2\r\n{}XX0\r\n\r\n", b"-1\r\n{}\r\n", b"2;a\rb\r\n{}\r\n0\r\n\r\n", b"2" * 9000],
    ids=["no number", "no end", "negative", "extension", "endless"],
)
@pytest.mark.parametrize("path", ["/sign-in-codes", "/imports", "/webhooks/card"])
def test_chunks_that_are_none_are_our_callers_fault(app, chunks, path) -> None:
    body = Body(ChunkedReader(_Request(), IterUnreader(iter([chunks]))))
    ours, theirs = socket.socketpair()
    with ours, theirs:
        given = {"wsgi.input": body, "wsgi.input_terminated": True, "gunicorn.socket": ours, "CONTENT_LENGTH": ""}
        where = path if path.startswith("/webhooks") else "/api/v1" + path
        answer = app.test_client().post(
            where,
            content_type="application/json",
            environ_overrides=given | {"HTTP_TRANSFER_ENCODING": "chunked"},
        )
    assert (answer.status_code, answer.json["type"], answer.headers["Connection"]) == (400, "bad-request", "close")
