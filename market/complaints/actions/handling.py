"""What whoever holds a complaint does: takes it in hand, passes it on, answers it with an outcome."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime

from market import errors
from market.accounts.models import Person
from market.complaints import access, deadlines, effects
from market.complaints.actions import moving, telling
from market.complaints.models import Complaint
from market.complaints.rules import outcomes, refusals, states
from market.complaints.rules.holders import Level
from market.complaints.rules.outcomes import Outcome
from market.complaints.rules.states import STATES, State


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What is answered: in words, and with what it brings about."""

    outcome: Outcome
    words: str
    amount_vnd: int = 0
    household_code: str | None = None


def take(*, complaint: Complaint, roles: Set[str], by: Person, now: datetime) -> None:
    """Somebody of those who hold a locked `complaint` sees to it. Repeating changes nothing.

    Raises NotInYourHands, OwnComplaint, WrongState.
    """
    access.require_holder(complaint, roles, by, now=now)
    if complaint.taken_by_id == by.id and complaint.state in states.UNANSWERED:
        return
    complaint.taken_by_id = by.id
    _note_or_assign(complaint, access.hands(complaint, roles, by), by, now)


def pass_on(*, complaint: Complaint, to: Level, note: str, roles: Set[str], by: Person, now: datetime) -> None:
    """Give a locked `complaint` to others: by those who hold it, or an office of its place.

    A household and its team, or a post office, pass it up only. Raises NotInYourHands, OwnComplaint, WrongState.
    """
    if roles.isdisjoint(access.OFFICES):
        access.require_holder(complaint, roles, by, now=now)
        if to in (Level.SHOP, Level.OFFICE):
            raise errors.NotAllowed
    else:
        access.require_office(complaint, roles, by)
    if complaint.holder == to:
        return
    able = access.hands(complaint, roles, by) or (roles & access.OFFICES)
    moving.assign(complaint=complaint, level=to, now=now)
    _note_or_assign(complaint, able, by, now, note=note)
    telling.tell_passed_on(complaint, now=now)


def answer(*, complaint: Complaint, given: Answer, roles: Set[str], by: Person, now: datetime) -> None:
    """Answer a locked `complaint`; what the outcome says happens in the same transaction.

    The very same answer again changes nothing; of two at once one is the answer. Raises NotInYourHands, OwnComplaint,
    OutcomeNotYours, InvalidInput, WrongState, and what refund, claim or reversal refuse.
    """
    if complaint.state == State.ANSWERED and _is_the_same(complaint, given, by):
        return
    if complaint.state not in states.UNANSWERED:
        raise STATES.refusal(State(complaint.state), State.ANSWERED)
    access.require_holder(complaint, roles, by, now=now)
    able = access.hands(complaint, roles, by)
    _require_possible(complaint, given, able)
    level = Level(complaint.holder)
    moving.move(complaint=complaint, to=State.ANSWERED, roles=able, by_id=by.id, now=now)
    _keep(complaint, given, level, by, now)
    effects.bring_about(complaint=complaint, given=given, roles=able, by=by, now=now)
    telling.tell_answered(complaint, now=now)


def _keep(complaint: Complaint, given: Answer, level: Level, by: Person, now: datetime) -> None:
    complaint.outcome, complaint.answer = given.outcome, given.words
    complaint.answered_by_id, complaint.answered_from = by.id, level
    if complaint.is_reopened:
        complaint.answered_again_at = now
    else:
        complaint.answered_at = now
    complaint.refund_vnd = given.amount_vnd
    complaint.closes_at = deadlines.due(now, states.RATING_DAYS)
    complaint.remind_at = deadlines.due(now, states.REMINDED_AFTER)


def _require_possible(complaint: Complaint, given: Answer, able: Set[str]) -> None:
    level = Level.OPERATORS if "operator" in able else Level(complaint.holder)
    if given.outcome not in outcomes.MAY[level]:
        raise refusals.OutcomeNotYours
    if given.outcome in outcomes.OF_ORDERS and complaint.order_id is None:
        raise errors.InvalidInput(errors={"outcome": [refusals.NEEDS_ORDER]})
    if given.amount_vnd and given.outcome not in outcomes.GIVES_BACK:
        raise errors.InvalidInput(errors={"amount_vnd": [refusals.NO_AMOUNT]})
    if given.outcome == Outcome.REFUND and not given.amount_vnd:
        raise errors.InvalidInput(errors={"amount_vnd": [refusals.NEEDS_AMOUNT]})


def _is_the_same(complaint: Complaint, given: Answer, by: Person) -> bool:
    was = (complaint.answered_by_id, complaint.outcome, complaint.answer, complaint.refund_vnd)
    return was == (by.id, given.outcome, given.words, given.amount_vnd)


def _note_or_assign(complaint: Complaint, able: Set[str], by: Person, now: datetime, note: str = "") -> None:
    """What was only received is assigned from now on; else a line says in whose hands it is."""
    state = State(complaint.state)
    if state in (State.ASSIGNED, State.ESCALATED):
        role = next(role for role in _IN_ORDER if role in able)
        moving.note_move(complaint=complaint, origin=state, by=role, by_id=by.id, now=now, note=note)
    else:
        moving.move(complaint=complaint, to=State.ASSIGNED, roles=able, by_id=by.id, now=now, note=note)


_IN_ORDER = ("seller", "team_member", "clerk", "officer", "operator")
