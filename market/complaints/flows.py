"""What commits between steps: by code, with photos, with a household's own code; and what the worker does to many."""

import shutil
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import structlog
from flask import current_app

from market import errors
from market.accounts import queries as people
from market.accounts.models import Person
from market.accounts.own_word import require_own_word
from market.catalog import flows as pictures
from market.catalog import photos
from market.complaints import access, queries
from market.complaints.actions import handling, moving, photographs, receiving, reporters, telling
from market.complaints.actions.handling import Answer
from market.complaints.models import Complaint
from market.complaints.rules import passes
from market.complaints.rules.kinds import Kind, Side
from market.complaints.rules.outcomes import Outcome
from market.complaints.subjects import order_subject
from market.db import db, transaction
from market.notices.flows import send_to_phone
from market.orders import queries as orders
from market.orders.look_ups import actions as looking_up
from market.orders.look_ups import queries as look_ups

_log = structlog.get_logger()


def receive_by_code(*, look_up_id: UUID, asked: Mapping[str, Any], now: datetime) -> Complaint:
    """The complaint of whoever has the code of a look-up: of the buyer, or of who receives the order.

    Raises WrongLookUpCode, and as `receiving.receive` does.
    """
    look_up = transaction(lambda: looking_up.take_try(asked=look_ups.look_up(look_up_id), now=now))
    order = looking_up.use_code(asked=look_up, typed=asked["code"], secret=_secret(), now=now)
    buyer = people.person(order.buyer_id)
    found = look_ups.order_and_phone(look_up, secret=_secret())
    phone = found[1] if found else ""
    is_buyer = buyer is not None and buyer.phone == phone
    return receiving.receive(
        subject=order_subject(order, side=Side.BUYER if is_buyer else Side.RECIPIENT),
        kind=Kind(asked["kind"]),
        words=asked["words"],
        reporter_id=order.buyer_id if is_buyer else None,
        counted_by=str(order.buyer_id) if is_buyer else phone,
        secret=_secret(),
        now=now,
        cause=f"look-up:{look_up_id}",
    )


def answer(*, number: str, given: Answer, by: Person, now: datetime) -> tuple[Complaint, set[str]]:
    """Answer a complaint; a team that gives its household's money back shows the code that the household has received.

    Raises NotFound, HouseholdCodeNeeded, WrongConsentCode, and as `handling.answer` does.
    """
    complaint, roles = access.complaint_for(number, by)
    only_team = access.hands(complaint, roles, by) == {"team_member"}
    if only_team and given.outcome == Outcome.REFUND and complaint.seller_id and complaint.order_number:
        about = {"purpose": "refund", "subject": complaint.order_number, "amount_vnd": given.amount_vnd}
        require_own_word(by_id=by.id, for_id=complaint.seller_id, **about, code=given.household_code, now=now)  # type: ignore[arg-type]
    complaint, roles = access.complaint_for(number, by, lock=True)
    handling.answer(complaint=complaint, given=given, roles=roles, by=by, now=now)
    return complaint, roles


def add_photo(*, complaint: Complaint, n: int, read: Callable[[], bytes], now: datetime) -> None:
    """Make what `read` brings photo `n` of a complaint. The caller has seen that it may be done.

    Raises TooLarge, NotAPicture, TooManyPixels, Busy, TooManyRequests, ComplaintOver.
    """
    photographs.require_open(complaint)
    shrunk = pictures.shrunk(read, by=complaint, now=now)
    digest = photos.store(folder(), complaint.id, shrunk)
    photographs.record(complaint_number=complaint.number, n=n, digest=digest, now=now)


def picture_of(complaint: Complaint, n: int, size: str) -> bytes:
    """Raises NotFound."""
    digest = next((photo.digest for photo in complaint.photos if photo.n == n), None)
    return photos.kept(folder(), complaint.id, errors.found(digest), size)


def folder() -> Path:
    """Apart from the photos of goods: these only those concerned see."""
    media_dir: Path = current_app.config["MARKET"].media_dir
    return media_dir / "complaints"


def discard(payload: dict[str, Any], _now: datetime) -> None:
    """The worker's part: destroy the photos of somebody who asked to be forgotten."""
    shutil.rmtree(folder() / str(UUID(payload["complaint_id"])), ignore_errors=True)


def tell_by_phone(payload: dict[str, Any], now: datetime) -> None:
    """Tell whoever complained by code, on the order's phone; the code is derived anew, the outbox holds none."""
    complaint_id = UUID(payload["complaint_id"])
    phone = transaction(lambda: _phone(complaint_id))
    if phone is not None:
        words = dict(payload["words"]) | {"code": passes.code_of(_secret(), complaint_id)}
        send_to_phone(phone, payload["notice"], words, now=now)


def move_on_due(*, now: datetime, limit: int = 100) -> int:
    """Give what has lain too long to whoever is next; returns how many were looked at."""
    return _each(lambda: queries.due(now, limit=limit), lambda number: _move_on(number, now))


def remind_and_close(*, now: datetime, limit: int = 100) -> int:
    """Remind whoever has not said how an answer was, once; and close what nobody said anything of in time."""
    return _each(lambda: queries.unrated(now, limit=limit), lambda number: _remind_or_close(number, now))


def _each(find: Callable[[], list[str]], do: Callable[[str], None]) -> int:
    numbers = transaction(find)
    for number in numbers:
        try:
            transaction(lambda number=number: do(number))  # type: ignore[misc]
        except errors.Busy:
            raise
        except Exception as error:  # one that stumbles must not hold up the others
            _log.exception("complaint stumbled", complaint=number, error=type(error).__name__)
    return len(numbers)


def _move_on(number: str, now: datetime) -> None:
    complaint = queries.locked_complaint(number)
    if complaint is not None and moving.move_on(complaint=complaint, now=now):
        telling.tell_passed_on(complaint, now=now)


def _remind_or_close(number: str, now: datetime) -> None:
    complaint = queries.locked_complaint(number)
    if complaint is not None:
        reporters.remind_or_close(complaint=complaint, now=now)


def _phone(complaint_id: UUID) -> str | None:
    complaint = db.session.get(Complaint, complaint_id, populate_existing=True)
    order = orders.by_id(complaint.order_id) if complaint and complaint.order_id else None
    return order.recipient_phone or None if order else None


def _secret() -> str:
    secret: str = current_app.config["MARKET"].secret_key
    return secret
