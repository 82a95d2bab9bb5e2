"""Those who looked: counted days of a good, as the worker leaves them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from market import clock
from market.catalog.models import Product
from market.catalog.rules.sources import Source
from market.db import transaction
from market.insight.seen import actions
from market.insight.seen.lines import Look
from market.insight.seen.rules import DIRECT, Step
from market.orders.actions.checkouts import check_out
from tests.support.officing import counted
from tests.support.village import a_buyer, a_product, a_purchase

OFTEN = (9, 7, 2)


def seen(product: Product, source: str = Source.HOUSEHOLD, times: Sequence[int] = OFTEN, days_ago: int = 0) -> None:
    """So many times opened, looked at, put in a basket."""
    day = clock.local_day(clock.now()) - timedelta(days=days_ago)
    looks = {Look(day, step, source, product.shop_id, product.id): n for step, n in zip(Step, times, strict=True)}
    transaction(lambda: actions.count(looks))


def bought(product: Product, via: Source | None) -> None:
    transaction(lambda: check_out(by=a_buyer(), purchase=a_purchase((product, 2), via=via), now=clock.now()))


def seen_and_bought() -> Product:
    """By each link that there is, and by none; the figures are counted."""
    product = a_product()
    for source in (*Source, DIRECT):
        seen(product, source)
    for via in (Source.HOUSEHOLD, Source.POSTER, None):
        bought(product, via)
    transaction(lambda: actions.tell_figures(now=clock.now()))
    counted()
    return product
