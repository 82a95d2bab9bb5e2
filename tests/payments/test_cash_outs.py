"""A household's money is handed over at a post office, once, to whoever brings its code."""

import json
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from market import clock, outbox
from market.accounts.models import Attempt
from market.accounts.rules import RoleName
from market.db import db, transaction
from market.ids import new_id
from market.outbox import OutboxEntry
from market.payments.cash_outs.flows import expire_due
from market.payments.cash_outs.models import CashOut
from market.payments.ledger import accounts
from market.payments.ledger.queries import balance
from market.wiring.jobs import JOBS
from tests.support.village import (
    CHI_LANG_OFFICE,
    HA_NOI_OFFICE,
    a_buyer,
    a_clerk,
    a_household,
    a_person,
    a_shop_with_money,
    a_team_member,
    an_operator,
    calling,
    code_of,
    fill_till,
    fresh_code,
    give_money,
    leaves,
    money,
    owner_of,
)

TILL = accounts.till(CHI_LANG_OFFICE)


@pytest.fixture
def shop(app):
    fill_till(500_000)
    return a_shop_with_money(98_500)


def ask(shop, amount_vnd=98_500, by=None, **more):
    return calling(by or owner_of(shop)).post(f"/shops/{shop.id}/cash-outs", {"amount_vnd": amount_vnd, **more})


def redemption(shop, code, tail="4321", office=CHI_LANG_OFFICE, clerk=None):
    body = {"phone": owner_of(shop).phone, "code": code, "id_number_tail": tail}
    return calling(clerk or a_clerk(office)).post(f"/post-offices/{office}/cash-outs/redemptions", body)


def balance_of(shop):
    return calling(owner_of(shop)).get(f"/shops/{shop.id}/balance").json


def another(code):
    return f"{(int(code) + 1) % 10**8:08d}"


def sent_messages(home, to):
    """What was sent to a person's phone, once the worker has done its work."""
    while outbox.drain(JOBS, clock=clock.now):
        pass
    lines = map(json.loads, (home / "sms.jsonl").read_text().splitlines())
    return [line["text"] for line in lines if line["to"] == to.phone]


def test_the_whole_way_from_balance_to_cash(shop, home):
    assert balance_of(shop) == {"available_vnd": 98_500, "held_vnd": 0, "contested_vnd": 0, "on_its_way_vnd": 0}
    asked = ask(shop, 60_000)
    assert asked.status_code == 201 and asked.json["state"] == "open"
    assert balance_of(shop) == {"available_vnd": 38_500, "held_vnd": 60_000, "contested_vnd": 0, "on_its_way_vnd": 0}
    code = code_of(asked.json["id"])
    assert any(f"60.000 d la {code}" in text for text in sent_messages(home, owner_of(shop)))
    paid = redemption(shop, code)
    assert paid.status_code == 201
    assert paid.json["amount_vnd"] == 60_000 and paid.json["receipt"].startswith("PT-")
    assert balance_of(shop) == {"available_vnd": 38_500, "held_vnd": 0, "contested_vnd": 0, "on_its_way_vnd": 0}
    assert money(TILL) == 440_000
    (listed,) = calling(owner_of(shop)).get(f"/shops/{shop.id}/cash-outs").json["items"]
    assert (listed["state"], listed["receipt"]) == ("paid", paid.json["receipt"])
    kinds = [line["kind"] for line in calling(owner_of(shop)).get(f"/shops/{shop.id}/ledger").json["items"]]
    assert kinds == ["cash_out_hold", "gift"]


def test_a_code_pays_once(shop):
    code = code_of(ask(shop).json["id"])
    assert redemption(shop, code).status_code == 201
    again = redemption(shop, code, office=HA_NOI_OFFICE)
    assert (again.status_code, again.json["type"]) == (422, "wrong-cash-out-code")
    assert money(TILL) == 401_500


