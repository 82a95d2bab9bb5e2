"""A public question under a good: asked by a buyer, answered by its household, read by anybody from then on."""

from datetime import timedelta

import pytest

from market import phones
from market.accounts.rules import RoleName
from market.db import transaction
from market.questions import actions, rules
from tests.support.paying import later, told
from tests.support.village import (
    a_buyer,
    a_household,
    a_person,
    a_product,
    a_shop,
    a_team_member,
    an_officer,
    an_operator,
    calling,
    guest,
    owner_of,
)
from tests.support.writing import answers, asked, asks

pytestmark = pytest.mark.usefixtures("app")


def read_by_anybody(good):
    return [(one["question"], one["answer"]) for one in guest().get(f"/products/{good.id}/questions").json["items"]]


def stands(question_id, by=None):
    answer = (calling(by) if by else guest()).get(f"/questions/{question_id}")
    return answer.json if answer.status_code == 200 else answer.status_code


def test_a_question_is_read_by_anybody_once_it_is_answered() -> None:
    good, me = a_product(), a_buyer()
    owner = owner_of(good.shop)
    question = asked(good, "Để được mấy ngày?", by=me)

    assert read_by_anybody(good) == []
    assert stands(question) == stands(question, a_buyer()) == 404
    assert stands(question, me)["waits"]
    (waits,) = calling(owner).get(f"/shops/{good.shop_id}/questions?waiting=true").json["items"]
    assert (waits["id"], waits["product"]["name"]) == (question, good.name)
    assert told(owner.id)[-1] == "question_asked"

    assert answers(good, question).json["answered_by"] == "seller"
    assert read_by_anybody(good) == [("Để được mấy ngày?", "Bốn ngày, bác ạ.")]
    assert "person_id" not in stands(question)
    assert told(me.id) == ["question_answered"]
    assert [one["mine"] for one in calling(me).get("/me/questions").json["items"]] == [True]
    answers(good, question, "Năm ngày.")
    assert read_by_anybody(good) == [("Để được mấy ngày?", "Năm ngày.")]
    assert told(me.id) == ["question_answered"], "of an answer put right nobody is told again"


def test_phones_are_hidden_in_both_for_everybody() -> None:
    good, me = a_product(), a_buyer()
    question = asked(good, "Gọi tôi 0912345678", by=me)
    answers(good, question, "Nhà 0987 654 321")
    here = (f"Gọi tôi {phones.HIDDEN}", f"Nhà {phones.HIDDEN}")
    assert read_by_anybody(good) == [here]
    assert stands(question, me)["question"] == here[0]


def test_whoever_sells_a_good_does_not_ask_about_it_and_nobody_else_answers() -> None:
    good = a_product()
    for hand in (owner_of(good.shop), a_team_member()):
        refused = asks(good, by=hand)
        assert (refused.status_code, refused.json["type"]) == (403, "own-good")
    question = asked(good)
    for other in (a_buyer(), a_household(), an_officer(), an_operator()):
        assert answers(good, question, by=other).status_code == 404
    assert answers(good, question, by=a_team_member()).json["answered_by"] == "team_member"
    assert answers(good, question, "Khác", by=a_buyer()).status_code == 403
    assert read_by_anybody(good) == [("Na này để được mấy ngày ạ?", "Bốn ngày, bác ạ.")]
    acts = calling(owner_of(good.shop)).get("/me/acts").json["items"]
    assert [act["act"] for act in acts] == ["answer_question"]


@pytest.mark.once
@pytest.mark.parametrize("words", ["", " ", "x" * 201, "a\u202eb", None, 7])
def test_what_is_no_question_is_refused(words) -> None:
    good, me = a_product(), a_buyer()
    assert asks(good, words, by=me).status_code == 422
    assert calling(me).get("/me/questions").json["items"] == []


