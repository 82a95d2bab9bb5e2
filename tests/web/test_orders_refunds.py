"""A household gives money back by its own page, and its team by the household's word."""

from __future__ import annotations

from uuid import UUID

import pytest

from market.catalog.models import Product
from market.db import db, transaction
from market.payments.ledger.accounts import Kind
from market.teams.rules import consent_code
from tests.support.browsing import BROWSER, browser_of, come, led, looks, sends
from tests.support.helping import a_village, agrees, newest_code
from tests.support.installation import SECRET
from tests.support.paying import broken, held
from tests.support.village import PRODUCT, delivered_order, placed_order, seller_of


def at(order, step: str = "") -> str:
    return f"/shop/{order.shop_id}/orders/{order.number}/refund{step}"


def test_a_part_goes_back_for_what_was_spoiled_and_its_buyer_sees_it(client) -> None:
    order = delivered_order()
    come(client, seller_of(order))
    assert "Trả lại tiền cho khách" in looks(client, f"/shop/{order.shop_id}/orders/{order.number}")
    assert "Nhiều nhất" in looks(client, at(order))
    answer = sends(client, at(order), amount_vnd="32.500", note="Một hộp dập", key="a")
    assert led(answer).endswith("?done=given-back")
    assert led(sends(client, at(order), amount_vnd="32.500", note="Một hộp dập", key="a")) == led(answer)
    assert held(Kind.PERSON, str(order.buyer_id)) == 32_500
    assert broken() == []


@pytest.mark.parametrize("amount", ["", "0", "-5", "bốn", "999.999.999", "9" * 30])
def test_what_cannot_be_given_back_is_said_and_moves_nothing(client, amount) -> None:
    order = delivered_order()
    come(client, seller_of(order))
    refused = sends(client, at(order), amount_vnd=amount)
    assert refused.status_code in (409, 422)
    assert 'role="alert"' in refused.text
    assert held(Kind.PERSON, str(order.buyer_id)) == 0


def test_where_nothing_was_paid_there_is_nothing_to_give_back(client) -> None:
    order = placed_order()
    come(client, seller_of(order))
    assert "Trả lại tiền cho khách" not in looks(client, f"/shop/{order.shop_id}/orders/{order.number}")
    for answer in (client.get(at(order), headers=BROWSER), sends(client, at(order), amount_vnd="5000")):
        assert led(answer).endswith("?done=already")


def test_a_team_needs_the_households_code_for_this_very_sum() -> None:
    village = a_village()
    household = village.writes_down()
    agrees(village.member, household)
    made = village.member.post(f"/shops/{household['shop_id']}/products", PRODUCT).json["id"]
    order = delivered_order(product=transaction(lambda: db.session.get(Product, UUID(made))))
    team = browser_of(village.member)
    refused = sends(team, at(order), amount_vnd="30.000")
    assert refused.status_code == 403
    assert "Cần mã" in refused.text or "mã gửi tới điện thoại của hộ" in refused.text
    sent = sends(team, at(order, "/code"), amount_vnd="30.000", note="dập")
    assert led(sent) == f"{at(order)}?amount_vnd=30000&note=d%E1%BA%ADp&done=code-sent"
    page = looks(team, led(sent))
    assert 'value="30000"' in page
    code = consent_code(SECRET, newest_code(household).id)
    assert sends(team, at(order), amount_vnd="31.000", household_code=code).status_code in (403, 422)
    assert held(Kind.PERSON, str(order.buyer_id)) == 0
    assert led(sends(team, at(order), amount_vnd="30.000", household_code=code)).endswith("?done=given-back")
    assert held(Kind.PERSON, str(order.buyer_id)) == 30_000
