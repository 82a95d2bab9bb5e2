"""Changes to post offices, parcels, scans, and what follows from them."""

from market.delivery.actions.batches import record_scans
from market.delivery.actions.claims import settle_claim
from market.delivery.actions.holds import end_hold
from market.delivery.actions.manifests import hand_over
from market.delivery.actions.parcels import (
    ask_again,
    assign,
    forget_recipients,
    hand_on,
    record_booking,
    refuse_booking,
    request_parcel,
    withdraw_parcel,
)
from market.delivery.actions.pushes import keep_unreadable, record_push, settle_push
from market.delivery.actions.reference import load_delivery
from market.delivery.actions.voiding import void_scan
from market.delivery.rules import Care, Recipient

__all__ = [
    "Care",
    "Recipient",
    "ask_again",
    "assign",
    "end_hold",
    "forget_recipients",
    "hand_on",
    "hand_over",
    "keep_unreadable",
    "load_delivery",
    "record_booking",
    "record_push",
    "record_scans",
    "refuse_booking",
    "request_parcel",
    "settle_claim",
    "settle_push",
    "void_scan",
    "withdraw_parcel",
]
