"""Whoever complains, signed in or by code; what is refused has its sentence and changes nothing."""

import json
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from market.complaints.models import Complaint
from market.db import db, transaction
from market.ids import new_id
from market.orders.look_ups.rules import look_up_code
from tests.support.complaining import a_complaint, answered, complains, complaint
from tests.support.helping import a_picture
from tests.support.installation import SECRET
from tests.support.paying import broken, order, work
from tests.support.village import (
    a_buyer,
    a_person,
    a_shop,
    an_officer,
    buyer_of,
    calling,
    delivered_order,
    guest,
    owner_of,
    placed_order,
    seller_of,
)

pytestmark = pytest.mark.usefixtures("client")
RECIPIENT = "0912 345 678"


def kind_of(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json["type"].rsplit("/", 1)[-1]


def by_code(number: str, phone: str = RECIPIENT, code: str | None = None) -> Any:
    asked = guest().post("/order-look-ups", {"number": number, "phone": phone}).json["id"]
    right = look_up_code(SECRET, UUID(asked))
    body = {"code": code or right, "kind": "not_come", "words": "Chưa nhận được hàng"}
    return guest().post(f"/order-look-ups/{asked}/complaints", body)


def counted() -> int:
    return transaction(lambda: db.session.scalar(select(func.count()).select_from(Complaint))) or 0


def test_who_receives_an_order_complains_by_code_and_follows_it_to_the_end(app) -> None:
    bought = delivered_order()
    sent = by_code(bought.number)
    assert (sent.status_code, sent.json["side"]) == (201, "recipient")
    assert sent.headers["Cache-Control"] == "private, no-store"
    number, code = sent.json["number"], {"Complaint-Code": sent.json["code"].lower()}
    assert sent.headers["Location"] == f"/api/v1/complaints/{number}"
    work()
    lines = map(json.loads, app.config["MARKET"].sms_file.read_text("utf-8").splitlines())
    (told,) = [one["text"] for one in lines if number in one["text"] and one["to"] == "+84912345678"]
    assert sent.json["code"] in told
    assert kind_of(guest().get(f"/complaints/{number}")) == (404, "not-found")
    assert guest().get(f"/complaints/{number}", headers={"Complaint-Code": "AAAAAAAAAA"}).status_code == 404
    picture = {"data": a_picture(), "content_type": "image/jpeg", "headers": code}
    assert guest().put(f"/complaints/{number}/photos/1", **picture).json == {"photos": [1]}
    answered(number, words="Bưu cục đang tìm")
    assert guest().get(f"/complaints/{number}", headers=code).json["answer"] == "Bưu cục đang tìm"
    again = guest().put(f"/complaints/{number}/reopening", {"reason": "Vẫn chưa có"}, headers=code)
    assert (again.json["state"], again.json["holder"]["level"]) == ("escalated", "operators")
    answered(number)
    rated = guest().put(f"/complaints/{number}/rating", {"rating": "acceptable"}, headers=code)
    assert rated.json["state"] == "closed"
    assert broken() == []


def test_a_wrong_code_or_phone_brings_in_nothing() -> None:
    bought = delivered_order()
    for sent in (by_code(bought.number, code="000000"), by_code(bought.number, "0977 000 111")):
        assert kind_of(sent) == (422, "wrong-look-up-code")
    assert counted() == 0
    buyer = by_code(bought.number, buyer_of(bought).phone or "")
    assert (buyer.json["side"], complaint(buyer.json["number"]).reporter_id) == ("buyer", bought.buyer_id)


def test_photos_are_for_those_concerned_and_four_at_most() -> None:
    bought = delivered_order()
    buyer, number = calling(buyer_of(bought)), a_complaint(bought)
    path = f"/complaints/{number}/photos"
    for n, colour in enumerate(("red", "green", "blue", "grey"), start=1):
        assert buyer.put(f"{path}/{n}", data=a_picture(colour), content_type="image/jpeg").status_code == 201
    assert buyer.put(f"{path}/5", data=a_picture(), content_type="image/jpeg").status_code == 404
    assert buyer.get(f"/complaints/{number}").json["photos"] == [1, 2, 3, 4]
    assert calling(seller_of(bought)).get(f"{path}/4").content_type == "image/webp"
    assert calling(a_buyer()).get(f"{path}/4").status_code == 404
    assert calling(seller_of(bought)).put(f"{path}/1", data=a_picture(), content_type="image/jpeg").status_code == 403
    assert kind_of(buyer.put(f"{path}/1", data=b"\xff" * 12_000_000, content_type="image/jpeg")) == (413, "too-large")
    assert kind_of(buyer.put(f"{path}/1", data=b"<svg>", content_type="image/jpeg")) == (422, "not-a-picture")
    assert buyer.put(f"/complaints/{number}/withdrawal").status_code == 200
    assert kind_of(buyer.put(f"{path}/1", data=a_picture(), content_type="image/jpeg")) == (409, "complaint-over")


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({"words": "x" * 501}, {"words"}),
        ({"words": " "}, {"words"}),
        ({"words": "a\x00b"}, {"words"}),
        ({"kind": "rude"}, {"kind"}),
        ({"rating": "not"}, {"rating"}),
        ({"shop_id": str(new_id())}, {"shop_id"}),
        ({"order_number": None, "commune_code": "99999", "kind": "other"}, {"commune_code"}),
        ({"order_number": None, "kind": "spoilt"}, {"kind"}),
        ({"order_number": 5}, {"order_number"}),
    ],
)
def test_what_makes_no_sense_is_refused_by_its_field(body: dict[str, Any], fields: set[str]) -> None:
    bought = placed_order()
    refused = complains(bought, **body)
    assert (refused.status_code, set(refused.json["errors"])) == (422, fields)
    assert (counted(), order(bought.number).complained_since) == (0, None)


