"""Reads of post offices, parcels, their scans, and what an office has to do."""

from market.delivery.queries.day import Day, day_of
from market.delivery.queries.figures import routes
from market.delivery.queries.offices import office_for, office_names, offices_of, post_offices, province_offices
from market.delivery.queries.parcels import (
    claim_of,
    claims,
    hold_parcel,
    holds_over,
    is_of_offices,
    labelled,
    manifest,
    parcel_of,
    parcel_seen_by,
    parcels_for,
    pushes,
    scans_of,
)
from market.delivery.queries.tracking import tracking

__all__ = [
    "Day",
    "claim_of",
    "claims",
    "day_of",
    "hold_parcel",
    "holds_over",
    "is_of_offices",
    "labelled",
    "manifest",
    "office_for",
    "office_names",
    "offices_of",
    "parcel_of",
    "parcel_seen_by",
    "parcels_for",
    "post_offices",
    "province_offices",
    "pushes",
    "routes",
    "scans_of",
    "tracking",
]