def test_three_wait_at_most_and_ten_an_hour_are_enough() -> None:
    good, me = a_product(), a_buyer()
    for _ in range(rules.MOST_WAITING):
        asked(good, by=me)
    assert asks(good, by=me).json["type"] == "question-waits"
    goods = [a_product(good.shop, name=f"Món {n}") for n in range(8)]
    results = [asks(one, by=me).status_code for one in goods]
    assert results == [201] * 7 + [429]


def test_one_passed_over_waits_no_more_and_may_still_be_answered() -> None:
    good, me = a_product(), a_buyer()
    question = asked(good, by=me)
    for _ in range(2):
        assert calling(owner_of(good.shop)).put(f"/questions/{question}/dismissal").json["dismissed"]
    assert calling(owner_of(good.shop)).get(f"/shops/{good.shop_id}/questions?waiting=true").json["items"] == []
    assert (read_by_anybody(good), told(me.id)) == ([], [])
    answers(good, question)
    assert len(read_by_anybody(good)) == 1


def test_who_asked_takes_it_back_with_its_answer_and_nobody_else_does() -> None:
    good, me = a_product(), a_buyer()
    question = asked(good, by=me)
    answers(good, question)
    assert calling(owner_of(good.shop)).delete(f"/questions/{question}").status_code == 404
    assert calling(me).delete(f"/questions/{question}").status_code == 204
    assert (read_by_anybody(good), stands(question, me)) == ([], 404)


def test_an_officer_of_the_place_takes_it_down_by_a_public_reason_and_puts_it_back() -> None:
    good, me = a_product(), a_buyer()
    question = asked(good, by=me)
    path = f"/questions/{question}/removal"
    answers(good, question)
    for other, status in ((an_officer("06211"), 403), (a_buyer(), 403)):
        assert calling(other).put(path, {"reason": "insult"}).status_code == status
    assert calling(an_officer()).put(path, {"reason": "boredom"}).status_code == 422
    assert len(read_by_anybody(good)) == 1

    for officer in (an_officer(), a_person("Tỉnh", (RoleName.OFFICER, "20")), an_operator()):
        down = calling(officer).put(path, {"reason": "insult"}).json
        assert (down["question"], down["answer"], down["removal_says"]) == (
            "",
            None,
            rules.REASONS[rules.Reason.INSULT],
        )
        assert read_by_anybody(good) == [("", None)]
        assert answers(good, question).json["type"] == "question-removed"
        assert calling(officer).delete(path).status_code == 204
        assert read_by_anybody(good) == [("Na này để được mấy ngày ạ?", "Bốn ngày, bác ạ.")]


def test_nobody_takes_down_what_stands_under_their_own_good() -> None:
    officer = an_officer()
    good = a_product(a_shop(officer))
    question = asked(good)
    assert calling(officer).put(f"/questions/{question}/removal", {"reason": "insult"}).status_code == 403


@pytest.mark.parametrize("answered", [False, True])
def test_the_team_is_asked_once_where_the_household_is_silent(answered) -> None:
    good, helper = a_product(), a_team_member()
    question = asked(good)
    if answered:
        answers(good, question)
    for hours in (23, 25, 26):
        at = later(timedelta(hours=hours))
        transaction(lambda at=at: actions.ask_teams(now=at))  # type: ignore[misc]
    assert told(helper.id) == ([] if answered else ["question_waits_for_team"])


def test_a_household_is_told_once_until_it_has_seen_to_one() -> None:
    good = a_product()
    owner, first = owner_of(good.shop), asked(good)
    asked(good)
    assert told(owner.id).count("question_asked") == 1
    answers(good, first)
    asked(good)
    assert told(owner.id).count("question_asked") == 2


def test_questions_of_a_good_that_nobody_sees_are_not_there() -> None:
    good, me = a_product(), a_buyer()
    question = asked(good, by=me)
    answers(good, question)
    reason = {"reason": "Hàng cấm"}
    assert calling(an_operator()).put(f"/products/{good.id}/suspension", reason).status_code == 200
    assert (stands(question, me), guest().get(f"/products/{good.id}/questions").status_code) == (404, 404)
    assert asks(good, by=me).status_code == 404
