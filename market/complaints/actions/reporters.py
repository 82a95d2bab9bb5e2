"""What whoever complains does: says how the answer was, opens it again once, takes it back."""

from datetime import datetime
from uuid import UUID

from market.complaints import deadlines
from market.complaints.actions import moving, telling
from market.complaints.models import Complaint
from market.complaints.rules import holders, kinds
from market.complaints.rules.holders import Level
from market.complaints.rules.outcomes import Rating
from market.complaints.rules.refusals import ReopenedBefore
from market.complaints.rules.states import STATES, State

_REPORTER = frozenset({"reporter"})


def rate(*, complaint: Complaint, rating: Rating, by_id: UUID | None, now: datetime) -> None:
    """Say how the answer was. Content, or with no other answer to come, that closes it; else it may still be reopened.

    Repeating the same changes nothing. Raises WrongState.
    """
    if complaint.rating == rating:
        return
    if complaint.state != State.ANSWERED:
        raise STATES.refusal(State(complaint.state), State.CLOSED)
    complaint.rating, complaint.rated_at, complaint.remind_at = rating, now, None
    if rating != Rating.NOT or complaint.is_reopened:
        moving.move(complaint=complaint, to=State.CLOSED, roles=_REPORTER, by_id=by_id, now=now)
    telling.tell_rated(complaint, now=now)


def reopen(*, complaint: Complaint, reason: str, by_id: UUID | None, now: datetime) -> None:
    """The answer did not help: a higher office answers, within the same working days again. Once.

    Raises ReopenedBefore, WrongState.
    """
    if complaint.is_reopened and complaint.state == State.ESCALATED and complaint.reopened_because == reason:
        return
    if complaint.is_reopened:
        raise ReopenedBefore
    moving.move(complaint=complaint, to=State.REOPENED, roles=_REPORTER, by_id=by_id, now=now)
    complaint.reopened_at, complaint.reopened_because = now, reason
    complaint.rating, complaint.rated_at = None, None
    complaint.closes_at, complaint.remind_at = None, None
    complaint.waits_until = deadlines.due(now, kinds.days_for(kinds.Kind(complaint.kind)))
    level = holders.above(Level(complaint.answered_from or complaint.holder))
    moving.assign(complaint=complaint, level=level, now=now)
    moving.move(complaint=complaint, to=State.ESCALATED, roles={"worker"}, by_id=None, now=now)
    telling.tell_reopened(complaint, now=now)


def withdraw(*, complaint: Complaint, by_id: UUID | None, now: datetime) -> None:
    """It is settled, or was none. Repeating changes nothing. Raises WrongState where it was answered: that is rated."""
    if complaint.state == State.WITHDRAWN:
        return
    moving.move(complaint=complaint, to=State.WITHDRAWN, roles=_REPORTER, by_id=by_id, now=now)
    telling.tell_over(complaint, now=now)


def remind_or_close(*, complaint: Complaint, now: datetime) -> None:
    """Nobody has said how the answer was: once reminded, and closed when the time is over."""
    if complaint.state != State.ANSWERED or complaint.closes_at is None:
        return
    if complaint.closes_at <= now:
        moving.move(complaint=complaint, to=State.CLOSED, roles={"worker"}, by_id=None, now=now)
        telling.tell_over(complaint, now=now)
    elif complaint.remind_at is not None and complaint.remind_at <= now:
        complaint.remind_at = None
        telling.tell_unrated(complaint, now=now)
