"""Bà Páo buys and sells, is helped and helps; then she asks to be forgotten, and nothing of her is left."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from PIL import Image
from sqlalchemy import func, select

from market import clock, outbox
from market.accounts.addresses.models import Address
from market.accounts.lost_phones import flows as lost_phones
from market.catalog.favourites.models import Favourite
from market.catalog.reminders.models import Reminder
from market.db import db, transaction
from market.fairs.seasons.models import SeasonWish
from market.payments.ledger import accounts
from market.teams.rules import join_code
from market.wiring import jobs
from tests.support import paying
from tests.support.fetching import hands_over
from tests.support.helping import PAOS_PHONE, Village, a_picture, a_village, asked, person, send_paper, sent_paper
from tests.support.importing import send, table
from tests.support.installation import SECRET
from tests.support.paying import broken
from tests.support.texting import tomorrow_noon
from tests.support.traces import columns_of_words, found_in_files, found_in_tables
from tests.support.village import (
    CHI_LANG,
    CHI_LANG_OFFICE,
    HOAN_KIEM,
    PRODUCT,
    Caller,
    a_buyer,
    a_clerk,
    a_person,
    a_product,
    a_shop,
    an_officer,
    an_operator,
    calling,
    code_of,
    fill_till,
    fresh_code,
    leaves,
    money,
    owner_of,
    scan,
)

NAME, PHONE, STREET = "Nông Thị Páo", "0912 555 001", "Ngõ Cây Đa 17"
TYPED = f"bà {NAME}, {PHONE}, {STREET}"
TRACES = (NAME, STREET, "912555001", "912555002", "912555055", "912555077")  # every phone that was ever called hers

# What stays though she may stand in it, and why.
KEPT = {
    "order_lines.name": "the buyer's document of sale: what was sold (Law on Accounting 88/2015, art. 41: ten years)",
    "order_proposal_lines.name": "the same document: which of the goods were left out",
    "orders.shop_name": "the buyer's document of sale: by whom",
    "order_substitutions.to_shop_name": "the same, of what was offered instead",
    "payouts.sealed_account": "sealed; the document of a transfer: to which account",
    "refunds.sealed_account": "sealed; the same for money given back",
    "bank_transfers.text": "the bank's document, as the bank wrote it",
    "bank_transfers.note": "an operator's word on a bank's document",
    "card_events.note": "an operator's word on a gateway's document",
    "cash_on_delivery.reason": "why cash was given up: a document of the books",
    "ledger_entries.note": "the books",
    "remittance_lines.note": "the books",
    "till_movements.note": "the books of a till",
    "write_offs.note": "why money was given up: a document of the books",
    "keyed_answers.sealed": "sealed with the client's own key, which we do not have; gone after seven days",
}
# What her buyers were told of their orders: gone with the outbox's old entries.
FOR_A_WEEK = {"outbox.payload"}
# What is wide but never hers.
NOT_HERS = {
    "card_events.event_id", "card_events.object_id", "charges.gateway_id", "money_events.source_id",
    "refunds.gateway_id", "charges.sealed_secret", "import_templates.columns", "imports.problem", "imports.reach",
    "imports.reading", "outbox.last_error", "pulses.place", "pulses.said", "rate_proposals.note",
    "acts.subject", "news.data", "services.scopes", "subscriptions.former_secret", "subscriptions.secret",
    "subscriptions.types", "teams.name", "write_offs.subject", "import_rows.findings",
    "bank_transfers.layout", "bank_transfers.marks", "working_days.reason", "heard_cells.waits", "ready_cells.waits",
    "fairs.name", "fairs.about", "fairs.commune_codes", "fair_moves.note", "order_substitutions.to_name",
    "word_entries.folded", "word_entries.goods", "word_entries.phrases", "word_entries.source", "word_changes.goods",
    "word_changes.phrases",
}  # fmt: skip
# Of these nobody could read her: a hash, or sealed; they are gone all the same.
UNREADABLE = {
    "people.password_hash", "identities.sealed_number", "payout_accounts.sealed", "imported_values.wrote",
    "addresses.sealed",
}  # fmt: skip


@pytest.fixture(autouse=True)
def ghn(app: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    config = replace(app.config["MARKET"], carrier_secrets={"ghn": SECRET})
    monkeypatch.setitem(app.config, "MARKET", config)


@pytest.fixture
def village(app: Any) -> Village:
    return a_village()


def ok(answer: Any, status: int = 200) -> Any:
    assert answer.status_code == status, (answer.status_code, answer.json)
    return answer.json


def work(now: datetime | None = None) -> None:
    at = now or clock.now()
    while outbox.drain(jobs.JOBS, clock=lambda: at):
        pass


def written_down(village: Village) -> dict[str, Any]:
    """By a file, by a team, by two papers of which one is agreed, by codes; and her neighbours' rows name her."""
    officer = calling(an_officer("20"))
    head = f"A1;{NAME};{PHONE};Đồng Đĩnh;Chi Lăng"
    rows = [head, f"W1;{NAME};0912;Nà Lìu;Chi Lăng", "W2;Vi 3;0912.555.001 / 0987654321;Nà Lìu;Chi Lăng"]
    send(officer, table(*rows), name=f"ho {NAME}.csv")
    send(officer, table(head.replace("55 001", "55 002")))
    send(officer, table(head))
    (household,) = ok(village.member.get(f"/teams/{village.team_id}/households"))["items"]
    paper = sent_paper(village.member, household)
    ok(village.officer.put(f"/paper-consents/{paper}/decision", {"agreed": False, "reason": TYPED}))
    ok(send_paper(village.member, household), 202)
    return household


