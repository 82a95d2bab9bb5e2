"""Changes to post offices, parcels and scans."""

from market.delivery.actions.batches import record_scans
from market.delivery.actions.parcels import record_booking, request_parcel, withdraw_parcel
from market.delivery.actions.reference import load_delivery

__all__ = ["load_delivery", "record_booking", "record_scans", "request_parcel", "withdraw_parcel"]
