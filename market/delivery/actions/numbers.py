"""Each parcel is given a tracking number that nobody had before."""

from flask import current_app
from sqlalchemy import select, update

from market.db import db
from market.delivery.actions.reference import SERIES
from market.delivery.models import Parcel, TrackingSeries
from market.delivery.s10 import s10
from market.delivery.serials import key_of, shuffled


def new_number() -> str:
    """The next that is free: numbers given in their order, or under another key, stay whose they are."""
    key = key_of(current_app.config["MARKET"].secret_key)
    while True:
        number = s10(shuffled(_next_serial(), key))
        if db.session.scalar(select(Parcel.id).where(Parcel.tracking_number == number)) is None:
            return number


def _next_serial() -> int:
    following = (
        update(TrackingSeries)
        .where(TrackingSeries.name == SERIES)
        .values(next_serial=TrackingSeries.next_serial + 1)
        .returning(TrackingSeries.next_serial)
        .execution_options(synchronize_session=False)
    )
    return db.session.scalars(following).one() - 1