def with_a_shop(village: Village, household: dict[str, Any]) -> tuple[Caller, str]:
    """She signs in, consents, names her shop and goods after herself, and joins the team."""
    her = calling(person(household["person_id"]))
    asked(village.member, household, purpose="hand_over", phone="0912 555 055")
    code = asked(village.member, household)
    given = {"code": code, "given_by": NAME}
    ok(village.member.put(f"/households/{household['id']}/consent", given))
    for path, body in {
        "/me/identity": {"id_number": "020180001234"},
        "/me/payout-account": {"bank_bin": "970405", "number": "8400205123456", "holder": "NONG THI PAO"},
    }.items():
        ok(her.put(path, body | fresh_code(her)))
    ok(her.patch("/me", {"password": "na chi lang ngon"} | fresh_code(her), headers={"If-Match": "*"}))
    shop: str = ok(
        her.post("/shops", {"name": f"Na {NAME}", "about": TYPED, "commune_code": CHI_LANG, "village": "Đồng Đĩnh"}),
        201,
    )["id"]
    told = {"url": f"https://nha-pao.example/{PHONE.replace(' ', '')}", "types": ["order.*"], "shop_id": shop}
    ok(her.post("/subscriptions", told), 201)
    invited = ok(village.officer.post(f"/teams/{village.team_id}/members", {"phone": PHONE, "name": NAME}), 202)["id"]
    path = f"/teams/{village.team_id}/invitations/{invited}/confirmation"
    ok(village.officer.put(path, {"code": join_code(SECRET, UUID(invited))}))
    return her, shop


def goods(her: Caller, shop: str) -> str:
    """Named after her, with a photo; and with a certificate that shows her name and that an officer refuses."""
    named = {"name": f"Na {NAME}", "description": TYPED, "names": {"en": NAME}, "also_known_as": [NAME]}
    named |= {"ocop": {"stars": 4, "certificate_no": "12/QĐ", "issued_on": "2025-12-01"}}
    product: str = ok(her.post(f"/shops/{shop}/products", PRODUCT | named), 201)["id"]
    drawn = io.BytesIO()
    Image.new("RGB", (60, 60), "green").save(drawn, "JPEG")
    for name in ("photos/1", "certificate/photo"):
        answer = her.put(f"/products/{product}/{name}", data=drawn.getvalue(), content_type="image/jpeg")
        assert answer.status_code in (200, 201)
    ok(calling(an_officer()).put(f"/products/{product}/certificate/refusal", {"reason": TYPED}))
    return product


def order(by: Caller, product: Any, *, to: str = NAME, phone: str = PHONE, street: str = STREET) -> str:
    where = {"name": to, "phone": phone, "commune_code": HOAN_KIEM, "address_line": street}
    wanted = {"items": [{"product_id": str(product), "quantity": 2}], "deliver_to": where, "payment_method": "cod"}
    bought = by.post("/checkouts", wanted | {"note": TYPED}, headers={"Idempotency-Key": str(uuid4())})
    number: str = ok(bought, 201)["orders"][0]["number"]
    return number


