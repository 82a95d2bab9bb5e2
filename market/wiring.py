"""News travels up only here: who hears what, what the worker does, and what it looks after."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import current_app

from market import clock, events, idempotency, outbox
from market.accounts import actions as accounts
from market.accounts.addresses.actions import erase_addresses
from market.accounts.addresses.queries import add_addresses
from market.accounts.export import add_account
from market.accounts.lost_phones import flows as lost_phones
from market.accounts.lost_phones.actions import erase_changes
from market.accounts.lost_phones.rules import PhoneChangeMoved
from market.accounts.operators import OperatorActed
from market.accounts.people.rules import PhoneAsked, SessionsEnded
from market.accounts.role_grants.actions import erase_grants
from market.accounts.role_grants.rules import PlaceAsked, RoleMoved
from market.accounts.rules import CodeRequested, ExportAsked, OwnWordAsked, PersonErased, PhoneMoved, SignedIn
from market.accounts.services import actions as services
from market.accounts.services.rules import ServiceConnected, ShopAsked
from market.accounts.sessions import AccountSecured
from market.catalog import flows as photos
from market.catalog.actions import certificates, shops
from market.catalog.favourites.actions import erase_favourites
from market.catalog.favourites.queries import add_favourites
from market.catalog.queries.shops import name_shop, shop, shops_of
from market.catalog.reminders import flows as reminders
from market.catalog.reminders.actions import erase_reminders
from market.catalog.reminders.queries import add_reminders
from market.catalog.rules.products import (
    ProductChanged,
    ProductListed,
    ProductReinstated,
    ProductRemoved,
    ProductStocked,
    ProductSuspended,
    SalesAsked,
)
from market.catalog.rules.shops import (
    OBJECTION,
    ActedFor,
    OpenOrdersAsked,
    Reinstated,
    ShopChanged,
    ShopReinstated,
    ShopSuspended,
    Suspended,
)
from market.db import transaction
from market.delivery import flows as delivery
from market.delivery.queries.offices import name_office
from market.delivery.rules.news import CarrierPaid, ClaimMoved, DayAsked, HoldEnded, ParcelMoved
from market.events import Event, Question
from market.imports import actions as imports
from market.imports import erasure as imported
from market.imports import flows as importing
from market.imports.asked import add_rows
from market.insight.actions import rollups as figures
from market.notices import actions as notices
from market.notices import flows as sending
from market.notices.queries import add_notices
from market.ops import heartbeat
from market.orders import flows as orders
from market.orders import queries as sold
from market.orders.actions import erasure, holds, notifications, payment, transitions
from market.orders.collection import flows as collection
from market.orders.collection.rules import CODE
from market.orders.look_ups import actions as look_ups
from market.orders.look_ups.flows import send_code as send_look_up_code
from market.orders.look_ups.rules import SEND_CODE as LOOK_UP_CODE
from market.orders.news import OrdersParcelMoved
from market.orders.proposals import actions as proposing
from market.orders.proposals import flows as proposals
from market.orders.proposals.rules import TELL, OrderReduced
from market.orders.rules import OrderMoved
from market.outbox import Handler, outside
from market.payments import erasure as money
from market.payments.bank.actions import on_charge_replaced
from market.payments.bank.decisions import on_refund_rejected
from market.payments.bank.rules import PartPaid
from market.payments.cards import flows as cards
from market.payments.cash_outs import flows as cash_outs
from market.payments.charges import flows as charges
from market.payments.charges.rules import ChargeCancelled, ChargePaid, ChargeReplaced
from market.payments.ledger.checkpoints import CHECKPOINT, set_checkpoint
from market.payments.payouts.rules import PayoutMoved
from market.payments.refunds import flows as card_refunds
from market.payments.refunds.rules import RefundRejected, RefundSettled
from market.payments.remittances import claims, cod_collection
from market.payments.tills import queries as tills
from market.search import zero_results
from market.subscriptions.actions import news, subscriptions
from market.tables import SpreadsheetAsked
from market.teams import export as teams_export
from market.teams import flows as teams_flows
from market.teams import queries as teams_queries
from market.teams.actions import acts, consent, household_codes, paper_consents
from market.teams.rules import HouseholdRemoved, ShopsRemoved


def _close_shops(erased: PersonErased) -> None:
    shops.close_shops_of(owner_id=erased.person_id, now=erased.at)


def _add_shops(asked: ExportAsked) -> None:
    asked.parts["shops"] = shops_of(asked.person_id)


def _tell_of_suspension(suspended: Suspended) -> None:
    words = {"name": suspended.name, "reason": suspended.reason, "objection": OBJECTION}
    if suspended.reason != suspended.former:
        notices.notify(person_id=suspended.owner_id, notice="suspended", words=words, now=suspended.at)


def _tell_of_reinstatement(reinstated: Reinstated) -> None:
    words = {"name": reinstated.name}
    notices.notify(person_id=reinstated.owner_id, notice="reinstated", words=words, now=reinstated.at)


def _add_shop(asked: ShopAsked) -> None:
    asked.found.extend([asked.shop_id] if shop(asked.shop_id) else [])


def _tell_of_service(connected: ServiceConnected) -> None:
    """A household hears of whatever program works with its shop from now on."""
    found = shop(UUID(connected.place_code)) if connected.place_kind == "shop" else None
    if found is not None:
        words = {"service": connected.name[:30], "shop": found.name}
        notices.notify(person_id=found.owner_id, notice="service_connected", words=words, now=connected.at)


# In the same transaction as the event.
HEARD: dict[type[Event], tuple[Callable[[Any], None], ...]] = {
    CodeRequested: (notices.on_code_requested,),
    AccountSecured: (notices.on_account_secured,),
    ServiceConnected: (_tell_of_service,),
    SessionsEnded: (notices.on_sessions_ended,),
    RoleMoved: (notices.on_role_moved,),
    SignedIn: (consent.on_signed_in, paper_consents.on_signed_in),
    ActedFor: (acts.on_acted_for,),
    OperatorActed: (acts.on_operator_acted,),
    OrderMoved: (acts.on_order_moved, proposing.on_order_moved, figures.on_order_moved, news.on_order_moved),
    OrdersParcelMoved: (news.on_parcel_moved,),
    OrderReduced: (figures.on_order_reduced, news.on_order_reduced),
    # The books first: an order that comes to nothing closes them as it finds them.
    ParcelMoved: (cod_collection.on_parcel_moved, transitions.on_parcel_moved),
    ClaimMoved: (claims.on_claim_moved,),
    CarrierPaid: (cod_collection.on_carrier_paid,),
    HoldEnded: (notifications.on_hold_ended,),
    PhoneChangeMoved: (notices.on_phone_change_moved,),
    PhoneMoved: (consent.on_phone_moved, household_codes.on_phone_moved),
    PersonErased: (
        erasure.erase_person,
        money.erase_money,
        imported.erase_rows,  # while it is known of whom they speak
        _close_shops,
        notices.erase_wish,
        consent.erase_household,
        acts.forget_reasons,
        erase_changes,
        erase_grants,
        erase_addresses,
        erase_favourites,
        erase_reminders,
        household_codes.erase_codes,
        paper_consents.erase_papers,
        subscriptions.erase_subscriptions,
    ),
    ChargePaid: (payment.on_charge_paid,),
    ChargeCancelled: (payment.on_charge_cancelled,),
    ChargeReplaced: (on_charge_replaced,),
    PartPaid: (payment.on_part_paid,),
    RefundSettled: (payment.on_refund_settled, news.on_refund_settled),
    RefundRejected: (on_refund_rejected,),
    PayoutMoved: (news.on_payout_moved,),
    ShopSuspended: (_tell_of_suspension, holds.on_suspended, news.on_shop_suspended),
    ShopReinstated: (_tell_of_reinstatement, holds.on_reinstated, news.on_shop_reinstated),
    ProductSuspended: (_tell_of_suspension, holds.on_suspended, news.on_product_suspended),
    ProductReinstated: (_tell_of_reinstatement, holds.on_reinstated, news.on_product_reinstated),
    ShopChanged: (figures.on_shop_changed, news.on_shop_changed),
    ProductListed: (figures.on_shop_changed, news.on_product_listed),
    ProductChanged: (news.on_product_changed,),
    ProductStocked: (news.on_product_stocked,),
    ProductRemoved: (imported.forget_product, figures.on_product_removed),
    HouseholdRemoved: (imported.on_household_removed,),
    ShopsRemoved: (figures.on_shops_removed,),
}

# Who answers what packages below ask.
ANSWERED: dict[type[Question], tuple[Callable[[Any], None], ...]] = {
    ShopAsked: (_add_shop,),
    DayAsked: (tills.add_till,),
    SpreadsheetAsked: (add_rows,),
    OpenOrdersAsked: (sold.add_unfinished,),
    SalesAsked: (sold.add_sales,),
    PhoneAsked: (teams_queries.add_contacts,),
    PlaceAsked: (name_office, name_shop),
    OwnWordAsked: (teams_flows.hear_own_word,),
    ExportAsked: (
        add_account,
        add_addresses,
        add_favourites,
        add_reminders,
        erasure.add_orders,
        _add_shops,
        money.add_money,
        imported.add_rows,
        add_notices,
        teams_export.add_household,
        teams_export.add_acts,
        subscriptions.add_subscriptions,
    ),
}

# Outbox topic → what `market work` does with it, after the transaction.
JOBS: dict[str, Handler] = {
    "sign_in.send_code": outside(sending.send_code),
    "phone_change.tell": outside(sending.tell_phones),
    "notice": outside(sending.send_notice),
    "import": importing.job,
    "consent.send_code": outside(teams_flows.send_consent_code),
    "team.send_code": outside(teams_flows.send_join_code),
    "household.tell": outside(teams_flows.tell_household),
    paper_consents.DISCARD: outside(teams_flows.discard_papers),
    TELL: outside(proposals.tell_buyer),
    CODE: outside(collection.send_code),
    LOOK_UP_CODE: outside(send_look_up_code),
    "parcel.book": outside(delivery.book_parcel),
    "parcel.withdraw": outside(delivery.withdraw_booking),
    holds.CALL_OFF: holds.call_off,
    "cash_out.send_code": outside(cash_outs.send_cash_out_code),
    "cash_out.send_confirmation": outside(cash_outs.send_confirmation_code),
    "card.event": cards.apply_event,
    "charge.poll": outside(charges.poll_again),
    "charge.replace": outside(charges.replace),
    "refund.send": outside(card_refunds.send_refund),
    CHECKPOINT: set_checkpoint,
    "photo.discard": outside(photos.discard_photo),
    certificates.DISCARD: outside(photos.discard_certificate_photo),
    figures.ORDER: figures.count_order,
    figures.SHOP: figures.count_shop,
    figures.DAYS: figures.count_days,
    news.TELL: news.tell,
}

# Topics as they were called until 0.1.0: what an older release has left in the outbox is still carried out.
FORMER_TOPICS = {
    "sign_in_code": "sign_in.send_code",
    "consent_code": "consent.send_code",
    "cash_out_code": "cash_out.send_code",
    "cash_out_confirmation": "cash_out.send_confirmation",
    "charge.look": "charge.poll",
    "discard-photo": "photo.discard",
}
JOBS |= {former: JOBS[topic] for former, topic in FORMER_TOPICS.items()}

# What takes long goes in a lane of its own, one at a time: a code never waits behind a file.
SLOW = outbox.OutboxEntry.topic.in_([imports.JOB])
# What is told to other systems has one too: neither a burst of news nor a slow receiver is before a code.
TOLD = outbox.OutboxEntry.topic.in_([news.TELL])

# What the worker looks after on its rounds, however the time passed.
SWEEPS: tuple[Callable[[datetime], Any], ...] = (
    lambda now: orders.ring_due(now=now),
    lambda now: proposals.end_due(now=now),
    lambda now: lost_phones.carry_out_due(now=now),
    lambda now: cash_outs.expire_due(now=now),
    lambda now: charges.poll_due(now=now),
    lambda now: delivery.end_holds(now=now),
    lambda now: transaction(lambda: certificates.expire_certificates(now=now)),
    lambda now: transaction(lambda: shops.end_pauses(now=now)),
    lambda now: transaction(lambda: services.expire_services(now=now)),
    lambda now: transaction(lambda: outbox.mend(now=now)),
)

# What it does once an hour, most of it clearing away.
TIDYING: tuple[Callable[[datetime], Any], ...] = (
    lambda now: transaction(lambda: idempotency.purge_old(now=now)),
    lambda now: transaction(lambda: outbox.purge_old(now=now)),
    lambda now: transaction(lambda: accounts.purge_old_tries(now=now)),
    lambda now: transaction(lambda: look_ups.purge_old(now=now)),
    lambda now: transaction(lambda: imports.purge_cells(now=now)),
    lambda now: importing.tidy(now=now),
    lambda now: transaction(lambda: subscriptions.purge_old(now=now)),
    lambda now: transaction(lambda: subscriptions.forget_former_secrets(now=now)),
    lambda now: reminders.tell_due(now=now),
    lambda now: transaction(lambda: heartbeat.purge_silent(before=clock.ago(now, days=1))),
    lambda now: zero_results.collect(current_app.config["MARKET"].index_dir, now=now),
)


def connect() -> None:
    """Let each package hear what it should. Safe to call again."""
    for event_type, functions in HEARD.items():
        events.listen(event_type, *functions)
    for question_type, functions in ANSWERED.items():
        events.answer(question_type, *functions)
