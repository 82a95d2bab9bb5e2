"""A message that is not right: reported once, heard once, read by who answers it, with what was said before."""

import pytest

from market import phones
from market.accounts.rules import RoleName
from tests.support.helping import a_picture
from tests.support.village import (
    a_person,
    a_team_member,
    an_officer,
    an_operator,
    buyer_of,
    calling,
    placed_order,
    seller_of,
)
from tests.support.writing import RUDE, heard_reports, reported, thread, written

pytestmark = pytest.mark.usefixtures("app")


def judged(of, by):
    return calling(by).get(f"/orders/{of.number}/messages/reported")


def test_a_report_is_heard_once_as_a_complaint_of_its_side(monkeypatch) -> None:
    order, heard = placed_order(), heard_reports(monkeypatch)
    rude = written(order, "Lời không hay")
    written(order, "Lời đáp", by=seller_of(order))

    for by in (a_team_member(), seller_of(order)):
        assert reported(order, rude, by=by).json["reported"]
    assert heard == [(order.id, rude, "household", order.seller_id, RUDE)]
    assert not thread(order, buyer_of(order))["items"][0]["reported"], "who wrote it is not told"
    reported(order, 2, by=buyer_of(order), reason="Nói sai")
    assert heard[1:] == [(order.id, 2, "buyer", order.buyer_id, "Nói sai")]


def test_nobody_reports_what_their_own_side_wrote_or_what_is_not_there(monkeypatch) -> None:
    order, heard = placed_order(), heard_reports(monkeypatch)
    mine = written(order)
    refused = reported(order, mine, by=buyer_of(order))
    assert (refused.status_code, refused.json["type"]) == (409, "own-message")
    assert reported(order, mine + 1).status_code == 404
    assert (heard, thread(order, seller_of(order))["items"][0]["reported"]) == ([], False)


def test_officers_read_what_was_reported_with_five_before_it_and_no_phone() -> None:
    order = placed_order()
    for no in range(1, 9):
        written(order, f"Tin {no}, gọi 0912 345 678")
    officer = an_officer()
    assert judged(order, officer).json["items"] == []
    reported(order, 7)

    for reader in (officer, an_operator(), a_person("Tỉnh", (RoleName.OFFICER, "20"))):
        items = judged(order, reader).json["items"]
        assert [one["text"] for one in items] == [f"Tin {no}, gọi {phones.HIDDEN}" for no in range(2, 8)]
        assert [one["reason"] for one in items if one["reported"]] == [RUDE]
    page = calling(officer).get(f"/orders/{order.number}/messages/reported?limit=2").json
    assert [one["message_no"] for one in page["items"]] == [6, 7]
    assert page["next"]


def test_an_operator_who_looks_is_written_down_and_others_find_nothing() -> None:
    order = placed_order()
    reported(order, written(order))
    judged(order, an_operator())
    for concerned in (buyer_of(order), seller_of(order)):
        assert [act["act"] for act in calling(concerned).get("/me/acts").json["items"]] == ["list_reported_messages"]
    elsewhere = an_officer("06211")
    assert judged(order, elsewhere).status_code == 404
    assert judged(order, seller_of(order)).status_code == 403


# Photos


def add(of, message_no, by, content=None):
    path = f"/orders/{of.number}/messages/{message_no}/photo"
    return calling(by).put(path, data=content or a_picture(), content_type="image/jpeg")


def looked_at(of, message_no, by):
    return calling(by).get(f"/orders/{of.number}/messages/{message_no}/photo").status_code


def test_a_message_takes_one_photo_which_only_both_sides_see() -> None:
    order = placed_order()
    buyer, seller = buyer_of(order), seller_of(order)
    no = written(order, "Quả bị dập")
    assert thread(order, buyer)["items"][0]["takes_photo"]
    assert (looked_at(order, no, seller), looked_at(order, no, an_officer())) == (404, 403)
    assert add(order, no, seller).status_code == 404
    assert add(order, no, buyer).json["has_photo"]
    assert add(order, no, buyer).json["has_photo"], "the same again is the same"

    assert add(order, no, buyer, a_picture("blue")).json["type"] == "photo-late"
    assert (looked_at(order, no, buyer), looked_at(order, no, seller), looked_at(order, no, an_officer())) == (
        200,
        200,
        403,
    )
    reported(order, no)
    assert looked_at(order, no, an_officer()) == 200


@pytest.mark.once
@pytest.mark.parametrize("content, status", [(b"no picture", 422), (b"\xff\xd8\xff" + b"x" * 12_000_000, 413)])
def test_what_is_no_photo_leaves_the_message_as_it_was(content, status) -> None:
    order = placed_order()
    no = written(order)
    assert add(order, no, buyer_of(order), content).status_code == status
    assert thread(order, buyer_of(order))["items"][0] == thread(order, buyer_of(order))["items"][0] | {
        "has_photo": False,
        "takes_photo": True,
    }
