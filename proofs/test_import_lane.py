"""Files of 98 MB are read and taken in, and every sign-in code asked meanwhile leaves within two seconds."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import requests

from market import clock
from market.accounts import actions as accounts
from market.accounts.rules import RoleName
from market.db import transaction
from proofs.market_process import SECONDS, Service, wait_for

WITHIN = 2.0  # seconds
SIZE = 98 * 1000 * 1000
FILES = 3
_LETTERS = "abcdeghiklmnopqrstuvxy"


def households(path: Path) -> None:
    """98 MB of them, every one new."""
    with path.open("w", encoding="utf-8") as file:
        written, n = file.write("Mã hộ;Họ và tên chủ hộ;Số điện thoại;Thôn;Xã;Địa chỉ;Ghi chú\n"), 0
        while written < SIZE - 200_000:
            name = " ".join(_LETTERS[n // 22**place % 22] * 2 for place in range(4))
            written += file.write(f"K{n};Nong {name};0912{n % 10**6:06d};Thon {n % 40};Chi Lang;;{'x' * 60}\n")
            n += 1


def an_officer(service: Service) -> str:
    def make() -> str:
        now = clock.now()
        person = accounts.register(phone="+84912999999", name="Chu Văn Bình", now=now)
        accounts.grant(person=person, role=RoleName.OFFICER, place="20", now=now)
        return accounts.issue_token(person=person, now=now)[0]

    with service.inside():
        return transaction(make)


def send(service: Service, token: str, path: Path) -> str:
    with path.open("rb") as content:
        sent = requests.post(
            f"{service.address}/api/v1/imports",
            headers={"Authorization": f"Bearer {token}"},
            data={"kind": "households"},
            files={"file": (path.name, content)},
            timeout=120,
        )
    assert sent.status_code == 202, sent.text
    return str(sent.json()["id"])


def seconds_to_leave(service: Service, phone: str) -> float:
    """From asking for a code until its SMS is handed over."""
    sms, began = service.home / "sms.jsonl", time.monotonic()
    assert service.call("POST", "/sign-in-codes", None, {"phone": phone}).status == 202
    wait_for(lambda: sms.exists() and phone[1:] in sms.read_text(encoding="utf-8"), f"no code for {phone}", 60)
    return time.monotonic() - began


def test_no_code_waits_behind_a_file(start: Callable[..., Service], tmp_path: Path) -> None:
    service, path = start(), tmp_path / "ho.csv"
    service.serve()
    service.work()
    token = an_officer(service)
    seconds_to_leave(service, "0913000000")  # everything is warm
    households(path)
    ids = []
    for _ in range(FILES):
        with path.open("a", encoding="utf-8") as file:
            file.write("\n")  # another file to the market
        ids.append(send(service, token, path))
    waits, until, n = [], time.monotonic() + SECONDS, 0
    while time.monotonic() < until:
        n += 1
        waits.append(seconds_to_leave(service, f"0913{n:06d}"))
        time.sleep(1)
    states = [service.call("GET", f"/imports/{import_id}", token).json for import_id in ids]
    told = [(state["state"], state["done_rows"]) for state in states]
    assert max(waits) < WITHIN, (sorted(waits)[-5:], told)
    assert any(state["state"] in ("running", "done") for state in states), told
    for import_id in ids:
        assert service.call("PUT", f"/imports/{import_id}/cancellation", token).status in (200, 409)
    gone = lambda: not list((service.home / "media" / "imports").glob("*.file"))  # noqa: E731
    wait_for(gone, "the files of what was called off lie about", 30)
