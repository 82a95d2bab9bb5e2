"""Goods that do not go by post are fetched: at the shop, at a market; the code hands them over."""

import pytest

from market.delivery.tariff import cash_fee
from market.payments.ledger import accounts
from tests.support.fetching import a_point, asked_for, code_of, gives_out, hands_over, ready_order
from tests.support.paying import broken
from tests.support.remitting import cash_state, send
from tests.support.village import CHI_LANG_OFFICE, a_buyer, a_clerk, a_product, an_operator, calling, money, seller_of


@pytest.mark.parametrize("kind", ["shop", "market"])
def test_who_fetches_pays_the_household_in_cash_and_no_dong_is_lost(app, kind) -> None:
    buyer, product = calling(a_buyer()), a_product(ships_by_post=False)
    point = a_point(product, kind)
    quoted = buyer.post("/quotes", asked_for(product, point) | {"deliver_to": {"commune_code": "00070"}}).json
    assert (quoted["total_vnd"], quoted["shipping_vnd"], quoted["parcels"][0]["collect_at"]) == (130_000, 0, point)
    of = ready_order(product, kind=kind, buyer=buyer)
    shown = buyer.get(f"/orders/{of.number}").json
    assert (shown["total_vnd"], shown["parcel"], shown["collect_at"]["kind"]) == (130_000, None, kind)
    assert shown["deliver_to"]["address_line"] == ""
    told = buyer.get(f"/orders/{of.number}/collection-code").json
    assert (told["code"], told["place"]) == (code_of(of), shown["collect_at"]["place"])
    done = hands_over(of)
    assert (done.status_code, done.json["state"], done.json["payment"]["status"]) == (200, "delivered", "collected")
    assert done.json["history"][-1]["by"] == "seller"
    # She has the 130.000 d in hand; of what she sells next 1,5 % of them are kept for the tax office.
    assert money(accounts.shop(of.shop_id)) == -1_950
    assert (money(accounts.VAT), money(accounts.INCOME_TAX), money(accounts.buyers("cod"))) == (1_300, 650, 0)
    assert buyer.put(f"/orders/{of.number}/receipt").json["state"] == "completed"
    assert broken() == []


def test_who_fetches_at_the_post_pays_into_its_till_and_the_shop_has_it_at_once(app) -> None:
    product, clerk = a_product(), calling(a_clerk())
    of = ready_order(product, kind="post_office")
    assert (of.shipping_vnd, of.total_vnd) == (cash_fee(130_000), 130_000 + cash_fee(130_000))
    (waiting,) = clerk.get(f"/post-offices/{CHI_LANG_OFFICE}/collections").json["items"]
    assert (waiting["number"], waiting["due_vnd"]) == (of.number, of.total_vnd)
    assert gives_out(of, clerk, cash_collected_vnd=130_000).json["type"] == "cash-differs"
    assert calling(seller_of(of)).put(f"/orders/{of.number}/collection", {"code": code_of(of)}).status_code == 403
    done = gives_out(of, clerk, cash_collected_vnd=of.total_vnd)
    assert (done.status_code, done.json["state"], done.json["due_vnd"]) == (200, "delivered", 0)
    assert clerk.get(f"/post-offices/{CHI_LANG_OFFICE}/collections").json["items"] == []
    assert money(accounts.till(CHI_LANG_OFFICE)) == of.total_vnd
    assert (money(accounts.shop(of.shop_id)), money(accounts.SHIPPING)) == (128_050, 0)
    sent = send(calling(an_operator()), f"{of.number},{of.total_vnd},{of.shipping_vnd},130000")
    assert (sent.json["outcomes"], cash_state(of), broken()) == ({"matched": 1}, "remitted", [])
