"""Reads of wishes: one's own, and those whose household sells again."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select

from market import clock
from market.accounts.rules import ExportAsked
from market.catalog.models import Product, Shop
from market.catalog.queries.seasons import in_season_in
from market.catalog.reminders.queries import can_be_bought, season_of_day
from market.db import db
from market.fairs.models import Fair
from market.fairs.rules import FairState
from market.fairs.seasons import rules
from market.fairs.seasons.models import SeasonWish


def wishes_of(person_id: UUID) -> Select[Any]:
    return select(SeasonWish).filter_by(person_id=person_id)


def wish(person_id: UUID, shop_id: UUID) -> SeasonWish | None:
    return db.session.scalars(wishes_of(person_id).filter_by(shop_id=shop_id)).first()


def wish_with_id(wish_id: UUID) -> SeasonWish | None:
    return db.session.get(SeasonWish, wish_id)


def count(person_id: UUID) -> int:
    return db.session.scalar(select(func.count()).where(SeasonWish.person_id == person_id)) or 0


def shown(kept: Sequence[SeasonWish]) -> list[dict[str, Any]]:
    """Each with the name of its shop: one statement, however many."""
    names: Any = select(Shop.id, Shop.name).where(Shop.id.in_([one.shop_id for one in kept]))
    named = {row.id: row.name for row in db.session.execute(names)}
    return [
        {"shop_id": one.shop_id, "shop_name": named.get(one.shop_id, ""), "agreed_at": one.agreed_at} for one in kept
    ]


def due(now: datetime, *, after: UUID | None, limit: int) -> Sequence[Row[Any]]:
    """Wishes whose household has a stand at an open fair, or lists what is in season: of a season not told yet.

    A wish may stand here several times, with each good; the first is the fair's.
    """
    day = clock.local_day(now)
    wanted: Any = (
        select(SeasonWish, Product.name, Product.from_month, Product.to_month, Shop.name.label("shop"), Fair.slug)
        .join(Shop, Shop.id == SeasonWish.shop_id)
        .join(Product, Product.shop_id == Shop.id)
        .outerjoin(Fair, and_(Fair.slug == Product.fair_slug, Fair.state == FairState.OPEN))
        .where(can_be_bought(now), _sells_again(now), SeasonWish.agreed_at <= now - rules.QUIET)
        .where(SeasonWish.told_season < season_of_day(day))
    )
    page = wanted.where(SeasonWish.id > after) if after else wanted
    return db.session.execute(page.order_by(SeasonWish.id, Product.fair_slug.is_(None), Product.id).limit(limit)).all()


def _sells_again(now: datetime) -> ColumnElement[bool]:
    at_fair = and_(Fair.slug.is_not(None), Product.sale_opens_at <= now, Product.sale_closes_at > now)
    all_year = (Product.to_month - Product.from_month + 13) % 12 == 0
    month = clock.local_day(now).month
    return or_(
        at_fair, and_(Product.fair_slug.is_(None), in_season_in(month), Product.from_month.is_not(None), ~all_year)
    )


def add_wishes(asked: ExportAsked) -> None:
    kept = select(SeasonWish.shop_id, SeasonWish.agreed_at, SeasonWish.told_season)
    kept = kept.filter_by(person_id=asked.person_id).order_by(SeasonWish.id)
    asked.add("season_wishes", db.session.execute(kept).mappings())
