"""The processes of a machine count together: whichever answers `/metrics` speaks for all."""

from __future__ import annotations

import re

import requests

from market import clock
from market.accounts import actions as accounts
from market.accounts.rules import RoleName
from market.db import transaction
from proofs.conftest import Start
from proofs.market_process import Service, all_at_once, family, kill


def counted(service: Service, token: str) -> int:
    """How often the categories were asked for, as /metrics says."""
    page = requests.get(f"{service.address}/metrics", headers={"Authorization": f"Bearer {token}"}, timeout=30).text
    asked = r'market_requests_total{method="GET",route="/api/v1/categories",status="200"} ([0-9.]+)'
    found = re.search(asked, page)
    return int(float(found[1])) if found else 0


def an_operators_token(service: Service) -> str:
    def make() -> str:
        now = clock.now()
        person = accounts.register(phone="+84912000999", name="Operator", now=now)
        accounts.grant(person=person, role=RoleName.OPERATOR, place="", now=now)
        return accounts.issue_token(person=person, now=now)[0]

    with service.inside():
        return transaction(make)


def test_web_processes_count_together_and_go_on_counting_when_one_is_replaced(start: Start) -> None:
    service = start(WEB_WORKERS="2")
    web, token = service.serve(), an_operators_token(service)
    ask = [lambda: service.call("GET", "/categories").status] * 40
    assert set(all_at_once(ask, 8)) == {200}
    assert {counted(service, token) for _ in range(8)} == {40}  # whichever process answers
    kill(family(web)[1])
    service.wait_until_ready()
    assert set(all_at_once(ask, 8)) <= {200, 0}
    assert set(all_at_once(ask, 8)) == {200}
    assert 80 <= counted(service, token) <= 120