def test_strangers_orders_are_not_there_and_ones_own_are_ones_own_affair() -> None:
    bought, shop = delivered_order(), a_shop()
    assert complains(bought, a_buyer()).status_code == 404
    assert complains(bought, order_number="CP-2222-2222").status_code == 404
    assert complains(bought, an_officer()).status_code == 403
    assert kind_of(complains(bought, seller_of(bought))) == (409, "own-affair")
    of_shop = {"order_number": None, "shop_id": str(shop.id), "kind": "conduct"}
    assert kind_of(complains(bought, owner_of(shop), **of_shop)) == (409, "own-affair")
    assert counted() == 0
    assert complains(bought, a_buyer(), **of_shop).json["holder"]["level"] == "commune"


def test_sent_twice_it_is_one_and_said_again_it_is_known() -> None:
    bought, mine = delivered_order(), str(uuid4())
    first, again = (complains(bought, id=mine) for _ in range(2))
    assert (again.status_code, again.json["number"]) == (201, first.json["number"])
    known = complains(bought)
    assert kind_of(known) == (409, "complaint-known")
    assert known.json["number"] == first.json["number"]
    assert complains(delivered_order(), id=mine).status_code == 404  # another's
    assert counted() == 1


def test_ten_within_a_minute_from_one_phone_are_refused_with_a_sentence() -> None:
    me = a_person()
    told = [complains(placed_order(), me, order_number=None, kind="other", words=f"Việc {n}") for n in range(10)]
    assert [one.status_code for one in told] == [201] * 6 + [429] * 4
    assert told[-1].json["detail"]
    assert counted() == 6


def test_html_stays_text_and_nobodys_token_opens_nothing() -> None:
    bought = delivered_order()
    number = a_complaint(bought, words="<script>alert(1)</script>")
    assert calling(seller_of(bought)).get(f"/complaints/{number}").json["words"] == "<script>alert(1)</script>"
    for path in ("KN-AAAA-AAAA", bought.number, "x", number.lower()):
        assert calling(buyer_of(bought)).get(f"/complaints/{path}").status_code == 404
    assert calling(buyer_of(bought)).get("/complaints?of=me&of=shop").status_code == 422
    assert calling(buyer_of(bought)).get("/complaints?state=closed").json["items"] == []
