"""What must always be true of reviews, for `market audit`."""

from collections.abc import Iterator

from sqlalchemy import func, or_, select

from market.catalog.models import Product, Shop
from market.db import db
from market.orders.models import Order, OrderLine, OrderMove
from market.orders.rules import OrderState
from market.reviews import rules, scores, scoring
from market.reviews.models import COUNTED, Review, ReviewScore
from market.reviews.rules import Reason

_AT_ONCE = 1000


def audit() -> Iterator[str]:
    """One plain line for each thing that is broken."""
    yield from _not_bought()
    yield from _not_delivered()
    yield from _miscounted()
    yield from _shown_otherwise()


def _not_bought() -> Iterator[str]:
    same = (OrderLine.order_id == Review.order_id) & (OrderLine.product_id == Review.product_id)
    wanted = select(Review.id).join(Order, Order.id == Review.order_id).outerjoin(OrderLine, same)
    wrong = wanted.where(
        or_(OrderLine.order_id.is_(None), Order.buyer_id != Review.buyer_id, Order.shop_id != Review.shop_id)
    )
    for review_id in db.session.scalars(wrong):
        yield f"review {review_id}: its order holds no such good of that buyer and shop"
    for review_id in db.session.scalars(wanted.where(Order.buyer_id == Order.seller_id)):
        yield f"review {review_id}: the household speaks of its own goods"


def _not_delivered() -> Iterator[str]:
    came = select(func.max(OrderMove.at)).where(
        OrderMove.order_id == Review.order_id, OrderMove.target == OrderState.DELIVERED
    )
    wanted = select(Review.id, Review.written_at, came.scalar_subquery().label("came"))
    wanted = wanted.where(or_(Review.removal.is_(None), Review.removal != Reason.NOT_DELIVERED))
    for row in db.session.execute(wanted.execution_options(yield_per=_AT_ONCE)):
        if row.came is None:
            yield f"review {row.id}: its order was never delivered"
        elif row.written_at >= row.came + rules.OPEN_FOR:
            yield f"review {row.id}: it was written at {row.written_at}, too late for a delivery at {row.came}"


def _miscounted() -> Iterator[str]:
    """Each score, made again from what was said."""
    goods = ReviewScore.category_slug.is_not(None)
    for owner, which in ((Review.product_id, goods), (Review.shop_id, ~goods)):
        said = scores.voices_by(owner).subquery()
        kept = select(ReviewScore, said.c.voices, said.c.total).outerjoin(said, said.c.owner == ReviewScore.product_id)
        for score, voices, total in db.session.execute(kept.where(which).execution_options(yield_per=_AT_ONCE)):
            found = scoring.score(int(total or 0), int(voices or 0), score.prior)
            if (score.voices, score.total, score.score, score.tier) != (voices, total, found.hundredths, found.tier):
                yield f"score of {score.product_id}: {score.voices} voices of {score.total}, not {voices} of {total}"
    unheard = select(Review.product_id).where(COUNTED, Review.product_id.not_in(select(ReviewScore.product_id)))
    for product_id in db.session.scalars(unheard.distinct()):
        yield f"product {product_id}: buyers spoke of it, and it has no score"


def _shown_otherwise() -> Iterator[str]:
    """What stands beside a good or shop is what was counted."""
    for name, model in (("product", Product), ("shop", Shop)):
        shown = model.review_voices, model.review_score, model.review_tier
        kept = func.coalesce(ReviewScore.voices, 0), ReviewScore.score, func.coalesce(ReviewScore.tier, 1)
        wanted = select(model.id, *shown, *kept).outerjoin(ReviewScore, ReviewScore.product_id == model.id)
        other = wanted.where(or_(shown[0] != kept[0], shown[2] != kept[2], shown[1].is_distinct_from(kept[1])))
        for row in db.session.execute(other):
            yield f"{name} {row[0]}: {tuple(row[1:4])} is shown of its reviews, {tuple(row[4:7])} was counted"
