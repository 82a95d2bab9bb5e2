"""A complaint as it looks to whoever looks; who complains is another look, by an office, which is written down."""

from collections.abc import Set
from datetime import datetime
from typing import Any

from market.accounts import queries as people
from market.accounts.models import Person
from market.complaints import access, queries
from market.complaints.actions import telling
from market.complaints.models import Complaint
from market.complaints.rules import kinds, outcomes, states
from market.complaints.rules.kinds import Kind, Side
from market.complaints.rules.states import State
from market.orders import queries as orders
from market.places.queries import place_of

_ROW = (
    "id", "number", "kind", "about", "order_number", "tracking_number", "shop_id",  "side", "words",
    "state", "received_at", "due_at", "waits_until", "moves_on_at", "outcome", "answer", "answered_at",
    "answered_again_at", "refund_vnd", "closes_at", "rating", "reopened_at", "reopened_because", "refusal", "ended_at",
)  # fmt: skip


def complaint_shown(complaint: Complaint, roles: Set[str], viewer: Person | None, *, now: datetime) -> dict[str, Any]:
    """As somebody in `roles` sees it. Where it was handled with another's, they read the answer of that."""
    told = {name: getattr(complaint, name) for name in _ROW}
    told |= {
        "commune": place_of(complaint.commune_code) if complaint.commune_code else None,
        "holder": {"level": complaint.holder, "name": telling.where(complaint)},
        "is_late": states.is_late(complaint.state, complaint.waits_until, now),
        "photos": [photo.n for photo in complaint.photos],
        "history": complaint.moves,
        "may": may(complaint, roles, viewer),
        "taken": complaint.taken_by_id is not None,
        "matter": complaint.reference,
        "merged_into": None,
    }
    return told | _of_another(complaint, roles)


def may(complaint: Complaint, roles: Set[str], viewer: Person | None) -> list[str]:
    """What somebody in `roles` may do with it now, by the last words of its addresses."""
    state = State(complaint.state)
    found = _reporters(complaint, state) if access.REPORTER in roles else []
    if viewer is None or viewer.id == complaint.reporter_id or state not in states.UNANSWERED:
        return found
    in_hand = bool(access.hands(complaint, roles, viewer))
    found += ["taking", "answer"] if in_hand else []
    found += ["passing"] if in_hand or not roles.isdisjoint(access.OFFICES) else []
    if not roles.isdisjoint(access.OFFICES) and state in (State.RECEIVED, State.ASSIGNED):
        found += ["merging", "refusal"]
    return found


def _reporters(complaint: Complaint, state: State) -> list[str]:
    if state == State.ANSWERED:
        return ["rating"] if complaint.is_reopened else ["rating", "reopening"]
    takes_back = states.STATES.may(state, State.WITHDRAWN, access.REPORTER)
    return [*(["withdrawal"] if takes_back else []), *(["photos"] if complaint.is_open else [])]


def _of_another(complaint: Complaint, roles: Set[str]) -> dict[str, Any]:
    into = queries.with_id(complaint.merged_into) if complaint.merged_into else None
    if into is None:
        return {}
    answer = {"answer": into.answer, "outcome": into.outcome, "answered_at": into.answered_at}
    return answer | ({"merged_into": into.number} if access.is_in_office(roles) else {})


def reporter_shown(complaint: Complaint) -> dict[str, str]:
    """Who complains, and by which phone they are reached: to somebody of whom the look is written down."""
    person = people.person(complaint.reporter_id) if complaint.reporter_id else None
    if person is not None:
        return {"name": person.name, "phone": person.phone or ""}
    order = orders.by_id(complaint.order_id) if complaint.order_id else None
    received = order is not None and complaint.side == Side.RECIPIENT
    name, phone = (order.recipient_name, order.recipient_phone) if order and received else ("", "")
    return {"name": name, "phone": phone}


def kinds_shown() -> dict[str, Any]:
    """What may be complained of, how it may end, and for what reasons it is not taken up: the list is public."""
    return {
        "kinds": [_kind(kind) for kind in Kind],
        "outcomes": _words(outcomes.OUTCOMES),
        "ratings": _words(outcomes.RATINGS),
        "refusals": _words(outcomes.REFUSALS),
    }


def _kind(kind: Kind) -> dict[str, Any]:
    about = [about for about, asked in kinds.ASKED.items() if kind in asked]
    return {"name": kind, "title": kinds.KINDS[kind], "working_days": kinds.days_for(kind), "about": about}


def _words(titles: Any) -> list[dict[str, Any]]:
    return [{"name": str(name), "title": title} for name, title in titles.items()]
