"""A household has fewer packs than were ordered: oldest first, the rest take another's or have their money back."""

from datetime import timedelta
from threading import Thread

import pytest

from market import clock, errors
from market.db import db, transaction
from market.fairs.rules import FairState
from market.orders.rules import PaymentStatus
from market.orders.substitutions import flows
from market.payments.ledger.accounts import Kind
from tests.support import fairs
from tests.support.fairs import open_fair
from tests.support.paying import broken, held, told
from tests.support.shortages import (
    a_day_passes,
    a_stand,
    answers,
    closed,
    code_for,
    now_of,
    offered,
    ordered,
    ordered_together,
    says_ready,
    short,
    stand_of,
)
from tests.support.village import (
    a_buyer,
    a_shop,
    a_team_member,
    an_officer,
    buyer_of,
    calling,
    guest,
    seller_of,
    stock_of,
)

pytestmark = pytest.mark.usefixtures("stripe")
NAMES = ("ordered", "served", "offered", "taken", "given_back")


def counts(tally):
    return [tally[name] for name in NAMES]


def test_who_ordered_first_is_served_and_the_next_takes_anothers():
    fair = open_fair()
    mine, hers = a_stand(fair, packs=5), a_stand(fair, packs=4, price_vnd=50_000)
    first, second = ordered(mine, 3, 2)
    closed(fair)
    assert counts(short(fair, mine, 3)) == [5, 3, 2, 0, 0]
    assert (offered(first), offered(second).state, stock_of(hers.id)) == (None, "open", 2)
    taken = answers(second, take=True)
    assert (taken.status_code, taken.json["state"], taken.json["to_product_id"]) == (200, "taken", str(hers.id))
    now = now_of(second.number)
    stands = (now.shop_id, now.state, now.goods_vnd, now.lines[0].product_id, now.lines[0].price_vnd)
    assert stands == (hers.shop_id, "accepted", 100_000, hers.id, 50_000)
    assert told(seller_of(now).id)[-1] == "substitute_taken_for_shop"
    assert told(seller_of(first).id)[-1] == "order_handed_over"
    assert answers(second, take=True).json["state"] == "taken"
    assert answers(second, take=False).json["type"].endswith("wrong-state")
    assert (counts(short(fair, mine, 3)), stock_of(hers.id), broken()) == ([5, 3, 0, 2, 0], 2, [])


def test_what_was_paid_follows_the_order_and_the_difference_comes_back():
    fair = open_fair()
    mine, _ = a_stand(fair, packs=5), a_stand(fair, packs=4, price_vnd=50_000)
    (of,) = ordered(mine, 2, method="bank_transfer")
    assert of.payment_status == PaymentStatus.PAID
    closed(fair)
    short(fair, mine, 0)
    answers(of, take=True)
    now = now_of(of.number)
    assert (now.total_vnd, now.payment_status) == (of.total_vnd - 10_000, PaymentStatus.PAID)
    payment = calling(buyer_of(of)).get(f"/orders/{of.number}/payment").json
    assert [(one["amount_vnd"], one["reason"]) for one in payment["refunds"]] == [(10_000, "fewer")]
    assert (payment["paid_vnd"], held(Kind.ORDER, of.number)) == (of.total_vnd, now.total_vnd)
    assert broken() == []
    seller = calling(seller_of(now))
    assert seller.put(f"/orders/{of.number}/packing", {"harvested_on": None}).status_code == 200
    assert broken() == []


@pytest.mark.parametrize("method", ["cod", "bank_transfer"])
def test_who_wants_the_money_has_all_of_it(method):
    fair = open_fair()
    mine, hers = a_stand(fair, packs=5), a_stand(fair, packs=4)
    (of,) = ordered(mine, 2, method=method)
    closed(fair)
    short(fair, mine, 0)
    assert answers(of, take=False).json["state"] == "declined"
    now = now_of(of.number)
    assert (now.state, now.history[-1].by) == ("cancelled", "buyer")
    assert now.payment_status == ("not_due" if method == "cod" else "refunding")
    assert (stock_of(hers.id), broken()) == (4, [])
    a_day_passes(0)
    assert (stock_of(mine.id), counts(short(fair, mine, 0)), broken()) == (0, [2, 0, 0, 0, 2], [])


