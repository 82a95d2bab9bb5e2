"""What operators do in office is written down: who, what, to whom, when and why; each reads what concerns her."""

import pytest

from market import clock
from market.db import db, transaction
from market.teams.models import ActivityLog
from tests.support.village import (
    a_buyer,
    a_product,
    a_team_member,
    an_officer,
    an_operator,
    buyer_of,
    calling,
    guest,
    leaves,
    owner_of,
    placed_order,
)

WHY = {"reason": "Ảnh lấy của nhà khác"}


@pytest.fixture
def operator(app):
    return calling(an_operator())


def acts(reader, **query):
    answer = reader.get("/acts", query_string=query)
    assert answer.status_code == 200, answer.json
    return answer.json["items"]


def test_who_suspended_what_when_and_why(operator) -> None:
    product = a_product()
    owner, me = calling(owner_of(product.shop)), operator.get("/me").json
    assert operator.put(f"/products/{product.id}/suspension", WHY).status_code == 200
    (act,) = acts(operator, by=me["id"], on=str(clock.local_day(clock.now())))
    told = {"act": "suspend_product", "by": me["name"], "by_id": me["id"], "reason": WHY["reason"]}
    told |= {"subject": f"products/{product.id}/suspension", "subject_id": str(product.id)}
    told |= {"for_id": str(product.shop.owner_id), "for_name": owner.get("/me").json["name"]}
    assert {field: act[field] for field in told} == told
    (mine,) = owner.get("/me/acts").json["items"]
    assert (mine["id"], mine["by"], mine["reason"]) == (act["id"], me["name"], WHY["reason"])


def test_acts_are_found_by_what_they_were_about(operator) -> None:
    product, other = a_product(), a_product()
    for each in (product, other):
        operator.put(f"/shops/{each.shop_id}/suspension", WHY)
        operator.delete(f"/shops/{each.shop_id}/suspension")
    about = acts(operator, about=str(product.shop_id))
    assert [act["act"] for act in about] == ["reinstate_shop", "suspend_shop"]
    assert acts(operator, about=str(product.shop.owner_id)) == about
    assert acts(operator, about="%") == acts(operator, on="2021-01-01") == []
    for broken in ({"by": "nobody"}, {"on": "9999-12-31"}, {"on": "hôm nay"}, {"about": ""}):
        assert operator.get("/acts", query_string=broken).status_code == 422


def test_an_order_called_off_by_an_operator_stands_among_both_sides_acts(operator) -> None:
    order = placed_order()
    assert operator.put(f"/orders/{order.number}/cancellation", {"reason": "Khách gọi"}).status_code == 200
    (act, _) = acts(operator, about=order.number)
    assert (act["act"], act["reason"]) == ("order_cancelled", "Khách gọi")
    assert [one["reason"] for one in calling(buyer_of(order)).get("/me/acts").json["items"]] == ["Khách gọi"]


def test_what_was_refused_or_only_read_is_no_act(operator) -> None:
    product = a_product()
    assert operator.put(f"/products/{product.id}/suspension", {}).status_code == 422
    assert operator.put(f"/shops/{product.id}/suspension", WHY).status_code == 404
    assert operator.get("/phone-changes").status_code == 200
    assert acts(operator) == []


@pytest.mark.parametrize("body", ["", "{", "[]", '{"reason": 5}', "\x00", '"reason"', "9" * 6000])
def test_a_verb_that_needs_no_words_is_done_whatever_stands_in_its_body(operator, body) -> None:
    product = a_product()
    operator.put(f"/products/{product.id}/suspension", WHY)
    undone = operator.delete(f"/products/{product.id}/suspension", data=body, content_type="application/json")
    assert (undone.status_code, undone.json["status"]) == (200, "listed")
    assert [act["reason"] for act in acts(operator)] == ["", WHY["reason"]]


def test_an_act_about_nobody_in_particular_is_written_down_too(operator) -> None:
    rate = {"name": "commission_percent", "from_day": "2030-01-01", "value": "2.5"}
    assert operator.post("/rates", rate).status_code < 300
    (act,) = acts(operator)
    assert (act["subject"], act["for_id"], act["for_name"]) == ("rates", None, "")


@pytest.mark.parametrize("who", [a_buyer, an_officer, a_team_member])
def test_nobody_else_reads_them(app, who) -> None:
    assert calling(who()).get("/acts").status_code == 403
    assert guest().get("/acts").status_code == 401


def test_what_a_team_does_for_a_household_is_no_operators_act(operator) -> None:
    product = a_product()
    calling(a_team_member()).put(f"/products/{product.id}/unlisting")
    assert acts(operator) == []
    assert len(calling(owner_of(product.shop)).get("/me/acts").json["items"]) == 1


def test_why_is_forgotten_with_her_and_the_line_stays(operator) -> None:
    product = a_product()
    operator.put(f"/products/{product.id}/suspension", WHY)
    assert leaves(calling(owner_of(product.shop))).status_code == 204
    (act,) = acts(operator)
    assert (act["act"], act["reason"], act["for_name"]) == ("suspend_product", "", "")
    assert transaction(lambda: db.session.query(ActivityLog).count()) == 1
