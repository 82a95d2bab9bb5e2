"""What buyers said comes to stand beside goods and shops, on cards, in the index and in order."""

import threading
from datetime import timedelta

import pytest
from flask import current_app
from sqlalchemy import update

from market import clock
from market.catalog.models import Product
from market.catalog.queries.documents import documents
from market.catalog.queries.shown_products import cards_of
from market.db import db, transaction
from market.reviews import flows
from market.reviews.models import Review, ReviewPrior, ReviewScore
from market.search.index import projection
from tests.support.paying import broken
from tests.support.reviewing import a_review, says
from tests.support.village import (
    a_buyer,
    a_product,
    a_shop,
    an_officer,
    buyer_of,
    calling,
    delivered_order,
    guest,
    news,
    owner_of,
)


def reviewed(good, *stars, buyer=None):
    return [a_review(n, of=delivered_order(product=good, buyer=buyer or a_buyer()))[0] for n in stars]


def kept(good):
    row = transaction(lambda: db.session.get(Product, good.id, populate_existing=True))
    return row.review_voices, row.review_score, row.review_tier


def test_three_voices_show_stars_on_card_index_good_and_shop(app) -> None:
    good = a_product(shop := a_shop())
    reviewed(good, 5, 5, 5)
    assert kept(good) == (3, 456, 2)
    told = {"buyers": 3, "stars": 4.6}
    assert guest().get(f"/products/{good.id}").json["reviews"] == told
    assert guest().get(f"/shops/{shop.id}").json["reviews"] == told
    now = clock.now()
    assert transaction(lambda: cards_of([good.id], now=now))[good.id]["reviews"] == told
    document = transaction(lambda: next(documents([good.id], now=now)))
    assert (projection.card(document)["reviews"], projection.facts(document)["tier"]) == (told, 2)
    assert {"id": str(good.id)} in news()
    assert broken() == []


def test_a_good_that_nobody_spoke_of_ranks_as_its_shop(app) -> None:
    shop = a_shop()
    reviewed(a_product(shop), 5, 5, 5)
    fresh = a_product(shop, name="Trà Mẫu Sơn")
    document = transaction(lambda: next(documents([fresh.id], now=clock.now())))
    assert (document.tier, document.voices) == (2, 0)
    assert {"shop_id": str(shop.id)} in news()


def test_a_buyer_has_one_voice_however_often_she_buys(app) -> None:
    good, friend = a_product(), a_buyer()
    reviewed(good, 5, 4, buyer=friend)
    assert kept(good)[:2] == (1, 433)
    reviewed(good, 2)
    assert kept(good)[0] == 2
    assert broken() == []


def test_what_is_taken_down_counts_by_its_reason(app) -> None:
    good = a_product()
    first, *_ = reviewed(good, 1, 5, 5)
    officer = calling(an_officer())
    before = kept(good)
    assert officer.put(f"/reviews/{first['id']}/removal", {"reason": "insult"}).json["stars"] == 1
    assert kept(good) == before
    assert officer.put(f"/reviews/{first['id']}/removal", {"reason": "not_honest"}).status_code == 200
    assert kept(good)[0] == 2
    assert guest().get(f"/reviews/{first['id']}").json["stars"] is None
    assert officer.delete(f"/reviews/{first['id']}/removal").status_code == 200
    assert kept(good) == before
    assert broken() == []


def test_what_is_usual_is_reckoned_anew_and_reaches_each_good(app) -> None:
    good, better = a_product(), a_product(name="Na dai")
    reviewed(good, 2, 2, 2)
    reviewed(better, 5, 5, 5)
    was = kept(good)
    for _ in range(2):
        flows.renew(now=clock.now() + timedelta(hours=1))
    usual = transaction(lambda: db.session.get(ReviewPrior, ("20", "fruit")).score)
    priors = transaction(lambda: {row.prior for row in db.session.query(ReviewScore)})
    assert priors == {usual} and usual < 430
    assert kept(good)[1] < was[1] and kept(better)[1] < 456
    assert broken() == []
    assert flows.renew(now=clock.now() + timedelta(hours=2)) == 0


def test_two_buyers_at_once_are_both_heard(app) -> None:
    good = a_product()
    orders = [delivered_order(product=good) for _ in range(4)]
    callers = [(calling(buyer_of(of)), of) for of in orders]
    real, answers = current_app._get_current_object(), []

    def say(place: int) -> None:
        caller, of = callers[place]
        path = f"/api/v1/orders/{of.number}/reviews/{good.id}"
        head = {"Authorization": f"Bearer {caller.token}"}
        answers.append(real.test_client().put(path, json={"stars": 4, "words": ""}, headers=head).status_code)

    # Two of them press twice.
    threads = [threading.Thread(target=say, args=(place % 4,)) for place in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [200] * 6
    assert kept(good)[0] == 4 and transaction(lambda: db.session.query(Review).count()) == 4
    assert broken() == []


def test_the_audit_finds_what_was_meddled_with(app) -> None:
    good = a_product()
    review, *_ = reviewed(good, 5, 5, 5)
    transaction(lambda: db.session.execute(update(Review).where(Review.stars == 5).values(stars=1)))
    assert any("score of" in line for line in broken())
    transaction(lambda: db.session.execute(update(Review).values(stars=5)))
    transaction(lambda: db.session.execute(update(Product).where(Product.id == good.id).values(review_score=500)))
    assert [line for line in broken() if str(good.id) in line and "is shown" in line]
    assert review


@pytest.mark.once
def test_a_score_does_not_stand_in_the_way_of_an_edit(app) -> None:
    good = a_product()
    seller = calling(owner_of(good.shop))
    seen = seller.get(f"/products/{good.id}")
    says(delivered_order(product=good), 5)
    changed = seller.patch(f"/products/{good.id}", {"price_vnd": 66_000}, headers={"If-Match": seen.headers["ETag"]})
    assert changed.status_code == 200, changed.json
    assert seller.get(f"/products/{good.id}").headers["ETag"] != seen.headers["ETag"]
