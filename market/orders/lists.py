"""Orders as lists and counts that people need. Whoever looks has part in each: nobody finds what is not theirs."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, false, func, or_, select, true

from market import clock, text
from market.accounts.models import Delegation, Person
from market.accounts.rules import RoleName, mobile_number
from market.accounts.services.access import acting_service
from market.catalog.models import Shop
from market.db import db
from market.db.folding import holds
from market.http.pages import pack_cursor, uuid_in
from market.orders import gathering
from market.orders.models import Order, OrderLine
from market.orders.rules import OPEN, UNSENT, OrderState
from market.places.models import Commune

# What was being changed when somebody looked is written down a little later: who asks again is told it again.
_OVERLAP = timedelta(seconds=30)
_TO_DO = (OrderState.PLACED, OrderState.ACCEPTED)


def orders_of(
    person: Person,
    *,
    looking_as: str,
    state: Sequence[str] = (),
    since: datetime | None = None,
    q: str | None = None,
    **which: Any,
) -> Select[Any]:
    """The orders that `person` has part in as buyer, seller (own shops and their villages'), officer, operator.

    Of these states, changed `since` an instant, with the words of `q`; the rest as in `_which`.
    """
    wanted = select(Order).where(_part(person, looking_as), *_which(**which))
    if state:
        wanted = wanted.where(Order.state.in_(state))
    if since is not None:
        wanted = wanted.where(Order.changed_at >= since - _OVERLAP)
    return wanted.where(*_sought(q, looking_as)) if q is not None else wanted


def counts(person: Person, *, looking_as: str, **which: Any) -> dict[str, Any]:
    """How many orders of each state; what is to be done, what is late, what is held."""
    query = select(*_counted()).where(_part(person, looking_as), *_which(**which))
    return _told(db.session.execute(query).one())


def counts_by_shop(
    person: Person, *, looking_as: str, limit: int, cursor: str | None = None, **which: Any
) -> dict[str, Any]:
    """The same a shop, newest shop first."""
    query = select(Shop.id, Shop.name, *_counted()).join(Order, Order.shop_id == Shop.id)
    query = query.where(_part(person, looking_as), *_which(**which)).group_by(Shop.id, Shop.name)
    if cursor is not None:
        query = query.where(Shop.id < uuid_in(cursor))
    rows = db.session.execute(query.order_by(Shop.id.desc()).limit(limit + 1)).all()
    items = [{"shop": {"shop_id": row.id, "shop_name": row.name}, **_told(row)} for row in rows[:limit]]
    return {"items": items, "next": pack_cursor(str(rows[limit - 1].id)) if len(rows) > limit else None}


def waiting_by_seller(person: Person) -> Select[*tuple[Any, ...]]:
    """Of each household that `person`'s team acts for: what waits to be accepted and packed, is late, is held."""
    free, named = Order.held_since.is_(None), _waiting()
    told = {
        "to_accept": (Order.state == OrderState.PLACED) & free & ~gathering.gathers(),
        "to_pack": (Order.state == OrderState.ACCEPTED) & free,
    }
    counted = [func.count().filter(condition).label(name) for name, condition in (told | named).items()]
    wanted = select(Order.seller_id, *counted).where(_served(person), Order.state.in_(OPEN))
    return wanted.group_by(Order.seller_id)


def _counted() -> list[ColumnElement[int]]:
    named = {state.value: Order.state == state for state in OrderState}
    named |= {"to_do": _is_to_do()} | _waiting()
    return [func.count().filter(condition).label(name) for name, condition in named.items()]


def _waiting() -> dict[str, ColumnElement[bool]]:
    return {"held": Order.held_since.is_not(None), "late": is_late()}


def _is_to_do() -> ColumnElement[bool]:
    return Order.state.in_(_TO_DO) & Order.held_since.is_(None) & ~gathering.gathers()


def is_late() -> ColumnElement[bool]:
    """Whoever was reminded of it has let it wait: of what is ready to be fetched that is its buyer."""
    waits_for_her = Order.state.in_(UNSENT) & ~((Order.state == OrderState.PACKED) & Order.collect_at.is_not(None))
    return waits_for_her & (Order.timer_step > 0) & Order.held_since.is_(None)


def _told(row: Any) -> dict[str, Any]:
    states = {state.value: getattr(row, state) for state in OrderState}
    more = {name: getattr(row, name) for name in ("to_do", "late", "held")}
    return {"total": sum(states.values()), "states": states, **more}


def _which(
    *,
    shop_id: UUID | None = None,
    held: bool | None = None,
    day: date | None = None,
    placed_from: date | None = None,
    placed_to: date | None = None,
) -> list[ColumnElement[bool]]:
    """Of one shop; held or not; placed on one day or from one to another, by the calendar of Vietnam."""
    conditions: list[ColumnElement[bool]] = []
    if shop_id is not None:
        conditions.append(Order.shop_id == shop_id)
    if held is not None:
        conditions.append(Order.held_since.is_not(None) if held else Order.held_since.is_(None))
    if first := day or placed_from:
        conditions.append(Order.placed_at >= clock.begin_of(first))
    if last := day or placed_to:
        conditions.append(Order.placed_at < clock.end_of(last))
    return conditions


def _sought(q: str, looking_as: str) -> list[ColumnElement[bool]]:
    """Each word of `q` in its number, its shop or its goods; for its buyer and its seller in the receiver's name too.

    A phone is found whole or not at all.
    """
    phone = mobile_number(q)
    parties = looking_as in ("buyer", "seller")
    if phone is not None and parties:
        return [Order.recipient_phone == phone]
    fields = [Order.number, Order.shop_name, *([Order.recipient_name] if parties else [])]
    return [or_(*(holds(field, word) for field in fields), _of_goods(word)) for word in text.fold(q).split()]


def _of_goods(word: str) -> ColumnElement[bool]:
    return exists().where(OrderLine.order_id == Order.id, holds(OrderLine.name, word))


def _part(person: Person, looking_as: str) -> ColumnElement[bool]:
    if looking_as == "buyer":
        return Order.buyer_id == person.id
    if looking_as == "seller":
        return or_(Order.seller_id == person.id, _served(person), _connected(person))
    if looking_as == "officer":
        return or_(*(_in_place(place) for place in sorted(person.places(RoleName.OFFICER))), false())
    return true() if person.holds(RoleName.OPERATOR) else false()


def _served(person: Person) -> ColumnElement[bool]:
    """Orders of the households that `person`'s team acts for."""
    places = person.places(RoleName.TEAM_MEMBER)
    if not places:
        return false()
    agreed = exists().where(Delegation.person_id == Order.seller_id, Delegation.role == RoleName.TEAM_MEMBER)
    return or_(Order.village_key.in_(places), Order.from_commune.in_(places)) & agreed


def _connected(person: Person) -> ColumnElement[bool]:
    """Orders that the household of now has sold in the shop that a service is connected to."""
    if acting_service() is None:
        return false()
    there = [UUID(place) for place in person.places(RoleName.SELLER)]
    sold = exists().where(Shop.id == Order.shop_id, Shop.owner_id == Order.seller_id)
    return Order.shop_id.in_(there) & sold


def _in_place(place: str) -> ColumnElement[bool]:
    if len(place) > 2:
        return Order.from_commune == place
    return Order.from_commune.in_(select(Commune.code).where(Commune.province_code == place))