def test_a_code_sent_again_by_its_clerk_is_told_what_happened_and_pays_once(shop):
    clerk, colleague = a_clerk(), a_clerk()
    code = code_of(ask(shop, 60_000).json["id"])
    paid = redemption(shop, code, clerk=clerk)
    still_open = code_of(ask(shop, 8_500).json["id"])
    for _ in range(12):  # no guess: it uses up neither her tries nor those of the next code
        again = redemption(shop, code, clerk=clerk)
        assert (again.status_code, again.json["type"]) == (409, "paid-already")
        assert (again.json["receipt"], again.json["amount_vnd"]) == (paid.json["receipt"], 60_000)
    at = clock.spoken_day(datetime.fromisoformat(paid.json["paid_at"]))
    assert again.json["paid_at"] == paid.json["paid_at"]
    assert f"60.000 đ tại đây lúc {at}, biên nhận {paid.json['receipt']}" in again.json["detail"]
    # Nobody else learns of it: neither a colleague nor another office, nor whoever does not know the code.
    refusals = [
        redemption(shop, code, clerk=colleague),
        redemption(shop, code, office=HA_NOI_OFFICE),
        redemption(shop, another(code), clerk=clerk),
    ]
    assert {(refused.status_code, refused.json["type"]) for refused in refusals} == {(422, "wrong-cash-out-code")}
    assert all(paid.json["receipt"] not in refused.text for refused in refusals)
    assert money(TILL) == 440_000
    assert redemption(shop, still_open, clerk=clerk).status_code == 201


def test_what_her_colleague_paid_is_not_hers_though_she_moves_to_his_office(shop):
    mover = a_person("Lô Thị Sao", (RoleName.CLERK, CHI_LANG_OFFICE), (RoleName.CLERK, HA_NOI_OFFICE))
    code = code_of(ask(shop).json["id"])
    assert redemption(shop, code, clerk=mover).status_code == 201
    assert redemption(shop, code, clerk=mover, office=HA_NOI_OFFICE).json["type"] == "wrong-cash-out-code"
    assert redemption(shop, code, clerk=mover).json["type"] == "paid-already"


def test_the_payouts_of_a_till_one_by_one(shop):
    clerk, amounts = a_clerk(), (10_000, 20_000, 30_000)
    paid = [redemption(shop, code_of(ask(shop, amount).json["id"]), clerk=clerk).json for amount in amounts]
    path = f"/post-offices/{CHI_LANG_OFFICE}/till/payouts"
    today = clock.local_day(clock.now())
    listed = calling(clerk).get(f"{path}?day={today}").json
    shown = [(one["receipt"], one["amount_vnd"], one["paid_by"]) for one in listed["items"]]
    assert shown == [(one["receipt"], one["amount_vnd"], clerk.name) for one in reversed(paid)]
    assert owner_of(shop).phone not in str(listed) and "4321" not in str(listed)
    first = calling(an_operator()).get(f"{path}?limit=2").json
    rest = calling(an_operator()).get(f"{path}?limit=2&cursor={first['next']}").json
    assert (first["items"] + rest["items"], rest["next"]) == (listed["items"], None)
    assert calling(clerk).get(f"{path}?day={today - timedelta(days=1)}").json["items"] == []
    assert calling(clerk).get(f"{path}?day=hom-qua").status_code == 422
    assert calling(a_clerk(HA_NOI_OFFICE)).get(path).json["type"] == "not-your-office"
    assert calling(a_clerk(HA_NOI_OFFICE)).get(path.replace(CHI_LANG_OFFICE, HA_NOI_OFFICE)).json["items"] == []
    assert calling(owner_of(shop)).get(path).status_code == 403


def test_more_than_the_balance_is_refused(shop):
    refused = ask(shop, 98_501)
    assert (refused.status_code, refused.json["type"], refused.json["available_vnd"]) == (
        409,
        "not-enough-money",
        98_500,
    )
    assert balance_of(shop) == {"available_vnd": 98_500, "held_vnd": 0, "contested_vnd": 0, "on_its_way_vnd": 0}


@pytest.mark.parametrize("amount", [0, -5, "60000", 1.5, None, True, 10**13])
def test_an_amount_that_is_none_is_refused(shop, amount):
    assert ask(shop, amount).status_code == 422
    assert balance_of(shop) == {"available_vnd": 98_500, "held_vnd": 0, "contested_vnd": 0, "on_its_way_vnd": 0}


def test_somebody_else_s_shop_is_not_one_s_own(shop):
    for stranger in (a_household(), a_buyer(), a_clerk(), an_operator(), a_team_member("06463/quan-sen")):
        assert ask(shop, by=stranger).status_code == 403
    assert calling(a_household()).get(f"/shops/{shop.id}/balance").status_code == 403
    assert calling(a_household()).get(f"/shops/{shop.id}/ledger").status_code == 403
    assert calling(a_household()).get(f"/shops/{shop.id}/cash-outs").status_code == 403
    assert calling(a_household()).get(f"/shops/{new_id()}/balance").status_code == 404


