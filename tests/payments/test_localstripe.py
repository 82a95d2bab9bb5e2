"""The whole way of a card against a gateway that somebody else wrote: localstripe, as its own process on loopback.

With STRIPE_MOCK_URL set, the client is also tried against stripe-mock, which knows every parameter of the real Stripe.
"""

import os
import re
import socket
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from threading import Thread
from uuid import uuid4

import pytest
import requests
from werkzeug.serving import make_server

from market import clock
from market.http import Market
from market.money import dong
from market.payments.charges.gateway.calls import GatewayRefused
from market.payments.charges.gateway.client import CardGateway
from market.payments.charges.gateway.objects import Page
from market.payments.ledger.accounts import Kind
from market.seed.demo import demo_gateway
from tests.support.browsing import BROWSER, come, sends
from tests.support.paying import broken, buy, held, order, states, work
from tests.support.village import a_buyer, buyer_of, calling

THREE_D_SECURE, PLAIN, DECLINED = "4000002500003155", "4242424242424242", "4000000000000002"
KEY = "sk_test_of_the_demo"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def gateway(app: Market, tmp_path) -> Iterator[str]:
    """localstripe, which tells a server of ours what happens; gives its address."""
    api, closed = make_server("127.0.0.1", 0, app, threaded=True), app.config["MARKET"]
    Thread(target=api.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    port = free_port()
    process = demo_gateway.start_cards(port=port, file=tmp_path / "cards.pickle")
    try:
        assert demo_gateway.connect_cards(port=port, api=f"http://127.0.0.1:{api.server_port}", home=tmp_path)
        settings = demo_gateway.settings({"BANK_ACCOUNT": "x"}, port=port, home=tmp_path)
        added = {name.lower(): value for name, value in settings.items()}
        app.config["MARKET"] = replace(closed, **added)
        yield demo_gateway.card_address(port)
    finally:
        app.config["MARKET"] = closed
        process.terminate()
        process.wait()
        api.shutdown()
        api.server_close()


def pay(gateway: str, secret: str, number: str) -> str:
    """What the buyer's own client does with the secret and a card; the intent's status in the end."""
    intent = secret.partition("_secret")[0]

    def call(path: str, **form: str) -> dict[str, str]:
        return requests.post(f"{gateway}/v1/{path}", data=form, auth=(KEY, ""), timeout=5).json()

    card = {"number": number, "exp_month": "12", "exp_year": "2030", "cvc": "123"}
    method = call("payment_methods", type="card", **{f"card[{name}]": value for name, value in card.items()})["id"]
    call(f"payment_intents/{intent}", payment_method=method)
    found = call(f"payment_intents/{intent}/confirm")
    if found.get("status") == "requires_action":
        found = call(f"payment_intents/{intent}/_authenticate", client_secret=secret, success="true", key="pk_test_x")
    return str(found.get("status", "refused"))


def wait_for_the_event(number: str) -> None:
    ends = time.monotonic() + 20
    while order(number).state == "awaiting_payment" and time.monotonic() < ends:
        work()
        time.sleep(0.1)


@pytest.mark.parametrize("card", [THREE_D_SECURE, PLAIN])
def test_a_card_pays_and_gets_all_of_it_back(app, gateway, card) -> None:
    bought = buy()
    number, total = bought.json["orders"][0]["number"], bought.json["total_vnd"]
    assert pay(gateway, bought.json["payment"]["client_secret"], card) == "succeeded"
    wait_for_the_event(number)
    assert (states(bought), held(Kind.CARD)) == ([("placed", "paid")], total)

    calling(buyer_of(order(number))).put(f"/orders/{number}/cancellation", {})
    work()
    assert (states(bought), held(Kind.CARD)) == ([("cancelled", "refunded")], 0)
    listed = requests.get(f"{gateway}/v1/refunds", auth=(KEY, ""), timeout=5).json()["data"]
    assert [refund["amount"] for refund in listed] == [total]
    assert broken() == []


def test_a_declined_card_leaves_the_order_waiting_and_another_card_pays(app, gateway) -> None:
    bought = buy()
    secret = bought.json["payment"]["client_secret"]
    pay(gateway, secret, DECLINED)
    work()
    assert states(bought) == [("awaiting_payment", "awaiting")]


def test_a_card_pays_on_the_gateways_page_and_its_bank_asks(app, gateway, client) -> None:
    """As a buyer without any script: forms, one after the other, and at the end our page again."""
    ha, browser = a_buyer(), requests.Session()
    come(client, ha)
    bought = buy(buyer=calling(ha))
    here, number = f"/checkouts/{bought.json['id']}", bought.json["orders"][0]["number"]
    sends(client, f"{here}/card")
    address = re.findall(rf'href="({gateway}/pay/cs_\w+)"', client.get(here, headers=BROWSER).text)[0]
    assert dong(bought.json["total_vnd"]) in browser.get(address, timeout=5).text

    declined = browser.post(address, {"number": DECLINED}, timeout=5)
    assert "Thẻ bị từ chối" in declined.text
    for answer in ("no", "yes"):
        assert "Ngân hàng của bạn hỏi" in browser.post(address, {"number": THREE_D_SECURE}, timeout=5).text
        answered = browser.post(f"{address}/bank", {"answer": answer}, timeout=5, allow_redirects=False)
        assert order(number).state == "awaiting_payment"
    assert answered.headers["Location"].endswith(f"{here}?back=1")
    wait_for_the_event(number)
    assert (states(bought), held(Kind.CARD)) == ([("placed", "paid")], bought.json["total_vnd"])
    sends(client, f"/orders/{number}/cancellation")
    work()
    assert (states(bought), held(Kind.CARD), broken()) == ([("cancelled", "refunded")], 0, [])


@pytest.fixture
def gateways(gateway: str) -> list[CardGateway]:
    """localstripe, and the stripe-mock of the environment; that one wants a key of letters and figures alone."""
    mock = os.environ.get("STRIPE_MOCK_URL")
    return [CardGateway(gateway, KEY), *([CardGateway(mock, "sk_test_123")] if mock else [])]


def a_page() -> Page:
    ends_at = clock.now() + timedelta(minutes=45)
    return Page(
        uuid4(), 250_000, "Chợ Phiên: CP-7Q4M-2KXX", "https://cho.example/a?back=1", "https://cho.example/a", ends_at
    )


def test_the_client_asks_only_what_every_gateway_understands(app, gateways) -> None:
    for client in gateways:
        intent = client.create_intent(charge_id=uuid4(), amount_vnd=250_000)
        assert (intent.amount_vnd, bool(intent.client_secret)) == (250_000, True)
        assert client.intent(intent.id).id == intent.id
        assert client.cancel(intent.id).id == intent.id
        page = client.open_page(a_page())
        assert page.address.startswith("http")
        assert not client.page(page.id).is_paid
        assert client.close_page(page.id).id
        assert list(client.intents())
        assert all(refund.id for refund in client.refunds())


def test_what_a_stand_in_without_a_memory_does_not_know(app, gateways) -> None:
    for client in gateways[1:]:
        assert client.capture("pi_1").id == "pi_1"
        refund = client.refund(intent_id="pi_1", refund_id=uuid4(), amount_vnd=5)
        assert (refund.amount_vnd, refund.intent_id, refund.status) == (5, "pi_1", "succeeded")
        assert client.refunds_of("pi_1")
        with pytest.raises(GatewayRefused):
            client.create_intent(charge_id=uuid4(), amount_vnd="nothing")


def test_an_intent_is_cancelled_once_and_nobody_looks_without_the_key(app, gateway) -> None:
    ours, charge_id = CardGateway(gateway, KEY), uuid4()
    intent = ours.create_intent(charge_id=charge_id, amount_vnd=250_000)
    assert (intent.currency, intent.charge_id) == ("vnd", charge_id)
    assert ours.cancel(intent.id).is_cancelled
    with pytest.raises(GatewayRefused):
        ours.cancel(intent.id)
    with pytest.raises(GatewayRefused):
        CardGateway(gateway, "wrong").intent(intent.id)
