"""What buyers say of a good or a shop, and what is reckoned of its orders, comes to stand beside it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update

from market.catalog.actions.change_feed import announce_product, announce_shop
from market.catalog.models import Product, Shop
from market.catalog.rules.reliability import Reliability
from market.catalog.rules.scores import Score
from market.db import db


def score_good(*, product_id: UUID, score: Score, now: datetime) -> None:
    """Its card says something else from now on. No edit of the household is in the way of this, nor this of one."""
    db.session.execute(update(Product).where(Product.id == product_id).values(_columns(score)))
    announce_product(product_id, now=now)


def score_shop(*, shop_id: UUID, score: Score, now: datetime) -> None:
    """Goods of which nobody has spoken yet rank as their shop does: they are looked at again where that changed."""
    former = db.session.scalar(select(Shop.review_tier).where(Shop.id == shop_id))
    db.session.execute(update(Shop).where(Shop.id == shop_id).values(_columns(score)))
    if former != score.tier:
        announce_shop(shop_id, now=now)


def rely_on(*, shop_id: UUID, step: Reliability, now: datetime) -> None:
    """How it serves its orders ranks all its goods from now on."""
    db.session.execute(update(Shop).where(Shop.id == shop_id).values(reliability=int(step)))
    announce_shop(shop_id, now=now)


def sell_good(*, product_id: UUID, step: int, now: datetime) -> None:
    """So many have bought it by now."""
    db.session.execute(update(Product).where(Product.id == product_id).values(sold_step=step))
    announce_product(product_id, now=now)


def _columns(score: Score) -> dict[str, int | None]:
    return {
        "review_voices": score.voices,
        "review_score": score.hundredths,
        "review_tier": int(score.tier),
    }
