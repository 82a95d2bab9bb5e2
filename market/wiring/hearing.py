"""Who hears what, and who answers what: news and questions travel up only here, in the same transaction."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from market import events
from market.accounts.addresses.actions import erase_addresses
from market.accounts.addresses.queries import add_addresses
from market.accounts.export import add_account
from market.accounts.leaving import StopsAsked
from market.accounts.lost_phones.actions import erase_changes
from market.accounts.lost_phones.rules import PhoneChangeMoved
from market.accounts.operators import OperatorActed
from market.accounts.people.rules import PhoneAsked, SessionsEnded
from market.accounts.role_grants.actions import erase_grants
from market.accounts.role_grants.rules import PlaceAsked, RoleMoved
from market.accounts.rules import CodeRequested, ExportAsked, OwnWordAsked, PersonErased, PhoneMoved, SignedIn
from market.accounts.services.rules import ServiceConnected, ShopAsked
from market.accounts.sessions import AccountSecured
from market.catalog.actions import scores, shops
from market.catalog.favourites.actions import erase_favourites
from market.catalog.favourites.queries import add_favourites
from market.catalog.queries.shops import name_shop, shop, shops_of
from market.catalog.reminders.actions import erase_reminders
from market.catalog.reminders.queries import add_reminders
from market.catalog.rules.products import (
    FairsAsked,
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
from market.complaints.erasure import add_complaints, add_complaints_open, erase_complaints
from market.complaints.reported import on_message_reported
from market.complaints.rules.states import ComplaintMoved
from market.delivery.queries.offices import name_office
from market.delivery.rules import news as post_news
from market.events import Event, Question
from market.fairs import queries as fairs
from market.fairs.actions import stands as fair_stands
from market.fairs.rules import FairMoved, StandMoved
from market.fairs.seasons.actions import erase_wishes
from market.fairs.seasons.queries import add_wishes
from market.imports import erasure as imported
from market.imports.asked import add_rows
from market.insight.actions import rollups as figures
from market.insight.fairs import actions as fair_figures
from market.insight.heard import actions as heard
from market.messages import actions as threads
from market.messages.erasure import add_messages, erase_messages
from market.messages.rules import MessageReported
from market.notices import actions as notices
from market.notices.queries import add_notices
from market.orders import queries as sold
from market.orders.actions import erasure, holds, notifications, payment, transitions
from market.orders.news import OrdersMoved, OrdersParcelMoved
from market.orders.proposals import actions as proposing
from market.orders.proposals.rules import OrderReduced
from market.orders.rules import OrderMoved
from market.orders.substitutions import actions as substituting
from market.orders.substitutions.rules import OrderSubstituted
from market.payments import erasure as money
from market.payments.bank.actions import on_charge_replaced
from market.payments.bank.decisions import on_refund_rejected
from market.payments.bank.rules import PartPaid
from market.payments.charges.rules import ChargeCancelled, ChargePaid, ChargeReplaced
from market.payments.payouts.rules import PayoutMoved
from market.payments.refunds.rules import RefundRejected, RefundSettled
from market.payments.remittances import claims, cod_collection
from market.payments.tills import queries as tills
from market.questions.erasure import add_questions, erase_questions
from market.reviews import actions as reviewing
from market.reviews.queries import add_reviews
from market.reviews.rules import GoodScored, HandsAsked, ReviewMoved, ShopScored
from market.search.rules import LastSalesAsked
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


def _score_good(scored: GoodScored) -> None:
    scores.score_good(product_id=scored.product_id, score=scored.score, now=scored.at)


def _score_shop(scored: ShopScored) -> None:
    scores.score_shop(shop_id=scored.shop_id, score=scored.score, now=scored.at)


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
    OrderMoved: (
        acts.on_order_moved,
        reviewing.on_order_moved,
        figures.on_order_moved,
        news.on_order_moved,
    ),
    OrdersMoved: (proposing.on_orders_moved, substituting.on_orders_moved),
    GoodScored: (_score_good,),
    ShopScored: (_score_shop,),
    OrdersParcelMoved: (news.on_parcel_moved,),
    ReviewMoved: (news.on_review_moved,),
    ComplaintMoved: (heard.on_complaint_moved, news.on_complaint_moved),
    FairMoved: (fair_figures.on_fair_moved, news.on_fair_moved),
    StandMoved: (news.on_stand_moved,),
    MessageReported: (on_message_reported,),
    OrderSubstituted: (threads.on_order_substituted, figures.on_order_substituted, news.on_order_substituted),
    OrderReduced: (figures.on_order_reduced, news.on_order_reduced),
    # The books first: an order that comes to nothing closes them as it finds them.
    post_news.ParcelMoved: (cod_collection.on_parcel_moved,),
    post_news.ParcelsMoved: (transitions.on_parcels_moved,),
    post_news.ClaimMoved: (claims.on_claim_moved,),
    post_news.CarrierPaid: (cod_collection.on_carrier_paid,),
    post_news.HoldEnded: (notifications.on_hold_ended,),
    PhoneChangeMoved: (notices.on_phone_change_moved,),
    PhoneMoved: (consent.on_phone_moved, household_codes.on_phone_moved),
    PersonErased: (
        erase_complaints,  # while it is known which orders came to her
        erasure.erase_person,
        erase_messages,
        erase_questions,
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
        erase_wishes,
        reviewing.erase_reviews,
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
    ShopChanged: (fair_stands.on_shop_changed, figures.on_shop_changed, news.on_shop_changed),
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
    post_news.DayAsked: (tills.add_till,),
    SpreadsheetAsked: (add_rows,),
    OpenOrdersAsked: (sold.add_unfinished,),
    SalesAsked: (sold.add_sales,),
    FairsAsked: (fairs.add_open,),
    LastSalesAsked: (sold.add_last_sales,),
    post_news.SendingDaysAsked: (sold.add_sending_days,),
    PhoneAsked: (teams_queries.add_contacts,),
    PlaceAsked: (name_office, name_shop),
    HandsAsked: (teams_queries.add_hands,),
    OwnWordAsked: (teams_flows.hear_own_word,),
    StopsAsked: (erasure.add_orders_open, add_complaints_open, money.add_money_left),
    ExportAsked: (
        add_account,
        add_addresses,
        add_favourites,
        add_reminders,
        add_wishes,
        erasure.add_orders,
        add_reviews,
        add_messages,
        add_questions,
        _add_shops,
        money.add_money,
        imported.add_rows,
        add_complaints,
        add_notices,
        teams_export.add_household,
        teams_export.add_acts,
        subscriptions.add_subscriptions,
    ),
}


def connect() -> None:
    """Let each package hear what it should. Safe to call again."""
    for event_type, functions in HEARD.items():
        events.listen(event_type, *functions)
    for question_type, functions in ANSWERED.items():
        events.answer(question_type, *functions)
