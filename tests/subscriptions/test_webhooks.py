"""Events go to other systems: signed, once each, again when they did not arrive, and to nobody who may not hear."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from market import clock, outbox, wiring
from market.subscriptions import flows
from tests.support.receiving import Receiver, receiving
from tests.support.village import Caller, a_product, a_shop, calling, owner_of, placed_order


@pytest.fixture
def receiver(app: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    monkeypatch.setitem(app.config, "MARKET", replace(app.config["MARKET"], webhook_loopback=True))
    with receiving() as receiver:
        yield receiver


def work(at: datetime | None = None) -> None:
    """What the worker's lane of news does, at one instant."""
    instant = at or clock.now()
    while outbox.drain(wiring.JOBS, clock=lambda: instant):
        pass
    flows.send_due(clock=lambda: instant)


def subscribed(caller: Caller, receiver: Receiver, *types: str, **where: Any) -> tuple[str, str]:
    """The id and the secret of a new subscription."""
    answer = caller.post("/subscriptions", {"url": receiver.url, "types": types or ["order.*"], **where})
    assert answer.status_code == 201, answer.json
    return answer.json["subscription"]["id"], answer.json["secret"]


def test_a_shops_order_is_told_to_its_owners_system(receiver: Receiver) -> None:
    shop = a_shop()
    owner = calling(owner_of(shop))
    subscribed(owner, receiver, shop_id=str(shop.id))
    order = placed_order(a_product(shop))
    work()
    (told,) = receiver.told
    assert told[0] == "order.placed"
    assert told[1]["number"] == order.number
    assert told[1]["total_vnd"] == order.total_vnd