def test_whoever_does_not_answer_has_the_money_by_the_day_of_sending():
    fair = open_fair()
    mine, hers = a_stand(fair, packs=5), a_stand(fair, packs=4)
    (of,) = ordered(mine, 2)
    closed(fair)
    short(fair, mine, 1)
    assert offered(of).expires_at - offered(of).offered_at == timedelta(hours=24)
    a_day_passes()
    assert (now_of(of.number).state, offered(of).state) == ("cancelled", "expired")
    assert answers(of, take=True).status_code == 409
    assert (stock_of(hers.id), broken()) == (4, [])


def test_where_nobody_has_as_good_a_good_the_money_comes_back_at_once():
    fair = open_fair()
    mine = a_stand(fair, packs=5)
    a_stand(fair, packs=5, price_vnd=56_000)  # dearer
    a_stand(fair, packs=5, weight_g=900)  # smaller
    a_stand(fair, packs=1)  # too few
    (of,) = ordered(mine, 2)
    closed(fair)
    short(fair, mine, 0)
    assert (now_of(of.number).state, offered(of).state, offered(of).to_product_id) == ("cancelled", "none_equal", None)
    assert told(of.buyer_id)[-1] == "order_cancelled"
    assert broken() == []


def test_no_order_is_split_and_a_smaller_one_is_served_in_its_stead():
    fair = open_fair()
    mine = a_stand(fair, packs=10)
    orders = ordered(mine, 4, 3, 2, 1)
    closed(fair)
    assert counts(short(fair, mine, 6)) == [10, 6, 0, 0, 4]
    assert [now_of(one.number).state for one in orders] == ["accepted", "cancelled", "accepted", "cancelled"]
    assert broken() == []


def test_of_two_goods_the_missing_one_is_left_out():
    fair = open_fair()
    shop = a_shop()
    na, tea = a_stand(fair, shop=shop), a_stand(fair, shop=shop, name="Trà Mẫu Sơn", price_vnd=90_000)
    of = ordered_together(na, tea, method="bank_transfer")
    closed(fair)
    short(fair, na, 0)
    now = now_of(of.number)
    assert ([line.product_id for line in now.lines], now.goods_vnd, now.state) == ([tea.id], 90_000, "accepted")
    assert (offered(of).state, told(of.buyer_id)[-1]) == ("left_out", "good_left_out")
    assert broken() == []


def test_the_last_packs_elsewhere_are_offered_once():
    """Two buyers can never tap the same packs: the second has their money back, or another's goods."""
    fair = open_fair()
    mine, hers = a_stand(fair, packs=5), a_stand(fair, packs=2)
    first, second = ordered(mine, 2, 2)
    closed(fair)
    short(fair, mine, 0)
    assert (offered(first).state, offered(second).state) == ("open", "none_equal")
    assert stock_of(hers.id) == 0
    answers(first, take=True)
    assert broken() == []


def test_two_taps_on_one_offer_at_once_are_one(app):
    fair = open_fair()
    mine, hers = a_stand(fair, packs=5), a_stand(fair, packs=2)
    (of,) = ordered(mine, 2)
    closed(fair)
    short(fair, mine, 0)
    code, said = code_for(of), []

    def tap(take):
        with app.app_context():
            try:
                flows_answer(of.number, code, take)
                said.append("done")
            except errors.Problem as problem:
                said.append(problem.type)
            db.session.remove()

    taps = [Thread(target=tap, args=(take,)) for take in (True, False, True, False)]
    for one in taps:
        one.start()
    for one in taps:
        one.join()
    assert sorted(said) == ["done", "done", "wrong-state", "wrong-state"]
    took = now_of(of.number).shop_id == hers.shop_id
    assert (stock_of(hers.id), now_of(of.number).state) == ((0, "accepted") if took else (2, "cancelled"))
    assert broken() == []


def flows_answer(number, code, take):
    return transaction(lambda: flows.answer_by_code(number=number, code=code, take=take, now=clock.now()))


