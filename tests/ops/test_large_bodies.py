"""No body over 1 MB is read before it is decided who may send it; a key never parses what is larger."""

import io
from typing import Any

import pytest
from sqlalchemy import func, select

from market.db import db, transaction
from market.idempotency import KeyedAnswer
from market.imports.models import Import
from tests.support.village import Caller, a_buyer, a_team_member, calling, guest

# Decided before any database is asked.
pytestmark = pytest.mark.once

MB = 1024 * 1024
BOUNDARY = "multipart/form-data; boundary=x"
BEFORE = b'--x\r\nContent-Disposition: form-data; name="kind"\r\n\r\nhouseholds\r\n--x\r\n'
BEFORE += b'Content-Disposition: form-data; name="file"; filename="ho.csv"\r\n\r\n'


class Line(io.RawIOBase):
    """A body on its way, which knows how much of it was asked for."""

    def __init__(self, head: bytes, length: int) -> None:
        self.left, self.taken, self.head = length, 0, head

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        size = min(len(buffer), self.left)
        piece = (self.head[self.taken : self.taken + size] + b"[],\n" * (size // 4 + 1))[:size]
        buffer[:size] = piece
        self.left, self.taken = self.left - size, self.taken + size
        return size


def send(caller: Caller, path: str, kind: str, *, length: int, chunked: bool = False, **headers: str) -> Any:
    line = Line(BEFORE if kind == BOUNDARY else b"[", length)
    told = (
        {"wsgi.input_terminated": True, "CONTENT_LENGTH": "", "HTTP_TRANSFER_ENCODING": "chunked"}
        if chunked
        else {"CONTENT_LENGTH": str(length)}
    )
    given = {"wsgi.input": line, "CONTENT_TYPE": kind, **told}
    return caller.post(path, headers=headers, environ_overrides=given), line.taken


def bogus() -> Caller:
    caller = guest()
    caller.token = "cp_bogus"
    return caller


@pytest.mark.parametrize("chunked", [False, True])
@pytest.mark.parametrize("keyed", [{}, {"Idempotency-Key": "k"}])
@pytest.mark.parametrize("kind", ["application/json", "text/csv", BOUNDARY])
@pytest.mark.parametrize("who", [guest, bogus, lambda: calling(a_buyer())], ids=["guest", "bogus", "buyer"])
def test_nobody_is_read_beyond_the_limit_before_access_is_decided(app, who, kind, keyed, chunked) -> None:
    answer, taken = send(who(), "/imports", kind, length=60 * MB, chunked=chunked, **keyed)
    assert answer.status_code in (401, 403, 413)
    assert taken <= MB + 1
    assert transaction(lambda: db.session.scalar(select(func.count()).select_from(KeyedAnswer))) == 0


@pytest.mark.parametrize("kind", ["application/json", "text/csv"])
@pytest.mark.parametrize("path", ["/imports", "/scans", "/checkouts"])
def test_who_may_send_files_sends_nothing_else_that_large(app, path, kind) -> None:
    answer, taken = send(calling(a_team_member()), path, kind, length=60 * MB)
    assert (answer.status_code in (400, 403, 413, 415), taken <= MB + 1) == (True, True)


@pytest.mark.parametrize("keyed", [{}, {"Idempotency-Key": "k"}])
def test_a_large_file_of_who_may_comes_in_with_or_without_a_key(app, keyed) -> None:
    body = BEFORE + b"Ten,Xa\n" * (MB // 4) + b"\r\n--x--\r\n"
    answer = calling(a_team_member()).post("/imports", data=body, content_type=BOUNDARY, headers=keyed)
    assert (answer.status_code, answer.headers["Retry-After"]) == (202, "1")
    assert transaction(lambda: db.session.scalar(select(func.count()).select_from(Import))) == 1


@pytest.mark.parametrize("kind", ["application/json", "text/csv", "application/octet-stream"])
def test_a_body_in_chunks_is_taken_whole_or_not_at_all(app, kind) -> None:
    answer, taken = send(calling(a_team_member()), "/remittances", kind, length=2 * MB, chunked=True)
    assert (answer.status_code, taken <= MB + 1) == (413, True)
