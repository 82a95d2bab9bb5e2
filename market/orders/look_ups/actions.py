"""A look-up is asked for, its tries are taken, and it is forgotten after a day. None commits."""

from datetime import datetime

from sqlalchemy import delete

from market import clock, outbox
from market.accounts import actions as accounts
from market.accounts import one_time_codes
from market.accounts.rules import CODE_LIFE, Visitor, is_code
from market.db import db
from market.orders.look_ups import queries, rules
from market.orders.look_ups.models import LookUp
from market.orders.models import Order


def ask(*, number: str, phone: str, visitor: Visitor, now: datetime) -> LookUp:
    """Counted as a sign-in code is, and the same is done whether or not the two belong together.

    Raises TooManyRequests.
    """
    accounts.count_code(phone=phone, visitor=visitor, now=now)
    kept = {"asked_of": rules.phone_hash(visitor.secret, phone), "created_at": now, "expires_at": now + CODE_LIFE}
    asked = LookUp(order_id=queries.named_by(number, phone), **kept)
    db.session.add(asked)
    db.session.flush()
    outbox.put(rules.SEND_CODE, {"look_up_id": str(asked.id)}, now=now)
    return asked


def take_try(*, asked: LookUp | None, now: datetime) -> LookUp:
    """Take one of the code's tries; commit before comparing. Raises WrongLookUpCode when there is none."""
    if asked is None or asked.used_at is not None or asked.expires_at <= now or not one_time_codes.take_try(asked):
        raise rules.WrongLookUpCode
    return asked


def use_code(*, asked: LookUp, typed: str, secret: str, now: datetime) -> Order:
    """Spend the code; the order it opens. Raises WrongLookUpCode."""
    right = is_code(typed, lambda key: rules.look_up_code(key, asked.id), secret)
    found = queries.order_and_phone(asked, secret=secret)
    if not right or found is None or not one_time_codes.spend_code(asked, now=now):
        raise rules.WrongLookUpCode
    return found[0]


def purge_old(*, now: datetime) -> None:
    """Drop look-ups of yesterday: none lives longer than minutes."""
    db.session.execute(delete(LookUp).where(LookUp.created_at < clock.ago(now, days=1)))
