"""What was ordered of a suspended shop or good waits for an operator, who lets it be fulfilled or calls it off."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from market import clock
from market.db import db, transaction
from market.delivery.queries.parcels import parcel_of
from market.orders import flows
from market.orders.actions import holds
from market.orders.models import Order
from tests.support.paying import broken, buy, later, operator_upload, order, paid_order, told, work
from tests.support.village import (
    DONG_DINH,
    a_buyer,
    a_product,
    a_shop,
    a_team_member,
    accepted_order,
    an_operator,
    buyer_of,
    calling,
    delivered_order,
    packed_order,
    placed_order,
    scanned_order,
    seller_of,
    shipped_order,
    stock_of,
)

REASON = "Hàng giả"


def suspend(shop_id, *, what: str = "shops", **given):
    answer = calling(an_operator()).put(f"/{what}/{shop_id}/suspension", {"reason": REASON} | given)
    assert answer.status_code == 200, answer.json
    return answer.json


def lift(shop_id, *, what: str = "shops"):
    assert calling(an_operator()).delete(f"/{what}/{shop_id}/suspension").status_code == 200


def waiting(**query):
    asked = "&".join(f"{name}={value}" for name, value in {"as": "operator", "held": "true", **query}.items())
    return calling(an_operator()).get(f"/orders?{asked}").json["items"]


def as_it_is(number):
    of = order(number)
    return of.state, of.payment_status, of.parcel_state


def is_held(number, verb: str) -> bool:
    """Whether its household is refused `verb`, and nothing changes."""
    before, household = as_it_is(number), calling(transaction(lambda: seller_of(order(number))))
    answer = household.get(f"/orders/{number}/label") if verb == "label" else household.put(f"/orders/{number}/{verb}")
    assert as_it_is(number) == before
    return (answer.status_code, answer.json["type"] if answer.status_code >= 400 else "") == (409, "order-held")


def test_a_suspended_shop_does_not_accept_pack_or_label(app) -> None:
    shop = a_shop()
    placed, accepted, packed = (
        reached(product=a_product(shop)).number for reached in (placed_order, accepted_order, packed_order)
    )
    suspend(shop.id)
    assert is_held(placed, "acceptance") and is_held(accepted, "packing") and is_held(packed, "label")
    assert told(order(placed).buyer_id)[-1] == "order_held"
    assert calling(transaction(lambda: buyer_of(order(placed)))).get(f"/orders/{placed}").json["held_since"]
    assert broken() == []


def test_the_operator_is_shown_what_waits_with_its_state_and_money(app) -> None:
    shop = a_shop()
    open_ones = [placed_order(product=a_product(shop)).number, packed_order(product=a_product(shop)).number]
    away = [shipped_order(product=a_product(shop)).number, delivered_order(product=a_product(shop)).number]
    other = placed_order().number
    suspend(shop.id)
    shown = {one["number"]: (one["state"], one["payment"]["status"]) for one in waiting(shop_id=shop.id)}
    assert shown == {open_ones[0]: ("placed", "due"), open_ones[1]: ("packed", "due")}
    assert [order(number).held_since for number in (*away, other)] == [None] * 3
    assert calling(a_buyer()).get("/orders?as=operator&held=true").json["items"] == []
    stays = calling(an_operator()).get(f"/orders?as=operator&held=false&shop_id={shop.id}").json["items"]
    assert {one["number"] for one in stays} == set(away)


def test_a_mere_paper_fault_lets_orders_go_on(app) -> None:
    number = accepted_order(product=a_product(shop := a_shop())).number
    suspend(shop.id, open_orders="fulfilled")
    household = calling(transaction(lambda: seller_of(order(number))))
    assert household.put(f"/orders/{number}/packing").status_code == 200
    assert household.get(f"/orders/{number}/label").status_code == 200


def test_called_off_all_at_once_money_and_goods_go_back_and_what_is_on_its_way_stays(app, stripe) -> None:
    product = a_product(shop := a_shop())
    paid = [paid_order(stripe, product).number, paid_order(stripe, product, method="bank_transfer").number]
    unpaid = buy(product, method="bank_transfer").json["orders"][0]["number"]
    packed, away = packed_order(product=product).number, shipped_order(product=product).number
    suspend(shop.id, open_orders="called_off")
    assert is_held(paid[0], "acceptance")
    work()
    assert as_it_is(paid[0])[:2] == ("cancelled", "refunded")
    assert as_it_is(paid[1])[:2] == ("cancelled", "refunding")
    assert as_it_is(unpaid)[:2] == ("cancelled", "cancelled")
    assert as_it_is(packed) == ("cancelled", "not_due", "cancelled")
    assert transaction(lambda: parcel_of(packed)).state == "cancelled"
    assert as_it_is(away)[0] == "shipped"
    last = calling(transaction(lambda: buyer_of(order(packed)))).get(f"/orders/{packed}").json["history"][-1]
    assert (last["by"], last["note"]) == ("operator", "gian hàng hoặc mặt hàng tạm ngừng")
    assert stock_of(product.id) == 58 and waiting() == [] and broken() == []


def test_calling_off_goes_on_where_it_was_broken_off_and_spares_what_was_let_go(app) -> None:
    product = a_product(shop := a_shop())
    first, second, spared = (placed_order(product=product).number for _ in range(3))
    suspend(shop.id, open_orders="called_off")
    job = {"number": first, "by_id": str(an_operator().id)}
    transaction(lambda: holds.call_off(job, clock.now()))  # and then the worker died
    assert calling(an_operator()).put(f"/orders/{spared}/release").status_code == 200
    work()
    transaction(lambda: holds.call_off(job, clock.now()))
    assert [as_it_is(number)[0] for number in (first, second, spared)] == ["cancelled", "cancelled", "placed"]
    assert stock_of(product.id) == 58 and broken() == []


def test_one_order_is_let_go_another_called_off(app) -> None:
    product = a_product(shop := a_shop())
    good, bad = placed_order(product=product).number, placed_order(product=product).number
    suspend(shop.id)
    operator = calling(an_operator())
    for _ in range(2):
        assert operator.put(f"/orders/{good}/release").json["held_since"] is None
    assert operator.put(f"/orders/{bad}/cancellation", {"reason": "gian tạm ngừng"}).status_code == 200
    suspend(shop.id)  # the same again decides nothing anew
    household = calling(transaction(lambda: seller_of(order(good))))
    assert household.put(f"/orders/{good}/acceptance").status_code == 200
    assert told(order(good).buyer_id).count("order_goes_on") == 1 and waiting() == []
    assert calling(transaction(lambda: buyer_of(order(good)))).put(f"/orders/{good}/release").status_code == 403


def test_calling_off_the_rest_spares_what_was_let_go_until_it_is_held_again(app) -> None:
    product = a_product(shop := a_shop())
    good, bad = placed_order(product=product).number, placed_order(product=product).number
    suspend(shop.id)
    calling(an_operator()).put(f"/orders/{good}/release")
    suspend(shop.id, open_orders="called_off")
    work()
    assert (as_it_is(good)[0], as_it_is(bad)[0]) == ("placed", "cancelled")
    for said in ("held", "called_off"):
        suspend(shop.id, open_orders=said)
    work()
    assert as_it_is(good)[0] == "cancelled" and broken() == []


def test_a_suspension_can_be_made_stricter_and_milder(app) -> None:
    number = placed_order(product=a_product(shop := a_shop())).number
    for said, held in (("fulfilled", False), ("held", True), ("held", True), ("fulfilled", False), (None, False)):
        suspend(shop.id, reason=f"{REASON} {said}", **({"open_orders": said} if said else {}))
        assert (order(number).held_since is not None) is held
    assert waiting() == []


def test_while_it_waits_operators_are_asked_and_after_three_days_the_money_goes_back(app, stripe) -> None:
    product, operator = a_product(shop := a_shop()), an_operator()
    waits, prepaid = placed_order(product=product, hours_ago=71).number, paid_order(stripe, product).number
    suspend(shop.id)
    flows.ring_due(now=later(timedelta(hours=23)))
    assert as_it_is(waits)[0] == "placed" and told(operator.id) == []
    flows.ring_due(now=later(timedelta(hours=25)))
    assert told(operator.id) == ["order_held_long"] * 2 and "order_waits" not in told(order(waits).seller_id)
    flows.ring_due(now=later(timedelta(hours=73)))
    work(later(timedelta(hours=73)))
    assert as_it_is(waits)[:2] == ("cancelled", "not_due") and as_it_is(prepaid)[:2] == ("cancelled", "refunded")
    assert broken() == []


def test_once_lifted_the_household_has_its_whole_time_again(app) -> None:
    number = accepted_order(product=a_product(shop := a_shop()), hours_ago=119).number
    suspend(shop.id)
    lift(shop.id)
    flows.ring_due(now=later(timedelta(hours=47)))
    assert as_it_is(number)[0] == "accepted" and "order_waits" not in told(order(number).seller_id)[-1:]
    flows.ring_due(now=later(timedelta(hours=49)))
    assert told(order(number).seller_id)[-1] == "order_waits"


def test_buyer_and_household_may_still_call_a_held_order_off(app) -> None:
    product = a_product(shop := a_shop())
    one, two = placed_order(product=product), packed_order(product=product)
    suspend(shop.id)
    assert calling(transaction(lambda: buyer_of(one))).put(f"/orders/{one.number}/cancellation", {}).status_code == 200
    by = calling(transaction(lambda: seller_of(two)))
    assert by.put(f"/orders/{two.number}/cancellation", {"reason": "thôi"}).status_code == 200
    assert stock_of(product.id) == 60 and broken() == []


def test_what_is_handed_in_all_the_same_is_on_its_way(app) -> None:
    packed = packed_order(product=a_product(shop := a_shop()))
    suspend(shop.id, open_orders="called_off")
    scanned_order(order(packed.number), "accepted")
    work()
    assert as_it_is(packed.number)[0] == "shipped" and order(packed.number).held_since is None and broken() == []


def test_an_unpaid_order_that_is_paid_while_it_waits_still_waits(app, stripe) -> None:
    product = a_product(shop := a_shop())
    bought = buy(product, method="bank_transfer").json
    number, payment = bought["orders"][0]["number"], bought["payment"]
    suspend(shop.id)
    operator_upload(calling(an_operator()), (payment["amount_vnd"], payment["transfer"]["text"]))
    work()
    assert as_it_is(number)[:2] == ("placed", "paid") and "order_placed" not in told(order(number).seller_id)
    assert is_held(number, "acceptance")
    calling(an_operator()).put(f"/orders/{number}/release")
    assert told(order(number).seller_id)[-1] == "order_goes_on_for_shop" and broken() == []


def test_money_that_comes_for_what_was_called_off_goes_back(app, stripe) -> None:
    bought = buy(a_product(shop := a_shop()), method="bank_transfer").json
    number, payment = bought["orders"][0]["number"], bought["payment"]
    suspend(shop.id, open_orders="called_off")
    work()
    operator_upload(calling(an_operator()), (payment["amount_vnd"], payment["transfer"]["text"]))
    work()
    assert as_it_is(number)[0] == "cancelled" and "paid_too_late" in told(order(number).buyer_id) and broken() == []


def test_only_the_suspended_shops_part_of_a_purchase_waits(app) -> None:
    na, hoi = a_product(shop := a_shop()), a_product(name="Hoa hồi")
    numbers = {one["shop"]["id"]: one["number"] for one in buy(na, hoi, method="cod").json["orders"]}
    suspend(shop.id, open_orders="called_off")
    work()
    assert as_it_is(numbers.pop(str(shop.id)))[0] == "cancelled"
    assert as_it_is(*numbers.values())[0] == "placed" and broken() == []


@pytest.mark.parametrize("lifted", ["shop", "good"])
def test_a_suspended_good_holds_its_orders_too_until_nothing_of_them_is_suspended(app, lifted) -> None:
    shop = a_shop()
    fake, real = a_product(shop, name="Mật ong"), a_product(shop)
    number = buy(fake, real, method="cod").json["orders"][0]["number"]
    free = placed_order(product=real).number
    suspend(fake.id, what="products")
    assert is_held(number, "acceptance") and order(free).held_since is None
    suspend(shop.id)
    first, then = ((shop.id, "shops"), (fake.id, "products"))[:: 1 if lifted == "shop" else -1]
    lift(first[0], what=first[1])
    assert is_held(number, "acceptance")
    lift(then[0], what=then[1])
    assert waiting() == [] and order(number).held_since is None and broken() == []


def test_the_household_reads_why_and_how_to_object(app) -> None:
    number = placed_order(product=a_product(shop := a_shop())).number
    suspend(shop.id)
    household = calling(transaction(lambda: seller_of(order(number))))
    shown = household.get(f"/shops/{shop.id}").json
    assert shown["suspension_reason"] == REASON and "xã" in shown["how_to_object"]
    english = household.get(f"/shops/{shop.id}", headers={"Accept-Language": "en"}).json
    assert "commune" in english["how_to_object"]
    lift(shop.id)
    assert "how_to_object" not in household.get(f"/shops/{shop.id}").json


def test_no_purchase_slips_by_while_the_shop_is_being_suspended(app) -> None:
    shop = a_shop()
    products = [a_product(shop) for _ in range(4)]
    buyers = [calling(a_buyer()) for _ in range(8)]
    operator = calling(an_operator())

    def act(n: int) -> int:
        if n == 4:
            path = f"/shops/{shop.id}/suspension"
            return operator.put(path, {"reason": REASON}).status_code
        return buy(products[n % 4], method="cod", buyer=buyers[n % 8]).status_code

    with ThreadPoolExecutor(9) as pool:
        answers = list(pool.map(act, range(9)))
    assert answers[4] == 200 and set(answers) <= {200, 201, 409}
    free = select(Order.number).where(Order.shop_id == shop.id, Order.held_since.is_(None))
    assert transaction(lambda: list(db.session.scalars(free))) == []
    assert broken() == []


def test_neither_the_team_nor_its_list_of_visits_takes_it_for_the_households_to_do(app) -> None:
    member = calling(a_team_member())
    number = placed_order(product=a_product(shop := a_shop()), hours_ago=60).number
    assert "order_waiting" in {one["reason"] for one in member.get(f"/visits?place={DONG_DINH}").json["items"]}
    suspend(shop.id)
    assert "order_waiting" not in {one["reason"] for one in member.get(f"/visits?place={DONG_DINH}").json["items"]}
    refused = member.put(f"/orders/{number}/acceptance")
    assert (refused.status_code, refused.json["type"]) == (409, "order-held")
