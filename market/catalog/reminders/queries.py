"""Reads of reminders: one's own, and those whose time has come."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, or_, select

from market import clock
from market.accounts.rules import ExportAsked
from market.catalog.models import Product, Shop
from market.catalog.queries.seasons import in_season_in
from market.catalog.queries.shown_products import cards_of
from market.catalog.reminders import rules
from market.catalog.reminders.models import Reminder
from market.catalog.rules.products import ProductStatus
from market.catalog.rules.shops import ShopStatus
from market.db import db

Season = tuple[int | None, int | None]
_SEASON = Product.from_month, Product.to_month
_UNKNOWN: Season = (None, None)


def reminders_of(person_id: UUID) -> Select[Any]:
    return select(Reminder).filter_by(person_id=person_id)


def reminder(person_id: UUID, product_id: UUID) -> Reminder | None:
    return db.session.scalars(reminders_of(person_id).filter_by(product_id=product_id)).first()


def count(person_id: UUID) -> int:
    return db.session.scalar(select(func.count()).where(Reminder.person_id == person_id)) or 0


def shown(kept: Sequence[Reminder], *, now: datetime) -> list[dict[str, Any]]:
    """Each with its good as anyone sees it: two statements, however many."""
    goods = [one.product_id for one in kept]
    wanted: Any = select(Product.id, *_SEASON).where(Product.id.in_(goods))
    seasons = {row.id: (row.from_month, row.to_month) for row in db.session.execute(wanted)}
    cards, today = cards_of(goods, now=now), clock.local_day(now)
    return [_shown(one, seasons.get(one.product_id, _UNKNOWN), cards.get(one.product_id), today) for one in kept]


def _shown(one: Reminder, season: Season, card: dict[str, Any] | None, today: date) -> dict[str, Any]:
    shown = {"product_id": one.product_id, "asked_at": one.asked_at, "product": card}
    return shown | {"not_before": rules.not_before(*season, one.told_season, today)}


def due(now: datetime, *, after: UUID | None, limit: int) -> Sequence[Row[Any]]:
    """Reminders of what can be bought now and is in season, whose person has not been told of this season."""
    day = clock.local_day(now)
    wanted: Any = (
        select(Reminder, Product.name, Shop.name.label("shop"), *_SEASON)
        .join(Product, Product.id == Reminder.product_id)
        .join(Shop, Shop.id == Product.shop_id)
        .where(can_be_bought(now), in_season_in(day.month))
        .where(or_(Reminder.told_season.is_(None), Reminder.told_season < season_of_day(day)))
    )
    page = wanted.where(Reminder.id > after) if after else wanted
    return db.session.execute(page.order_by(Reminder.id).limit(limit)).all()


def can_be_bought(now: datetime) -> ColumnElement[bool]:
    over = and_(Shop.status == ShopStatus.PAUSED, Shop.paused_until <= now)
    good = and_(Product.status == ProductStatus.LISTED, Product.suspension_reason.is_(None), Product.stock > 0)
    return and_(good, Shop.suspension_reason.is_(None), or_(Shop.status == ShopStatus.OPEN, over))


def season_of_day(day: date) -> ColumnElement[int]:
    """`rules.season_of`, asked of the rows."""
    began_before = and_(Product.from_month > Product.to_month, Product.from_month > day.month)
    return case((began_before, day.year - 1), else_=day.year)


def add_reminders(asked: ExportAsked) -> None:
    kept = select(Reminder.product_id, Reminder.asked_at, Reminder.told_season).filter_by(person_id=asked.person_id)
    asked.add("reminders", db.session.execute(kept.order_by(Reminder.id)).mappings())