def test_one_open_code_a_shop(shop):
    assert ask(shop, 10_000).status_code == 201
    second = ask(shop, 10_000)
    assert (second.status_code, second.json["type"]) == (409, "cash-out-open")


def test_a_till_never_goes_below_nothing_and_no_try_is_lost(shop):
    give_money(accounts.shop(shop.id), 900_000)
    cash_out = ask(shop, 500_001).json
    for _ in range(6):
        refused = redemption(shop, code_of(cash_out["id"]))
        assert (refused.status_code, refused.json["type"]) == (409, "till-too-low")
    assert money(TILL) == 500_000
    fill_till(1)
    assert redemption(shop, code_of(cash_out["id"])).status_code == 201
    assert money(TILL) == 0


def test_five_wrong_codes_block_the_right_one_and_the_household_is_told(shop, home):
    cash_out = ask(shop).json
    code = code_of(cash_out["id"])
    for _ in range(5):
        assert redemption(shop, another(code)).json["type"] == "wrong-cash-out-code"
    assert redemption(shop, code).status_code == 422
    assert balance_of(shop) == {"available_vnd": 0, "held_vnd": 98_500, "contested_vnd": 0, "on_its_way_vnd": 0}
    assert any("nhap sai ma rut 98.500 d" in text for text in sent_messages(home, owner_of(shop)))
    renewed = calling(owner_of(shop)).put(f"/shops/{shop.id}/cash-outs/{cash_out['id']}/reissue")
    assert (renewed.status_code, renewed.json["state"]) == (200, "open")
    assert redemption(shop, code).status_code == 422
    assert redemption(shop, code_of(cash_out["id"])).status_code == 201


def test_who_was_paid_reads_the_name_of_the_post_office_not_its_code(shop, home):
    assert redemption(shop, code_of(ask(shop, 60_000).json["id"])).status_code == 201
    assert sent_messages(home, owner_of(shop))[-1].startswith("Cho Phien: Buu dien xa Chi Lang da tra ban 60.000 d.")


def test_a_clerk_who_guesses_is_stopped_and_operators_are_told(shop):
    operator, clerk = an_operator(), a_clerk()
    for _ in range(10):
        assert redemption(shop, "00000000", clerk=clerk).status_code == 422
    stopped = redemption(shop, "00000000", clerk=clerk)
    assert (stopped.status_code, "Retry-After" in stopped.headers) == (429, True)
    told = transaction(
        lambda: db.session.scalars(select(OutboxEntry.payload).where(OutboxEntry.topic == "notice")).all()
    )
    assert [p["person_id"] for p in told if p["notice"] == "cash_out_guesses"] == [str(operator.id)]
    # Another clerk's customers are not made to wait.
    code = code_of(ask(shop).json["id"])
    assert redemption(shop, code).status_code == 201


def test_a_right_code_uses_up_no_limit(shop):
    clerk = a_clerk()
    for _ in range(12):
        give_money(accounts.shop(shop.id), 1_000)
        code = code_of(ask(shop, 1_000).json["id"])
        assert redemption(shop, code, clerk=clerk).status_code == 201
        transaction(
            lambda: db.session.execute(update(Attempt).where(Attempt.kind == "cash-out-asked").values(kind="x"))
        )


def test_the_answer_is_the_same_for_an_unknown_phone_and_a_wrong_code(shop):
    code = another(code_of(ask(shop).json["id"]))
    body = {"phone": "0987654321", "code": code, "id_number_tail": "4321"}
    unknown = calling(a_clerk()).post(f"/post-offices/{CHI_LANG_OFFICE}/cash-outs/redemptions", body)
    wrong = redemption(shop, code)
    assert unknown.json == wrong.json