def brought(seller: Caller, number: str, *, by: str = NAME) -> str:
    """Accepted, packed, and brought to the post; the tracking number."""
    ok(seller.put(f"/orders/{number}/acceptance"))
    ok(seller.put(f"/orders/{number}/packing"))
    work()
    tracking = str(paying.order(number).tracking_number)
    sent = {"post_office_code": CHI_LANG_OFFICE, "brought_by": by, "tracking_numbers": [tracking]}
    assert ok(calling(a_clerk()).post("/manifests", sent), 201)["results"][0]["result"] == "recorded"
    return tracking


def scanned(tracking: str, *events: str) -> list[Any]:
    steps = [scan(tracking, event, hours_ago=0, note=TYPED) for event in events]
    told = ok(calling(a_clerk()).post("/scans", {"scans": steps}))["results"]
    assert [one["result"] for one in told] == ["recorded"] * len(events)
    return steps


def cash_out(caller: Caller, path: str, amount_vnd: int) -> None:
    fill_till(amount_vnd)
    row = ok(caller.post(path, {"amount_vnd": amount_vnd}), 201)
    body = {"phone": PAOS_PHONE, "code": code_of(row["id"]), "id_number_tail": "1234"}
    ok(calling(a_clerk()).post(f"/post-offices/{CHI_LANG_OFFICE}/cash-outs/redemptions", body), 201)


def asks_for_less(seller: Caller, number: str) -> None:
    """The household asks for one box less, in words that name her; nobody answers."""
    (line,) = ok(seller.get(f"/orders/{number}"))["items"]
    less = {"fewer": [{"product_id": line["product_id"], "quantity": 1}], "note": TYPED}
    ok(seller.put(f"/orders/{number}/proposal", less))


def write_to_each_other(her: Caller, other: Caller, number: str) -> None:
    """Both name her; she sends a photo, and one of her words is reported."""
    for by in (her, other):
        ok(by.post(f"/orders/{number}/messages", {"text": TYPED}), 201)
    ok(her.put(f"/orders/{number}/messages/1/photo", data=a_picture(), content_type="image/jpeg"))
    ok(other.put(f"/orders/{number}/messages/1/report", {"reason": TYPED}))


def ask_each_other(her: Caller, mine: str, others: Any, seller: Caller) -> None:
    """She asks about a good, and is answered; another asks about hers, and she answers: all of it names her."""
    for asks, good, answers in ((her, others, seller), (calling(a_buyer()), mine, her)):
        asked_for = ok(asks.post(f"/products/{good}/questions", {"question": TYPED}), 201)["id"]
        ok(answers.put(f"/questions/{asked_for}/answer", {"answer": TYPED}))


def she_buys(her: Caller, operator: Caller) -> None:
    """One called off, one lost, one that she has money back for; and one that another sends her."""
    shop = a_shop(team_may_act=False)  # she is of the village's team
    seller, fruit = calling(owner_of(shop)), a_product(shop).id
    ok(her.put(f"/orders/{order(her, fruit)}/cancellation", {"reason": TYPED}))
    scanned(brought(seller, order(her, fruit), by="Hoàng Thị Lan"), "lost")
    (claim,) = ok(operator.get("/claims?state=open"))["items"]
    ok(operator.put(f"/claims/{claim['id']}/settlement", {"outcome": "rejected", "note": TYPED}))
    number = order(her, fruit)
    right = {"deliver_to": {"phone": "0912 555 077", "address_line": f"{STREET}A"}}
    ok(her.patch(f"/orders/{number}", right, headers={"If-Match": "*"}))
    asks_for_less(seller, number)
    write_to_each_other(her, seller, number)
    tracking = brought(seller, number, by="Hoàng Thị Lan")
    (wrong,) = scanned(tracking, "arrived")
    ok(calling(a_clerk()).put(f"/scans/{wrong['scan_id']}/voiding", {"reason": TYPED}))
    scanned(tracking, "delivered")
    push = {"OrderCode": tracking, "ClientOrderCode": number, "Status": "picked", "Type": "switch_status"}
    push |= {"Time": clock.now().isoformat(), "CODAmount": None, "Reason": TYPED}
    ok(her.client.post(f"/webhooks/carriers/ghn?hash={SECRET}", json=push))
    ok(seller.post(f"/orders/{number}/refunds", {"amount_vnd": 30_000, "channel": "cash", "note": TYPED}), 201)
    ok(her.put(f"/orders/{number}/receipt"))
    reviewed(her, number, str(fruit))
    complains(her, number)
    cash_out(her, "/me/cash-outs", 30_000)
    other = calling(a_buyer())
    ok(other.put(f"/orders/{order(other, fruit)}/cancellation", {"reason": TYPED}))


