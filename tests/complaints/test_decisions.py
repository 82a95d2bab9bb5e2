"""What the offices decide, who is kept from deciding, and what comes of two at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from market.accounts.rules import RoleName
from tests.support.complaining import EXPLAINED, a_complaint, answered, answers, complains, complaint
from tests.support.paying import broken, order, told
from tests.support.village import (
    CHI_LANG,
    HOAN_KIEM,
    a_buyer,
    a_clerk,
    a_person,
    a_product,
    a_shop,
    a_team_member,
    an_officer,
    an_operator,
    buyer_of,
    calling,
    delivered_order,
    leaves,
    owner_of,
    placed_order,
    seller_of,
    shipped_order,
)
from tests.support.writing import reported, written

pytestmark = pytest.mark.usefixtures("client")


def kind_of(answer) -> tuple[int, str]:
    return answer.status_code, answer.json["type"].rsplit("/", 1)[-1]


def test_two_officers_answer_at_once_and_one_answer_stands(app) -> None:
    officers, bought = [calling(an_officer()) for _ in range(4)], delivered_order()
    number = a_complaint(bought, kind="unsafe")

    def answer(n: int) -> int:
        with app.app_context():
            told = {"outcome": "refund", "amount_vnd": 1_000 + n, "words": f"Trả lời {n}"}
            return officers[n].put(f"/complaints/{number}/answer", told).status_code

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(answer, range(4))) == [200, 409, 409, 409]
    assert len(calling(an_operator()).get("/refunds?state=requested").json["items"]) == 1
    assert told(buyer_of(bought).id).count("complaint_answered") == 1
    assert broken() == []


def test_two_about_the_same_become_one_and_both_hear_the_answer() -> None:
    officer, bought = calling(an_officer()), delivered_order()
    one, other = a_complaint(bought), a_complaint(bought, kind="wrong")
    elsewhere = a_complaint(delivered_order())
    assert kind_of(officer.put(f"/complaints/{one}/merging", {"into": elsewhere})) == (409, "not-the-same")
    assert kind_of(officer.put(f"/complaints/{one}/merging", {"into": one})) == (409, "not-the-same")
    assert officer.put(f"/complaints/{one}/merging", {"into": "KN-2222-2222"}).status_code == 422
    merged = officer.put(f"/complaints/{one}/merging", {"into": other})
    assert (merged.json["state"], merged.json["merged_into"]) == ("merged", other)
    assert officer.put(f"/complaints/{one}/merging", {"into": other}).status_code == 200
    assert order(bought.number).complained_since is not None
    answered(other)
    mine = calling(buyer_of(bought)).get(f"/complaints/{one}").json
    assert (mine["answer"], mine["merged_into"]) == (EXPLAINED["words"], None)
    assert told(buyer_of(bought).id).count("complaint_answered") == 2
    assert kind_of(officer.put(f"/complaints/{other}/merging", {"into": one})) == (409, "not-the-same")
    assert calling(buyer_of(bought)).put(f"/complaints/{other}/rating", {"rating": "satisfied"}).status_code == 200
    assert order(bought.number).complained_since is None
    assert broken() == []


def test_what_is_refused_has_a_reason_of_the_public_list() -> None:
    officer, bought = calling(an_officer()), delivered_order()
    number = a_complaint(bought)
    assert officer.put(f"/complaints/{number}/refusal", {"reason": "tired"}).status_code == 422
    refused = officer.put(f"/complaints/{number}/refusal", {"reason": "abusive"})
    assert (refused.json["state"], refused.json["refusal"]) == ("refused", "abusive")
    public = calling(a_buyer()).get("/complaint-kinds").json
    assert "abusive" in [one["name"] for one in public["refusals"]]
    assert order(bought.number).complained_since is None
    assert answers(number, officer).status_code == 409
    assert complains(bought).status_code == 201  # who means it may say it better
    assert broken() == []


def test_nobody_decides_on_what_they_have_a_part_in() -> None:
    bought = delivered_order(buyer=a_person("Cán bộ Lan", (RoleName.OFFICER, CHI_LANG), (RoleName.OPERATOR, "")))
    number = a_complaint(bought, kind="unsafe")
    herself = calling(buyer_of(bought))
    assert kind_of(answers(number, herself)) == (409, "own-affair")
    assert kind_of(herself.put(f"/complaints/{number}/refusal", {"reason": "settled"})) == (409, "own-affair")
    assert kind_of(herself.put(f"/complaints/{number}/passing", {"to": "operators"})) == (409, "own-affair")
    assert complaint(number).state == "received"


def test_who_sees_it_and_who_is_told_nothing() -> None:
    bought = delivered_order()
    number = a_complaint(bought, kind="conduct")
    for who in (a_buyer(), seller_of(bought), a_team_member(), a_clerk(), an_officer(HOAN_KIEM)):
        assert calling(who).get(f"/complaints/{number}").status_code == 404
    assert calling(seller_of(bought)).get(f"/orders/{bought.number}/complaints").json["items"] == []
    assert told(seller_of(bought).id)[-1] == "complaint_holds"  # why its money waits, and no more
    # Passed to the shop, it reads what it is asked, and not by whom.
    assert calling(an_officer()).put(f"/complaints/{number}/passing", {"to": "shop"}).status_code == 200
    read = calling(seller_of(bought)).get(f"/complaints/{number}").json
    assert (read["words"], "reporter" in read) == ("Ba quả na bị dập", False)
    assert calling(seller_of(bought)).get("/complaints?of=shop").json["items"][0]["number"] == number


def test_a_team_answers_and_complains_for_its_household_and_each_is_written_down() -> None:
    shop = a_shop()
    helper = a_team_member()
    member, bought = calling(helper), delivered_order(product=a_product(shop))
    number = a_complaint(bought)
    assert told(helper.id) == ["complaint_to_handle"]
    assert answers(number, member).status_code == 200
    sent = member.post("/complaints", {"order_number": bought.number, "kind": "money", "words": "Tiền về chậm"})
    assert (sent.status_code, sent.json["side"], sent.json["holder"]["level"]) == (201, "seller", "operators")
    hers = calling(owner_of(shop)).get("/complaints").json["items"]
    assert [one["number"] for one in hers] == [sent.json["number"]]
    acts = calling(owner_of(shop)).get("/me/acts").json["items"]
    assert {"answer_complaint", "send_complaint"} <= {act["act"] for act in acts}
    assert member.put(f"/complaints/{sent.json['number']}/withdrawal").status_code == 200


def test_a_parcel_that_has_not_come_lies_with_the_office_that_scanned_it_last() -> None:
    clerk, bought = calling(a_clerk()), shipped_order()
    number = a_complaint(bought, kind="not_come", order_number=None, tracking_number=bought.tracking_number)
    assert complaint(number).holder == "office"
    assert kind_of(answers(number, clerk, outcome="refund", amount_vnd=5)) == (403, "outcome-not-yours")
    assert answers(number, clerk).status_code == 200
    assert broken() == []


def test_a_message_that_was_reported_is_complained_of_and_no_money_waits_for_it() -> None:
    bought = placed_order()
    assert reported(bought, written(bought, "Đồ lừa đảo")).json["reported"]
    (mine,) = calling(seller_of(bought)).get("/complaints").json["items"]
    assert (mine["kind"], mine["about"], mine["side"], mine["matter"]) == (
        "conduct",
        "nothing",
        "seller",
        f"{bought.number} #1",
    )
    assert order(bought.number).complained_since is None
    assert broken() == []


def test_who_is_forgotten_takes_her_complaints_back_and_what_her_shop_was_asked_goes_on(monkeypatch) -> None:
    an_officer()
    shop = a_shop()
    bought = delivered_order(product=a_product(shop))
    number = a_complaint(bought)
    words = calling(buyer_of(bought)).get("/me/export").json["parts"]["complaints"][0]
    assert (words["number"], words["words"]) == (number, "Ba quả na bị dập")
    asked = calling(owner_of(shop)).get("/me/export").json["parts"]["complaints_to_my_shop"][0]
    assert "side" not in asked and asked["words"] == "Ba quả na bị dập"
    of_nothing = calling(a_buyer())
    sent = of_nothing.post("/complaints", {"kind": "other", "words": "Chợ họp muộn", "matter": "phiên chợ"})
    assert (sent.status_code, sent.json["holder"]["level"]) == (201, "operators")
    assert leaves(of_nothing).status_code == 204
    left = complaint(sent.json["number"])
    assert (left.state, left.words, left.reference, left.reporter_id) == ("withdrawn", "", "", None)
    assert broken() == []
