"""Buyers say what goods were like."""

from datetime import timedelta
from typing import Any

from market import clock
from market.accounts.models import Person
from market.orders.models import Order
from tests.support.village import buyer_of, calling, delivered_order


def says(of: Order, stars: int = 5, words: str = "Na ngọt, gói kỹ.", by: Person | None = None) -> Any:
    """The answer to what its buyer, or another, says of its first good."""
    body = {"stars": stars, "words": words}
    return calling(by or buyer_of(of)).put(f"/orders/{of.number}/reviews/{of.lines[0].product_id}", body)


def a_review(stars: int = 5, words: str = "Na ngọt, gói kỹ.", of: Order | None = None, **given: Any) -> Any:
    """What was answered to a buyer whose goods have come, and its order."""
    of = of or delivered_order(**given)
    said = says(of, stars, words)
    assert said.status_code == 200, said.json
    return said.json, of


def passes(monkeypatch: Any, **time: float) -> None:
    """So much later than now."""
    late = clock.now() + timedelta(**time)
    monkeypatch.setattr(clock, "now", lambda: late)