def test_while_the_buyer_chooses_nobody_packs_it_and_leaving_frees_what_was_kept():
    fair = open_fair()
    mine, hers = a_stand(fair, packs=5), a_stand(fair, packs=2)
    (of,) = ordered(mine, 2)
    closed(fair)
    short(fair, mine, 0)
    refused = calling(seller_of(of)).put(f"/orders/{of.number}/packing", {})
    assert (refused.status_code, refused.json["type"].split("/")[-1]) == (409, "buyer-chooses")
    asked = calling(seller_of(of)).put(f"/orders/{of.number}/proposal", {"ship_on": "2027-12-01"})
    assert asked.json["type"].split("/")[-1] == "buyer-chooses"
    left = calling(buyer_of(of)).put(f"/orders/{of.number}/cancellation", {"reason": ""})
    assert (left.status_code, offered(of).state, stock_of(hers.id)) == (200, "dropped", 2)
    assert answers(of, take=True).status_code == 409
    a_day_passes(0)
    assert broken() == []


def test_the_other_household_is_stopped_meanwhile_and_the_buyer_has_the_money():
    fair = open_fair()
    shop = a_shop()
    mine, _ = a_stand(fair, packs=5), a_stand(fair, packs=2, shop=shop)
    (of,) = ordered(mine, 2)
    closed(fair)
    short(fair, mine, 0)
    assert calling(fairs.owner_of(shop)).put(f"/shops/{shop.id}/pause", {}).status_code == 200
    gone = answers(of, take=True)
    assert (gone.status_code, gone.json["type"].split("/")[-1]) == (409, "substitute-gone")
    assert answers(of, take=False).status_code == 200
    assert (now_of(of.number).state, broken()) == ("cancelled", [])


# What is said wrongly


def test_as_many_as_were_ordered_changes_nothing():
    fair = open_fair()
    mine = a_stand(fair, packs=5)
    (of,) = ordered(mine, 2)
    closed(fair)
    for packs in (2, 4, 5, 100):
        assert counts(short(fair, mine, packs)) == [2, 2, 0, 0, 0]
    assert (stand_of(mine).short_at, offered(of), now_of(of.number).state) == (None, None, "accepted")


def test_what_she_has_not_is_not_offered_to_others_buyers():
    """She has as many as were ordered of her, or of what is kept for somebody else: not one to spare."""
    fair = open_fair()
    mine, hers = a_stand(fair, packs=5), a_stand(fair, packs=10)
    first, second = ordered(mine, 2, 2)
    (others,) = ordered(hers, 3)
    closed(fair)
    short(fair, mine, 2)
    assert (offered(second).state, stock_of(hers.id)) == ("open", 5)
    assert counts(short(fair, hers, 5)) == [3, 3, 0, 0, 0]
    assert (stand_of(hers).packs_ready, stand_of(hers).short_at, stock_of(hers.id)) == (5, None, 0)
    short(fair, mine, 0)
    assert (offered(first).state, answers(second, take=True).status_code) == ("none_equal", 200)
    assert (stock_of(hers.id), now_of(others.number).state, broken()) == (0, "accepted", [])


@pytest.mark.parametrize("packs", [-1, "vài", None, 1.5, 10**9])
def test_what_is_no_number_of_packs_is_refused(packs):
    fair = open_fair()
    mine = a_stand(fair, packs=5)
    ordered(mine, 2)
    closed(fair)
    assert says_ready(fair, mine, packs).status_code == 422
    assert stand_of(mine).packs_ready is None


def test_fewer_twice_asks_the_next_and_more_is_refused_once_buyers_were_asked():
    fair = open_fair()
    mine = a_stand(fair, packs=10)
    ordered(mine, 4, 3, 3)
    closed(fair)
    assert counts(short(fair, mine, 7)) == [10, 7, 0, 0, 3]
    assert counts(short(fair, mine, 4)) == [10, 4, 0, 0, 6]
    refused = says_ready(fair, mine, 9)
    assert (refused.status_code, refused.json["type"].split("/")[-1]) == (409, "buyers-already-asked")
    assert (stand_of(mine).packs_ready, broken()) == (4, [])


