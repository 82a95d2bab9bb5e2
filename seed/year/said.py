"""What buyers of the year before said of their goods, and what households answered: by the actions of real use."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import NamedTuple

from market.accounts import queries as people
from market.orders import queries as orders
from market.orders.models import Order, OrderLine
from market.reviews import actions, queries
from market.seed.lives import Lives
from market.seed.rows import Row

_OF_A_HUNDRED = 45
_STARS = (5, 5, 5, 5, 4, 4, 3, 2)
_WORDS = {
    5: (
        "Hàng tươi, gói kỹ, giao nhanh hơn hẹn.",
        "Ăn một lần là nhớ, vụ sau lại mua.",
        "Đúng vị quê, cả nhà khen.",
        "",
    ),
    4: ("Ngon, hộp hơi móp một góc.", "Hàng tốt, giao chậm một ngày.", ""),
    3: ("Tạm được, quả không đều.",),
    2: ("Có mấy quả bị dập, nhà bán nên lót thêm.",),
}
_ANSWERS = {
    5: "Cảm ơn bác, vụ sau nhà tôi lại báo.",
    2: "Xin lỗi bác, lần sau nhà tôi lót thêm lá và hộp cứng hơn.",
}
_ANSWERED_AFTER = timedelta(hours=9)


class Said(NamedTuple):
    at: datetime
    order: Order
    line: OrderLine
    stars: int
    words: str


def speak(lives: Lives, rows: list[Row], *, now: datetime) -> None:
    """Oldest first, as they were written."""
    for said in sorted(_all(lives, rows, now), key=lambda one: one.at):
        buyer = people.person(said.order.buyer_id)
        if buyer is None:
            continue
        told = {"stars": said.stars, "words": said.words, "by": buyer, "now": said.at}
        review = actions.write(order=said.order, line=said.line, **told)  # type: ignore[arg-type]
        answered = said.at + _ANSWERED_AFTER
        if said.stars in _ANSWERS and said.words and answered < now:
            actions.answer(review=review, words=_ANSWERS[said.stars], by_id=said.order.seller_id, now=answered)


def _all(lives: Lives, rows: list[Row], now: datetime) -> Iterator[Said]:
    for row in rows:
        chance = Random(f"said {row['key']}")
        order = orders.with_number(lives.numbers[row["key"]]) if row["reaches"] in ("delivered", "completed") else None
        came = queries.delivered_at(order) if order is not None else None
        if order is None or came is None or chance.randrange(100) >= _OF_A_HUNDRED:
            continue
        at, stars = came + timedelta(hours=chance.randrange(2, 60)), chance.choice(_STARS)
        if at < now:
            yield Said(at, order, order.lines[0], stars, chance.choice(_WORDS[stars]))
