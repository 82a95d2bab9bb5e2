"""Changes to post offices, parcels and scans."""

from market.delivery.actions.batches import record_scans
from market.delivery.actions.parcels import forget_recipients, record_booking, request_parcel, withdraw_parcel
from market.delivery.actions.reference import load_delivery
from market.delivery.rules import Recipient

__all__ = [
    "Recipient",
    "forget_recipients",
    "load_delivery",
    "record_booking",
    "record_scans",
    "request_parcel",
    "withdraw_parcel",
]
