"""Consent by code and by paper: tries are committed before the answer, pictures are read outside any transaction."""

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import current_app

from market.accounts.models import Person
from market.accounts.rules import OwnWordAsked
from market.catalog import photos
from market.catalog.flows import shrunk
from market.catalog.models import Shop
from market.db import db, transaction
from market.errors import PreconditionFailed
from market.money import amount_words
from market.notices.flows import send_to_phone
from market.teams import queries
from market.teams.actions import consent, corrections, household_codes, households, paper_consents, teams
from market.teams.models import Consent, ConsentCode, Household, PaperConsent, Team, TeamInvitation
from market.teams.rules import Method, Purpose, WrongConsentCode, consent_code, join_code


def consent_by_code(
    *, household: Household, code: str, given_by: str, by: Person, secret: str, now: datetime
) -> Consent:
    """The household has read the code aloud. Raises WrongConsentCode."""
    asked = spend_code(household=household, purpose=Purpose.CONSENT, typed=code, secret=secret, now=now)
    households.recognise(household=household, code=asked, now=now)
    consent.claim(household=household, phone=asked.phone, now=now)
    return consent.give_consent(
        household=household, method=Method.CODE, by=by, now=now, given_by=given_by, code_id=asked.id
    )


def send_paper(
    *, household: Household, read: Callable[[], bytes], media_dir: Path, by: Person, now: datetime
) -> PaperConsent:
    """Keep a photo of the signed paper, without EXIF, for an officer to look at.

    Raises PaperNotEnough, TooLarge, NotAPicture, TooManyPixels, Busy.
    """
    paper_consents.require_possible(household)
    paper = photos.store(papers(media_dir), household.id, shrunk(read, by=by, now=now))
    return paper_consents.send_paper(household=household, paper=paper, by=by, now=now)


def tell_household(payload: dict[str, Any], now: datetime) -> None:
    """The worker's part: tell every phone that is known of a household, whoever holds it."""
    household_id = UUID(payload["household_id"])
    phones, person_id = transaction(lambda: (queries.known_phones(household_id), _person_of(household_id)))
    for phone in phones:
        send_to_phone(phone, payload["notice"], {"village": payload["village"]}, person_id=person_id, now=now)


def hand_over(
    *, household: Household, shop: Shop, code: str, keep_team: bool, by: Person, secret: str, now: datetime
) -> Shop:
    """The household has shown to hold the phone the code went to.

    Raises WrongConsentCode, PhoneInUse, SecondHandNeeded.
    """
    asked = spend_code(household=household, purpose=Purpose.HAND_OVER, typed=code, secret=secret, now=now)
    return households.hand_over(household=household, shop=shop, code=asked, keep_team=keep_team, by=by, now=now)


def correct(*, household: Household, changes: dict[str, Any], by: Person, secret: str, now: datetime) -> None:
    """Put right what was written down of a household; its phone by the code that it has received.

    Raises HouseholdSpeaks, SecondHandNeeded, WrongConsentCode, and what `corrections.correct` does.
    """
    typed, seen = changes.pop("code", None), household.version
    corrections.require_correctable(household=household, fields=set(changes), by=by)
    code = None
    if typed is not None:
        code = spend_code(household=household, purpose=Purpose.CORRECTION, typed=typed, secret=secret, now=now)
    db.session.refresh(household, with_for_update=True)
    if household.version != seen:
        raise PreconditionFailed
    corrections.correct(household=household, changes=changes, code=code, by=by, now=now)


def join_team(*, team: Team, invitation: TeamInvitation, code: str, secret: str, now: datetime) -> Person:
    """Somebody who was asked has read the code off her phone. Raises WrongJoinCode, LeadsThere."""
    transaction(lambda: teams.take_try(invitation=invitation, now=now))
    return teams.join(team=team, invitation=invitation, typed=code, secret=secret, now=now)


def send_join_code(payload: dict[str, Any], now: datetime) -> None:
    """The worker's part, as for consent."""
    invitation_id = UUID(payload["invitation_id"])
    row = transaction(lambda: db.session.get(TeamInvitation, invitation_id))
    if row is not None and row.expires_at > now:
        code = join_code(current_app.config["MARKET"].secret_key, row.id)
        send_to_phone(row.phone, "join_code", {"code": code}, now=now)


def send_consent_code(payload: dict[str, Any], now: datetime) -> None:
    """The worker's part: derive the code again and send it; one that has expired meanwhile is not sent."""
    code_id = UUID(payload["code_id"])
    row = transaction(lambda: db.session.get(ConsentCode, code_id))
    if row is not None and row.expires_at > now:
        code = consent_code(current_app.config["MARKET"].secret_key, row.id)
        words, person_id = transaction(lambda: (_words(row), _person_of(row.household_id)))
        send_to_phone(row.phone, _notice(row), {"code": code} | words, person_id=person_id, now=now)


def hear_own_word(asked: OwnWordAsked) -> None:
    """Spend the code that went to a household's phone for just this. Raises WrongConsentCode."""
    household = queries.household_of(asked.for_id)
    if household is None:
        return
    secret = current_app.config["MARKET"].secret_key
    spent = {"purpose": Purpose(asked.purpose), "typed": asked.code, "secret": secret, "now": asked.at}
    code = spend_code(household=household, **spent)
    if (code.subject, code.amount_vnd) != (asked.subject, asked.amount_vnd):
        raise WrongConsentCode
    asked.given.append(code.id)


def discard_papers(payload: dict[str, Any], _now: datetime) -> None:
    """The worker's part: destroy the photos of the papers of a household that asked to be forgotten."""
    folder = papers(current_app.config["MARKET"].media_dir) / str(UUID(payload["household_id"]))
    if folder.exists():
        shutil.rmtree(folder)


def picture_of_paper(household_id: UUID, paper: str, size: str = "large") -> bytes:
    """Raises NotFound."""
    return photos.kept(papers(current_app.config["MARKET"].media_dir), household_id, paper, size)


def papers(media_dir: Path) -> Path:
    return media_dir / "consents"


def spend_code(*, household: Household, purpose: Purpose, typed: str, secret: str, now: datetime) -> ConsentCode:
    """The household's newest code, spent. The try is committed before anybody compares. Raises WrongConsentCode."""
    code = transaction(lambda: household_codes.take_try(household=household, purpose=purpose, now=now))
    household_codes.use_code(household=household, code=code, typed=typed, secret=secret, now=now)
    return code


def _words(row: ConsentCode) -> dict[str, str]:
    household = db.session.get(Household, row.household_id)
    if row.subject is None or row.amount_vnd is None or household is None:
        return {"phone": row.new_phone or ""}
    return amount_words(row.amount_vnd) | queries.words_about(household, Purpose(row.purpose), row.subject)


def _person_of(household_id: UUID) -> UUID | None:
    household = db.session.get(Household, household_id)
    return household.person_id if household is not None else None


def _notice(row: ConsentCode) -> str:
    return "move_code" if row.new_phone else f"{row.purpose}_code"
