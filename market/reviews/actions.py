"""A review is written, changed, withdrawn; answered, reported, taken down, brought back. None commits."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, or_, select, update

from market import errors, events, outbox
from market.accounts.actions import count_try
from market.accounts.models import Person
from market.accounts.rules import PersonErased
from market.catalog.actions.photos import GRACE
from market.catalog.models import Shop
from market.catalog.rules.products import TooManyPhotos
from market.db import db, upsert
from market.language import Sentence
from market.notices.actions import notify
from market.orders.models import Order, OrderLine
from market.orders.rules import OrderMoved, OrderState
from market.places.queries import province_of
from market.reviews import access, queries, rules, scores
from market.reviews.models import Review, ReviewPhoto, ReviewReport

DISCARD = "review_photo.discard"


def write(*, order: Order, line: OrderLine, stars: int, words: str, by: Person, now: datetime) -> Review:
    """What the buyer of a locked `order` says of a good; said again it is changed, and unchanged it stays.

    Raises ActsForShop, NotDeliveredYet, ReviewTooLate, ReviewRemoved, TooManyRequests.
    """
    access.require_stranger(order, by, now=now)
    rules.require_open(queries.delivered_at(order), now)
    scores.one_by_one(order.shop_id)
    known = queries.of_line(order.id, line.product_id)
    if known is not None and (known.stars, known.words) == (stars, words) and known.removal is None:
        return known
    count_try(limit=rules.REVIEWS_PER_PERSON, subject=str(by.id), now=now)
    review = _changed(known, stars, words, now) if known is not None else _new(order, line, stars, words, now)
    scores.rescore(product_id=review.product_id, shop_id=review.shop_id, now=now)
    _publish(review, rules.Step.CHANGED if known is not None else rules.Step.WRITTEN, now)
    return review


def _new(order: Order, line: OrderLine, stars: int, words: str, now: datetime) -> Review:
    bought = {"product_id": line.product_id, "name": line.name, "category_slug": line.category_slug}
    sold = {"shop_id": order.shop_id, "buyer_id": order.buyer_id, "commune_code": order.from_commune}
    whence = province_of(order.to_commune)
    review = Review(order_id=order.id, **bought, **sold, from_province=whence, stars=stars, words=words, written_at=now)
    db.session.add(review)
    db.session.flush()
    said = {"name": line.name, "stars": str(stars), "number": order.number}
    notify(person_id=order.seller_id, notice="review_written", words=said, now=now, once=f"review:{review.id}")
    return review


def _changed(review: Review, stars: int, words: str, now: datetime) -> Review:
    if review.removal is not None:
        raise rules.ReviewRemoved
    review.stars, review.words, review.changed_at = stars, words, now
    return review


def withdraw(*, order: Order, product_id: UUID, now: datetime) -> None:
    """The buyer takes her words back; nothing is left of them. Again changes nothing. Raises ReviewRemoved."""
    scores.one_by_one(order.shop_id)
    review = queries.of_line(order.id, product_id)
    if review is None:
        return
    if review.removal is not None:
        raise rules.ReviewRemoved
    _drop_photos(review, now)
    db.session.execute(delete(ReviewReport).where(ReviewReport.review_id == review.id))
    db.session.delete(review)
    scores.rescore(product_id=product_id, shop_id=order.shop_id, now=now)
    _publish(review, rules.Step.WITHDRAWN, now)


def require_changeable(review: Review | None) -> Review:
    """Raises NotFound for a photo of what nobody said, ReviewRemoved."""
    review = errors.found(review)
    if review.removal is not None:
        raise rules.ReviewRemoved
    return review


def place_of(*, review: Review, digest: str) -> int:
    """Where a picture stands already, or the first place that is free. Raises TooManyPhotos."""
    kept = {photo.n: photo.digest for photo in db.session.scalars(select(ReviewPhoto).filter_by(review_id=review.id))}
    places = range(1, rules.MOST_PHOTOS + 1)
    found = next((n for n in places if kept.get(n) == digest), None) or next((n for n in places if n not in kept), None)
    if found is None:
        raise TooManyPhotos(most=rules.MOST_PHOTOS)
    return found


def record_photo(*, review: Review, n: int, digest: str, now: datetime) -> ReviewPhoto:
    """Make the stored pictures named `digest` photo `n`; what stood there is discarded later."""
    photo = db.session.get(ReviewPhoto, (review.id, n), populate_existing=True)
    if photo is None:
        photo = ReviewPhoto(review_id=review.id, n=n, digest=digest, uploaded_at=now)
        db.session.add(photo)
    elif photo.digest != digest:
        _discard(photo, now)
        photo.digest, photo.uploaded_at = digest, now
    db.session.flush()
    return photo


def remove_photo(*, review: Review, n: int, now: datetime) -> None:
    """Again changes nothing."""
    photo = db.session.get(ReviewPhoto, (review.id, n), populate_existing=True)
    if photo is not None:
        _discard(photo, now)
        db.session.delete(photo)


def answer(*, review: Review, words: str, by_id: UUID, now: datetime) -> None:
    """The household's one answer; said otherwise it takes the place of the former. Raises ReviewRemoved."""
    require_changeable(review)
    if review.answer == words:
        return
    is_first = review.answer is None
    review.answer, review.answered_at, review.answered_by = words, now, by_id
    _publish(review, rules.Step.ANSWERED, now)
    if is_first:
        once = f"review-answer:{review.id}"
        notify(person_id=review.buyer_id, notice="review_answered", words={"name": review.name}, now=now, once=once)


