"""A complaint in words, to whoever looks: how it stands, what to do now, what it has been through."""

from collections.abc import Mapping, Set
from datetime import date, datetime
from typing import Any

from market.accounts.models import Person
from market.complaints import access, shown
from market.complaints.actions.telling import where
from market.complaints.models import Complaint
from market.complaints.rules.holders import LEVELS, Level
from market.complaints.rules.kinds import KINDS, MOST_PHOTOS, Kind
from market.complaints.rules.outcomes import OUTCOMES, RATINGS, REFUSALS, Outcome, Rating, Refusal
from market.complaints.rules.states import NAMES, UNANSWERED, State, is_late
from market.complaints.working_days import last_day
from market.language import ENGLISH, VIETNAMESE, Sentence
from market.web.complaints.words import COMPLAINT, KIND_PICTURES, OUTCOME_PICTURES, RATING_PICTURES, SAY, SAY_HANDS
from market.web.shell import frame

_NOTHING = Sentence("", en="")


def card(complaint: Complaint, *, now: datetime | None = None) -> dict[str, Any]:
    """A complaint in a list."""
    kind = Kind(complaint.kind)
    late = now is not None and is_late(complaint.state, complaint.waits_until, now)
    return {
        "number": complaint.number,
        "picture": KIND_PICTURES[kind],
        "kind": KINDS[kind],
        "about": complaint.order_number or complaint.reference,
        "state": NAMES[State(complaint.state)],
        "late": late,
        "until": day(complaint.waits_until) if complaint.state in UNANSWERED else None,
        "where": where(complaint),
    }


def told(complaint: Complaint, roles: Set[str], viewer: Person | None, *, now: datetime) -> dict[str, Any]:
    """What every page of one complaint shows."""
    one = shown.complaint_shown(complaint, roles, viewer, now=now)
    kind, may = Kind(one["kind"]), set(one["may"])
    outcome, rating = one["outcome"], one["rating"]
    return {
        "title": COMPLAINT["title"].format(number=one["number"]),
        "say": _say(one, may, is_reporter=access.REPORTER in roles),
        "complaint": one,
        "may": may,
        "kind": KINDS[kind],
        "kind_picture": KIND_PICTURES[kind],
        "state": NAMES[State(one["state"])],
        "until": day(one["waits_until"]),
        "moves": day(one["moves_on_at"]) if one["moves_on_at"] else None,
        "waits": one["state"] in UNANSWERED,
        "outcome": OUTCOMES[Outcome(outcome)] if outcome else None,
        "outcome_picture": OUTCOME_PICTURES[Outcome(outcome)] if outcome else None,
        "answered_by": LEVELS[Level(complaint.answered_from)] if complaint.answered_from else None,
        "rating": RATINGS[Rating(rating)] if rating else None,
        "mine": access.REPORTER in roles,
        "ratings": [(str(code), word, RATING_PICTURES[code]) for code, word in RATINGS.items()],
        "may_add": "photos" in may and len(one["photos"]) < MOST_PHOTOS,
        "history": [(move.at, _move(move)) for move in reversed(complaint.moves)],
    }


def day(due: datetime) -> Sentence:
    """The last day that counts: thứ Bảy 28/11."""
    last: date = last_day(due)
    return Sentence(frame.day(last, VIETNAMESE), en=frame.day(last, ENGLISH))


def _say(one: Mapping[str, Any], may: set[str], *, is_reporter: bool) -> Sentence:
    name, table = (_to_reporter(one), SAY) if is_reporter else (_to_hands(one, may), SAY_HANDS)
    said = table[name].format(
        where=one["holder"]["name"],
        until=day(one["waits_until"]),
        moves=day(one["moves_on_at"] or one["waits_until"]),
        closes=day(one["closes_at"]) if one["closes_at"] else _NOTHING,
        reason=REFUSALS[Refusal(one["refusal"])] if one["refusal"] else _NOTHING,
    )
    return _begun(said)


def _begun(said: Sentence) -> Sentence:
    """As a sentence begins, whatever its first word is elsewhere."""
    return Sentence(said[:1].upper() + said[1:], en=said.en[:1].upper() + said.en[1:])


def _to_reporter(one: Mapping[str, Any]) -> str:
    if one["state"] in UNANSWERED:
        return "late" if one["is_late"] else "waits"
    objects = one["state"] == State.ANSWERED and one["rating"] == Rating.NOT and "reopening" in one["may"]
    return "not-content" if objects else str(one["state"])


def _to_hands(one: Mapping[str, Any], may: set[str]) -> str:
    if one["state"] not in UNANSWERED:
        return str(one["state"])
    if "answer" not in may:
        return "elsewhere"
    if "refusal" in may and one["holder"]["level"] in (Level.SHOP, Level.OFFICE):
        return "lower"
    return "late" if one["is_late"] else "to_answer"


def _move(move: Any) -> Sentence:
    """In whose hands it came into which state; never who did it."""
    state, holder = NAMES[State(move.target)], LEVELS[Level(move.holder)]
    return _begun(Sentence(f"{state} ({holder})", en=f"{state.en} ({holder.en})"))
