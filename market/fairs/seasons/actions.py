"""A wish is told, taken back, and fulfilled. None commits."""

from datetime import datetime
from typing import Any
from uuid import UUID

from flask import current_app
from sqlalchemy import Row, delete, select, update

from market import clock, errors, ids
from market.accounts.models import Person
from market.accounts.rules import PersonErased
from market.catalog.models import Product
from market.catalog.reminders.rules import season_of
from market.db import db, insert_if_absent, one_at_a_time
from market.fairs.seasons import queries, rules
from market.fairs.seasons.models import SeasonWish
from market.notices.actions import notify
from market.orders.models import Order
from market.orders.rules import OrderState

_AT_ONCE = 200
# So that the link is never cut off an SMS.
_SHOP, _GOOD = 30, 20
CAME = (OrderState.DELIVERED, OrderState.COMPLETED)


def ask(*, order: Order, now: datetime) -> SeasonWish:
    """Its buyer's own wish; again changes nothing. Raises NothingCame, TooManyWishes."""
    if order.state not in CAME:
        raise rules.NothingCame(number=order.number)
    one_at_a_time(f"season wishes {order.buyer_id}")
    kept = queries.wish(order.buyer_id, order.shop_id)
    if kept is None:
        if queries.count(order.buyer_id) >= rules.MOST:
            raise rules.TooManyWishes(most=rules.MOST)
        told = {"order_id": order.id, "agreed_at": now, "told_season": _season_of(order)}
        key = {"person_id": order.buyer_id, "shop_id": order.shop_id}
        insert_if_absent(SeasonWish, id=ids.new_id(), **key, **told)
        kept = queries.wish(order.buyer_id, order.shop_id)
    return errors.found(kept)


def end(*, person: Person, shop_id: UUID) -> None:
    db.session.execute(delete(SeasonWish).filter_by(person_id=person.id, shop_id=shop_id))


def end_by_link(word: str) -> None:
    """Whoever holds the link that was sent ends the wish; again changes nothing. Raises NotFound for another word."""
    db.session.execute(delete(SeasonWish).where(SeasonWish.id == wish_of_link(word)))


def wish_of_link(word: str) -> UUID:
    """Raises NotFound for what we never sent."""
    return errors.found(rules.wish_in(word, current_app.config["MARKET"].secret_key))


def tell_some(*, after: UUID | None, now: datetime) -> UUID | None:
    """Have some people told; the last wish that was looked at, None at the end."""
    found = queries.due(now, after=after, limit=_AT_ONCE)
    for row in found:
        _tell(row, now)
    return found[-1].SeasonWish.id if len(found) == _AT_ONCE else None


def erase_wishes(erased: PersonErased) -> None:
    db.session.execute(delete(SeasonWish).filter_by(person_id=erased.person_id))


def _season_of(order: Order) -> int:
    goods = select(Product.from_month, Product.to_month).where(Product.id.in_([one.product_id for one in order.lines]))
    seasons = [(row.from_month, row.to_month) for row in db.session.execute(goods)]
    return rules.season_bought(seasons, clock.local_day(order.placed_at))


def _tell(row: Row[Any], now: datetime) -> None:
    """Once a season, whoever else looks at the same moment, and though she took it back and wished again meanwhile."""
    one: SeasonWish = row.SeasonWish
    season = season_of(row.from_month, row.to_month, clock.local_day(now))
    mine = update(SeasonWish).where(SeasonWish.id == one.id, SeasonWish.told_season < season)
    taken = mine.values(told_season=season).execution_options(synchronize_session=False)
    if db.session.scalar(taken.returning(SeasonWish.id)) is not None:
        market = current_app.config["MARKET"]
        words = {"shop": row.shop[:_SHOP], "name": row.name[:_GOOD], "season_link": _link(market, one.id)}
        once = f"season:{one.shop_id}:{season}"
        notify(person_id=one.person_id, notice=rules.NOTICE, words=words, now=now, once=once)


def _link(market: Any, wish_id: UUID) -> str:
    return f"{market.public_url}/s/{rules.link_word(market.secret_key, wish_id)}"
