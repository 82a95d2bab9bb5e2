"""No message goes to a machine of our own network, however its address is written, and whatever its name says later."""

from __future__ import annotations

import socket
import ssl
from dataclasses import replace
from typing import Any

import pytest

from market import clock
from market.db import db, transaction
from market.subscriptions import addresses, flows, posting
from market.subscriptions.models import Subscription
from tests.support.receiving import receiving
from tests.support.village import a_shop, an_operator, calling, owner_of

PRIVATE = [
    "127.0.0.1", "127.9.9.9", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.100.100.200", "0.0.0.0",
    "255.255.255.255", "224.0.0.1", "192.0.0.192", "198.18.0.1", "168.63.129.16", "::1", "::", "fe80::1", "fc00::1",
    "fd00:ec2::254", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1",
    "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:7f00:1::", "fec0::1", "fe80::1%eth0", "2001:db8::1",
]  # fmt: skip
WRITTEN = [
    "https://127.0.0.1/", "https://2130706433/", "https://0x7f000001/", "https://0177.0.0.1/", "https://127.1/",
    "https://[::1]/", "https://[::ffff:127.0.0.1]/", "https://[::ffff:7f00:1]/", "https://169.254.169.254/latest/",
    "https://0.0.0.0/", "https://0/", "https://localhost/", "https://a.localhost:8443/", "https://192.168.1.1:443/",
    "https://[fe80::1%25eth0]/",
]  # fmt: skip
NOT_ADDRESSES = [
    "http://kho.example/", "ftp://kho.example/", "kho.example", "//kho.example/", "https://", "https:///x",
    "https://an:ma" + "@kho.example/", "https://@kho.example/", "https://kho.example:0/", "https://kho.example:99999/",
    "https://kho.example:x/", "https://[::1/", "https://kho.example/ x", "https://kho.example/\\x", "https://chợ.example/",
    "https://kho.example/#x", "javascript:alert(1)", "file:///etc/passwd", "https://kho.example/" + "x" * 500,
]  # fmt: skip
KHO = "https://kho.example/hook"


@pytest.mark.parametrize("address", PRIVATE)
def test_a_private_address_is_reached_by_no_name(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not addresses.may_reach(address, loopback=False)
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    found = [(family, socket.SOCK_STREAM, 6, "", ("203.0.114.9", 443)), (family, 1, 6, "", (address, 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    sent = posting.post(KHO, headers={}, body=b"{}", loopback=False)
    assert (sent.status, sent.error) == (None, "address")


@pytest.mark.parametrize("address", ["8.8.8.8", "203.113.131.1", "2400:cb00:2048:1::6814:155"])
def test_an_address_of_the_open_internet_is_reached(address: str) -> None:
    assert addresses.may_reach(address, loopback=False)


def test_loopback_opens_this_machine_and_no_other() -> None:
    assert [one for one in PRIVATE if addresses.may_reach(one, loopback=True)] == [
        "127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1",
    ]  # fmt: skip


def test_what_is_no_address_or_a_private_one_is_refused_at_once(app: Any) -> None:
    shop = a_shop()
    owner = calling(owner_of(shop))
    for url in (*WRITTEN, *NOT_ADDRESSES):
        refused = owner.post("/subscriptions", {"url": url, "types": ["order.*"], "shop_id": str(shop.id)})
        assert (refused.status_code, refused.json["type"], list(refused.json["errors"])) == (
            422,
            "invalid-input",
            ["url"],
        )
    wrong: list[dict[str, Any]] = [
        {"types": ["order.eaten"]},
        {"types": []},
        {"types": ["webhook.test"]},
        {"types": ["*"]},
        {"place_code": "06463"},
        {"secret": "whsec_AAAA"},
        {"shop_id": "01900000-0000-7000-8000-000000000000"},
    ]
    for body in wrong:
        asked = {"url": KHO, "types": ["order.*"], "shop_id": str(shop.id)} | body
        assert owner.post("/subscriptions", asked).status_code in (404, 422), body
    assert (
        calling(an_operator())
        .post("/subscriptions", {"url": KHO, "types": ["order.*"], "place_code": "99"})
        .status_code
        == 422
    )
    assert transaction(lambda: db.session.query(Subscription).count()) == 0


def test_a_name_that_turns_private_later_is_not_followed(app: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """DNS rebinding: looked up for each try, and once."""
    shop = a_shop()
    owner = calling(owner_of(shop))
    made = owner.post("/subscriptions", {"url": KHO, "types": ["order.*"], "shop_id": str(shop.id)})
    path = f"/subscriptions/{made.json['subscription']['id']}"
    owner.post(f"{path}/tests")
    looked: list[str] = []

    def look_up(host: str, *_: Any, **__: Any) -> list[Any]:
        looked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 443))]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    flows.send_due(clock=clock.now)
    assert looked == ["kho.example"]
    (message,) = owner.get(f"{path}/messages").json["items"]
    assert [(one["status"], one["error"]) for one in message["attempts"]] == [(None, "address")]


def test_the_very_address_that_was_looked_at_is_connected_to_under_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    there: dict[str, Any] = {}

    class Stop(Exception):
        pass

    class Context:
        def wrap_socket(self, sock: Any, **given: Any) -> Any:
            there.update(given)
            raise ssl.SSLError("far enough")

    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(2, 1, 6, "", ("203.0.114.9", 8443))])
    monkeypatch.setattr(socket, "create_connection", lambda where, *_: there.update(where=where))
    monkeypatch.setattr(ssl, "create_default_context", Context)
    sent = posting.post("https://kho.example:8443/hook", headers={}, body=b"{}", loopback=False)
    assert (there["where"], there["server_hostname"], sent.error) == (("203.0.114.9", 8443), "kho.example", "tls")


def test_without_ipv6_the_next_of_the_same_look_up_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []

    def unreachable(where: tuple[str, int], *_: Any) -> Any:
        tried.append(where[0])
        raise OSError("Network is unreachable")

    found = ["2400:cb00:2048:1::6814:155", "203.0.114.9", "203.0.114.10"]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(2, 1, 6, "", (one, 443)) for one in found])
    monkeypatch.setattr(socket, "create_connection", unreachable)
    assert posting.post(KHO, headers={}, body=b"{}", loopback=False).error == "connection"
    assert tried == found[:2]


def test_a_name_that_is_not_there_and_a_door_that_is_shut_are_said_shortly(monkeypatch: pytest.MonkeyPatch) -> None:
    with receiving() as receiver:
        url = receiver.url
    assert posting.post(url, headers={}, body=b"{}", loopback=True).error == "connection"

    def nobody(*_: Any, **__: Any) -> Any:
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", nobody)
    assert posting.post(KHO, headers={}, body=b"{}", loopback=False).error == "dns"


def test_who_answers_drop_by_drop_or_without_end_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posting, "SECONDS", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as server, receiving() as receiver:
        url = f"http://127.0.0.1:{server.getsockname()[1]}/"
        slow = posting.post(url, headers={}, body=b"{}", loopback=True)
        assert (slow.status, slow.error) == (None, "timeout")
        assert slow.milliseconds < 3_000
        receiver.hold.clear()
        assert posting.post(receiver.url, headers={}, body=b"{}", loopback=True).error == "timeout"
        receiver.hold.set()


def test_loopback_is_for_the_demo(app: Any) -> None:
    from market.config import WrongSetting, require_ready

    config = replace(app.config["MARKET"], webhook_loopback=True, sms_adapter="file")
    with pytest.raises(WrongSetting, match="WEBHOOK_LOOPBACK"):
        require_ready(config)
