"""The reference data that every installation needs: post offices and our range of tracking numbers."""

import csv
from pathlib import Path

from market.db import db
from market.delivery.models import PostOffice, TrackingSeries

SERIES = "parcels"
_OFFICES = Path(__file__).parent.parent / "data" / "post_offices.csv"


def load_delivery() -> None:
    """Load or renew the post offices, and begin the range of numbers if it has not begun. May be repeated."""
    with _OFFICES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(line for line in file if not line.startswith("#")):
            db.session.merge(PostOffice(code=row["code"], name=row["name"], commune_code=row["commune_code"]))
    if db.session.get(TrackingSeries, SERIES) is None:
        db.session.add(TrackingSeries(name=SERIES, next_serial=1))
