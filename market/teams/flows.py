"""Consent by code and by paper: tries are committed before the answer, pictures are read outside any transaction."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import current_app

from market.accounts.models import Person
from market.catalog import photos
from market.catalog.flows import shrunk
from market.catalog.models import Shop
from market.db import db, transaction
from market.notices.flows import send_to_phone
from market.teams.actions import consent, households
from market.teams.actions.consent import take_try, use_code
from market.teams.models import Consent, ConsentCode, Household
from market.teams.rules import Method, Purpose, consent_code


def consent_by_code(
    *, household: Household, code: str, given_by: str, by: Person, secret: str, now: datetime
) -> Consent:
    """The household has read the code aloud. Raises WrongConsentCode."""
    asked = _spent(household, Purpose.CONSENT, code, secret, now)
    return consent.give_consent(
        household=household, method=Method.CODE, by=by, now=now, given_by=given_by, code_id=asked.id
    )


def consent_by_paper(
    *, household: Household, read: Callable[[], bytes], media_dir: Path, by: Person, now: datetime
) -> Consent:
    """Keep a photo of the signed paper, without EXIF. Raises TooLarge, NotAPicture, TooManyPixels, Busy."""
    paper = photos.store(papers(media_dir), household.id, shrunk(read, by=by, now=now))
    return consent.give_consent(household=household, method=Method.PAPER, by=by, now=now, paper=paper)


def hand_over(
    *, household: Household, shop: Shop, code: str, keep_team: bool, by: Person, secret: str, now: datetime
) -> Shop:
    """The household has shown to hold the phone the code went to. Raises WrongConsentCode, PhoneInUse."""
    asked = _spent(household, Purpose.HAND_OVER, code, secret, now)
    told = {"phone": asked.phone, "keep_team": keep_team}
    return households.hand_over(household=household, shop=shop, by=by, now=now, **told)  # type: ignore[arg-type]


def send_consent_code(payload: dict[str, Any], now: datetime) -> None:
    """The worker's part: derive the code again and send it; one that has expired meanwhile is not sent."""
    code_id = UUID(payload["code_id"])
    row = transaction(lambda: db.session.get(ConsentCode, code_id))
    if row is not None and row.expires_at > now:
        code = consent_code(current_app.config["MARKET"].secret_key, row.id)
        send_to_phone(row.phone, f"{row.purpose}_code", {"code": code}, now=now)


def papers(media_dir: Path) -> Path:
    return media_dir / "consents"


def _spent(household: Household, purpose: Purpose, typed: str, secret: str, now: datetime) -> ConsentCode:
    code = transaction(lambda: take_try(household=household, purpose=purpose, now=now))
    use_code(code=code, typed=typed, secret=secret, now=now)
    return code
