"""What buyers say of what they had delivered."""

from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select, update

from market import clock
from market.accounts.models import Role
from market.accounts.rules import RoleName
from market.db import db, transaction
from market.delivery.models import Scan
from market.reviews.models import Review, ReviewPhoto
from market.teams.models import ActivityLog
from tests.support.helping import a_picture
from tests.support.paying import broken, order, told, work
from tests.support.reviewing import a_review, passes, says
from tests.support.village import (
    DONG_DINH,
    a_buyer,
    a_product,
    a_shop,
    a_team_member,
    an_officer,
    an_operator,
    buyer_of,
    calling,
    delivered_order,
    guest,
    owner_of,
    returned_order,
    scanned_order,
    seller_of,
    shipped_order,
)


def shown(of):
    """What anybody is told of its first good."""
    return guest().get(f"/products/{of.lines[0].product_id}/reviews").json["items"]


def test_a_buyer_says_what_the_goods_were_like_and_anybody_reads_it(app) -> None:
    said, of = a_review(4, "Na ngọt. Gọi tôi 0912 345 678")
    assert said["words"] == "Na ngọt. Gọi tôi 0912 345 678"
    pages = [f"/{what}/reviews" for what in (f"products/{said['product']['id']}", f"shops/{said['shop_id']}")]
    for page in pages:
        found = guest().get(page)
        assert [(one["stars"], one["words"], one["answer"]) for one in found.json["items"]] == [
            (4, "Na ngọt. Gọi tôi (số điện thoại được ẩn)", None)
        ]
        assert found.json["items"][0]["buyer"] == {"province": {"code": "01", "name": "Thành phố Hà Nội"}}
        assert not any(word in found.text for word in (of.number, str(of.id), str(of.buyer_id), "0912"))
    assert guest().get(f"/products/{said['product']['id']}").json["reviews"] == {"buyers": 1, "stars": None}
    assert told(of.seller_id)[-1] == "review_written"
    assert [one["id"] for one in calling(buyer_of(of)).get("/me/reviews").json["items"]] == [said["id"]]
    assert broken() == []


def test_once_of_each_good_however_often_it_is_sent_and_changed_for_ninety_days(app, monkeypatch) -> None:
    said, of = a_review(2, "Chua")
    assert says(of, 2, "Chua").json == said
    passes(monkeypatch, days=89)
    changed = says(of, 5, "Chín rồi ngọt lắm").json
    assert (changed["id"], changed["stars"], len(shown(of))) == (said["id"], 5, 1)
    assert changed["changed_at"] > said["written_at"] == changed["written_at"]
    assert told(of.seller_id).count("review_written") == 1
    passes(monkeypatch, days=2)
    assert (says(of, 1).status_code, says(of, 1).json["type"]) == (409, "review-too-late")
    assert shown(of)[0]["stars"] == 5
    assert broken() == []


def test_she_takes_it_back_and_nothing_of_it_is_left(app, home) -> None:
    said, of = a_review(1)
    hers, path = calling(buyer_of(of)), f"/orders/{of.number}/reviews/{of.lines[0].product_id}"
    hers.put(f"{path}/photos/1", data=a_picture(), content_type="image/jpeg")
    for _ in range(2):
        assert hers.delete(path).status_code == 204
    assert (shown(of), guest().get(f"/reviews/{said['id']}").status_code) == ([], 404)
    assert guest().get(f"/shops/{of.shop_id}").json["reviews"] == {"buyers": 0, "stars": None}
    work(clock.now() + timedelta(hours=2))
    assert list(home.glob("**/reviews/**/*.webp")) == []
    assert says(of, 3).status_code == 200
    assert broken() == []


@pytest.mark.parametrize("state", [shipped_order, returned_order])
def test_what_has_not_come_is_not_reviewed(app, state) -> None:
    of = state()
    assert says(of).json["type"] == "not-delivered-yet"
    goods = calling(buyer_of(of)).get(f"/orders/{of.number}/reviews").json["goods"]
    assert [(one["may_say"], one["until"], one["review"]) for one in goods] == [(False, None, None)]
    assert shown(of) == []


def test_a_delivery_that_is_taken_back_hides_what_was_said_until_it_comes(app) -> None:
    _, of = a_review(1)
    last = select(Scan.scan_id).where(Scan.event == "delivered")
    scan_id = transaction(lambda: db.session.scalars(last).one())
    void = calling(an_operator()).put(f"/scans/{scan_id}/voiding", {"reason": "Nhầm bưu gửi"})
    assert (void.status_code, order(of.number).state) == (200, "shipped"), void.json
    hidden = shown(of)[0]
    assert (hidden["stars"], hidden["words"], hidden["removal"]["reason"]) == (None, "", "not_delivered")
    assert says(of, 5).json["type"] == "not-delivered-yet"
    assert broken() == []
    scanned_order(of, "delivered")
    assert (shown(of)[0]["stars"], shown(of)[0]["removal"]) == (1, None)
    assert broken() == []


