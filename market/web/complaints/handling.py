"""What is done with a complaint by who has it in hand: a household, its team, a post office, officers, operators."""

from collections.abc import Set
from typing import Any

from flask import request

from market import clock
from market.accounts.access import current_person
from market.complaints import access, flows, schemas
from market.complaints.actions import deciding
from market.complaints.actions import handling as actions
from market.complaints.actions.handling import Answer
from market.complaints.models import Complaint
from market.complaints.rules.holders import LEVELS, Level
from market.complaints.rules.outcomes import MAY, OF_ORDERS, OUTCOMES, REFUSALS, Outcome, Refusal
from market.complaints.rules.states import OPEN
from market.language import Sentence
from market.web.complaints import shown
from market.web.complaints.words import OUTCOME_PICTURES
from market.web.shell import forms

Choices = list[tuple[str, Sentence]]


def seen(number: str) -> tuple[Complaint, set[str]]:
    """A complaint, to those whom it concerns. Raises NotFound."""
    return access.complaint_for(number, current_person())


def told(complaint: Complaint, roles: Set[str]) -> dict[str, Any]:
    """What a page of those shows who may have it in hand."""
    me, now = current_person(), clock.now()
    able = access.hands(complaint, roles, me)
    outcomes = _outcomes(complaint, able)
    return shown.told(complaint, roles, me, now=now) | {
        "outcomes": outcomes,
        "may_refund": any(code == Outcome.REFUND for code, *_ in outcomes),
        "levels": _levels(complaint, roles),
        "refusals": [(str(reason), said) for reason, said in REFUSALS.items()],
        "needs_code": able == {"team_member"},
        "wanted": request.args,
        "notes": _notes(complaint, roles),
        "may_ask": access.may_look_at_reporter(complaint, roles, me),
        "reporter": None,
    }


def take(number: str) -> Complaint:
    """I see to it."""
    me, now = current_person(), clock.now()
    complaint, roles = access.complaint_for(number, me, lock=True)
    actions.take(complaint=complaint, roles=roles, by=me, now=now)
    return complaint


def answer(number: str) -> Complaint:
    """What is said to both sides, and what it brings about. Raises InvalidInput, and as `flows.answer` does."""
    read = forms.read(schemas.ComplaintAnswer())
    given = Answer(outcome=Outcome(read.pop("outcome")), **read)
    complaint, _ = flows.answer(number=number, given=given, by=current_person(), now=clock.now())
    return complaint


def pass_on(number: str) -> Complaint:
    """Others have it from now on."""
    me, now, read = current_person(), clock.now(), forms.read(schemas.ComplaintPassing())
    complaint, roles = access.complaint_for(number, me, lock=True)
    actions.pass_on(complaint=complaint, to=Level(read["to"]), note=read["note"], roles=roles, by=me, now=now)
    return complaint


def merge(number: str) -> Complaint:
    """Another about the same is answered for both."""
    me, now, read = current_person(), clock.now(), forms.read(schemas.ComplaintMerging())
    complaint, other, roles = access.complaints_to_merge(number, "".join(read["into"].split()).upper(), me)
    deciding.merge(complaint=complaint, into=other, roles=roles, by=me, now=now)
    return complaint


def refuse(number: str) -> Complaint:
    """It is not taken up, for a reason of the public list."""
    me, now, read = current_person(), clock.now(), forms.read(schemas.ComplaintRefusal())
    complaint, roles = access.complaint_for(number, me, lock=True)
    reason = Refusal(read["reason"])
    deciding.refuse(complaint=complaint, reason=reason, words=read["words"], roles=roles, by=me, now=now)
    return complaint


def _outcomes(complaint: Complaint, able: Set[str]) -> list[tuple[str, Sentence, str]]:
    """What whoever has it may bring about."""
    level = Level.OPERATORS if "operator" in able else Level(complaint.holder)
    possible = MAY[level] if complaint.order_id else MAY[level] - OF_ORDERS
    return [(str(one), OUTCOMES[one], OUTCOME_PICTURES[one]) for one in Outcome if one in possible]


def _levels(complaint: Complaint, roles: Set[str]) -> Choices:
    """To whom it may be passed: from an office to all that there are for it, from below only up."""
    away = {Level(complaint.holder)}
    away |= set() if access.is_in_office(roles) else {Level.SHOP, Level.OFFICE}
    away |= set() if complaint.shop_id else {Level.SHOP}
    away |= set() if complaint.tracking_number else {Level.OFFICE}
    return [(str(level), word) for level, word in LEVELS.items() if level not in away]


def _notes(complaint: Complaint, roles: Set[str]) -> list[tuple[Any, str]]:
    """What they wrote to each other; it is for those who have it, while they have it."""
    if not access.is_in_office(roles) and not (
        complaint.state in OPEN and access.hands(complaint, roles, current_person())
    ):
        return []
    return [(move.at, move.note) for move in reversed(complaint.moves) if move.note]
