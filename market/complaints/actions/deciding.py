"""What the offices decide of a complaint without answering it: that it is another's, or none to be taken up."""

from collections.abc import Set
from datetime import datetime

from market.accounts.models import Person
from market.complaints import access
from market.complaints.actions import moving, telling
from market.complaints.models import Complaint
from market.complaints.rules import refusals
from market.complaints.rules.outcomes import Refusal
from market.complaints.rules.states import State


def merge(*, complaint: Complaint, into: Complaint, roles: Set[str], by: Person, now: datetime) -> None:
    """Two locked complaints about the same are one from now on: whoever sent either is told what `into` is answered.

    Repeating changes nothing. Raises NotAllowed, OwnComplaint, NotTheSame, WrongState.
    """
    access.require_office(complaint, roles, by)
    if complaint.state == State.MERGED and complaint.merged_into == into.id:
        return
    if complaint.id == into.id or not into.is_open or not _is_about_the_same(complaint, into):
        raise refusals.NotTheSame
    complaint.merged_into = into.id
    moving.move(complaint=complaint, to=State.MERGED, roles=roles & access.OFFICES, by_id=by.id, now=now)
    telling.tell_merged(complaint, now=now)


def refuse(*, complaint: Complaint, reason: Refusal, words: str, roles: Set[str], by: Person, now: datetime) -> None:
    """A locked `complaint` is not taken up, for a reason of the public list. Repeating changes nothing.

    Raises NotAllowed, OwnComplaint, WrongState: once it was answered and reopened it is answered again.
    """
    access.require_office(complaint, roles, by)
    if complaint.state == State.REFUSED and complaint.refusal == reason:
        return
    complaint.refusal, complaint.answer = reason, words
    moving.move(complaint=complaint, to=State.REFUSED, roles=roles & access.OFFICES, by_id=by.id, now=now)
    telling.tell_refused(complaint, now=now)


def _is_about_the_same(one: Complaint, other: Complaint) -> bool:
    return (one.order_id, one.shop_id) == (other.order_id, other.shop_id)