# Who sells, or has sold, for a shop never speaks of its goods.


def test_whoever_comes_to_sell_for_the_household_says_nothing_of_its_goods(app) -> None:
    """A team cannot buy from whom it helps; but who bought yesterday may be of the team today."""
    of, unhelped = delivered_order(), delivered_order(product=a_product(a_shop(team_may_act=False)))
    for one in (of, unhelped):
        role = Role(
            person_id=one.buyer_id,
            role=RoleName.TEAM_MEMBER,
            place_kind="village",
            place_code=DONG_DINH,
            granted_at=clock.now(),
        )
        transaction(partial(db.session.add, role))
    assert (says(of).status_code, says(of).json["type"]) == (403, "acts-for-shop")
    assert says(unhelped).status_code == 200
    assert shown(of) == []


def test_who_once_acted_for_the_household_does_not_either(app) -> None:
    of, member = delivered_order(), a_team_member()
    moved = {"change": 5, "reason": "harvest"}
    answer = calling(member).post(f"/products/{of.lines[0].product_id}/stock-movements", moved)
    assert answer.status_code == 201
    act = update(ActivityLog).where(ActivityLog.by_id == member.id).values(by_id=of.buyer_id)
    transaction(lambda: db.session.execute(act))
    assert says(of).json["type"] == "acts-for-shop"


def test_a_parcel_to_the_households_own_phone_is_no_strangers(app) -> None:
    of = delivered_order(product=(good := a_product()))
    owner = owner_of(good.shop)
    transaction(lambda: setattr(db.session.merge(order(of.number)), "recipient_phone", owner.phone))
    assert says(of).json["type"] == "acts-for-shop"
    assert shown(of) == []


def test_others_say_nothing_of_it(app) -> None:
    of = delivered_order()
    body = {"stars": 1, "words": ""}
    path = f"/orders/{of.number}/reviews/{of.lines[0].product_id}"
    assert says(of, by=a_buyer()).status_code == 404
    assert says(of, by=seller_of(of)).status_code == 403
    assert calling(buyer_of(of)).put(f"/orders/{of.number}/reviews/{a_product().id}", body).status_code == 404
    assert guest().put(path, body).status_code == 401
    assert shown(of) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"stars": 0}, {"stars": 6}, {"stars": "năm"}, {"stars": True}, {"words": "Ngon"},
        {"stars": 5, "words": "x" * 501}, {"stars": 5, "words": "a\x00b"}, {"stars": 5, "buyer": "tôi"},
    ],
)  # fmt: skip
@pytest.mark.once
def test_what_is_not_in_form_is_refused(app, wrong) -> None:
    of = delivered_order()
    answer = calling(buyer_of(of)).put(f"/orders/{of.number}/reviews/{of.lines[0].product_id}", wrong)
    assert answer.status_code == 422
    assert shown(of) == []


def test_html_stays_words(app) -> None:
    words = "<script>alert(1)</script> & 'ngon'"
    _, of = a_review(5, words)
    assert shown(of)[0]["words"] == words


# Photos


def test_two_photos_are_shown_and_replaced(app, home) -> None:
    said, of = a_review()
    hers, path = calling(buyer_of(of)), f"/orders/{of.number}/reviews/{of.lines[0].product_id}/photos"
    for n in (1, 2):
        sent = hers.put(f"{path}/{n}", data=a_picture(), content_type="image/jpeg")
        assert sent.status_code == 201, sent.json
    assert [one["n"] for one in shown(of)[0]["photos"]] == [1, 2]
    picture = guest().get(f"/reviews/{said['id']}/photos/1?size=small")
    assert (picture.status_code, picture.mimetype) == (200, "image/webp")
    assert hers.put(f"{path}/3", data=a_picture(), content_type="image/jpeg").status_code == 404
    for wrong, status in ((b"x" * 12_000_000, 413), (b"<html>", 422)):
        assert hers.put(f"{path}/1", data=wrong, content_type="image/jpeg").status_code == status
    assert hers.delete(f"{path}/2").status_code == hers.delete(f"{path}/2").status_code == 204
    assert [one["n"] for one in shown(of)[0]["photos"]] == [1]
    assert calling(an_officer()).put(f"/reviews/{said['id']}/removal", {"reason": "insult"}).status_code == 200
    assert guest().get(f"/reviews/{said['id']}/photos/1").status_code == 404
    assert hers.put(f"{path}/2", data=a_picture(), content_type="image/jpeg").json["type"] == "review-removed"


def test_a_photo_needs_words_first(app) -> None:
    of = delivered_order()
    path = f"/orders/{of.number}/reviews/{of.lines[0].product_id}/photos/1"
    assert calling(buyer_of(of)).put(path, data=a_picture(), content_type="image/jpeg").status_code == 404
    assert transaction(lambda: db.session.query(ReviewPhoto).count() + db.session.query(Review).count()) == 0