def complains(her: Caller, number: str) -> None:
    """Of an order, answered twice, with a photo; and of nothing of ours, not answered yet."""
    sent = ok(her.post("/complaints", {"order_number": number, "kind": "other", "words": TYPED}), 201)["number"]
    ok(her.put(f"/complaints/{sent}/photos/1", data=a_picture(), content_type="image/jpeg"), 201)
    answer = {"outcome": "explained", "words": TYPED}
    ok(calling(an_operator()).put(f"/complaints/{sent}/answer", answer))
    ok(her.put(f"/complaints/{sent}/reopening", {"reason": TYPED}))
    ok(her.post("/complaints", {"matter": NAME, "kind": "other", "words": TYPED}), 201)


def is_complained_of(buyer: Caller, her: Caller, number: str) -> None:
    """She passes up what she was asked, in words of hers; it is answered by others."""
    sent = ok(buyer.post("/complaints", {"order_number": number, "kind": "spoilt", "words": TYPED}), 201)["number"]
    ok(her.put(f"/complaints/{sent}/passing", {"to": "operators", "note": TYPED}))
    ok(calling(an_operator()).put(f"/complaints/{sent}/answer", {"outcome": "explained", "words": TYPED}))
    ok(buyer.put(f"/complaints/{sent}/rating", {"rating": "satisfied"}))


def reviewed(by: Caller, number: str, product: str) -> str:
    """In words that name her, and with a photo; whoever wrote it asks to have it looked at, too."""
    path = f"/orders/{number}/reviews/{product}"
    said = ok(by.put(path, {"stars": 4, "words": TYPED}))
    ok(by.put(f"{path}/photos/1", data=a_picture(), content_type="image/jpeg"), 201)
    asked_for = by.put(f"/reviews/{said['id']}/report", {"reason": "personal_data", "words": TYPED})
    assert asked_for.status_code == 204, asked_for.json
    return str(said["id"])


def at_her_door(her: Caller, shop: str, product: str) -> None:
    """Somebody comes for her goods, and pays her in cash; where it was is her own door."""
    door = {"kind": "shop", "name": NAME, "address": STREET, "hours": f"hỏi {NAME}"}
    point = ok(her.post(f"/shops/{shop}/collection-points", door), 201)["id"]
    buyer = calling(a_buyer())
    where = {"name": "Trần Thu Hà", "phone": "0987654321", "commune_code": HOAN_KIEM, "address_line": "12 Hàng Bài"}
    wanted = {"items": [{"product_id": product, "quantity": 1}], "deliver_to": where, "payment_method": "cod"}
    sent = buyer.post("/checkouts", wanted | {"collect_at": [point]}, headers={"Idempotency-Key": str(uuid4())})
    number = ok(sent, 201)["orders"][0]["number"]
    ok(her.put(f"/orders/{number}/acceptance"))
    ok(her.put(f"/orders/{number}/packing"))
    assert NAME in ok(buyer.get(f"/orders/{number}/collection-code"))["place"]
    ok(hands_over(paying.order(number), her))
    ok(buyer.put(f"/orders/{number}/receipt"))


def she_sells(her: Caller, shop: str, product: str, operator: Caller) -> None:
    """One delivered, one brought back; the money to her bank, which fails once, and in cash."""
    buyer = calling(a_buyer())
    number = order(buyer, product, to="Trần Thu Hà", phone="0987654321", street="12 Hàng Bài")
    asks_for_less(her, number)
    scanned(brought(her, number), "delivered")
    is_complained_of(buyer, her, number)
    ok(buyer.put(f"/orders/{number}/receipt"))
    ok(her.put(f"/reviews/{reviewed(buyer, number, product)}/answer", {"words": TYPED}))
    back = order(buyer, product, to="Trần Thu Hà", phone="0987654321", street="12 Hàng Bài")
    scanned(brought(her, back), "return_started", "returned")
    ok(her.put(f"/orders/{back}/return-receipt", {"restock": True}))
    at_her_door(her, shop, product)
    payout = ok(her.post(f"/shops/{shop}/payouts", {"amount_vnd": 50_000}), 201)["id"]
    ok(operator.post("/payout-files"), 201)
    ok(calling(an_operator()).put(f"/payouts/{payout}/outcome", {"outcome": "failed", "note": TYPED}))
    cash_out(her, f"/shops/{shop}/cash-outs", money(accounts.shop(UUID(shop))))


