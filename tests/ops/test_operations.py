"""What an operator sees: health of each part, metrics, logs without personal data, limits."""

import json
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import structlog
from flask.testing import FlaskClient
from sqlalchemy import func, select, text, update

from market import clock
from market.app import create_app
from market.catalog.actions.change_feed import announce_shop
from market.config import WrongSetting, read_config
from market.db import db, transaction
from market.ids import new_id
from market.ops import heartbeat, worker
from market.ops import invariants as auditing
from market.outbox import OutboxEntry
from market.search.engines.registry import current_engine
from tests.support.fake_redis import FakeRedis
from tests.support.installation import SECRET
from tests.support.sources import ROOT
from tests.support.village import (
    a_buyer,
    a_household,
    a_product,
    a_shop,
    an_operator,
    calling,
    guest,
    now,
    placed_order,
)

TO = {"name": "Trần Thu Hà", "phone": "0912345678", "commune_code": "00070", "address_line": "12 Hàng Bài"}


def metrics() -> dict[str, float]:
    """Each line of /metrics by its name and labels."""
    page = calling(an_operator()).client.get(
        "/metrics", headers={"Authorization": f"Bearer {calling(an_operator()).token}"}
    )
    assert page.status_code == 200
    lines = [line.rpartition(" ") for line in page.text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in lines}


# Health


def test_all_is_well_when_the_worker_speaks_and_the_index_follows(app, client: FlaskClient) -> None:
    a_product()
    worker.turn()
    worker.Rounds().turn()
    ready = client.get("/readyz")
    assert ready.json == {"status": "ready", "database": "well", "index": "well", "worker": "well"}
    for part in ("database", "index", "worker"):
        assert client.get(f"/readyz/{part}").json == {part: "well"}
    assert client.get("/readyz/coffee").status_code == 404


def test_a_silent_worker_is_told_while_the_shop_stays_open(app, client: FlaskClient) -> None:
    transaction(lambda: heartbeat.beat(heartbeat.WORKER, "away", now=clock.ago(now(), minutes=5)))
    ready = client.get("/readyz")
    assert (ready.status_code, ready.json["status"]) == (200, "degraded")
    assert ready.json["worker"].startswith("silent for 30")
    sick = client.get("/readyz/worker")
    assert (sick.status_code, sick.json["type"]) == (503, "part-sick")


def announced(at: datetime) -> None:
    """Some shop's news, while the database's clock says `at`."""

    def make() -> None:
        announce_shop(new_id(), now=now())
        db.session.flush()
        newest = select(func.max(OutboxEntry.created_at)).scalar_subquery()
        db.session.execute(update(OutboxEntry).where(OutboxEntry.created_at == newest).values(created_at=at))

    transaction(make)


def test_an_index_that_does_not_follow_is_told(app, client: FlaskClient) -> None:
    worker.turn()
    announced(clock.ago(now(), seconds=50))
    assert client.get("/readyz/index").status_code == 200
    engine = current_engine()
    bookmark = json.loads(engine.generations.bookmark or "")
    bookmark["since"] = clock.ago(now(), minutes=10).isoformat()
    engine.generations.keep(json.dumps(bookmark))
    announced(clock.ago(now(), minutes=5))
    assert client.get("/readyz").json["index"].startswith("30")
    worker.turn()
    assert client.get("/readyz/index").status_code == 200


# The clock


def test_a_clock_that_was_put_back_hides_no_news_from_the_index(app) -> None:
    from market.search.index.indexer import follow_once

    engine = current_engine()
    ahead = now() + timedelta(hours=1)
    a_product(name="Hồng Bảo Lâm")
    while follow_once(engine, now=ahead):
        pass
    a_product(name="Quýt Bắc Sơn")
    for _ in range(3):
        follow_once(engine, now=now() + timedelta(seconds=61))
    found = guest().get("/search?q=quyt").json
    assert found["total"] == 1


def test_news_dated_in_the_future_hides_nothing_that_comes_after(app) -> None:
    worker.turn()
    announced(now() + timedelta(days=1))
    worker.turn()
    a_product(name="Quýt Bắc Sơn")
    worker.turn()
    assert guest().get("/search?q=quyt").json["total"] == 1


@pytest.mark.parametrize("minutes", [-90, 90])
def test_a_machine_whose_clock_is_wrong_hides_no_news_from_the_index(app, monkeypatch, minutes: int) -> None:
    shop = a_shop()
    worker.turn()
    true_now = clock.now
    monkeypatch.setattr(clock, "now", lambda: true_now() + timedelta(minutes=minutes))
    a_product(shop, name="Quýt Bắc Sơn")
    monkeypatch.undo()
    a_product(shop, name="Hồng Bảo Lâm")
    worker.turn()
    assert [guest().get(f"/search?q={word}").json["total"] for word in ("quyt", "hong")] == [1, 1]