def withdraw_answer(*, review: Review) -> None:
    review.answer = review.answered_at = review.answered_by = None


def report(*, review: Review, reason: str, words: str, by: Person, now: datetime) -> None:
    """Ask an office to look at it: once each, and again only changes what was asked. Raises TooManyRequests."""
    if review.removal is not None:
        return
    count_try(limit=rules.REPORTS_PER_PERSON, subject=str(by.id), now=now)
    said = {"reason": reason, "words": words, "reported_at": now, "decided_at": None}
    write = upsert(ReviewReport.__table__).values(review_id=review.id, person_id=by.id, **said)
    db.session.execute(write.on_conflict_do_update(index_elements=["review_id", "person_id"], set_=said))


def remove(*, review: Review, reason: rules.Reason, by_id: UUID, now: datetime) -> None:
    """An office takes the words down; the reason stands in their place, and both sides are told."""
    if review.removal == reason:
        return
    review.removal, review.removed_at, review.removed_by = reason, now, by_id
    _decide(review, now)
    scores.rescore(product_id=review.product_id, shop_id=review.shop_id, now=now)
    _publish(review, rules.Step.REMOVED, now)
    _tell_both(review, "review_removed", now, says=rules.REASONS[reason].says)


def restore(*, review: Review, now: datetime) -> None:
    """The words are shown again: the office has thought better of it. Again changes nothing."""
    if review.removal is None:
        return
    review.removal = review.removed_at = review.removed_by = None
    scores.rescore(product_id=review.product_id, shop_id=review.shop_id, now=now)
    _publish(review, rules.Step.RESTORED, now)
    _tell_both(review, "review_restored", now)


def uphold(*, review: Review, now: datetime) -> None:
    """An office has looked at what was reported, and the words stay."""
    _decide(review, now)


def on_order_moved(moved: OrderMoved) -> None:
    """What turns out not to have been delivered was not reviewed: the words wait until it is."""
    origin, target = moved.origin, moved.target
    if origin == OrderState.DELIVERED and target == OrderState.SHIPPED:
        _set_aside(moved.order_id, None, rules.Reason.NOT_DELIVERED, moved.at)
    elif target == OrderState.DELIVERED:
        _set_aside(moved.order_id, rules.Reason.NOT_DELIVERED, None, moved.at)


def _set_aside(order_id: UUID, was: str | None, becomes: str | None, now: datetime) -> None:
    for review in queries.of_order(order_id).values():
        if review.removal == was:
            scores.one_by_one(review.shop_id)
            review.removal, review.removed_at = becomes, now if becomes else None
            scores.rescore(product_id=review.product_id, shop_id=review.shop_id, now=now)
            _publish(review, rules.Step.REMOVED if becomes else rules.Step.RESTORED, now)


def erase_reviews(erased: PersonErased) -> None:
    """Of somebody who asks to be forgotten the stars stay, which name nobody.

    Her words, photos and answers go, and what was said of her own goods, which nobody can see any more.
    """
    shops = select(Shop.id).where(Shop.owner_id == erased.person_id)
    hers = or_(Review.buyer_id == erased.person_id, Review.shop_id.in_(shops))
    for review in db.session.scalars(select(Review).where(hers)):
        _drop_photos(review, erased.at)
    db.session.flush()
    db.session.execute(update(Review).where(hers).values(words=""))
    unsaid = {"name": "", "answer": None, "answered_at": None, "answered_by": None}
    db.session.execute(update(Review).where(Review.shop_id.in_(shops)).values(unsaid))
    db.session.execute(update(Review).where(Review.answered_by == erased.person_id).values(answered_by=None))
    of_hers = ReviewReport.review_id.in_(select(Review.id).where(hers))
    asked = or_(ReviewReport.person_id == erased.person_id, of_hers)
    db.session.execute(update(ReviewReport).where(asked).values(words=""))


def _publish(review: Review, what: rules.Step, now: datetime) -> None:
    moved = rules.ReviewMoved(
        at=now,
        what=what,
        review_id=review.id,
        product_id=review.product_id,
        stars=review.stars,
        removal=review.removal,
    )
    events.publish(moved)


def _decide(review: Review, now: datetime) -> None:
    open_ones = (ReviewReport.review_id == review.id) & ReviewReport.decided_at.is_(None)
    db.session.execute(update(ReviewReport).where(open_ones).values(decided_at=now))


def _tell_both(review: Review, notice: str, now: datetime, **more: Sentence) -> None:
    shop = db.session.get(Shop, review.shop_id)
    for person_id in filter(None, (review.buyer_id, shop.owner_id if shop else None)):
        notify(person_id=person_id, notice=notice, words={"name": review.name, **more}, now=now)


def _drop_photos(review: Review, now: datetime) -> None:
    for photo in db.session.scalars(select(ReviewPhoto).filter_by(review_id=review.id)):
        _discard(photo, now)
        db.session.delete(photo)


def _discard(photo: ReviewPhoto, now: datetime) -> None:
    payload = {"review_id": str(photo.review_id), "digest": photo.digest}
    outbox.put(DISCARD, payload, now=now, due_at=now + GRACE)
