"""Consent: asked by a code on the household's own phone or on paper, given, taken back. It makes the delegation."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import update

from market import errors, outbox
from market.accounts import actions as accounts
from market.accounts import one_time_codes
from market.accounts import queries as people
from market.accounts.models import Person
from market.accounts.rules import PersonErased, RoleName, SignedIn, Visitor, is_code
from market.catalog.actions import shops
from market.db import db
from market.language import Sentence
from market.teams import access, queries, rules
from market.teams.actions.acts import record_act
from market.teams.models import Consent, ConsentCode, Household

SEND_CODE = "consent.send_code"
_TEAMS_PHONE = Sentence(
    "Đây là số của người trong tổ, không phải của hộ.", en="This phone is a team member's, not the household's."
)
_NO_PHONE = Sentence("Hộ này chưa có số điện thoại.", en="This household has no phone.")


def ask_code(
    *, household: Household, purpose: rules.Purpose, phone: str | None, visitor: Visitor, now: datetime
) -> ConsentCode:
    """Have a one-time code sent to the household's phone; only the newest works.

    Raises InvalidInput without a phone, and for one of a team member: she would be answering herself; TooManyRequests.
    """
    to = phone or household.phone
    if to is None:
        raise errors.InvalidInput(errors={"phone": [_NO_PHONE]})
    holder = people.person_with_phone(to)
    if holder is not None and access.serves(holder, village_key=household.village_key):
        raise errors.InvalidInput(errors={"phone": [_TEAMS_PHONE]})
    accounts.count_code(phone=to, visitor=visitor, now=now)
    life = {"created_at": now, "expires_at": now + rules.CODE_LIFE}
    code = ConsentCode(household_id=household.id, purpose=purpose, phone=to, **life)
    db.session.add(code)
    db.session.flush()
    outbox.put(SEND_CODE, {"code_id": str(code.id)}, now=now)
    return code


def take_try(*, household: Household, purpose: rules.Purpose, now: datetime) -> ConsentCode:
    """Take one of the newest code's tries. Raises WrongConsentCode when there is none. Commit before comparing."""
    code = queries.newest_code(household.id, purpose)
    if code is None or code.used_at is not None or code.expires_at <= now or not one_time_codes.take_try(code):
        raise rules.WrongConsentCode
    return code


def use_code(*, code: ConsentCode, typed: str, secret: str, now: datetime) -> None:
    """Spend `code`. Raises WrongConsentCode if `typed` is another or somebody has spent it."""
    right = is_code(typed, lambda key: rules.consent_code(key, code.id), secret)
    if not right or not one_time_codes.spend_code(code, now=now):
        raise rules.WrongConsentCode


def give_consent(
    *,
    household: Household,
    method: rules.Method,
    by: Person,
    now: datetime,
    given_by: str = "",
    paper: str | None = None,
    code_id: UUID | None = None,
) -> Consent:
    """Record that the household agrees that its village's team acts for it; again changes nothing.

    What was prepared for it is opened, and the team may act from now on.
    """
    known = queries.consent_of(household.id)
    if known is not None:
        return known
    consent = Consent(
        household_id=household.id,
        team_id=queries.team_of(household.village_key),
        method=method,
        given_by=given_by or household.name,
        given_at=now,
        recorded_by=by.id,
        recorded_at=now,
        paper=paper,
        code_id=code_id,
    )
    db.session.add(consent)
    db.session.flush()  # one given meanwhile must show now
    accounts.delegate(person_id=household.person_id, role=RoleName.TEAM_MEMBER, now=now)
    shops.open_prepared_shops_of(owner_id=household.person_id, now=now)
    record_act(by_id=by.id, for_id=household.person_id, subject_id=consent.id, deed="give_consent", now=now)
    return consent


def withdraw_consent(*, household: Household, by: Person, now: datetime) -> None:
    """The team acts no more, at once; again changes nothing.

    Where the household has never signed in nobody could answer a buyer, so its shops are hidden again.
    """
    consent = queries.consent_of(household.id)
    if consent is None:
        return
    consent.withdrawn_at, consent.withdrawn_by = now, by.id
    accounts.end_delegation(person_id=household.person_id, role=RoleName.TEAM_MEMBER)
    if household.signed_in_at is None:
        shops.hide_shops_of(owner_id=household.person_id, now=now)
    record_act(by_id=by.id, for_id=household.person_id, subject_id=consent.id, deed="withdraw_consent", now=now)


def on_signed_in(signed: SignedIn) -> None:
    """A household that signs in by itself needs nobody's consent record: its shop is opened."""
    household = queries.household_of(signed.person_id)
    if household is not None and household.signed_in_at is None:
        household.signed_in_at = signed.at
        shops.open_prepared_shops_of(owner_id=household.person_id, now=signed.at)


def erase_household(erased: PersonErased) -> None:
    """What was written down of a household that asks to be forgotten."""
    household = queries.household_of(erased.person_id)
    if household is None:
        return
    household.name = household.name_folded = ""
    household.phone = household.identity_hash = household.registered_on = household.people_count = None
    nobody = {"name_folded": "", "village_key": household.village_key, "phone": None}
    household.match_key = rules.match_key(**nobody, apart=household.id.hex)  # type: ignore[arg-type]
    blank = update(Consent).where(Consent.household_id == household.id, Consent.withdrawn_at.is_(None))
    db.session.execute(blank.values(withdrawn_at=erased.at, withdrawn_by=erased.person_id))
    db.session.execute(update(Consent).where(Consent.household_id == household.id).values(given_by=""))