def test_timers_wait_after_a_jump_of_the_clock(app, monkeypatch) -> None:
    order = placed_order()
    ticks = [0.0]
    rounds = worker.Rounds(ticks=lambda: ticks[0])
    rounds.turn()
    true_now = clock.now
    monkeypatch.setattr(clock, "now", lambda: true_now() + timedelta(days=4))
    ticks[0] += 11
    rounds.turn()
    monkeypatch.undo()
    ticks[0] += 11
    rounds.turn()
    seen = calling(_buyer(order)).get(f"/orders/{order.number}").json
    assert seen["state"] == "placed"


def test_time_that_truly_passed_rings_the_timers(app) -> None:
    order = placed_order(hours_ago=73)
    for _ in range(3):
        worker.turn()
    assert calling(_buyer(order)).get(f"/orders/{order.number}").json["state"] == "cancelled"


def _buyer(order):
    from tests.support.village import buyer_of

    return buyer_of(order)


# Metrics


def test_metrics_count_requests_refusals_and_tell_the_last_audit(app) -> None:
    product = a_product(stock=1)
    buyer = calling(a_buyer())
    before = metrics()
    body = {"items": [{"product_id": str(product.id), "quantity": 2}], "deliver_to": TO, "payment_method": "cod"}
    assert buyer.post("/checkouts", body, headers={"Idempotency-Key": "k"}).status_code == 409
    auditing.run(now=now())
    after = metrics()
    refused = 'market_refusals_total{type="stock-too-low"}'
    assert after[refused] - before.get(refused, 0) == 1
    asked = 'market_requests_total{method="POST",route="/api/v1/checkouts",status="409"}'
    assert after[asked] - before.get(asked, 0) == 1
    assert 'market_request_seconds_count{method="POST",route="/api/v1/checkouts"}' in after
    assert after["market_audit_broken"] == 0
    assert after["market_audit_at_seconds"] > 0
    assert {
        "market_outbox_waiting",
        "market_scans_waiting",
        "market_outbox_oldest_seconds",
        "market_outbox_stuck",
        "market_worker_well",
    } <= set(after)


def test_paths_and_methods_that_anybody_makes_up_are_counted_as_one(app, client: FlaskClient) -> None:
    for n in range(3):
        client.get(f"/made-up/{n}")
        client.open("/healthz", method=f"MADE-UP-{n}")
    assert [name for name in metrics() if "made-up" in name.lower()] == []


def test_metrics_are_the_operators(client: FlaskClient) -> None:
    assert client.get("/metrics").status_code == 401


# Logs


def test_a_request_leaves_one_line_with_its_id_and_nobodys_data(app, client: FlaskClient, logged) -> None:
    household = calling(a_household())
    household.post("/sign-in-codes", {"phone": "0912 345 678"}, headers={"X-Request-Id": "abc"})
    (line,) = [json.loads(line) for line in logged if '"request"' in line]
    assert (line["request_id"], line["route"], line["status"]) == ("abc", "/api/v1/sign-in-codes", 202)
    assert "912345678" not in "".join(logged)


def test_a_failure_is_logged_by_kind_and_place_without_its_words(app, client: FlaskClient, logged, monkeypatch) -> None:
    from market.accounts import flows

    def fails(**_given) -> None:
        raise ValueError("0912345678 lives at 12 Hàng Bài")

    monkeypatch.setattr(flows, "request_code", fails)
    assert guest().post("/sign-in-codes", {"phone": "0912345678"}).status_code == 500
    (line,) = [json.loads(line) for line in logged if "request failed" in line]
    assert line["failed"][0] == "ValueError"
    assert any("fails" in frame for frame in line["failed"])
    assert "Hàng Bài" not in "".join(logged)


def test_a_log_that_cannot_be_written_stops_nobody() -> None:
    program = (
        "from market.ops import logs; logs.init_app(); import structlog; structlog.get_logger().info('x'); print('on')"
    )
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-c", program]
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=full, text=True, cwd=ROOT)
    assert done.stdout == "on\n"


SLOW = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 99999) SELECT max(i), :phone FROM n"


def test_a_slow_statement_is_logged_without_its_values(limited, capsys) -> None:
    with limited(SLOW_QUERY_MS="1").application.app_context():
        transaction(lambda: db.session.execute(text(SLOW), {"phone": "0912345678"}))
    (line,) = [json.loads(line) for line in capsys.readouterr().err.splitlines() if "RECURSIVE" in line]
    assert line["event"] == "slow statement"
    assert "SELECT" in line["statement"] and "0912345678" not in line["statement"]


# Limits


@pytest.fixture
def limited(app, tmp_path):
    """Another application on the same database, with tight limits and a proxy before it."""

    def make(**settings: str) -> FlaskClient:
        given = {"MARKET_HOME": str(tmp_path), "SECRET_KEY": SECRET, "DATABASE_URL": str(_address(app))}
        tight = create_app(read_config(given | {"RATE_LIMIT_EXEMPT": "none", "TRUSTED_PROXIES": "1"} | settings))
        made.append(tight)
        return tight.test_client()

    made: list = []
    yield make
    for tight in made:
        with tight.app_context():
            db.engine.dispose()


