"""A household has fewer packs than were ordered: oldest first, the rest take another's or have their money back."""

import pytest

from tests.support.fairs import open_fair
from tests.support.paying import broken, told
from tests.support.shortages import (
    a_stand,
    answers,
    closed,
    now_of,
    offered,
    ordered,
    short,
)
from tests.support.village import seller_of, stock_of

pytestmark = pytest.mark.usefixtures("app")


def test_who_ordered_first_is_served_and_the_next_takes_anothers(app) -> None:
    fair = open_fair()
    mine, hers = a_stand(fair, packs=5), a_stand(fair, packs=4, price_vnd=50_000)
    first, second = ordered(mine, 3, 2)
    closed(fair)
    tally = short(fair, mine, 3)
    assert [tally[name] for name in ("ordered", "served", "offered", "taken", "given_back")] == [5, 3, 2, 0, 0]
    assert (offered(first), offered(second).state, stock_of(hers.id)) == (None, "open", 2)
    taken = answers(second, take=True)
    assert (taken.status_code, taken.json["state"], taken.json["to_product_id"]) == (200, "taken", str(hers.id))
    now = now_of(second.number)
    assert (now.shop_id, now.state, now.goods_vnd, now.lines[0].product_id) == (
        hers.shop_id,
        "accepted",
        100_000,
        hers.id,
    )
    assert (told(seller_of(now).id)[-1], told(seller_of(first).id)[-1]) == (
        "substitute_taken_for_shop",
        "order_handed_over",
    )
    assert (stock_of(hers.id), broken()) == (2, [])
    assert answers(second, take=True).json["state"] == "taken"
    assert answers(second, take=False).status_code == 409
    assert broken() == []