def test_what_is_packed_is_packed():
    fair = open_fair()
    mine = a_stand(fair, packs=10)
    first, second = ordered(mine, 4, 3)
    closed(fair)
    assert calling(seller_of(second)).put(f"/orders/{second.number}/packing", {}).status_code == 200
    assert says_ready(fair, mine, 2).status_code == 422
    assert counts(short(fair, mine, 3)) == [7, 3, 0, 0, 4]
    assert [now_of(one.number).state for one in (first, second)] == ["cancelled", "packed"]
    assert broken() == []


def test_whose_stand_it_is():
    fair = open_fair()
    mine = a_stand(fair, packs=5)
    ordered(mine, 2)
    closed(fair)
    said = {by: says_ready(fair, mine, 1, by=by()).status_code for by in (a_buyer, an_officer, a_team_member)}
    assert said == {a_buyer: 403, an_officer: 403, a_team_member: 200}
    assert stand_of(mine).short_by == "team_member"
    other = a_stand(open_fair(name="Phiên khác"), packs=5)
    assert says_ready(fair, other, 1).status_code == 404


def test_while_orders_gather_only_what_nobody_ordered_goes_and_the_rest_waits_for_closing():
    fair = open_fair()
    mine = a_stand(fair, packs=10)
    first, second = ordered(mine, 4, 3)
    assert counts(short(fair, mine, 5)) == [7, 7, 0, 0, 0]
    assert (stock_of(mine.id), broken()) == (0, [])
    assert counts(short(fair, mine, 8)) == [7, 7, 0, 0, 0]  # she may think better of it
    assert (stock_of(mine.id), broken()) == (1, [])
    assert counts(short(fair, mine, 10)) == [7, 7, 0, 0, 0]
    assert (stock_of(mine.id), stand_of(mine).short_at, broken()) == (3, None, [])
    short(fair, mine, 4)
    closed(fair)
    a_day_passes(0)
    assert [now_of(one.number).state for one in (first, second)] == ["accepted", "cancelled"]
    assert broken() == []


def test_a_fair_that_was_called_off_has_no_harvest():
    fair = open_fair()
    mine = a_stand(fair, packs=10)
    fairs.called_off_fair(fair)
    assert fairs.fair_now(fair).state == FairState.CALLED_OFF
    assert says_ready(fair, mine, 4).json["type"].split("/")[-1] == "wrong-state"


@pytest.mark.parametrize("code", ["", "0000000000", "x" * 20, "ÀÀÀÀÀÀÀÀÀÀ"])
def test_a_wrong_link_answers_nothing(code):
    fair = open_fair()
    mine, _ = a_stand(fair, packs=5), a_stand(fair, packs=2)
    (of,) = ordered(mine, 2)
    closed(fair)
    short(fair, mine, 0)
    body = {"number": of.number, "code": code, "take": True}
    assert guest().post("/substitution-answers", body).status_code in (404, 422)
    assert offered(of).state == "open"


def test_nobody_is_sent_what_they_sell_themselves():
    fair = open_fair()
    shop = a_shop()
    mine, hers = a_stand(fair, packs=5), a_stand(fair, packs=5, shop=shop)
    (of,) = ordered(mine, 2, buyer=fairs.owner_of(shop))
    closed(fair)
    short(fair, mine, 0)
    assert (offered(of).state, stock_of(hers.id)) == ("none_equal", 5)


def test_what_was_written_to_one_household_is_not_the_others_to_read():
    fair = open_fair()
    mine, _ = a_stand(fair, packs=5), a_stand(fair, packs=5)
    (of,) = ordered(mine, 2)
    buyer = calling(buyer_of(of))
    assert buyer.post(f"/orders/{of.number}/messages", {"text": "Cho tôi quả chín"}).status_code == 201
    closed(fair)
    short(fair, mine, 0)
    answers(of, take=True)
    other = calling(seller_of(now_of(of.number)))
    assert other.get(f"/orders/{of.number}/messages").json["items"] == []
    assert len(buyer.get(f"/orders/{of.number}/messages").json["items"]) == 1
    assert calling(seller_of(of)).get(f"/orders/{of.number}").status_code == 404
