"""Two at once: the same stand is taken once, and two stands never share a parent's last packs."""

from threading import Barrier, Thread
from typing import Any

from flask import Flask

from market import clock
from market.catalog.models import Product, Shop
from market.catalog.queries.products import product_to_act_for
from market.db import db, transaction
from market.errors import Problem
from market.fairs import queries
from market.fairs.actions import stands
from market.ops.invariants import broken
from tests.support.fairs import a_fair
from tests.support.village import a_product, owner_of, stock_of


def at_once(app: Flask, *takes: Any) -> list[str]:
    """What becomes of each, all begun at the same moment."""
    ready, came = Barrier(len(takes)), [""] * len(takes)

    def run(place: int, take: Any) -> None:
        with app.app_context():
            ready.wait()
            try:
                transaction(take)
                came[place] = "taken"
            except Problem as refusal:
                came[place] = refusal.type
            finally:
                db.session.remove()

    threads = [Thread(target=run, args=one) for one in enumerate(takes)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(came)


def taking(slug: str, product: Product, *, packs: int, from_stock: int) -> Any:
    product_id, shop_id = product.id, product.shop_id

    def take() -> None:
        by, now = owner_of(db.session.get_one(Shop, shop_id)), clock.now()
        fair = queries.fair_to_join(slug)
        good = product_to_act_for(product_id, by, now=now)
        promise = {"packs": packs, "from_stock": from_stock, "price_vnd": 60_000, "ready_on": fair.ships_from}
        stands.take_stand(fair=fair, product=good, by=by, now=now, **promise)  # type: ignore[arg-type]

    return take


def test_the_same_stand_is_taken_once(app) -> None:
    fair, product = a_fair(), a_product()
    take = taking(fair.slug, product, packs=10, from_stock=10)
    assert at_once(app, take, take, take) == ["stand-taken", "stand-taken", "taken"]
    assert stock_of(product.id) == 50
    assert list(broken()) == []


def test_two_fairs_never_share_a_parents_last_packs(app) -> None:
    """One after the other in time, so that both may promise of the same good."""
    first, product = a_fair(), a_product(stock=10)
    days = {"ships_from": first.ships_to, "ships_to": first.ships_to}
    after: Any = {"opens_at": first.closes_at, "closes_at": first.ships_from, **days}
    after["closes_at"] = clock.begin_of(first.ships_from)
    second = a_fair(**after)
    both = [taking(fair.slug, product, packs=7, from_stock=7) for fair in (first, second)]
    assert at_once(app, *both) == ["stock-too-low", "taken"]
    assert stock_of(product.id) == 3
    assert list(broken()) == []
