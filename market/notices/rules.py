"""Notices: which are urgent, which may be left out, quiet hours, and how one becomes an SMS."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from market import clock, text
from market.language import Sentence
from market.notices.former import FORMER
from market.notices.sentences import CASH_OUT_CODE, CASH_OUT_CONFIRMATION, NOTICES, SIGN_IN_CODE

# Outbox topic: the one-time code that a person signs in with.
SEND_CODE = "sign_in.send_code"
# Outbox topic: both phones of an account that moves, or is about to.
TELL_PHONES = "phone_change.tell"
LONGEST_SMS = 160
# Nobody is woken: what is not urgent waits for the morning (Vietnam's time).
QUIET_FROM, QUIET_UNTIL = time(21), time(7)

URGENT = {
    SIGN_IN_CODE, CASH_OUT_CODE, CASH_OUT_CONFIRMATION, "cash_out_blocked", "cash_out_paid", "consent_code",
    "hand_over_code", "move_code", "price_code", "refund_code", "join_code", "account_secured",
    "recipient_corrected", "correction_code", "look_up_code", "complaint_code",
}  # fmt: skip
# What merely follows an order along may be left out; what asks for an act, or is about money, may not.
OPTIONAL = {
    "review_answered",
    "review_written",
    "order_accepted",
    "order_gathers",
    "order_gathers_for_shop",
    "order_taken_on",
    "order_accepted_to_fetch",
    "order_shipped",
    "order_sold",
    "out_for_delivery",
    "delivery_failed_for_shop",
    "delivery_ended_for_shop",
    "parcel_held_for_shop",
    "parcel_returning",
    "parcel_returning_for_shop",
    "hold_ended",
    "goods_refused",
}


def sentence(notice: str, words: Mapping[str, str]) -> Sentence:
    """The notice in both languages, with accents, to be read or read aloud."""
    try:
        return NOTICES[notice].format(**words)
    except KeyError:
        if notice not in FORMER:
            raise
        return FORMER[notice].format(**words)


def short(told: str) -> str:
    """A sentence as an SMS: without accents, at most `LONGEST_SMS` characters."""
    whole = text.without_marks(told)
    return whole if len(whole) <= LONGEST_SMS else whole[: LONGEST_SMS - 3] + "..."


def sms(notice: str, words: Mapping[str, str]) -> str:
    """The notice as an SMS in Vietnamese."""
    return short(str(sentence(notice, words)))


def send_at(notice: str, now: datetime) -> datetime:
    """The first instant (UTC) at or after `now` at which the notice may be sent."""
    local = now.astimezone(clock.LOCAL)
    quiet = local.time() >= QUIET_FROM or local.time() < QUIET_UNTIL
    if notice in URGENT or not quiet:
        return now
    morning = local.replace(hour=QUIET_UNTIL.hour, minute=0, second=0, microsecond=0)
    return (morning if local < morning else morning + timedelta(days=1)).astimezone(now.tzinfo)
