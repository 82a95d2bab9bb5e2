"""A household takes a stand: a part of its good, in a window of its own, with packs that add up."""

from datetime import timedelta
from uuid import UUID

from market import clock
from market.ops.invariants import broken
from tests.support.fairs import a_stand, as_sent, fair_order, goes_round, open_fair
from tests.support.village import a_product, a_shop, an_officer, calling, guest, owner_of, stock_of


def test_an_officer_opens_a_fair_and_a_household_sells_there(app) -> None:
    officer = calling(an_officer())
    made = officer.post("/fairs", as_sent(minimum_packs=30))
    assert made.status_code == 201, made.json
    assert (made.json["slug"], made.json["state"]) == ("phien-na-chi-lang", "planned")
    shop = a_shop()
    product = a_product(shop)
    asked = {"product_id": str(product.id), "packs": 40, "from_stock": 10, "ready_on": made.json["ships_from"]}
    household = calling(owner_of(shop))
    taken = household.post("/fairs/phien-na-chi-lang/stands", asked)
    assert taken.status_code == 201, taken.json
    assert (taken.json["packs"], taken.json["left"], taken.json["price_vnd"]) == (40, 40, 65_000)
    assert (stock_of(product.id), stock_of(UUID(taken.json["product_id"]))) == (50, 40)
    seen = guest().get(f"/products/{taken.json['product_id']}").json
    assert seen["sale"]["fair"] == "phien-na-chi-lang"
    assert goes_round(clock.now() + timedelta(hours=2)) == 1
    assert guest().get("/fairs/phien-na-chi-lang").json["state"] == "open"
    assert list(broken()) == []


def test_what_is_sold_at_a_stand_is_not_of_its_parent(app) -> None:
    fair = open_fair()
    product = a_product()
    stand = a_stand(fair, product, from_stock=10)
    fair_order(stand)
    assert (stock_of(product.id), stock_of(stand.product_id)) == (50, 38)
    assert list(broken()) == []
