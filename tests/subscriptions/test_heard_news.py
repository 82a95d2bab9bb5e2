"""What is complained of and what buyers say is told to other systems: thin, and a household what it may read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from market import clock, outbox
from market.catalog.models import Shop
from market.db import db, transaction
from market.fairs.rules import FairState
from market.subscriptions import flows
from market.subscriptions.models import News
from market.subscriptions.things import thing_of
from market.wiring import jobs
from tests.support import shortages
from tests.support.complaining import a_complaint, answers
from tests.support.fairs import a_fair, a_stand, called_off_fair, closed_fair, moved, open_fair
from tests.support.receiving import Receiver, receiving
from tests.support.reviewing import a_review, says
from tests.support.village import (
    CHI_LANG,
    a_buyer,
    a_product,
    a_shop,
    an_officer,
    an_operator,
    buyer_of,
    calling,
    delivered_order,
    owner_of,
)

Hearing = tuple[Shop, Receiver, Receiver]
CHANGED = ["stand.changed"] * 3
WANTED = ["complaint.*", "review.*", "fair.*", "stand.*", "order.passed_on"]


@pytest.fixture
def hearing(app: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hearing]:
    """A shop's household, and what it and its commune hear."""
    monkeypatch.setitem(app.config, "MARKET", replace(app.config["MARKET"], webhook_loopback=True))
    shop = a_shop()
    with receiving() as hers, receiving() as place:
        for caller, to, where in (
            (calling(owner_of(shop)), hers, {"shop_id": str(shop.id)}),
            (calling(an_officer()), place, {"place_code": CHI_LANG}),
        ):
            assert caller.post("/subscriptions", {"url": to.url, "types": WANTED, **where}).status_code == 201
        yield shop, hers, place


def work() -> None:
    while outbox.drain(jobs.JOBS, clock=clock.now, of=jobs.TOLD):
        pass
    flows.send_due(clock=clock.now)


def names(heard: Receiver) -> list[str]:
    return sorted(kind for kind, _ in heard.told)


def test_a_complaint_is_told_from_its_receipt_to_its_end(hearing: Hearing) -> None:
    shop, hers, place = hearing
    bought = delivered_order(product=a_product(shop))
    buyer, number = calling(buyer_of(bought)), a_complaint(bought)
    work()
    (received,) = [data for _, data in hers.told]
    assert (received["number"], received["order_number"], received["state"]) == (number, bought.number, "received")
    assert (received["kind"], received["shop_id"]) == ("spoilt", str(bought.shop_id))
    assert received["link"].endswith(f"/complaints/{number}")
    assert answers(number, calling(owner_of(shop))).status_code == 200
    assert buyer.put(f"/complaints/{number}/reopening", {"reason": "Chưa xong, gọi 0912 345 678"}).status_code == 200
    answers(number, calling(an_operator()), outcome="unfounded")
    assert buyer.put(f"/complaints/{number}/rating", {"rating": "acceptable"}).status_code == 200
    work()
    told = ["received", "answered", "escalated", "answered", "closed"]
    assert names(hers) == names(place) == sorted(f"complaint.{step}" for step in told)
    bodies = b"".join(body for _, body in (*hers.came, *place.came))
    for private in (buyer_of(bought).name, "Ba quả", "0912 345 678", str(bought.buyer_id)):
        assert private.encode() not in bodies


def test_a_household_hears_of_what_it_was_asked_about_and_its_place_of_all(
    hearing: Hearing,
) -> None:
    shop, hers, place = hearing
    a_complaint(delivered_order(product=a_product(shop)), kind="conduct")
    sent = {"kind": "other", "words": "Chợ bẩn", "commune_code": CHI_LANG}
    assert calling(a_buyer()).post("/complaints", sent).status_code == 201
    nowhere = {"kind": "other", "words": "Web chậm"}
    assert calling(a_buyer()).post("/complaints", nowhere).status_code == 201
    work()
    assert (names(hers), names(place)) == ([], ["complaint.received"] * 2)
    assert transaction(lambda: db.session.query(News).where(News.type == "complaint.received").count()) == 3


