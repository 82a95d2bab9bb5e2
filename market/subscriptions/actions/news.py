"""What happened is noted in the same transaction as the change, and told from there: nothing is told that was not."""

from datetime import datetime
from typing import Any
from uuid import UUID

from market import ids, outbox
from market.accounts import queries as people
from market.catalog.rules.products import (
    ProductChanged,
    ProductListed,
    ProductReinstated,
    ProductStocked,
    ProductSuspended,
)
from market.catalog.rules.shops import ShopChanged, ShopReinstated, ShopSuspended
from market.complaints.rules.states import ComplaintMoved, State
from market.db import db
from market.fairs.queries import stands_of
from market.fairs.rules import FairMoved, FairState, StandMoved
from market.fields import rfc3339
from market.orders.news import OrdersParcelMoved
from market.orders.proposals.rules import OrderReduced
from market.orders.rules import OrderMoved
from market.orders.substitutions.rules import OrderSubstituted
from market.payments.payouts.rules import PayoutMoved
from market.payments.refunds.rules import RefundSettled
from market.reviews.rules import ReviewMoved
from market.subscriptions import access, models, queries, things
from market.subscriptions.actions.subscriptions import disable
from market.subscriptions.event_types import EVENT_TYPES
from market.subscriptions.rules import Because

# Outbox topic: something to be told to whoever subscribed to it. Its payload names things, never people.
TELL = "news.tell"
_OF_FAIRS = {
    FairState.OPEN: "fair.opened",
    FairState.CLOSED: "fair.closed",
    FairState.CALLED_OFF: "fair.called_off",
}


def on_order_moved(moved: OrderMoved) -> None:
    told = {"state": moved.target, "from": moved.origin, "by": moved.by}
    _note(f"order.{moved.target}", {"order": str(moved.order_id)}, moved.at, told)


def on_order_reduced(reduced: OrderReduced) -> None:
    _note("order.reduced", {"order": str(reduced.order_id)}, reduced.at)


def on_order_substituted(moved: OrderSubstituted) -> None:
    """To whoever follows the shop that sends it from now on, and to the household whose it is no more."""
    former = f"{moved.order_id}/{moved.former_shop_id}/{moved.former_seller_id}"
    _note("order.substituted", {"order": str(moved.order_id)}, moved.at)
    _note("order.passed_on", {"passed_on": former}, moved.at)


def on_refund_settled(settled: RefundSettled) -> None:
    if settled.of_order:
        told = {"amount_vnd": settled.amount_vnd}
        _note("order.refunded", {"order_number": settled.reference}, settled.at, told)


def on_parcel_moved(moved: OrdersParcelMoved) -> None:
    parcel = moved.parcel
    told = {"state": parcel.state, "from": parcel.previous, "post_office_code": parcel.post_office_code}
    told["happened_at"] = rfc3339(parcel.happened_at)
    _note(f"parcel.{parcel.state}", {"parcel": str(moved.order_id)}, moved.at, told)


def on_product_listed(listed: ProductListed) -> None:
    _note("product.listed", {"product": str(listed.product_id)}, listed.at)


def on_product_changed(changed: ProductChanged) -> None:
    _note(f"product.{changed.what}", {"product": str(changed.product_id)}, changed.at)


def on_product_stocked(stocked: ProductStocked) -> None:
    type = "product.restocked" if stocked.in_stock else "product.sold_out"
    _note(type, {"product": str(stocked.product_id)}, stocked.at, {"in_stock": stocked.in_stock})


def on_product_suspended(suspended: ProductSuspended) -> None:
    _note("product.suspended", {"product": str(suspended.product_id)}, suspended.at)


def on_product_reinstated(reinstated: ProductReinstated) -> None:
    _note("product.reinstated", {"product": str(reinstated.product_id)}, reinstated.at)


def on_shop_changed(changed: ShopChanged) -> None:
    _note("shop.changed", {"shop": str(changed.shop_id)}, changed.at)


def on_shop_suspended(suspended: ShopSuspended) -> None:
    _note("shop.suspended", {"shop": str(suspended.shop_id)}, suspended.at)


def on_shop_reinstated(reinstated: ShopReinstated) -> None:
    _note("shop.reinstated", {"shop": str(reinstated.shop_id)}, reinstated.at)


def on_complaint_moved(moved: ComplaintMoved) -> None:
    """Reopened it is with a higher office in the same breath, and told as that."""
    if moved.target != State.REOPENED:
        told = {"state": moved.target, "from": moved.origin}
        _note(f"complaint.{moved.target}", {"complaint": str(moved.complaint_id)}, moved.at, told)


def on_review_moved(moved: ReviewMoved) -> None:
    told = {"review_id": str(moved.review_id), "stars": moved.stars, "removal": moved.removal}
    _note(f"review.{moved.what}", {"reviewed": str(moved.product_id)}, moved.at, told)


def on_fair_moved(moved: FairMoved) -> None:
    """To each shop that has a stand there, once."""
    if type := _OF_FAIRS.get(moved.target):
        for shop_id in sorted({stand.shop_id for stand in stands_of(moved.fair_id)}):
            _note(type, {"fair": f"{moved.fair_id}/{shop_id}"}, moved.at, {"state": moved.target, "by": moved.by})


def on_stand_moved(moved: StandMoved) -> None:
    _note(f"stand.{moved.what}", {"stand": str(moved.product_id)}, moved.at)


def on_payout_moved(moved: PayoutMoved) -> None:
    """Of a shop's money only; what a buyer takes out is nobody else's business."""
    if moved.owner_kind == access.SHOP:
        told = {"payout_id": str(moved.payout_id), "way": moved.way, "amount_vnd": moved.amount_vnd}
        _note(f"payout.{moved.state}", {"shop": str(moved.owner_id)}, moved.at, told | {"state": moved.state})


def tell(noted: dict[str, Any], now: datetime) -> None:
    """Write down what happened, and a message to each that wants to hear of it and still may. Once: by its key."""
    kind, thing = EVENT_TYPES[noted["type"]], things.thing_of(noted["about"])
    if thing is None:
        return
    at = datetime.fromisoformat(noted["at"])
    news = models.News(id=UUID(noted["id"]), type=kind.type, at=at, told_at=now, shop_id=thing.shop_id)
    news.data = thing.told | noted["told"]
    db.session.add(news)
    db.session.flush()
    for subscription in _who_may(queries.wanting(kind.type, thing, reach=kind.reach), now):
        db.session.add(new_message(subscription, news, now=now))


def new_message(subscription: models.Subscription, news: models.News, *, now: datetime) -> models.Message:
    return models.Message(subscription_id=subscription.id, news=news, created_at=now, due_at=now, since=now)


def _who_may(wanting: list[models.Subscription], now: datetime) -> list[models.Subscription]:
    """Those whose owners may still hear of the place; the others are disabled."""
    owners = people.people({found.owner_id for found in wanting}) if wanting else {}
    may = []
    for found in wanting:
        owner = owners.get(found.owner_id)
        if owner is not None and access.may_hear(owner, found.place_kind, found.place_code):
            may.append(found)
        else:
            disable(subscription=found, because=Because.NO_RIGHT, now=now)
    return may


def _note(type: str, about: dict[str, str], at: datetime, told: dict[str, Any] | None = None) -> None:
    noted = {"id": str(ids.new_id()), "type": type, "at": rfc3339(at), "about": about, "told": told or {}}
    outbox.put(TELL, noted, now=at)