def she_keeps(her: Caller) -> None:
    """Where she lives, what she likes, what she waits for."""
    where = {"label": NAME, "name": NAME, "phone": PHONE, "commune_code": HOAN_KIEM, "address_line": STREET}
    ok(her.post("/me/addresses", where), 201)
    good = a_product(stock=0)
    for path in (f"favourites/{good.id}", f"favourite-shops/{good.shop_id}", f"reminders/{good.id}"):
        ok(her.put(f"/me/{path}"))
    wish = {"person_id": UUID(her.get("/me").json["id"]), "shop_id": good.shop_id, "order_id": good.id}
    transaction(lambda: db.session.add(SeasonWish(**wish, agreed_at=clock.now(), told_season=2026)))


def kept_rows() -> int:
    """Of what is hers alone nothing stays, not even a row that nobody can read."""
    mine = (Address, Favourite, Reminder, SeasonWish)
    return transaction(lambda: sum(db.session.scalar(select(func.count()).select_from(one)) or 0 for one in mine))


def loses_her_phone(her: Caller, operator: Caller) -> None:
    asked_for = {"phone": PHONE, "new_phone": "0912 555 077", "reason": TYPED}
    change = ok(operator.post("/phone-changes", asked_for), 201)["id"]
    ok(her.put(f"/phone-changes/{change}/refusal"))
    lost_phones.carry_out_due(now=clock.now())


@pytest.fixture
def her(village: Village) -> Caller:
    """Her whole life here, up to the day on which she leaves."""
    operator, household = calling(an_operator()), written_down(village)
    her, shop = with_a_shop(village, household)
    product = goods(her, shop)
    she_buys(her, operator)
    she_sells(her, shop, product, operator)
    she_keeps(her)
    good = a_product(a_shop(team_may_act=False))
    ask_each_other(her, product, good.id, calling(owner_of(good.shop)))
    loses_her_phone(her, operator)
    ok(operator.post(f"/people/{household['person_id']}/roles", {"role": "operator", "reason": TYPED}), 201)
    ok(operator.get("/people", query_string={"phone": PHONE, "reason": TYPED}))
    ok(operator.put(f"/products/{product}/suspension", {"reason": TYPED}))
    ok(operator.put(f"/shops/{shop}/suspension", {"reason": TYPED}))
    ok(her.post("/sign-in-codes", {"phone": PHONE}), 202)
    assert her.post("/tokens", {"phone": PHONE, "code": "000000"}).status_code == 401
    work()
    return her


def test_nothing_is_left_of_whoever_asks_to_be_forgotten(her: Caller, home: Any) -> None:
    before = found_in_tables(*TRACES)
    assert columns_of_words() - before - set(KEPT) - NOT_HERS - UNREADABLE == set()
    assert leaves(her).status_code == 204
    work(tomorrow_noon())
    assert found_in_tables(*TRACES) - set(KEPT) <= FOR_A_WEEK
    for tidy in jobs.TIDYING:
        tidy(clock.ago(tomorrow_noon(), days=-8))
    assert found_in_tables(*TRACES) - set(KEPT) == set()
    # The file of messages stands for the telephone network, in the demo only.
    assert found_in_files(home, *TRACES) <= {"sms.jsonl"}
    assert list(home.glob("**/*.webp")) == []
    assert kept_rows() == 0
    assert broken() == []


