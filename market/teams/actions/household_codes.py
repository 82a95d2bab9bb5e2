"""One-time codes to a household's present phone: by them, and by nothing else, others show that it agrees."""

from datetime import datetime

from sqlalchemy import ColumnElement, delete, false, or_, update

from market import errors, outbox
from market.accounts import actions as accounts
from market.accounts import one_time_codes
from market.accounts import queries as people
from market.accounts.models import Person
from market.accounts.rules import PersonErased, PhoneMoved, Visitor, is_code
from market.db import db
from market.language import Sentence
from market.teams import access, queries, rules
from market.teams.actions.acts import record_act
from market.teams.models import ConsentCode, Household, TeamInvitation, TeamMember

SEND_CODE = "consent.send_code"
_TEAMS_PHONE = Sentence(
    "Đây là số của người trong tổ hoặc cán bộ, không phải của hộ.",
    en="This phone is a team member's or an officer's, not the household's.",
)
_NO_PHONE = Sentence("Hộ này chưa có số điện thoại.", en="This household has no phone.")


def ask_code(
    *,
    household: Household,
    purpose: rules.Purpose,
    phone: str | None = None,
    subject: str | None = None,
    amount_vnd: int | None = None,
    by: Person,
    visitor: Visitor,
    now: datetime,
) -> ConsentCode:
    """Have a one-time code sent to the household's present phone; only the newest works.

    A hand-over may name another `phone` to move to. It receives the code itself only where the household never had one,
    or where that was written down wrongly (a correction), which is looked at before the code is used.
    One for a price or a refund is good for that `subject` of the household and that amount only.
    Raises NotFound for a subject that is not the household's; InvalidInput without a phone, and for one of the team,
    who would be answering herself; TooManyRequests.
    """
    corrects = purpose == rules.Purpose.CORRECTION
    present = None if corrects else queries.present_phone(household)
    to = present or phone
    if to is None:
        raise errors.InvalidInput(errors={"phone": [_NO_PHONE]})
    _refuse_the_teams(household, {to, phone or to})
    if subject is not None:
        queries.words_about(household, purpose, subject)
    accounts.count_code(phone=to, visitor=visitor, now=now)
    told = {"phone": to, "new_phone": None if phone == to else phone, "asked_by": by.id}
    about = {"subject": subject, "amount_vnd": amount_vnd}
    life = {"created_at": now, "expires_at": now + rules.CODE_LIFE}
    code = ConsentCode(household_id=household.id, purpose=purpose, **told, **about, **life)
    db.session.add(code)
    db.session.flush()
    record_act(by_id=by.id, for_id=household.person_id, subject_id=code.id, deed=f"ask_{purpose}_code", now=now)
    outbox.put(SEND_CODE, {"code_id": str(code.id)}, now=now)
    return code


def take_try(*, household: Household, purpose: rules.Purpose, now: datetime) -> ConsentCode:
    """Take one of the newest code's tries. Raises WrongConsentCode when there is none. Commit before comparing."""
    code = queries.newest_code(household.id, purpose)
    if code is None or code.used_at is not None or code.expires_at <= now or not one_time_codes.take_try(code):
        raise rules.WrongConsentCode
    return code


def use_code(*, household: Household, code: ConsentCode, typed: str, secret: str, now: datetime) -> None:
    """Spend `code`. Raises WrongConsentCode if `typed` is another, or its phone is the household's no more."""
    right = is_code(typed, lambda key: rules.consent_code(key, code.id), secret)
    still = code.purpose == rules.Purpose.CORRECTION or queries.present_phone(household) in (code.phone, None)
    if not right or not still or not one_time_codes.spend_code(code, now=now):
        raise rules.WrongConsentCode


def erase_codes(erased: PersonErased) -> None:
    """No code and no invitation keeps a phone of somebody who asks to be forgotten; and no team keeps her.

    A used code stays without it: it may be what a neighbour with the same phone agreed by.
    """
    household, person = queries.household_of(erased.person_id), people.person(erased.person_id)
    theirs: ColumnElement[bool] = ConsentCode.household_id == household.id if household is not None else false()
    if person is not None and person.phone is not None:
        theirs = or_(theirs, ConsentCode.phone == person.phone, ConsentCode.new_phone == person.phone)
        db.session.execute(delete(TeamInvitation).where(TeamInvitation.phone == person.phone))
    db.session.execute(delete(ConsentCode).where(theirs, ConsentCode.used_at.is_(None)))
    db.session.execute(update(ConsentCode).where(theirs).values(phone="", new_phone=None))
    db.session.execute(delete(TeamMember).where(TeamMember.person_id == erased.person_id))


def on_phone_moved(moved: PhoneMoved) -> None:
    """Codes and invitations that went to the former phone have no more to do with her."""
    if moved.former is not None:
        db.session.execute(delete(ConsentCode).where(ConsentCode.new_phone == moved.former))
        db.session.execute(delete(TeamInvitation).where(TeamInvitation.phone == moved.former))


def _refuse_the_teams(household: Household, phones: set[str]) -> None:
    for holder in (people.person_with_phone(phone) for phone in sorted(phones)):
        if holder is None or holder.id == household.person_id:
            continue
        serves = access.serves(holder, village_key=household.village_key)
        if serves or access.is_led_by(household.commune_code, holder):
            raise errors.InvalidInput(errors={"phone": [_TEAMS_PHONE]})
