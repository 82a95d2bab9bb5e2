"""`market events tail`: what happens, one line each, as it happens and without anybody's name."""

from __future__ import annotations

import signal
from typing import Any

from click.testing import CliRunner

from market import clock, outbox
from market.cli import events, main
from market.wiring import jobs
from tests.support.typed import typing
from tests.support.village import a_product, a_shop, accepted_order, placed_order


def work() -> None:
    while outbox.drain(jobs.JOBS, clock=clock.now, of=jobs.TOLD):
        pass


def test_each_event_is_a_line_once_and_names_nobody(app: Any) -> None:
    shop = a_shop()
    product = a_product(shop)
    first = placed_order(product)
    work()
    lines = events.follow((), None, lines=10, pause=lambda: None)
    seen = [next(lines) for _ in range(3)]
    assert [line.split()[1] for line in seen] == ["shop.changed", "product.listed", "order.placed"]
    assert f"number={first.number}" in seen[2] and f"shop_id={shop.id}" in seen[2]
    second = accepted_order(product=product)
    work()
    told = [next(lines) for _ in range(2)]
    assert [line.split()[1] for line in told] == ["order.placed", "order.accepted"]
    assert all(second.number in line for line in told)
    for private in (first.recipient_name, first.recipient_phone, first.address_line, shop.name):
        assert private not in "".join(seen + told)


def test_it_shows_only_what_was_asked_for(app: Any) -> None:
    product = a_product()
    order = placed_order(product)
    placed_order()
    work()
    lines = events.follow(("order.*",), product.shop_id, lines=10, pause=lambda: None)
    assert order.number in next(lines)
    placed_order()
    accepted = accepted_order(product=product)
    work()
    assert accepted.number in next(lines)
    for wrong in (("--type", "order.eaten"), ("--shop", "x"), ("--lines", "x")):
        assert CliRunner().invoke(main, ["events", "tail", *wrong]).exit_code in (1, 2)


def test_ctrl_c_ends_it_well(app: Any) -> None:
    placed_order()
    work()
    with typing(app, "events", "tail", "--type", "order.*") as tail:
        assert "order.placed" in tail.stdout.readline()
        tail.send_signal(signal.SIGINT)
        assert (tail.wait(timeout=30), tail.stderr.read().strip()) == (0, "")
