"""Reads of reviews: what anyone sees, what a buyer may still say, and what an office is asked to look at."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, or_, select

from market import errors, phones
from market.accounts.models import Person
from market.accounts.rules import ExportAsked, RoleName
from market.catalog import access as shops
from market.catalog.models import Shop
from market.db import db, locked
from market.orders.models import Order, OrderLine
from market.orders.rules import OrderState
from market.places.models import Commune
from market.places.queries import place as place_called
from market.reviews import rules
from market.reviews.models import Review, ReviewPhoto, ReviewReport

_TAKEN = {OrderState.DELIVERED, OrderState.COMPLETED}


def with_id(review_id: UUID) -> Review | None:
    return db.session.scalars(_fresh(select(Review).where(Review.id == review_id))).first()


def held(review_id: UUID) -> Review:
    """As others left it, until this transaction ends. Raises NotFound for one that was withdrawn meanwhile."""
    return errors.found(db.session.scalars(locked(select(Review).where(Review.id == review_id))).first())


def of_line(order_id: UUID, product_id: UUID) -> Review | None:
    return db.session.scalars(_fresh(select(Review).filter_by(order_id=order_id, product_id=product_id))).first()


def of_order(order_id: UUID) -> dict[UUID, Review]:
    """By good."""
    found = db.session.scalars(_fresh(select(Review).filter_by(order_id=order_id)))
    return {review.product_id: review for review in found}


def of_product(product_id: UUID) -> Select[Review]:
    return select(Review).where(Review.product_id == product_id)


def of_shop(shop_id: UUID) -> Select[Review]:
    return select(Review).where(Review.shop_id == shop_id)


def by_buyer(person_id: UUID) -> Select[Review]:
    return select(Review).where(Review.buyer_id == person_id)


def unanswered(shop_id: UUID) -> int:
    """How many reviews of a shop its household could still answer."""
    waits = (Review.answer.is_(None), Review.removal.is_(None), Review.shop_id == shop_id)
    return db.session.scalar(select(func.count()).where(*waits)) or 0


def photo(review: Review, n: int) -> ReviewPhoto:
    """Raises NotFound; nobody sees those of what was taken down."""
    found = db.session.get(ReviewPhoto, (review.id, n), populate_existing=True)
    return errors.found(found if review.removal is None else None)


def delivered_at(order: Order) -> datetime | None:
    """Since when its buyer has the goods; None while she has not."""
    if order.state not in _TAKEN:
        return None
    return max(move.at for move in order.history if move.target == OrderState.DELIVERED)


def lines_shown(order: Order, *, now: datetime) -> list[dict[str, Any]]:
    """What its buyer said of each good, and until when she may."""
    said, since = of_order(order.id), delivered_at(order)
    until = since + rules.OPEN_FOR if since else None
    return [_line(line, said.get(line.product_id), until, now) for line in order.lines]


def _line(line: OrderLine, review: Review | None, until: datetime | None, now: datetime) -> dict[str, Any]:
    may_say = until is not None and now < until and (review is None or review.removal is None)
    told = {"product_id": line.product_id, "name": line.name, "until": until, "may_say": may_say}
    return told | {"review": shown(review, mine=True) if review else None}


def shown(review: Review, *, mine: bool = False) -> dict[str, Any]:
    """A review as anyone sees it; her own with her words as she typed them, unless they were taken down."""
    removal = rules.REASONS[rules.Reason(review.removal)] if review.removal else None
    gone = {"reason": review.removal, "says": removal.says} if removal else None
    said = review.words if mine else phones.hidden(review.words)
    return {
        "id": review.id,
        "product": {"id": review.product_id, "name": review.name},
        "shop_id": review.shop_id,
        "stars": review.stars if review.stars_count or mine else None,
        "words": said if mine or removal is None else "",
        "buyer": {"province": _province(review.from_province)},
        "written_at": review.written_at,
        "changed_at": review.changed_at,
        "photos": [photo_shown(review.id, one) for one in review.photos] if mine or removal is None else [],
        "answer": {"words": phones.hidden(review.answer), "at": review.answered_at} if review.answer else None,
        "removal": gone,
    }


def all_shown(found: Sequence[Review]) -> list[dict[str, Any]]:
    return [shown(review) for review in found]


def photo_shown(review_id: UUID, photo: ReviewPhoto) -> dict[str, Any]:
    address = f"/api/v1/reviews/{review_id}/photos/{photo.n}"
    return {"n": photo.n, **{size: f"{address}?size={size}" for size in ("small", "medium", "large")}}


def _province(code: str) -> dict[str, str]:
    return {"code": code, "name": place_called(code).name}


def reported(person: Person, *, place: str | None) -> Select[Review]:
    """Reviews that somebody asked to be looked at, of `place` or all where `person` is an officer.

    Raises NotAllowed for a place of others, NoSuchPlace.
    """
    asked = select(ReviewReport.review_id).where(ReviewReport.decided_at.is_(None))
    wanted = select(Review).where(Review.id.in_(asked), Review.removal.is_(None))
    if place is not None:
        shops.require_sight(person, place)
        return wanted.where(_within(place))
    if person.holds(RoleName.OPERATOR):
        return wanted
    return wanted.where(or_(*(_within(each) for each in sorted(person.places(RoleName.OFFICER)))))


def _within(place: str) -> Any:
    if len(place) > 2:
        return Review.commune_code == place
    return Review.commune_code.in_(select(Commune.code).where(Commune.province_code == place))


def reports_of(review_ids: Sequence[UUID]) -> dict[UUID, list[ReviewReport]]:
    """Those that nobody has decided on yet, oldest first; who asked is not told."""
    wanted = select(ReviewReport).where(ReviewReport.review_id.in_(review_ids), ReviewReport.decided_at.is_(None))
    found: dict[UUID, list[ReviewReport]] = {review_id: [] for review_id in review_ids}
    for report in db.session.scalars(wanted.order_by(ReviewReport.reported_at)):
        found[report.review_id].append(report)
    return found


def for_office(found: Sequence[Review]) -> list[dict[str, Any]]:
    """Each as it was written, with what it is reported for."""
    reports, names = reports_of([review.id for review in found]), _shops({review.shop_id for review in found})
    return [_for_office(review, reports[review.id], names[review.shop_id]) for review in found]


def _for_office(review: Review, reports: list[ReviewReport], shop: str) -> dict[str, Any]:
    asked = [{"reason": one.reason, "words": one.words, "at": one.reported_at} for one in reports]
    as_written = {"words": review.words, "stars": review.stars, "reports": asked, "shop_name": shop}
    return (
        shown(review)
        | as_written
        | {"answer": {"words": review.answer, "at": review.answered_at} if review.answer else None}
    )


def _shops(ids: set[UUID]) -> dict[UUID, str]:
    return {row.id: row.name for row in db.session.execute(select(Shop.id, Shop.name).where(Shop.id.in_(ids)))}


def add_reviews(asked: ExportAsked) -> None:
    """What she said of goods, and what she answered to what was said of hers."""
    said = (Review.name, Review.stars, Review.words, Review.written_at, Review.changed_at, Review.removal)
    mine = select(*said).where(Review.buyer_id == asked.person_id).order_by(Review.id)
    asked.add("reviews", db.session.execute(mine).mappings())
    told = (Review.name, Review.stars, Review.words, Review.written_at, Review.answer, Review.answered_at)
    hers = select(*told).join(Shop, Shop.id == Review.shop_id).where(Shop.owner_id == asked.person_id)
    asked.add("reviews_of_my_goods", db.session.execute(hers.order_by(Review.id)).mappings())
    reports = (ReviewReport.reason, ReviewReport.words, ReviewReport.reported_at)
    reported_by = select(*reports).where(ReviewReport.person_id == asked.person_id)
    asked.add("review_reports", db.session.execute(reported_by.order_by(ReviewReport.reported_at)).mappings())


def _fresh(wanted: Any) -> Any:
    return wanted.execution_options(populate_existing=True)