def _address(app) -> str:
    return app.config["MARKET"].database_url


def ask(client: FlaskClient, path: str, address: str = "203.0.113.7"):
    return client.get(path, headers={"X-Forwarded-For": address, "Accept-Language": "en"})


def test_one_address_is_limited_and_told_when_to_come_again(limited) -> None:
    client = limited(RATE_LIMIT="3 per minute")
    assert [ask(client, "/api/v1/categories").status_code for _ in range(4)] == [200, 200, 200, 429]
    refused = ask(client, "/api/v1/categories")
    assert (refused.json["type"], refused.content_type) == ("too-many-requests", "application/problem+json")
    assert 1 <= int(refused.headers["Retry-After"]) <= 61
    assert ask(client, "/api/v1/categories", "203.0.113.8").status_code == 200
    assert ask(client, "/healthz").status_code == 200


def test_tracking_has_a_limit_of_its_own(limited) -> None:
    client = limited(RATE_LIMIT_TRACKING="2 per minute")
    answers = [ask(client, "/api/v1/tracking/EA123456785VN").status_code for _ in range(3)]
    assert answers == [404, 404, 429]
    assert ask(client, "/api/v1/categories").status_code == 200


def test_exempt_addresses_and_a_limit_that_is_off(limited) -> None:
    exempt = limited(RATE_LIMIT="1 per minute", RATE_LIMIT_EXEMPT="203.0.113.7")
    assert {ask(exempt, "/api/v1/categories").status_code for _ in range(3)} == {200}
    off = limited(RATE_LIMIT="off")
    assert {ask(off, "/api/v1/categories").status_code for _ in range(3)} == {200}


def test_two_machines_share_one_limit_by_their_redis(limited) -> None:
    with FakeRedis() as redis:
        machines = [limited(RATE_LIMIT="5 per minute", REDIS_URL=redis.address) for _ in range(2)]
        answers = [ask(machine, "/api/v1/categories").status_code for _ in range(4) for machine in machines]
    assert answers == [200] * 5 + [429] * 3


def test_without_its_redis_each_process_counts_for_itself(limited) -> None:
    client = limited(RATE_LIMIT="2 per minute", REDIS_URL="redis://127.0.0.1:1/0")
    assert [ask(client, "/api/v1/categories").status_code for _ in range(3)] == [200, 200, 429]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("RATE_LIMIT", "many"),
        ("RATE_LIMIT", "0 per minute"),
        ("RATE_LIMIT_EXEMPT", "home"),
        ("REDIS_URL", "localhost"),
        ("SLOW_QUERY_MS", "0"),
        ("WORKER_PATIENCE", "x"),
    ],
)
def test_a_wrong_setting_stops_the_start(tmp_path, name: str, value: str) -> None:
    with pytest.raises(WrongSetting, match=name):
        read_config({"MARKET_HOME": str(tmp_path), name: value})


def test_an_error_that_names_itself_as_its_cause_is_logged_all_the_same(app, logged):
    """As the database's own do that nothing heals: a log that followed it for ever would hold the request."""
    error = RuntimeError()
    try:
        raise error from error
    except RuntimeError:
        structlog.get_logger().exception("it failed")
    assert json.loads(logged[0])["failed"][0] == "RuntimeError"


@pytest.mark.parametrize(("proxies", "lines"), [("0", 1), ("1", 0)])
def test_a_proxy_that_nobody_trusts_is_told_of_once(limited, capsys, proxies: str, lines: int) -> None:
    client = limited(TRUSTED_PROXIES=proxies)
    for _ in range(3):
        client.get("/healthz", headers={"X-Forwarded-For": "203.0.113.7"})
    assert capsys.readouterr().err.count("a proxy is in front") == lines


@pytest.mark.parametrize("path", ["/t/CA000000014VN", "/api/v1/tracking/CA000000014VN"])
def test_the_page_of_a_parcel_is_limited_with_the_route(limited, path: str) -> None:
    client = limited(RATE_LIMIT_TRACKING="2 per minute")
    assert [client.get(path).status_code for _ in range(4)] == [404, 404, 429, 429]


def test_the_page_to_sign_in_is_limited_with_the_route(limited) -> None:
    client = limited(RATE_LIMIT_SIGN_IN="2 per minute")
    answers = [client.post("/figures/sign-in", data={"phone": "0"}).status_code for _ in range(3)]
    assert answers == [422, 422, 429]


def test_addresses_of_one_ipv6_line_share_a_limit(limited) -> None:
    client = limited(RATE_LIMIT="2 per minute")
    there = [{"REMOTE_ADDR": f"2001:db8::{n}"} for n in range(1, 4)]
    answers = [client.get("/api/v1/categories", environ_overrides=at).status_code for at in there]
    assert answers == [200, 200, 429]
