"""Who is told of each step: whoever complains, the household, and those who have it in hand from now on."""

from collections.abc import Mapping
from datetime import datetime

from flask import current_app

from market import outbox
from market.accounts import queries as people
from market.accounts.rules import RoleName
from market.complaints import queries
from market.complaints.models import Complaint
from market.complaints.rules.holders import LEVELS, Level
from market.complaints.rules.kinds import KINDS, Kind, Side
from market.complaints.rules.outcomes import OUTCOMES, REFUSALS, Outcome, Refusal
from market.complaints.working_days import last_day
from market.delivery.queries.offices import office_name
from market.language import Sentence
from market.notices.actions import notify
from market.notices.rules import send_at
from market.places.queries import directory

# Outbox topic: who complained by code is told on the order's own phone.
TELL = "complaint.tell"
_SHOP = Sentence("gian hàng của bạn", en="your shop")
_ORDER = Sentence("đơn {number}", en="order {number}")
_WHO = {Level.OFFICE: RoleName.CLERK, Level.COMMUNE: RoleName.OFFICER, Level.PROVINCE: RoleName.OFFICER}


def tell_received(complaint: Complaint, *, now: datetime) -> None:
    notice = "complaint_code" if complaint.reporter_id is None else "complaint_received"
    _reporter(complaint, notice, now)
    _holders(complaint, now)
    if complaint.holder != Level.SHOP and complaint.order_id is not None:
        _household(complaint, "complaint_holds", now)


def tell_passed_on(complaint: Complaint, *, now: datetime) -> None:
    _reporter(complaint, "complaint_passed_on", now)
    _holders(complaint, now)


def tell_answered(complaint: Complaint, *, now: datetime) -> None:
    for one in (complaint, *queries.merged_into(complaint.id)):
        _reporter(
            one, "complaint_answered", now, **_words(complaint) | {"number": one.number, "link": _link(one.number)}
        )
    if complaint.answered_from != Level.SHOP:
        _household(complaint, "complaint_answered_for_shop", now)


def tell_unrated(complaint: Complaint, *, now: datetime) -> None:
    _reporter(complaint, "complaint_unrated", now)


def tell_rated(complaint: Complaint, *, now: datetime) -> None:
    if not complaint.is_open:
        tell_over(complaint, now=now)


def tell_reopened(complaint: Complaint, *, now: datetime) -> None:
    _reporter(complaint, "complaint_reopened", now)
    _household(complaint, "complaint_reopened_for_shop", now)
    _holders(complaint, now)


def tell_refused(complaint: Complaint, *, now: datetime) -> None:
    _reporter(complaint, "complaint_refused", now)
    tell_over(complaint, now=now)


def tell_merged(complaint: Complaint, *, now: datetime) -> None:
    """The household hears of the other one."""
    _reporter(complaint, "complaint_merged", now)


def tell_over(complaint: Complaint, *, now: datetime) -> None:
    _household(complaint, "complaint_over_for_shop", now)


def where(complaint: Complaint) -> Sentence:
    """Who has it, as people say it: “Xã Chiến Thắng”."""
    level = Level(complaint.holder)
    if level == Level.OFFICE:
        name = office_name(complaint.holder_code)
        return Sentence(name, en=name)
    place = directory().place(complaint.holder_code) if level in (Level.COMMUNE, Level.PROVINCE) else None
    return Sentence(place.name, en=place.name) if place else LEVELS[level]


def subject(complaint: Complaint) -> Sentence:
    return _ORDER.format(number=complaint.order_number) if complaint.order_number else _SHOP


def _holders(complaint: Complaint, now: datetime) -> None:
    """Those who have it from now on."""
    level = Level(complaint.holder)
    if level == Level.SHOP:
        _household(complaint, "complaint_for_shop", now)
        return
    role, place = _WHO.get(level, RoleName.OPERATOR), complaint.holder_code
    for person_id in people.holders(role, {place}):
        if person_id not in (complaint.reporter_id, complaint.seller_id):
            notify(person_id=person_id, notice="complaint_to_handle", words=_words(complaint), now=now)


def _household(complaint: Complaint, notice: str, now: datetime) -> None:
    """Of what it was asked about, or what its money waits for; not of what it complains of itself."""
    concerned = complaint.shop_asked or complaint.order_id is not None
    if complaint.seller_id is not None and concerned and complaint.side != Side.SELLER:
        notify(person_id=complaint.seller_id, notice=notice, words=_words(complaint), now=now)


def _reporter(complaint: Complaint, notice: str, now: datetime, **words: str) -> None:
    told: Mapping[str, str] = words or _words(complaint)
    if complaint.reporter_id is not None:
        notify(person_id=complaint.reporter_id, notice=notice, words=told, now=now)
        return
    spoken = {name: str(word) for name, word in told.items()}
    payload = {"complaint_id": str(complaint.id), "notice": notice, "words": spoken}
    outbox.put(TELL, payload, now=now, due_at=send_at(notice, now))


def _words(complaint: Complaint) -> dict[str, str]:
    said = {
        "number": complaint.number,
        "link": _link(complaint.number),
        "subject": subject(complaint),
        "kind": KINDS[Kind(complaint.kind)],
        "where": where(complaint),
        "until": _day(complaint.waits_until),
        "moves": _day(complaint.moves_on_at or complaint.waits_until),
        "closes": _day(complaint.closes_at or complaint.waits_until),
        "answered_by": LEVELS[Level(complaint.answered_from or complaint.holder)],
    }
    said["outcome"] = OUTCOMES[Outcome(complaint.outcome)] if complaint.outcome else ""
    return said | {"reason": REFUSALS[Refusal(complaint.refusal)] if complaint.refusal else ""}


def _link(number: str) -> str:
    """Everybody is led from there to the complaint on their own pages."""
    here: str = current_app.config["MARKET"].public_url
    return f"{here.rstrip('/')}/complaints/{number}"


def _day(due: datetime) -> str:
    return f"{last_day(due):%d/%m}"
