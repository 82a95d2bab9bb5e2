"""A harvest is late: the stand's day is moved once, each buyer hears so once, and may leave until it is packed."""

from datetime import timedelta

import pytest

from market import clock
from market.db import transaction
from market.fairs import promising
from tests.support import fairs
from tests.support.fairs import open_fair
from tests.support.paying import broken, told, work
from tests.support.shortages import a_stand, closed, moves_day, now_of, ordered, ordered_together, stand_of
from tests.support.village import a_buyer, a_shop, a_team_member, an_officer, buyer_of, calling, seller_of

pytestmark = pytest.mark.usefixtures("app")


def kind(answer):
    return answer.status_code, answer.json["type"].split("/")[-1]


@pytest.mark.parametrize("is_closed", [False, True])
def test_every_unpacked_order_goes_later_and_each_buyer_hears_so_once(is_closed, monkeypatch):
    fair = open_fair()
    good, twice = a_stand(fair), a_buyer()
    orders = [*ordered(good, 2, 1), *ordered(good, 1, 2, buyer=twice)]
    if is_closed:
        closed(fair)
    first = orders[0].ship_on
    assert moves_day(fair, good, 3).json["ready_on"] == (first + timedelta(days=3)).isoformat()
    died: list[str] = []
    put_off = promising._put_off

    def dies(number, *more):
        if len(died) == 2:
            raise KeyboardInterrupt
        died.append(number)
        return put_off(number, *more)

    monkeypatch.setattr(promising, "_put_off", dies)
    with pytest.raises(KeyboardInterrupt):
        promising.put_off(good.id, now=clock.now())
    monkeypatch.setattr(promising, "_put_off", put_off)
    for _ in range(2):
        promising.ask_due(now=clock.now())
        work()
    for order in orders:
        now = now_of(order.number)
        assert now.ship_on == first + timedelta(days=3)
        assert now.timer_at is None or now.timer_at > clock.begin_of(now.ship_on)
        assert told(order.buyer_id).count("fair_late") == 1
        assert sum("dời ngày" in line.note for line in now.history) == 1
    assert (ordered(good, 1)[0].ship_on if not is_closed else now.ship_on) == first + timedelta(days=3)
    assert broken() == []


def test_whoever_does_not_want_to_wait_leaves_without_loss():
    fair = open_fair()
    good = a_stand(fair)
    (of,) = ordered(good, 2)
    closed(fair)
    moves_day(fair, good)
    work()
    left = calling(buyer_of(of)).put(f"/orders/{of.number}/cancellation", {"reason": ""})
    assert (left.status_code, now_of(of.number).payment_status) == (200, "not_due")
    assert broken() == []


def test_a_second_move_is_refused_and_the_same_day_again_is_nothing():
    fair = open_fair()
    good = a_stand(fair)
    assert moves_day(fair, good, 3).status_code == 200
    moved_at = stand_of(good).moved_at
    assert moves_day(fair, good, 3).status_code == 200
    assert kind(moves_day(fair, good, 5)) == (409, "day-already-moved")
    stand = stand_of(good)
    assert (stand.moved_at, stand.ready_on) == (moved_at, stand.first_ready_on + timedelta(days=3))


@pytest.mark.parametrize("days", [-3, -400, 31, 4000])
def test_a_day_out_of_reason_is_refused(days):
    fair = open_fair()
    good = a_stand(fair)
    assert moves_day(fair, good, days).status_code == 422
    assert stand_of(good).moved_at is None


def test_whose_stand_it_is_and_what_was_called_off():
    fair = open_fair()
    good = a_stand(fair)
    said = [moves_day(fair, good, by=by()).status_code for by in (a_buyer, an_officer, a_team_member)]
    assert said == [403, 403, 200]
    off = open_fair(name="Phiên khác")
    other = a_stand(off)
    fairs.called_off_fair(off)
    assert kind(moves_day(off, other)) == (409, "wrong-state")
    assert moves_day(fair, other).status_code == 404


def test_what_is_packed_goes_as_it_is_and_one_of_two_stands_goes_with_the_later():
    fair = open_fair()
    shop = a_shop()
    na, tea = a_stand(fair, shop=shop), a_stand(fair, shop=shop, name="Trà Mẫu Sơn", weight_g=300)
    packed, both = ordered(na, 1)[0], ordered_together(na, tea)
    closed(fair)
    assert calling(seller_of(packed)).put(f"/orders/{packed.number}/packing", {}).status_code == 200
    moves_day(fair, na, 4)
    moves_day(fair, tea, 2)
    work()
    assert now_of(packed.number).ship_on == packed.ship_on
    assert now_of(both.number).ship_on == both.ship_on + timedelta(days=4)
    assert (told(packed.buyer_id).count("fair_late"), told(both.buyer_id).count("fair_late")) == (0, 1)
    assert transaction(lambda: broken()) == []
