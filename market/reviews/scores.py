"""The score of a good and of its shop is made anew from what was said; whoever shows it hears of it by an event."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, delete, func, select
from sqlalchemy.orm import InstrumentedAttribute

from market import events
from market.catalog.rules.scores import Score
from market.db import db, one_at_a_time, upsert
from market.places.queries import province_of
from market.reviews import scoring
from market.reviews.models import COUNTED, Review, ReviewPrior, ReviewScore
from market.reviews.rules import GoodScored, ShopScored

# Of one buyer, in whole numbers on both databases.
_VOICE = ((100 * func.sum(Review.stars)) // func.count()).label("voice")


def one_by_one(shop_id: UUID) -> None:
    """Whoever says or takes down something of a shop waits for the other: each counts what the one before has done."""
    one_at_a_time(f"reviews {shop_id}")


def rescore(*, product_id: UUID, shop_id: UUID, now: datetime) -> None:
    """A review of this good was written, changed, taken down or brought back. Call `one_by_one` before."""
    db.session.flush()
    if _renew_good(product_id, shop_id, now):
        _renew_shop(shop_id, now)


def rescore_with_priors(*, product_id: UUID, shop_id: UUID, now: datetime) -> None:
    """What is usual of this good's kind is another than it was reckoned with."""
    one_by_one(shop_id)
    rescore(product_id=product_id, shop_id=shop_id, now=now)


def voices_by(owner: InstrumentedAttribute[UUID]) -> Select[Any]:
    """Of each `owner` (a good or a shop): how many buyers said something, and the sum of their voices.

    A buyer has one voice, however often she has bought: the mean of what she gave, in hundredths.
    """
    each = select(owner.label("owner"), _VOICE).where(COUNTED).group_by(owner, Review.buyer_id).subquery()
    sums = func.count().label("voices"), func.sum(each.c.voice).label("total")
    return select(each.c.owner, *sums).group_by(each.c.owner)


def _spoken(owner: InstrumentedAttribute[UUID], id: UUID) -> tuple[int, int]:
    each = select(_VOICE).where(owner == id, COUNTED).group_by(Review.buyer_id).subquery()
    voices, total = db.session.execute(select(func.count(), func.sum(each.c.voice)).select_from(each)).one()
    return int(voices), int(total or 0)


def prior_of(province_code: str, category_slug: str) -> int:
    found = db.session.get(ReviewPrior, (province_code, category_slug), populate_existing=True)
    return found.score if found else scoring.START


def _renew_good(product_id: UUID, shop_id: UUID, now: datetime) -> bool:
    """Whether anything of it changed."""
    voices, total = _spoken(Review.product_id, product_id)
    cell = _cell(product_id)
    prior = prior_of(*cell)
    found = scoring.score(total, voices, prior)
    row = {"product_id": product_id, "shop_id": shop_id, "province_code": cell[0], "category_slug": cell[1]}
    if not _keep(row | {"voices": voices, "total": total, "prior": prior}, found):
        return False
    events.publish(GoodScored(at=now, product_id=product_id, score=found))
    return True


def _renew_shop(shop_id: UUID, now: datetime) -> None:
    """Its usual is that of its goods, each as often as buyers spoke of it."""
    voices, total = _spoken(Review.shop_id, shop_id)
    goods = (ReviewScore.shop_id == shop_id) & (ReviewScore.category_slug.is_not(None))
    heard, weighed = func.sum(ReviewScore.voices), func.sum(ReviewScore.voices * ReviewScore.prior)
    count, weight, province = db.session.execute(
        select(heard, weighed, func.max(ReviewScore.province_code)).where(goods)
    ).one()
    prior = (2 * int(weight) + int(count)) // (2 * int(count)) if count else scoring.START
    found = scoring.score(total, voices, prior)
    row = {"product_id": shop_id, "shop_id": shop_id, "province_code": province, "category_slug": None}
    if _keep(row | {"voices": voices, "total": total, "prior": prior}, found):
        events.publish(ShopScored(at=now, shop_id=shop_id, score=found))


def _cell(product_id: UUID) -> tuple[str, str]:
    """Where and as what it was last bought by somebody who spoke of it."""
    wanted = select(Review.commune_code, Review.category_slug).where(Review.product_id == product_id)
    last = db.session.execute(wanted.order_by(Review.id.desc()).limit(1)).first()
    return (province_of(last.commune_code), last.category_slug) if last else ("", "")


def _keep(row: dict[str, Any], score: Score) -> bool:
    """Write the row, or take it away where nobody speaks any more; whether it says something else now."""
    known = db.session.get(ReviewScore, row["product_id"], populate_existing=True)
    if not row["voices"]:
        db.session.execute(delete(ReviewScore).where(ReviewScore.product_id == row["product_id"]))
        return known is not None
    new = row | {"score": score.hundredths, "tier": int(score.tier)}
    if known is not None and all(getattr(known, name) == value for name, value in new.items()):
        return False
    write = upsert(ReviewScore.__table__).values(new)
    db.session.execute(write.on_conflict_do_update(index_elements=["product_id"], set_=new))
    return True


def stale(*, limit: int) -> list[Row[Any]]:
    """Goods reckoned with what is usual no more."""
    same = (ReviewPrior.province_code == ReviewScore.province_code) & (
        ReviewPrior.category_slug == ReviewScore.category_slug
    )
    wanted = select(ReviewScore.product_id, ReviewScore.shop_id).join(ReviewPrior, same)
    other = wanted.where(ReviewPrior.score != ReviewScore.prior)
    return list(db.session.execute(other.order_by(ReviewScore.product_id).limit(limit)))


def reckon_priors(*, now: datetime) -> int:
    """What is usual of each kind in each province; written where it has moved so far that it is felt. How many."""
    goods = ReviewScore.category_slug.is_not(None)
    cells = (ReviewScore.province_code, ReviewScore.category_slug)
    sums = func.sum(ReviewScore.voices), func.sum(ReviewScore.total)
    rows = db.session.execute(select(*cells, *sums).where(goods).group_by(*cells))
    found = scoring.priors((row[0], str(row[1]), int(row[2]), int(row[3])) for row in rows)
    known = {(one.province_code, one.category_slug): one.score for one in db.session.scalars(select(ReviewPrior))}
    moved = {cell: prior for cell, prior in found.items() if abs(prior - known.get(cell, 0)) >= scoring.MOVED}
    for (province, slug), prior in sorted(moved.items()):
        new = {"province_code": province, "category_slug": slug, "score": prior, "reckoned_at": now}
        write = upsert(ReviewPrior.__table__).values(new)
        key = ["province_code", "category_slug"]
        db.session.execute(write.on_conflict_do_update(index_elements=key, set_=new))
    return len(moved)
