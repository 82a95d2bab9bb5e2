"""News travels up only here: who hears what, what the worker does, and what it looks after."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import current_app

from market import clock, events, idempotency, outbox, pulse
from market.accounts import actions as accounts
from market.accounts.rules import CodeRequested, ExportAsked, PersonErased, SignedIn
from market.catalog import actions as catalog
from market.catalog import flows as photos
from market.catalog.queries import shops_of
from market.catalog.rules import ActedFor, ProductListed, ProductSuspended, ShopChanged, ShopSuspended
from market.catalog.search import misses
from market.db import transaction
from market.delivery import flows as delivery
from market.delivery.rules import CarrierPaid, ClaimMoved, DayAsked, HoldEnded, ParcelMoved
from market.events import Event
from market.insight.actions import rollups as figures
from market.notices import actions as notices
from market.notices import flows as sending
from market.orders import flows as orders
from market.orders.actions import announcements, erasure, moves, payment
from market.orders.rules import OrderMoved
from market.outbox import Handler, outside
from market.payments import actions as payments
from market.payments.actions import identities
from market.payments.actions.checkpoints import CHECKPOINT, set_checkpoint
from market.payments.flows import card_refunds, cards, codes, expiry
from market.payments.queries import tills
from market.payments.rules.charges import ChargeCancelled, ChargePaid
from market.payments.rules.refunds import RefundSettled
from market.teams import actions as teams
from market.teams import flows as teams_flows
from market.teams.imports import actions as imports
from market.teams.imports import flows as importing
from market.teams.rules import ShopsRemoved


def _close_shops(erased: PersonErased) -> None:
    catalog.close_shops_of(owner_id=erased.person_id, now=erased.at)


def _add_shops(asked: ExportAsked) -> None:
    asked.parts["shops"] = shops_of(asked.person_id)


def _tell_of_suspension(suspended: ShopSuspended | ProductSuspended) -> None:
    name = suspended.shop_name if isinstance(suspended, ShopSuspended) else suspended.product_name
    words = {"name": name, "reason": suspended.reason}
    notices.tell(person_id=suspended.owner_id, notice="suspended", words=words, now=suspended.at)


# In the same transaction as the event.
HEARD: dict[type[Event], tuple[Callable[[Any], None], ...]] = {
    CodeRequested: (notices.send_sign_in_code,),
    SignedIn: (teams.household_signed_in,),
    ActedFor: (teams.record_acted_for,),
    OrderMoved: (teams.follow_order, figures.note_order),
    # The books first: an order that comes to nothing closes them as it finds them.
    ParcelMoved: (payments.follow_parcel, moves.follow_parcel),
    ClaimMoved: (payments.follow_claim,),
    CarrierPaid: (payments.compare_cash,),
    HoldEnded: (announcements.tell_of_hold_end,),
    DayAsked: (tills.add_till,),
    PersonErased: (
        erasure.forget_person,
        identities.forget_money,
        _close_shops,
        notices.forget_wish,
        teams.forget_household,
    ),
    ExportAsked: (erasure.add_orders, _add_shops, identities.add_money),
    ChargePaid: (payment.follow_payment,),
    ChargeCancelled: (payment.follow_cancellation,),
    RefundSettled: (payment.follow_refund,),
    ShopSuspended: (_tell_of_suspension,),
    ProductSuspended: (_tell_of_suspension,),
    ShopChanged: (figures.note_shop,),
    ProductListed: (figures.note_shop,),
    ShopsRemoved: (figures.note_removal,),
}

# Outbox topic → what `market work` does with it, after the transaction.
JOBS: dict[str, Handler] = {
    "sign_in_code": outside(sending.send_code),
    "notice": outside(sending.send_notice),
    "import": importing.job,
    "consent_code": outside(teams_flows.send_consent_code),
    "parcel.book": outside(delivery.book_parcel),
    "parcel.withdraw": outside(delivery.withdraw_booking),
    "cash_out_code": outside(codes.send_cash_out_code),
    "cash_out_confirmation": outside(codes.send_confirmation_code),
    "card.event": cards.apply_event,
    "charge.look": outside(cards.look_again),
    "charge.replace": outside(cards.replace),
    "refund.send": outside(card_refunds.send_refund),
    CHECKPOINT: set_checkpoint,
    "discard-photo": outside(photos.discard_photo),
    figures.ORDER: figures.count_order,
    figures.SHOP: figures.count_shop,
    figures.DAYS: figures.count_days,
}

# What the worker looks after on its rounds, however the time passed.
SWEEPS: tuple[Callable[[datetime], Any], ...] = (
    lambda now: orders.ring_due(now=now),
    lambda now: expiry.expire_due(now=now),
    lambda now: cards.look_at_due(now=now),
    lambda now: delivery.end_holds(now=now),
    lambda now: transaction(lambda: catalog.expire_certificates(now=now)),
    lambda now: transaction(lambda: catalog.end_pauses(now=now)),
    lambda now: transaction(lambda: outbox.mend(now=now)),
)

# What it clears away once an hour.
TIDYING: tuple[Callable[[datetime], Any], ...] = (
    lambda now: transaction(lambda: idempotency.forget_old(now=now)),
    lambda now: transaction(lambda: outbox.forget_old(now=now)),
    lambda now: transaction(lambda: accounts.forget_old_tries(now=now)),
    lambda now: transaction(lambda: imports.forget_cells(now=now)),
    lambda now: transaction(lambda: pulse.forget_silent(before=clock.ago(now, days=1))),
    lambda now: misses.collect(current_app.config["MARKET"].index_dir, now=now),
)


def connect() -> None:
    """Let each package hear what it should. Safe to call again."""
    for event_type, functions in HEARD.items():
        events.listen(event_type, *functions)