@pytest.mark.parametrize(
    "broken",
    [{"code": "1234567"}, {"code": "1234567a"}, {"code": 12345678}, {"phone": "123"}, {"id_number_tail": "43"},
     {"id_number_tail": "432a"}, {"amount_vnd": 5}],
)  # fmt: skip
def test_what_a_clerk_mistypes_is_named(shop, broken):
    body = {"phone": "0912345678", "code": "12345678", "id_number_tail": "4321"} | broken
    refused = calling(a_clerk()).post(f"/post-offices/{CHI_LANG_OFFICE}/cash-outs/redemptions", body)
    assert (refused.status_code, list(refused.json["errors"])) == (422, list(broken))


def test_only_a_clerk_of_the_office_pays(shop):
    code = code_of(ask(shop).json["id"])
    assert redemption(shop, code, clerk=a_buyer()).status_code == 403
    assert redemption(shop, code, clerk=a_clerk(HA_NOI_OFFICE)).json["type"] == "not-your-office"
    assert redemption(shop, code, office="NOWHERE", clerk=a_clerk()).status_code == 404


def test_a_filed_identity_is_compared(shop):
    owner = calling(owner_of(shop))
    filed = owner.put("/me/identity", {"id_number": "020180001234"} | fresh_code(owner))
    assert (filed.status_code, filed.json["id_number_tail"]) == (200, "1234")
    code = code_of(ask(shop).json["id"])
    differs = redemption(shop, code, tail="4321")
    assert (differs.status_code, differs.json["type"]) == (422, "identity-differs")
    assert redemption(shop, code, tail="1234").status_code == 201
    assert owner.delete("/me/identity", query_string=fresh_code(owner)).status_code == 204
    assert owner.get("/me/identity").status_code == 404


def test_an_identity_number_is_kept_sealed(shop):
    me = calling(owner_of(shop))
    me.put("/me/identity", {"id_number": "020180001234"} | fresh_code(me))
    kept = transaction(lambda: db.session.connection().exec_driver_sql("SELECT sealed_number FROM identities").scalar())
    assert b"020180001234" not in bytes(kept)
    assert calling(owner_of(shop)).put("/me/identity", {"id_number": "02018000123"}).status_code == 422


def test_cancelling_gives_the_money_back_and_kills_the_code(shop):
    cash_out = ask(shop).json
    code, path = code_of(cash_out["id"]), f"/shops/{shop.id}/cash-outs/{cash_out['id']}/cancellation"
    for _ in range(2):
        assert calling(owner_of(shop)).put(path).json["state"] == "cancelled"
    assert balance_of(shop) == {"available_vnd": 98_500, "held_vnd": 0, "contested_vnd": 0, "on_its_way_vnd": 0}
    assert redemption(shop, code).status_code == 422
    reissue = calling(owner_of(shop)).put(f"/shops/{shop.id}/cash-outs/{cash_out['id']}/reissue")
    assert (reissue.status_code, reissue.json["type"]) == (409, "wrong-state")


def test_what_was_paid_cannot_be_cancelled(shop):
    cash_out = ask(shop).json
    redemption(shop, code_of(cash_out["id"]))
    refused = calling(owner_of(shop)).put(f"/shops/{shop.id}/cash-outs/{cash_out['id']}/cancellation")
    assert (refused.status_code, refused.json["state"]) == (409, "paid")
    assert balance_of(shop) == {"available_vnd": 0, "held_vnd": 0, "contested_vnd": 0, "on_its_way_vnd": 0}


def test_after_72_hours_the_money_goes_back(shop):
    cash_out = ask(shop).json
    code = code_of(cash_out["id"])
    transaction(lambda: db.session.execute(update(CashOut).values(expires_at=clock.ago(clock.now(), seconds=1))))
    assert redemption(shop, code).status_code == 422
    assert expire_due(now=clock.now()) == 1
    assert balance_of(shop) == {"available_vnd": 98_500, "held_vnd": 0, "contested_vnd": 0, "on_its_way_vnd": 0}
    listed = calling(owner_of(shop)).get(f"/shops/{shop.id}/cash-outs/{cash_out['id']}")
    assert listed.json["state"] == "expired"


def test_codes_are_not_given_without_end(shop):
    cash_out = ask(shop).json
    path = f"/shops/{shop.id}/cash-outs/{cash_out['id']}/reissue"
    answers = [calling(owner_of(shop)).put(path).status_code for _ in range(5)]
    assert answers == [200, 200, 200, 200, 409]


