"""docs/webhooks.md: the receiver that it shows takes what we send, and it lists what may be told."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from http.server import HTTPServer
from threading import Thread
from typing import Any

import pytest

from market import clock
from market.accounts.services.rules import SCOPES
from market.delivery.rules.parcels import ParcelState
from market.orders.rules import OrderState
from market.payments.cash_outs.rules import CashOutState
from market.payments.payouts.rules import PayoutState
from market.subscriptions import flows
from market.subscriptions.event_types import EVENT_TYPES
from tests.support.sources import ROOT
from tests.support.village import a_shop, calling, owner_of

PAGE = (ROOT / "docs" / "webhooks.md").read_text(encoding="utf-8")


def test_the_page_lists_every_type_and_scope() -> None:
    assert [name for name in (*EVENT_TYPES, *SCOPES) if f"| `{name}` |" not in PAGE] == []
    assert all(re.fullmatch(r"[a-z]+\.[a-z_]+(\.v[2-9])?", name) for name in EVENT_TYPES)


def test_whatever_an_order_a_parcel_or_a_payout_becomes_has_a_name() -> None:
    money = {*PayoutState, *CashOutState} - {CashOutState.BLOCKED}  # locked, and held as before
    become: dict[str, Iterable[str]] = {"order": OrderState, "parcel": ParcelState, "payout": money}
    assert {f"{of}.{state}" for of, states in become.items() for state in states} <= set(EVENT_TYPES)


def test_the_receiver_of_the_page_takes_each_message_once(
    app: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(app.config, "MARKET", replace(app.config["MARKET"], webhook_loopback=True))
    (code,) = re.findall(r"```python\n(.*?)\nHTTPServer", PAGE, re.DOTALL)
    monkeypatch.setenv("SECRETS", "whsec_AAAA")
    there: dict[str, Any] = {}
    exec(code, there)
    server = HTTPServer(("127.0.0.1", 0), there["Hook"])
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    shop = a_shop()
    owner = calling(owner_of(shop))
    url = f"http://127.0.0.1:{server.server_address[1]}/"
    made = owner.post("/subscriptions", {"url": url, "types": ["order.*"], "shop_id": str(shop.id)}).json
    path = f"/subscriptions/{made['subscription']['id']}"

    def tried(message: str) -> list[int]:
        flows.send_due(clock=clock.now)
        return [one["status"] for one in owner.get(f"{path}/messages/{message}").json["attempts"]]

    first = owner.post(f"{path}/tests").json["id"]
    assert tried(first) == [401]  # it does not know our secret yet
    there["KEYS"][:] = [there["base64"].b64decode(made["secret"].removeprefix("whsec_"))]
    for statuses in ([401, 204], [401, 204, 204]):
        owner.put(f"{path}/messages/{first}/resending")
        assert tried(first) == statuses
    server.shutdown()
    server.server_close()
    thread.join()
    assert capsys.readouterr().out.count("'webhook.test'") == 1