# Of each table that names people by a column: the part of GET /me/export that tells of it, or why none does.
PARTS = {
    "addresses": "addresses", "favourites": "favourites", "reminders": "reminders", "season_wishes": "season_wishes",
    "people": "person", "roles": "person", "tokens": "sessions", "delegations": "delegations",
    "phone_changes": "phone_changes", "role_grants": "role_grants",
    "sent_notices": "notices", "notice_wishes": "notice_wishes",
    "households": "household", "consents": "consents", "paper_consents": "paper_consents",
    "consent_codes": "household_codes", "team_members": "teams", "team_invitations": "team_invitations", "acts": "acts",
    "shops": "shops", "orders": "orders", "checkouts": "orders", "parcels": "orders", "sales": "sales",
    "complaints": "complaints", "questions": "questions",
    "order_proposals": "order_proposals", "reviews": "reviews", "review_reports": "review_reports",
    "sale_refunds": "refunds", "refunds": "refunds", "payouts": "payouts", "cash_outs": "cash_outs",
    "postings": "collected_cash",
    "identities": "identity", "payout_accounts": "payout_account", "import_rows": "imported_rows", "imports": "imports",
    "subscriptions": "subscriptions",
}  # fmt: skip
NO_PART = {
    "sign_in_codes": "gone after a week; what she is sent is in notices",
    "told_once": "what is not told twice; what was told is in notices",
    "charges": "her payments: they stand at her orders",
    "cash_on_delivery": "the cash of her orders, which stand there",
}
NAMING = (
    "person_id",
    "owner_id",
    "payee_id",
    "buyer_id",
    "seller_id",
    "for_id",
    "household_id",
    "payer_id",
    "holder_id",
)


def tables_naming_people() -> set[str]:
    names = {table.name: set(table.columns.keys()) for table in db.metadata.sorted_tables}
    return {
        table for table, columns in names.items() if columns & set(NAMING) or any("phone" in one for one in columns)
    }


def test_she_takes_all_with_her_that_names_her(her: Caller) -> None:
    assert tables_naming_people() - set(PARTS) - set(NO_PART) == set()
    export = ok(her.get("/me/export"))
    told = {"person": export["person"], **export["parts"]}
    assert {part for part in PARTS.values() if part not in told} == set()
    assert {part for part, rows in told.items() if not rows} <= {"imports", "collected_cash"}  # she is no courier
    assert "8400205123456" not in str(told)
    assert "020180001234" not in str(told)
    assert [one["address_line"] for one in told["addresses"]] == [STREET]
    (account,), (identity,) = told["payout_account"], told["identity"]
    assert (account["number_tail"], identity["id_number_tail"]) == ("3456", "1234")


@pytest.mark.parametrize("code", [{}, {"code": "000000"}])
def test_a_token_alone_forgets_nobody(app: Any, code: dict[str, str]) -> None:
    me = calling(a_buyer())
    refused = me.delete("/me", query_string=code)
    assert (refused.status_code, refused.json["type"]) == (403, "fresh-code-needed")
    assert me.get("/me").json["name"] == "Trần Thu Hà"
    assert leaves(me).status_code == 204


def test_anothers_code_or_a_spent_one_forgets_nobody(app: Any) -> None:
    me, other = calling(a_buyer()), calling(a_buyer())
    spent = fresh_code(me)
    assert me.patch("/me", {"password": "na chi lang ngon"} | spent, headers={"If-Match": "*"}).status_code == 200
    for code in (fresh_code(other), spent):
        assert me.delete("/me", query_string=code).json["type"] == "fresh-code-needed"
    assert me.get("/me").status_code == 200


def test_the_phone_that_she_lost_is_forgotten_too(village: Village) -> None:
    sen = a_person("Vi Thị Sen", phone="+84912555088")
    asked_for = {"phone": "0912555088", "name": "Vi Thị Sen"}
    ok(village.officer.post(f"/teams/{village.team_id}/members", asked_for), 202)
    ok(calling(sen).post("/sign-in-codes", {"phone": "0912555088"}), 202)
    lost = {"phone": "0912555088", "new_phone": "0912555089", "reason": "Vi Thị Sen mất máy"}
    change = ok(calling(an_operator()).post("/phone-changes", lost), 201)["id"]
    ok(calling(an_operator()).put(f"/phone-changes/{change}/approval"))
    assert lost_phones.carry_out_due(now=clock.ago(clock.now(), days=-4)) == 1
    traces = ("Vi Thị Sen", "912555088", "912555089")
    assert "people.phone" in found_in_tables(*traces)
    assert leaves(calling(person(sen.id))).status_code == 204
    assert found_in_tables(*traces) == set()
