"""Pages of questions: asked from a good's page, answered from the household's day, taken down by an officer."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from market import phones
from market.ids import in_address
from tests.support.browsing import come, led, looks, sends
from tests.support.village import a_buyer, a_product, a_team_member, an_officer, guest, owner_of
from tests.support.writing import answers, asked


def at(good: Any, step: str = "") -> str:
    return f"/{good.slug}-{in_address(good.id)}{step}"


def read(good: Any) -> list[str]:
    return [one["question"] for one in guest().get(f"/products/{good.id}/questions").json["items"]]


def test_from_a_goods_page_to_an_answer_that_anybody_reads(client) -> None:
    good, me = a_product(), a_buyer()
    owner, here = owner_of(good.shop), at(good, "/questions")
    assert f'href="{here}"' in looks(client, at(good))
    come(client, me)
    assert "Chưa có câu nào" in looks(client, here)
    assert led(sends(client, here, question="Để được mấy ngày? 0912345678")) == f"{here}?done=asked"
    assert "Câu của bạn, chờ nhà bán trả lời" in looks(client, here)

    come(client, owner)
    assert "1 câu hỏi về hàng" in looks(client, f"/shop/{good.shop_id}")
    (question,) = re.findall(
        rf"/shop/{good.shop_id}/questions/([0-9a-f-]+)", looks(client, f"/shop/{good.shop_id}/questions")
    )
    one = f"/shop/{good.shop_id}/questions/{question}"
    assert f"Để được mấy ngày? {phones.HIDDEN}" in looks(client, one)
    assert sends(client, f"{one}/answer").status_code == 422
    assert led(sends(client, f"{one}/answer", answer="Bốn ngày")) == f"/shop/{good.shop_id}/questions?done=answered"

    client.delete_cookie("cho")
    for page in (looks(client, here), looks(client, at(good))):
        assert f"Để được mấy ngày? {phones.HIDDEN}" in page
        assert "Bốn ngày" in page
        assert "0912345678" not in page


def test_a_notice_leads_each_to_her_own_page(client) -> None:
    good, me = a_product(), a_buyer()
    question = asked(good, by=me)
    key = in_address(UUID(question))
    assert client.get(f"/q/{key}").status_code == 401
    for who in (owner_of(good.shop), a_team_member()):
        come(client, who)
        assert led(client.get(f"/q/{key}")) == f"/shop/{good.shop_id}/questions/{question}"
    come(client, me)
    assert led(client.get(f"/q/{key}")) == at(good, "/questions")
    come(client, a_buyer())
    assert client.get(f"/q/{key}").status_code == 404


def test_what_is_no_question_leaves_the_words_in_the_field_and_who_sells_asks_nothing(client) -> None:
    good = a_product()
    come(client, a_buyer())
    answer = sends(client, at(good, "/questions"), question="x" * 201)
    assert answer.status_code == 422
    assert "x" * 201 in answer.text
    come(client, owner_of(good.shop))
    assert "Câu hỏi của bạn" not in looks(client, at(good, "/questions"))
    assert sends(client, at(good, "/questions"), question="Ai mua?").status_code == 403
    assert read(good) == []


def test_one_is_taken_back_passed_over_and_its_words_are_shown_as_words(client) -> None:
    good, me = a_product(), a_buyer()
    first, second = asked(good, "<i>Bao giờ</i> chín?", by=me), asked(good, by=me)
    come(client, me)
    assert "&lt;i&gt;Bao giờ&lt;/i&gt; chín?" in looks(client, at(good, "/questions"))
    assert led(sends(client, f"/questions/{first}/withdrawal")) == f"{at(good, '/questions')}?done=withdrawn"
    assert "Chờ trả lời" in looks(client, "/me/questions")
    come(client, owner_of(good.shop))
    path = f"/shop/{good.shop_id}/questions"
    assert led(sends(client, f"{path}/{second}/dismissal")) == f"{path}?done=dismissed"
    assert client.get(f"{path}/{first}").status_code == 404
    assert sends(client, f"{path}/{first}/answer", answer="Mai").status_code == 404


def test_an_officer_takes_one_down_by_a_reason_and_puts_it_back(client) -> None:
    good = a_product()
    question = asked(good)
    answers(good, question)
    come(client, an_officer())
    path = f"/questions/{question}/removal"
    assert path in looks(client, at(good, "/questions"))
    assert sends(client, path).status_code == 422
    assert led(sends(client, path, reason="insult")) == f"{at(good, '/questions')}?done=removed"
    assert "Đã gỡ: có lời xúc phạm." in looks(client, at(good, "/questions"))
    assert read(good) == [""]
    sends(client, f"{path}/end")
    assert read(good) == ["Na này để được mấy ngày ạ?"]
    come(client, an_officer("06211"))
    assert path not in looks(client, at(good, "/questions"))
    assert sends(client, path, reason="insult").status_code == 403
