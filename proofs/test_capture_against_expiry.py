"""Cards that pay in the very moment in which several worker processes end their unpaid orders."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

from sqlalchemy import select

from market.db import db, transaction
from market.ops import invariants as auditing
from market.orders.models import Order
from market.payments.cards.reconcile import reconcile
from market.wiring import jobs
from proofs.racer import later
from tests.conftest import _app, app, database_url, stripe  # noqa: F401
from tests.support.fake_stripe import KEY, WEBHOOK_SECRET
from tests.support.paying import buy, hear
from tests.support.village import a_buyer, a_product, calling, stock_of

SECONDS = min(float(os.environ.get("SECONDS_EACH", "60")), 60) / 2
ORDERS = 40
WORKERS = 3


def test_each_is_paid_or_ended_and_never_both(app, stripe, database_url) -> None:  # noqa: F811
    buyer, product = calling(a_buyer()), a_product(stock=ORDERS)
    for _ in range(ORDERS):
        assert buy(product, buyer=buyer).status_code == 201
    intents = [intent["id"] for intent in stripe.of_kind("payment_intent")]
    random.shuffle(intents)

    workers = [_worker(app, database_url, stripe.address) for _ in range(WORKERS)]
    for worker in workers:
        assert worker.stdout is not None
        worker.stdout.readline()
    for intent in intents:
        if stripe.pay(intent):
            hear(stripe.events[-1])
        time.sleep(random.random() * 0.05)
    for worker in workers:
        worker.communicate(timeout=SECONDS + 60)
    assert [worker.returncode for worker in workers] == [0] * WORKERS
    for event in stripe.events:
        hear(event)
    race_to_the_end()

    db.session.rollback()
    orders = transaction(lambda: list(db.session.scalars(select(Order))))
    ends = {(order.state, order.payment_status) for order in orders}
    assert ends <= {("placed", "paid"), ("cancelled", "cancelled"), ("cancelled", "refunded")}
    paid = [intent for intent in stripe.of_kind("payment_intent") if intent["status"] == "succeeded"]
    assert sum(order.payment_status != "cancelled" for order in orders) == len(paid)
    assert stock_of(product.id) == ORDERS - sum(order.state == "placed" for order in orders)
    assert transaction(lambda: list(auditing.broken())) == []
    compared = reconcile(now=later())
    assert (compared.differences, compared.gateway_vnd) == ([], compared.ours_vnd)


def race_to_the_end() -> None:
    """What the workers had no time for."""
    from market import outbox
    from market.payments.charges import flows

    while flows.poll_due(now=later()) or outbox.drain(jobs.JOBS, clock=later):
        pass


def _worker(app, database_url: str, gateway: str) -> subprocess.Popen[str]:  # noqa: F811
    environ = os.environ | {
        "MARKET_HOME": str(app.config["MARKET"].home),
        "DATABASE_URL": database_url,
        "SECRET_KEY": app.config["MARKET"].secret_key,
        "SMS_ADAPTER": "file",
        "CARD_API_URL": gateway,
        "CARD_API_KEY": KEY,
        "CARD_WEBHOOK_SECRET": WEBHOOK_SECRET,
    }
    call = [sys.executable, "-m", "proofs.racer", str(SECONDS)]
    root = Path(__file__).parent.parent
    return subprocess.Popen(call, env=environ, cwd=root, stdout=subprocess.PIPE, text=True)
