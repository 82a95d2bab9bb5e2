"""Reads of favourites, with what they name as anyone sees it: two statements a page."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from market.accounts.rules import ExportAsked
from market.catalog.favourites.models import Favourite
from market.catalog.favourites.rules import Kind
from market.catalog.models import Shop
from market.catalog.queries.shops import SHOP_IS_PUBLIC
from market.catalog.queries.shown_products import cards_of
from market.catalog.queries.shown_shops import shops_shown
from market.db import db


def favourites_of(person_id: UUID, kind: Kind) -> Select[Any]:
    return select(Favourite).filter_by(person_id=person_id, kind=kind)


def favourite(person_id: UUID, kind: Kind, subject_id: UUID) -> Favourite | None:
    return db.session.scalars(favourites_of(person_id, kind).filter_by(subject_id=subject_id)).first()


def count(person_id: UUID, kind: Kind) -> int:
    counted = select(func.count()).where(Favourite.person_id == person_id, Favourite.kind == kind)
    return db.session.scalar(counted) or 0


def goods_shown(kept: Sequence[Favourite], *, now: datetime) -> list[dict[str, Any]]:
    """What is not to be seen any more is there without a card."""
    cards = cards_of([one.subject_id for one in kept], now=now)
    return [
        {"product_id": one.subject_id, "added_at": one.added_at, "product": cards.get(one.subject_id)} for one in kept
    ]


def shops_kept(kept: Sequence[Favourite], *, now: datetime) -> list[dict[str, Any]]:
    wanted = select(Shop).where(SHOP_IS_PUBLIC, Shop.id.in_([one.subject_id for one in kept]))
    shown = {shop["id"]: shop for shop in shops_shown(list(db.session.scalars(wanted)), None, now=now)}
    return [{"shop_id": one.subject_id, "added_at": one.added_at, "shop": shown.get(one.subject_id)} for one in kept]


def add_favourites(asked: ExportAsked) -> None:
    kept = select(Favourite.kind, Favourite.subject_id, Favourite.added_at).filter_by(person_id=asked.person_id)
    asked.add("favourites", db.session.execute(kept.order_by(Favourite.id)).mappings())