def test_what_buyers_say_is_told_without_who_and_without_words(hearing: Hearing) -> None:
    shop, hers, place = hearing
    said, order = a_review(of=delivered_order(product=a_product(shop)), stars=2, words="Na hơi chua")
    path = f"/reviews/{said['id']}"
    says(order, 3)
    calling(owner_of(shop)).put(path + "/answer", {"words": "Cảm ơn bác"})
    officer = calling(an_officer())
    officer.put(path + "/removal", {"reason": "insult"})
    officer.delete(path + "/removal")
    assert (
        calling(buyer_of(order)).delete(f"/orders/{order.number}/reviews/{order.lines[0].product_id}").status_code
        == 204
    )
    work()
    steps = ["written", "changed", "answered", "removed", "restored", "withdrawn"]
    assert names(hers) == names(place) == sorted(f"review.{step}" for step in steps)
    by_name = dict(hers.told)
    assert (by_name["review.written"]["stars"], by_name["review.changed"]["stars"]) == (2, 3)
    assert [by_name[f"review.{step}"]["removal"] for step in ("removed", "restored")] == ["insult", None]
    assert "Na hơi chua".encode() not in b"".join(body for _, body in hers.came)


def test_a_shop_with_a_stand_hears_of_its_fair_and_its_place_of_the_stand(hearing: Hearing) -> None:
    shop, hers, place = hearing
    fair, parent = open_fair(), a_product(shop)
    stand, _ = a_stand(fair, parent), a_stand(fair)
    given_up = a_stand(a_fair(name="Phiên hồng"), a_product(shop, name="Hồng"))
    calling(owner_of(shop)).delete(f"/fairs/phien-hong/stands/{given_up.product_id}")
    called_off_fair(closed_fair(fair))
    work()
    mine = ["fair.called_off", "fair.closed", "stand.taken", "stand.taken", "stand.withdrawn"]
    assert (names(hers), names(place)) == (mine, ["stand.taken"] * 3 + ["stand.withdrawn"])
    told = dict(hers.told)
    assert (told["fair.closed"]["fair"], told["fair.closed"]["shop_id"]) == (fair.slug, str(shop.id))
    assert [told["stand.withdrawn"][name] for name in ("fair", "packs", "withdrawn")] == ["phien-hong", 40, True]
    assert str(stand.product_id) in [data["product_id"] for kind, data in hers.told if kind == "stand.taken"]


def test_the_former_shop_hears_that_an_order_is_anothers(hearing: Hearing) -> None:
    shop, hers, place = hearing
    fair = open_fair()
    mine, others = shortages.a_stand(fair, packs=5, shop=shop), shortages.a_stand(fair, packs=4, price_vnd=50_000)
    _, second = shortages.ordered(mine, 3, 2)
    shortages.closed(fair)
    shortages.short(fair, mine, 3)
    assert shortages.answers(second, take=True).json["to_product_id"] == str(others.id)
    work()
    (told,) = [data for kind, data in hers.told if kind == "order.passed_on"]
    assert told == {"number": second.number, "shop_id": str(shop.id)}
    assert "order.passed_on" not in names(place)


def test_a_shops_next_household_hears_nothing_of_an_order_that_was_passed_on(hearing: Hearing) -> None:
    """It was the former one's. What an older release left to be told names no household."""
    shop, *_ = hearing
    order = delivered_order(product=a_product(shop))
    key, mine, others = f"{order.id}/{shop.id}", shop.owner_id, a_buyer().id
    told = {seller: thing_of({"passed_on": f"{key}/{seller}"}) for seller in (mine, others)}
    assert [told[mine].is_for_shop, told[others].is_for_shop, thing_of({"passed_on": key}).is_for_shop] == [
        True,
        False,
        True,
    ]
    assert told[others].told == {"number": order.number, "shop_id": str(shop.id)}


def test_a_shop_with_a_stand_hears_when_its_fair_opens_and_what_of_its_stand_changed(hearing: Hearing) -> None:
    shop, hers, place = hearing
    fair = a_fair()
    stand, _ = a_stand(fair, a_product(shop)), a_stand(a_fair(name="Phiên hồng"))
    moved(fair, FairState.OPEN)
    path, household = f"/fairs/{fair.slug}/stands/{stand.product_id}", calling(owner_of(shop))
    day = str(stand.first_ready_on + timedelta(days=3))
    assert household.patch(path, {"packs": 60}, headers={"If-Match": "*"}).status_code == 200
    assert household.put(f"{path}/day", {"ready_on": day}).status_code == 200
    assert household.put(f"{path}/ready", {"packs": 20}).status_code == 200
    work()
    assert (names(hers), names(place)) == (["fair.opened", *CHANGED, "stand.taken"], [*CHANGED, *["stand.taken"] * 2])
    opened = dict(hers.told)["fair.opened"]
    assert (opened["fair"], opened["shop_id"], opened["state"]) == (fair.slug, str(shop.id), "open")
    changed = [data for kind, data in hers.told if kind == "stand.changed"]
    # Thin news tells how it stands when it is told, the same for each.
    assert {(one["packs"], one["packs_ready"], one["ready_on"], one["withdrawn"]) for one in changed} == {
        (60, 20, day, False)
    }
