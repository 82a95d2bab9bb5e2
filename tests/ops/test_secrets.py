"""Keys are replaced while the service runs; files are the service's own; nothing starts that tells codes to others."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.fernet import InvalidToken
from sqlalchemy import LargeBinary, select

from market.accounts.rules import one_time_code
from market.app import create_app
from market.config import WrongSetting, make_demo_secret, read_config, require_ready
from market.db import db, transaction
from market.encryption import Key, believed, resealed, seal, unseal
from market.http import Market
from market.ops.resealing import SEALED, reseal
from market.payments.identities.models import Identity
from market.payments.payouts.models import PayoutAccount
from tests.support.installation import SECRET
from tests.support.village import (
    CHI_LANG_OFFICE,
    a_clerk,
    a_household,
    a_shop_with_money,
    calling,
    fill_till,
    fresh_code,
    guest,
    owner_of,
)

NEW, OLD = "the new secret key, 32 characters or more", SECRET
BANK = {"bank_bin": "970405", "number": "8400205123456", "holder": "HOANG THI LAN"}


@pytest.fixture
def under(app: Market) -> Iterator[object]:
    """Has the application run under these keys from here on."""
    closed = app.config["MARKET"]

    def run(*keys: str) -> None:
        app.config["MARKET"] = replace(closed, secret_key=Key(*keys), secret_keys=keys)

    yield run
    app.config["MARKET"] = closed


# Several keys


@pytest.mark.parametrize(
    ("given", "keys"),
    [
        ({"SECRET_KEY": OLD.replace(",", "")}, (OLD.replace(",", ""),)),
        ({"SECRET_KEY": OLD}, (OLD,)),
        ({"SECRET_KEYS": "n" * 8 + "ewkeyabcdefghijklmnopqrst,o" + "ldkeyabcdefghijklmnopqrstuvwxyz0"}, None),
        ({}, ()),
    ],
)
def test_one_key_or_several_are_read_newest_first(tmp_path, given, keys) -> None:
    config = read_config({"MARKET_HOME": str(tmp_path)} | given)
    keys = keys if keys is not None else tuple(given["SECRET_KEYS"].split(","))
    assert (config.secret_keys, config.secret_key) == (keys, keys[0] if keys else "")
    if keys:
        assert believed(config.secret_key) == keys


def test_a_key_beside_several_is_the_oldest(tmp_path) -> None:
    first, second = "first key abcdefghijklmnopqrstuvwxyz", "second key abcdefghijklmnopqrstuvwxyz"
    config = read_config({"MARKET_HOME": str(tmp_path), "SECRET_KEYS": first, "SECRET_KEY": second})
    assert believed(config.secret_key) == (first, second)


@pytest.mark.parametrize("keys", ["short", "a" * 40, "good key abcdefghijklmnopqrstuvwxyz,short"])
def test_each_of_several_keys_is_looked_at(tmp_path, keys) -> None:
    with pytest.raises(WrongSetting, match="SECRET_KEYS"):
        read_config({"MARKET_HOME": str(tmp_path), "SECRET_KEYS": keys})


def test_what_is_sealed_opens_under_the_former_key_and_is_sealed_by_the_newest() -> None:
    old = seal("020180001234", purpose="identity", secret=OLD)
    both = Key(NEW, OLD)
    assert unseal(old, purpose="identity", secret=both) == "020180001234"
    fresh = resealed(old, purpose="identity", secret=both)
    assert fresh is not None
    assert unseal(fresh, purpose="identity", secret=NEW) == "020180001234"
    assert resealed(fresh, purpose="identity", secret=both) is None
    with pytest.raises(InvalidToken):
        unseal(fresh, purpose="identity", secret=OLD)
    with pytest.raises(InvalidToken):
        unseal(old, purpose="payout account", secret=both)


def test_a_key_is_replaced_while_people_go_on(app, under) -> None:
    """A code on its way, a kept answer, a filed number and a cash-out code outlive the change; the seals move over."""
    shop = a_shop_with_money(500_000)
    owner, keyed = calling(owner_of(shop)), {"Idempotency-Key": "k"}
    owner.put("/me/identity", {"id_number": "020180001234"} | fresh_code(owner))
    owner.put("/me/payout-account", BANK | fresh_code(owner))
    asked = owner.post(f"/shops/{shop.id}/cash-outs", {"amount_vnd": 50_000}, headers=keyed)
    code = fresh_code(owner)
    under(NEW, OLD)
    again = owner.post(f"/shops/{shop.id}/cash-outs", {"amount_vnd": 50_000}, headers=keyed)
    assert (again.json, again.headers["Idempotent-Replayed"]) == (asked.json, "true")
    assert guest().post("/tokens", {"phone": owner_of(shop).phone} | code).status_code == 201
    assert owner.get("/me/identity").json["id_number_tail"] == "1234"
    from market.payments.cash_outs.rules import cash_out_code

    fill_till(1_000_000, CHI_LANG_OFFICE)
    paid = {"phone": owner_of(shop).phone, "code": cash_out_code(OLD, asked_id(asked), 2), "id_number_tail": "1234"}
    clerk = calling(a_clerk())
    assert clerk.post(f"/post-offices/{CHI_LANG_OFFICE}/cash-outs/redemptions", paid).status_code == 201
    assert (reseal(), reseal()) == (2, 0)
    under(NEW)
    assert owner.get("/me/identity").json["id_number_tail"] == "1234"
    assert owner.get("/me/payout-account").json["number_tail"] == "3456"


def asked_id(answer):
    from uuid import UUID

    return UUID(answer.json["id"])


def test_a_key_that_was_let_go_signs_nobody_in(app, under) -> None:
    person = a_household()
    code = fresh_code(calling(person))
    under(NEW)
    assert guest().post("/tokens", {"phone": person.phone} | code).status_code == 401


def test_new_codes_are_of_the_newest_key(app, under) -> None:
    person = a_household()
    under(NEW, OLD)
    guest().post("/sign-in-codes", {"phone": person.phone})
    from market.accounts.models import SignInCode

    row = transaction(lambda: db.session.scalars(select(SignInCode)).one())
    assert guest().post("/tokens", {"phone": person.phone, "code": one_time_code(NEW, row.id)}).status_code == 201


def test_resealing_leaves_alone_what_somebody_files_meanwhile(app, under, monkeypatch) -> None:
    from market.ops import resealing

    me = calling(person := a_household())
    me.put("/me/identity", {"id_number": "020180001234"} | fresh_code(me))
    under(NEW, OLD)
    fresh = resealing.resealed
    filed: list[bytes] = []

    def meanwhile(sealed: bytes, **told: str) -> bytes | None:
        if not filed:
            filed.append(seal("020180009999", purpose="identity", secret=NEW))
            row = db.session.get(Identity, person.id)
            assert row is not None
            row.sealed_number = filed[0]
            db.session.flush()
        return fresh(sealed, **told)

    monkeypatch.setattr(resealing, "resealed", meanwhile)
    assert reseal() == 0
    assert me.get("/me/identity").json["id_number_tail"] == "9999"


def test_every_sealed_column_is_sealed_anew(app) -> None:
    known = {column.property.columns[0] for column, _ in SEALED}
    kept = {c for t in db.metadata.sorted_tables for c in t.columns if isinstance(c.type, LargeBinary)}
    assert {str(column) for column in kept - known} == {"keyed_answers.sealed"}
    assert PayoutAccount.__table__.c.sealed in known


# Files


@pytest.mark.parametrize("umask", [0o022, 0o000])
def test_files_are_the_services_own_new_ones_and_those_left_open(tmp_path, umask) -> None:
    import os

    before = os.umask(umask)
    try:
        home = tmp_path / "home"
        papers = home / "media" / "consents" / "x"
        papers.mkdir(parents=True)
        left = [home / "market.db", home / "sms.jsonl", papers / "paper.webp"]
        for file in left:
            file.touch()
        create_app(read_config({"MARKET_HOME": str(home), "SECRET_KEY": SECRET, "SMS_ADAPTER": "file"}))
        (home / "later").touch()
        (home / "folder").mkdir()
        assert [mode(file) for file in (*left, home / "later")] == [0o600] * 4
        assert [mode(folder) for folder in (papers, papers.parent, home / "folder")] == [0o700] * 3
    finally:
        os.umask(before)


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_each_demo_has_secrets_of_its_own(tmp_path) -> None:
    from market.seed.demo import demo_gateway

    def secret(home: Path) -> str:
        found = demo_gateway.settings({}, port=8000, home=home)
        return found.get("CARD_WEBHOOK_SECRET") or make_demo_secret(home, "demo_card_secret")

    first, second = secret(tmp_path / "a"), secret(tmp_path / "b")
    assert (first != second, secret(tmp_path / "a")) == (True, first)
    assert mode(tmp_path / "a" / "demo_card_secret") == 0o600


# What may start


READY = {"SECRET_KEY": SECRET, "SMS_ADAPTER": "http", "SMS_GATEWAY_URL": "https://sms.example/send"}


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"SMS_ADAPTER": "file"},
        {"SMS_GATEWAY_URL": "http://127.0.0.1:9000/send"},
        {"SMS_GATEWAY_URL": "http://localhost/send", "ZALO_API_URL": "https://zalo.example"},
        {"SMS_GATEWAY_URL": "http://[::1]:9000/send"},
    ],
)
def test_a_service_that_tells_codes_to_nobody_else_starts(tmp_path, given) -> None:
    require_ready(read_config({"MARKET_HOME": str(tmp_path)} | READY | given))


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"SMS_ADAPTER": "console"}, "SMS_ADAPTER"),
        ({"SMS_ADAPTER": ""}, "SMS_ADAPTER"),
        ({"SMS_GATEWAY_URL": "http://sms.example/send"}, "SMS_GATEWAY_URL"),
        ({"SMS_GATEWAY_URL": "http://127.0.0.1.evil.example/"}, "SMS_GATEWAY_URL"),
        ({"SMS_GATEWAY_URL": "http://localhost@evil.example/"}, "SMS_GATEWAY_URL"),
        ({"ZALO_API_URL": "http://10.0.0.9/"}, "ZALO_API_URL"),
        ({"SMS_ADAPTER": "file", "ZALO_API_URL": "http://zalo.example"}, "ZALO_API_URL"),
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"CARD_API_KEY": "sk", "CARD_WEBHOOK_SECRET": "x"}, "CARD_WEBHOOK_SECRET"),
    ],
)
def test_one_that_would_does_not(tmp_path, given, named) -> None:
    with pytest.raises(WrongSetting, match=named):
        require_ready(read_config({"MARKET_HOME": str(tmp_path)} | READY | given))


def test_the_demo_prints_its_codes(tmp_path) -> None:
    make_demo_secret(tmp_path)
    require_ready(read_config({"MARKET_HOME": str(tmp_path)}))
