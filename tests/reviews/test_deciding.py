"""A household answers, somebody reports, an office decides; nobody on their own words or shop."""

import pytest
from sqlalchemy import select

from market import clock
from market.accounts.models import Role
from market.accounts.rules import RoleName
from market.db import db, transaction
from market.reviews.models import Review
from market.reviews.rules import CHOICES, REASONS, REPORTS_PER_PERSON
from market.teams.models import ActivityLog
from tests.support.paying import broken, told
from tests.support.reviewing import a_review, says
from tests.support.village import (
    CHI_LANG,
    HOAN_KIEM,
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
    seller_of,
)


def made_officer(person) -> None:
    role = Role(person_id=person.id, role=RoleName.OFFICER, place_kind="commune", place_code=CHI_LANG)
    role.granted_at = clock.now()
    transaction(lambda: db.session.add(role))
    db.session.expire_all()


def test_the_household_answers_once_and_its_team_in_its_name(app) -> None:
    said, of = a_review(2, "Chua")
    path = f"/reviews/{said['id']}/answer"
    first = calling(seller_of(of)).put(path, {"words": "Xin lỗi bác, gọi 0987 654 321"})
    assert (first.status_code, first.json["answer"]["words"]) == (200, "Xin lỗi bác, gọi (số điện thoại được ẩn)")
    by_team = calling(a_team_member()).put(path, {"words": "Xin lỗi bác"})
    assert (
        by_team.json["answer"]["words"]
        == guest().get(f"/reviews/{said['id']}").json["answer"]["words"]
        == "Xin lỗi bác"
    )
    deeds = transaction(lambda: db.session.scalars(select(ActivityLog.deed)).all())
    assert "answer_review" in deeds
    assert told(of.buyer_id).count("review_answered") == 1
    for wrong in ({"words": ""}, {"words": "x" * 501}, {}):
        assert calling(seller_of(of)).put(path, wrong).status_code == 422
    assert calling(a_buyer()).put(path, {"words": "Tôi"}).status_code == 403
    assert calling(buyer_of(of)).put(path, {"words": "Tôi"}).status_code == 403
    assert calling(seller_of(of)).delete(path).json["answer"] is None
    assert broken() == []


def test_a_team_whose_household_did_not_agree_answers_nothing(app) -> None:
    said, _ = a_review(product=a_product(a_shop(team_may_act=False)))
    assert calling(a_team_member()).put(f"/reviews/{said['id']}/answer", {"words": "Cảm ơn"}).status_code == 403


@pytest.mark.parametrize("reason", CHOICES)
@pytest.mark.once
def test_the_reason_stands_in_the_place_of_the_words(app, reason) -> None:
    said, of = a_review(1, "Đồ lừa đảo")
    path = f"/reviews/{said['id']}/removal"
    down = calling(an_officer()).put(path, {"reason": reason})
    assert (down.status_code, down.json["words"]) == (200, "Đồ lừa đảo")
    seen = guest().get(f"/reviews/{said['id']}")
    assert (seen.json["words"], seen.json["removal"]["says"]) == ("", str(REASONS[reason].says))
    assert seen.json["stars"] == (1 if REASONS[reason].stars_stay else None)
    assert "lừa đảo" not in seen.text
    assert says(of, 5).json["type"] == "review-removed"
    mine = calling(buyer_of(of)).get("/me/reviews").json["items"][0]
    assert (mine["words"], mine["removal"]["reason"]) == ("Đồ lừa đảo", reason)
    assert broken() == []


def test_only_who_is_of_the_place_decides_and_nobody_on_their_own(app) -> None:
    said, of = a_review(1)
    removal = f"/reviews/{said['id']}/removal"
    body = {"reason": "insult"}
    for stranger in (an_officer(HOAN_KIEM), a_buyer(), seller_of(of), a_team_member()):
        assert calling(stranger).put(removal, body).status_code == 403
    for concerned in (buyer_of(of), seller_of(of)):
        made_officer(concerned)
        refused = calling(concerned).put(removal, body)
        assert (refused.status_code, refused.json["type"]) == (403, "own-review")
        assert calling(concerned).put(f"/reviews/{said['id']}/upholding").json["type"] == "own-review"
    for reason in ("not_delivered", "bad", "", None):
        assert calling(an_officer()).put(removal, {"reason": reason}).status_code == 422
    assert guest().get(f"/reviews/{said['id']}").json["removal"] is None
    assert calling(an_operator()).put(removal, body).status_code == 200


def test_who_reports_is_told_to_nobody_and_the_list_is_of_ones_place(app) -> None:
    said, of = a_review(1, "Chê quá")
    asks = calling(a_buyer())
    for reason in ("insult", "not_honest"):
        assert asks.put(f"/reviews/{said['id']}/report", {"reason": reason, "words": "Xem giúp"}).status_code == 204
    calling(seller_of(of)).put(f"/reviews/{said['id']}/report", {"reason": "insult"})
    officer = calling(an_officer())
    listed = officer.get("/reviews")
    found = [(one["id"], sorted(report["reason"] for report in one["reports"])) for one in listed.json["items"]]
    assert found == [(said["id"], ["insult", "not_honest"])]
    assert asks.get("/me").json["id"] not in listed.text
    assert calling(an_officer(HOAN_KIEM)).get("/reviews").json["items"] == []
    assert calling(an_operator()).get(f"/reviews?place={CHI_LANG}").json["items"] != []
    assert officer.get("/reviews?place=00070").status_code == 403
    assert officer.get("/reviews?place=99999").status_code in (404, 422)
    assert officer.put(f"/reviews/{said['id']}/upholding").json["reports"] == []
    assert officer.get("/reviews").json["items"] == []
    assert guest().get(f"/reviews/{said['id']}").json["words"] == "Chê quá"


@pytest.mark.once
def test_reports_of_one_person_are_counted(app) -> None:
    said, _ = a_review()
    asks, body = calling(a_buyer()), {"reason": "insult"}
    for _ in range(REPORTS_PER_PERSON.most):
        assert asks.put(f"/reviews/{said['id']}/report", body).status_code == 204
    assert asks.put(f"/reviews/{said['id']}/report", body).status_code == 429


def test_of_a_shop_that_is_not_shown_nothing_is_read(app) -> None:
    said, of = a_review()
    assert calling(an_operator()).put(f"/shops/{of.shop_id}/suspension", {"reason": "Hàng giả"}).status_code == 200
    for path in (
        f"/reviews/{said['id']}",
        f"/products/{said['product']['id']}/reviews",
        f"/shops/{of.shop_id}/reviews",
    ):
        assert guest().get(path).status_code == 404
    assert calling(an_officer()).put(f"/reviews/{said['id']}/removal", {"reason": "insult"}).status_code == 200


def test_what_was_said_of_a_good_goes_on_page_by_page(app) -> None:
    good = a_product()
    for stars in (1, 2, 3):
        a_review(stars, of=delivered_order(product=good))
    first = guest().get(f"/products/{good.id}/reviews?limit=2").json
    rest = guest().get(f"/products/{good.id}/reviews?limit=2&cursor={first['next']}").json
    assert [one["stars"] for one in first["items"] + rest["items"]] == [3, 2, 1]
    assert rest["next"] is None
    assert transaction(lambda: db.session.query(Review).count()) == 3
