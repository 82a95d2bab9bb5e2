"""Teams act only for households that agreed, in their own villages, and every act says who typed and for whom."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from market import clock
from market.accounts import queries as accounts
from market.accounts.flows import request_code, sign_in_by_code
from market.accounts.rules import Visitor, one_time_code
from market.catalog.models import Product
from market.db import db, transaction
from market.outbox import drain
from market.teams import batch_schemas, batches
from market.teams.invariants import audit
from market.teams.models import ActivityLog, Consent, ConsentCode, Household, Team
from market.teams.rules import consent_code, join_code
from market.wiring.jobs import JOBS
from tests.support.installation import SECRET
from tests.support.village import (
    CHI_LANG,
    DONG_DINH,
    PRODUCT,
    a_buyer,
    a_product,
    a_shop,
    a_team_member,
    an_officer,
    an_operator,
    calling,
    guest,
    owner_of,
    placed_order,
    seller_of,
)

TEAM = {"name": "Tổ Đồng Đĩnh", "commune_code": CHI_LANG, "villages": ["Đồng Đĩnh", "Quán Thanh"]}
PAO = {"name": "Nông Thị Páo", "phone": "0912 555 001", "commune_code": CHI_LANG, "village": "Đồng Đĩnh"}


@pytest.fixture
def officer(app):
    return calling(an_officer())


@pytest.fixture
def team(officer):
    return officer.post("/teams", TEAM).json


@pytest.fixture
def member(officer, team):
    return calling(joined(officer, team, "0912 555 999", "Vi Văn Tuấn"))


def joined(officer, team, phone: str, name: str):
    """Asked by the officer, she has read the code off her phone."""
    asked = officer.post(f"/teams/{team['id']}/members", {"phone": phone, "name": name}).json
    path = f"/teams/{team['id']}/invitations/{asked['id']}/confirmation"
    added = officer.put(path, {"code": join_code(SECRET, UUID(asked["id"]))})
    assert added.status_code == 200, added.json
    return transaction(lambda: accounts.person(UUID(added.json["id"])))


@pytest.fixture
def household(member, team):
    return member.post(f"/teams/{team['id']}/households", PAO).json


def code_for(household_id: str) -> str:
    newest = (
        db.session.query(ConsentCode).filter_by(household_id=UUID(household_id)).order_by(ConsentCode.id.desc()).first()
    )
    db.session.rollback()
    return consent_code(SECRET, newest.id)


def _codes(household_id: str):
    mine = select(ConsentCode).filter_by(household_id=UUID(household_id))
    return mine.order_by(ConsentCode.id.desc())


def agree(member, household) -> None:
    member.post(f"/households/{household['id']}/codes", {})
    answer = member.put(f"/households/{household['id']}/consent", json={"code": code_for(household["id"])})
    assert answer.status_code == 200, answer.json


def status_of(shop_id: str) -> str | None:
    answer = calling(an_operator()).get(f"/shops/{shop_id}")
    return answer.json.get("status")


# Teams


def test_an_officer_makes_a_team_of_his_commune(officer, team) -> None:
    assert [village["village_key"] for village in team["villages"]] == [DONG_DINH, "06463/quan-thanh"]
    assert officer.get("/teams").json["items"][0]["id"] == team["id"]


def test_not_of_another_commune(app) -> None:
    assert calling(an_officer("06427")).post("/teams", TEAM).status_code == 403
    assert calling(a_buyer()).post("/teams", TEAM).status_code == 403
    assert db.session.query(Team).count() == 0


def test_a_village_has_one_team(officer, team) -> None:
    again = officer.post("/teams", TEAM | {"name": "Tổ khác"})
    assert (again.status_code, again.json["type"]) == (409, "village-taken")
    assert "Đồng Đĩnh" in again.json["detail"]


def test_a_team_made_with_its_own_id_is_made_once(officer) -> None:
    mine = TEAM | {"id": str(uuid4())}
    assert officer.post("/teams", mine).json["id"] == officer.post("/teams", mine).json["id"] == mine["id"]


def test_a_team_is_not_there_for_strangers(team, app) -> None:
    assert calling(a_buyer()).get(f"/teams/{team['id']}").status_code == 404
    assert calling(an_officer("06427")).get(f"/teams/{team['id']}").status_code == 404


def test_who_leaves_the_team_sees_no_household_any_more(officer, team, member, household) -> None:
    me = member.get("/me").json["id"]
    assert officer.delete(f"/teams/{team['id']}/members/{me}").status_code == 204
    assert member.get(f"/teams/{team['id']}/households").status_code == 404
    assert member.get(f"/households/{household['id']}").status_code == 404


def test_a_village_goes_to_another_team_with_its_households(officer, team, member, household) -> None:
    agree(member, household)
    moved = officer.put(f"/teams/{team['id']}/villages", {"villages": ["Quán Thanh", "Làng Mỏ"]})
    assert [village["name"] for village in moved.json["villages"]] == ["Làng Mỏ", "Quán Thanh"]
    assert member.get(f"/households/{household['id']}").status_code == 404
    other = officer.post("/teams", TEAM | {"name": "Tổ mới", "villages": ["Đồng Đĩnh"]}).json
    newcomer = calling(joined(officer, other, "0912555997", "Vi Văn Tư"))
    assert newcomer.get(f"/households/{household['id']}").json["consent"]["method"] == "code"
    assert newcomer.post(f"/shops/{household['shop_id']}/products", PRODUCT).status_code == 201
    taken = officer.put(f"/teams/{team['id']}/villages", {"villages": ["Đồng Đĩnh"]})
    assert (taken.status_code, taken.json["type"]) == (409, "village-taken")
    assert len(officer.get(f"/teams/{team['id']}").json["villages"]) == 2
    assert transaction(lambda: list(audit())) == []


def test_only_who_leads_a_team_gives_it_villages(team, member) -> None:
    asked = {"villages": ["Quán Thanh"]}
    assert member.put(f"/teams/{team['id']}/villages", asked).status_code == 403
    assert calling(an_officer("06427")).put(f"/teams/{team['id']}/villages", asked).status_code == 404


def test_a_member_adds_nobody(team, member) -> None:
    assert member.post(f"/teams/{team['id']}/members", {"phone": "0912555998", "name": "Ai"}).status_code == 403


# Households


def test_a_household_is_written_down_with_a_shop_nobody_sees(household, member) -> None:
    assert household["consent"] is None
    assert guest().get(f"/shops/{household['shop_id']}").status_code == 404
    assert member.get(f"/shops/{household['shop_id']}").status_code == 404
    assert status_of(household["shop_id"]) == "prepared"


def test_only_in_ones_own_villages(team, member) -> None:
    answer = member.post(f"/teams/{team['id']}/households", PAO | {"village": "Lân Bông"})
    assert (answer.status_code, answer.json["type"]) == (403, "not-your-village")
    assert db.session.query(Household).count() == 0


def test_the_same_household_is_not_written_down_twice(team, member, household) -> None:
    again = member.post(f"/teams/{team['id']}/households", PAO | {"name": "NÔNG THỊ PÁO"})
    assert (again.status_code, again.json["type"]) == (409, "household-known")


def test_a_member_sees_her_villages_only(household, app) -> None:
    elsewhere = calling(a_team_member("06463/lan-bong"))
    assert elsewhere.get(f"/households/{household['id']}").status_code == 404
    assert calling(a_team_member(DONG_DINH)).get(f"/households/{household['id']}").status_code == 200


def test_the_list_tells_who_has_agreed(team, member, household) -> None:
    path = f"/teams/{team['id']}/households"
    assert [h["id"] for h in member.get(f"{path}?consent=false").json["items"]] == [household["id"]]
    agree(member, household)
    assert member.get(f"{path}?consent=false&village=quán thanh").json["items"] == []
    assert member.get(f"{path}?consent=true").json["items"][0]["consent"]["method"] == "code"


# Consent


def test_consent_opens_the_shop_and_lets_the_team_list(household, member) -> None:
    refused = member.post(f"/shops/{household['shop_id']}/products", PRODUCT)
    assert (refused.status_code, refused.json["type"]) == (409, "household-not-agreed")
    agree(member, household)
    assert guest().get(f"/shops/{household['shop_id']}").json["status"] == "open"
    assert member.post(f"/shops/{household['shop_id']}/products", PRODUCT).status_code == 201


def test_each_act_says_who_typed_and_for_whom(household, member) -> None:
    agree(member, household)
    member.post(f"/shops/{household['shop_id']}/products", PRODUCT)
    acts = member.get(f"/households/{household['id']}/acts").json["items"]
    assert [act["act"] for act in acts] == ["list_product", "give_consent", "ask_consent_code", "open_household"]
    assert {act["by"] for act in acts} == {"Vi Văn Tuấn"}


def test_without_consent_the_role_alone_does_nothing(app) -> None:
    shop = a_shop(team_may_act=False)
    member, order = calling(a_team_member()), placed_order(a_product(shop))
    assert member.put(f"/shops/{shop.id}/pause", {}).status_code == 403
    assert member.get(f"/orders/{order.number}").status_code == 404
    assert member.put(f"/orders/{order.number}/acceptance").status_code == 404
    assert member.get("/orders?as=seller").json["items"] == []


def test_a_household_that_signed_in_lets_its_team_help_and_ends_it(app) -> None:
    shop = a_shop(team_may_act=False)
    household, member = calling(owner_of(shop)), calling(a_team_member())
    assert household.put("/me/consent").json["consent"]["method"] == "own"
    assert member.put(f"/shops/{shop.id}/pause", {}).status_code == 200
    assert household.delete("/me/consent").status_code == 204
    assert member.delete(f"/shops/{shop.id}/pause").status_code == 403
    assert status_of(str(shop.id)) == "paused"


def test_consent_withdrawn_in_the_middle_stops_the_team_at_once(household, member, officer) -> None:
    agree(member, household)
    product = member.post(f"/shops/{household['shop_id']}/products", PRODUCT).json
    order = placed_order(_product(product["id"]))
    assert officer.delete(f"/households/{household['id']}/consent").status_code == 204
    assert member.put(f"/orders/{order.number}/acceptance").status_code == 404
    assert guest().get(f"/products/{product['id']}").status_code == 404
    assert status_of(household["shop_id"]) == "prepared"
    agree(member, household)
    assert member.put(f"/orders/{order.number}/acceptance").json["history"][-1]["by"] == "team_member"


def test_the_record_of_a_withdrawn_consent_stays(household, member, officer) -> None:
    agree(member, household)
    for _ in range(2):
        assert officer.delete(f"/households/{household['id']}/consent").status_code == 204
    agree(member, household)
    kept = db.session.query(Consent).order_by(Consent.id).all()
    assert [consent.withdrawn_at is None for consent in kept] == [False, True]


def test_a_wrong_code_agrees_to_nothing_and_tries_end(household, member) -> None:
    path = f"/households/{household['id']}"
    member.post(f"{path}/codes", {})
    right = code_for(household["id"])
    wrong = "000000" if right != "000000" else "111111"
    for _ in range(5):
        assert member.put(f"{path}/consent", json={"code": wrong}).json["type"] == "wrong-code"
    assert member.put(f"{path}/consent", json={"code": right}).status_code == 422
    assert db.session.query(Consent).count() == 0


def test_a_phone_gets_so_many_codes_an_hour(household, member) -> None:
    asked = [member.post(f"/households/{household['id']}/codes", {}).status_code for _ in range(6)]
    assert asked == [202] * 5 + [429]


def test_a_code_goes_to_the_households_phone_by_sms(household, member, home) -> None:
    (home / "sms.jsonl").write_text("", encoding="utf-8")
    member.post(f"/households/{household['id']}/codes", {})
    while drain(JOBS, clock=clock.now):
        pass
    sent = (home / "sms.jsonl").read_text(encoding="utf-8")
    assert "+84912555001" in sent
    assert code_for(household["id"]) in sent


def test_a_member_cannot_agree_for_a_household_with_her_own_phone(team, member) -> None:
    hers = PAO | {"phone": "0912 555 999", "name": "Lý Thị Sao"}
    household = member.post(f"/teams/{team['id']}/households", hers).json
    assert member.post(f"/households/{household['id']}/codes", {}).status_code == 422


def test_a_household_that_signs_in_opens_its_prepared_shop(household, member) -> None:
    phone, visitor, now = "+84912555001", Visitor("1.2.3.4", SECRET), clock.now()
    code = transaction(lambda: request_code(phone=phone, visitor=visitor, now=now))
    typed = one_time_code(SECRET, code.id)
    person = transaction(lambda: sign_in_by_code(phone=phone, code=typed, visitor=visitor, now=now))
    assert str(person.id) == household["person_id"]
    assert guest().get(f"/shops/{household['shop_id']}").json["status"] == "open"
    assert calling(person).post(f"/shops/{household['shop_id']}/products", PRODUCT).status_code == 201


# Hand-over


def handed_over(member, household, phone: str, **asked):
    member.post(f"/households/{household['id']}/codes", {"purpose": "hand_over", "phone": phone})
    code = code_for(household["id"])
    return member.post(f"/shops/{household['shop_id']}/hand-over", {"code": code, **asked})


def test_a_shop_is_handed_over_to_the_households_own_sign_in(household, member) -> None:
    agree(member, household)
    order = placed_order(_product(member.post(f"/shops/{household['shop_id']}/products", PRODUCT).json["id"]))
    assert handed_over(member, household, "0912555077", keep_team=False).status_code == 200
    mine = calling(transaction(lambda: accounts.person_with_phone("+84912555077")))
    assert mine.put(f"/orders/{order.number}/acceptance").json["history"][-1]["by"] == "seller"
    assert mine.post(f"/shops/{household['shop_id']}/products", PRODUCT).status_code == 201
    assert member.put(f"/orders/{order.number}/packing").status_code == 404


def test_a_shop_may_be_handed_over_and_the_team_help_on(household, member) -> None:
    agree(member, household)
    assert handed_over(member, household, "0912555078").status_code == 200
    assert member.post(f"/shops/{household['shop_id']}/products", PRODUCT).status_code == 201


def test_not_to_another_households_phone(team, member, household) -> None:
    member.post(f"/teams/{team['id']}/households", PAO | {"name": "Lý Thị Sao", "phone": "0912555079"})
    answer = handed_over(member, household, "0912555079")
    assert (answer.status_code, answer.json["type"]) == (409, "phone-in-use")
    assert status_of(household["shop_id"]) == "prepared"


def test_nor_with_the_code_for_consent(household, member) -> None:
    member.post(f"/households/{household['id']}/codes", {})
    code = code_for(household["id"])
    assert member.post(f"/shops/{household['shop_id']}/hand-over", {"code": code}).status_code == 422


# Batches


def act(what: str, **content):
    typed_at = (clock.now() - timedelta(hours=6)).isoformat()
    return {"id": str(uuid4()), "act": what, "typed_at": typed_at, "content": content}


def sent(member, team, *acts):
    return member.post(f"/teams/{team['id']}/batches", {"acts": list(acts)}).json["results"]


def test_a_day_without_signal_comes_in_one_batch(team, member, household) -> None:
    agree(member, household)
    product_id, new = str(uuid4()), str(uuid4())
    acts = [
        act("open_household", **(PAO | {"id": new, "name": "Hứa Văn Páo", "phone": "0912555002"})),
        act("list_product", shop_id=household["shop_id"], **(PRODUCT | {"id": product_id})),
        act("move_stock", product_id=product_id, change=5, reason="harvest"),
    ]
    first = sent(member, team, *acts)
    assert [(result["result"], result["made"]) for result in first] == [
        ("done", new),
        ("done", product_id),
        ("done", product_id),
    ]
    assert [result["result"] for result in sent(member, team, *acts)] == ["duplicate"] * 3
    assert guest().get(f"/products/{product_id}").json["stock"] == PRODUCT["stock"] + 5
    typed = db.session.get(ActivityLog, UUID(acts[1]["id"]))
    assert (typed.deed, typed.at - typed.typed_at > timedelta(hours=5)) == ("list_product", True)


def test_an_order_is_accepted_and_packed_from_a_batch(team, member) -> None:
    order = placed_order()
    results = sent(member, team, act("accept", number=order.number), act("pack", number=order.number))
    assert [result["result"] for result in results] == ["done", "done"]
    assert calling(seller_of(order)).get(f"/orders/{order.number}").json["state"] == "packed"


def test_a_price_a_holiday_and_goods_that_are_gone_come_from_a_batch(team, member, household) -> None:
    agree(member, household)
    shop, product = household["shop_id"], str(uuid4())
    price = PRODUCT["price_vnd"]
    first = act("list_product", shop_id=shop, **(PRODUCT | {"id": product}))
    results = sent(
        member,
        team,
        first,
        act("change_price", product_id=product, price_vnd=price - 1000, was_vnd=price),
        act("change_price", product_id=product, price_vnd=price - 2000, was_vnd=price),  # read before the other
        act("change_price", product_id=product, price_vnd=price * 3),  # needs the household's code
        act("unlist_product", product_id=product),
        act("pause_shop", shop_id=shop),
        act("pause_shop", shop_id=shop, until="2020-01-01T00:00:00Z"),
        act("change_price", product_id=str(uuid4()), price_vnd=price),
    )
    assert [result["problem"]["type"] if result["problem"] else result["result"] for result in results] == [
        "done", "done", "precondition-failed", "household-code-needed", "done", "done", "invalid-input", "not-found",
    ]  # fmt: skip
    shown = member.get(f"/products/{product}").json
    assert (shown["price_vnd"], shown["status"], shown["shop"]["status"]) == (price - 1000, "unlisted", "paused")
    back = sent(member, team, act("relist_product", product_id=product), act("reopen_shop", shop_id=shop))
    assert [result["result"] for result in back] == ["done", "done"]
    shown = member.get(f"/products/{product}").json
    assert (shown["status"], shown["shop"]["status"]) == ("listed", "open")
    deeds = [one["act"] for one in member.get(f"/households/{household['id']}/acts").json["items"]]
    assert {"change_price", "unlist_product", "pause_shop", "relist_product", "reopen_shop"} <= set(deeds)


def test_every_act_is_described_with_an_example_that_is_read(client) -> None:
    spec = client.get("/openapi.json").json["components"]["schemas"]
    named = [one["$ref"].rsplit("/", 1)[1] for one in spec["Batch"]["properties"]["acts"]["items"]["anyOf"]]
    told = {spec[name]["properties"]["act"]["enum"][0]: spec[name]["properties"]["content"]["$ref"] for name in named}
    assert set(told) == set(batch_schemas.CONTENTS) == set(batches._DO)
    examples = batch_schemas.Batch.Meta.example["acts"]
    assert [one["act"] for one in examples] == list(batch_schemas.CONTENTS)
    for one in examples:
        batch_schemas.ActIn().load(one)
        batch_schemas.CONTENTS[one["act"]]().load(one["content"])


def test_one_bad_act_never_loses_the_others(team, member, household) -> None:
    agree(member, household)
    good = act("list_product", shop_id=household["shop_id"], **PRODUCT)
    results = sent(
        member,
        team,
        7,
        act("dance"),
        act("accept", number="CP-2222-2222"),
        act("list_product", shop_id=household["shop_id"], **(PRODUCT | {"price_vnd": -1})),
        act("open_household", **(PAO | {"village": "Lân Bông"})),
        good,
        good | {"content": good["content"] | {"name": "Khác"}},
    )
    assert [result["result"] for result in results] == ["refused"] * 5 + ["done", "refused"]
    assert [result["problem"]["type"] for result in results if result["problem"]] == [
        "invalid-input", "invalid-input", "not-found", "invalid-input", "not-your-village", "id-reused",
    ]  # fmt: skip


def test_a_clock_that_cannot_be_right_is_not_believed(team, member, household) -> None:
    agree(member, household)
    late = act("list_product", shop_id=household["shop_id"], **PRODUCT) | {"typed_at": "2099-01-01T00:00:00Z"}
    sent(member, team, late)
    typed = db.session.get(ActivityLog, UUID(late["id"]))
    assert typed.typed_at == typed.at


@pytest.mark.parametrize("nothing", [None, 7, "accept", [], {}])
def test_what_is_no_act_loses_no_others(team, member, household, nothing) -> None:
    agree(member, household)
    listed = act("list_product", shop_id=household["shop_id"], **PRODUCT)
    answers = sent(member, team, nothing, listed)
    assert [answer["result"] for answer in answers] == ["refused", "done"]
    assert (answers[0]["id"], answers[0]["problem"]["type"]) == (None, "invalid-input")


def test_a_batch_of_a_stranger_is_refused(team, app) -> None:
    assert calling(a_team_member()).post(f"/teams/{team['id']}/batches", {"acts": []}).status_code == 404


def test_a_batch_has_an_end(team, member) -> None:
    assert member.post(f"/teams/{team['id']}/batches", {"acts": [1] * 201}).status_code == 422


def _product(product_id: str):

    return transaction(lambda: db.session.get(Product, UUID(product_id)))