def test_no_code_is_ever_kept(shop):
    code = code_of(ask(shop).json["id"])
    while outbox.drain(JOBS, clock=clock.now):
        pass

    def everything():
        for table in db.metadata.sorted_tables:
            for row in db.session.execute(select(table)):
                yield repr(tuple(row))

    assert not transaction(lambda: [row for row in everything() if code in row])


class TestTheTeam:
    def test_asks_with_the_household_s_own_code(self, shop, home):
        helper = a_team_member()
        asked = ask(shop, 50_000, by=helper).json
        assert asked["state"] == "asked"
        assert balance_of(shop) == {"available_vnd": 98_500, "held_vnd": 0, "contested_vnd": 0, "on_its_way_vnd": 0}
        (text,) = [text for text in sent_messages(home, owner_of(shop)) if "xin rut 50.000 d cho ban" in text]
        code = text.split("doc ma ")[1][:6]
        path = f"/shops/{shop.id}/cash-outs/{asked['id']}/confirmation"
        assert calling(helper).put(path, {"code": another(code)[-6:]}).json["type"] == "wrong-confirmation"
        assert balance_of(shop)["held_vnd"] == 0
        opened = calling(helper).put(path, {"code": code})
        assert (opened.status_code, opened.json["state"]) == (200, "open")
        assert balance_of(shop) == {
            "available_vnd": 48_500,
            "held_vnd": 50_000,
            "contested_vnd": 0,
            "on_its_way_vnd": 0,
        }
        assert redemption(shop, code_of(asked["id"])).json["amount_vnd"] == 50_000

    def test_has_five_tries(self, shop, home):
        helper = a_team_member()
        asked = ask(shop, 50_000, by=helper).json
        (text,) = [text for text in sent_messages(home, owner_of(shop)) if "xin rut" in text]
        code = text.split("doc ma ")[1][:6]
        path = f"/shops/{shop.id}/cash-outs/{asked['id']}/confirmation"
        for _ in range(5):
            assert calling(helper).put(path, {"code": another(code)[-6:]}).status_code == 422
        assert calling(helper).put(path, {"code": code}).status_code == 422
        assert balance_of(shop)["held_vnd"] == 0

    def test_does_not_keep_the_household_from_asking(self, shop):
        ask(shop, 50_000, by=a_team_member())
        assert ask(shop, 98_500).status_code == 201


def test_a_buyer_takes_a_refund_out_in_cash(app):
    buyer = a_buyer()
    give_money(accounts.person(buyer.id), 40_000)
    fill_till(100_000)
    me = calling(buyer)
    assert me.get("/me/balance").json == {
        "available_vnd": 40_000,
        "held_vnd": 0,
        "contested_vnd": 0,
        "on_its_way_vnd": 0,
    }
    asked = me.post("/me/cash-outs", {"amount_vnd": 40_000})
    assert asked.status_code == 201
    body = {"phone": buyer.phone, "code": code_of(asked.json["id"]), "id_number_tail": "0001"}
    paid = calling(a_clerk()).post(f"/post-offices/{CHI_LANG_OFFICE}/cash-outs/redemptions", body)
    assert (paid.status_code, paid.json["amount_vnd"]) == (201, 40_000)
    assert [row["state"] for row in me.get("/me/cash-outs").json["items"]] == ["paid"]
    assert [line["amount_vnd"] for line in me.get("/me/ledger").json["items"]] == [-40_000, 40_000]


def test_nobody_is_forgotten_while_money_is_theirs(shop):
    owner = owner_of(shop)
    refused = leaves(calling(owner))
    assert (refused.status_code, refused.json["type"]) == (409, "money-left")
    redemption(shop, code_of(ask(shop).json["id"]))
    me = calling(owner)
    me.put("/me/identity", {"id_number": "020180001234"} | fresh_code(me))
    assert leaves(calling(owner)).status_code == 204
    assert transaction(lambda: db.session.connection().exec_driver_sql("SELECT count(*) FROM identities").scalar()) == 0


def test_asking_again_with_the_same_key_is_the_same_cash_out(shop):
    me, key = calling(owner_of(shop)), {"Idempotency-Key": "k1"}
    first, again = (me.post(f"/shops/{shop.id}/cash-outs", {"amount_vnd": 1_000}, headers=key) for _ in range(2))
    assert first.json == again.json
    assert transaction(lambda: balance(accounts.hold(shop.id))) == 1_000
