"""What consent is, and how a household is told apart. Pure: no database, no Flask."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from market import errors, events
from market.accounts.rules import one_time_code
from market.language import Sentence

CODE_LIFE = timedelta(minutes=15)  # the member reads it off the household's phone, in a village
ACTS_IN_A_BATCH = 200
# A phone that was offline for longer has a wrong clock.
LONGEST_OFFLINE = timedelta(days=30)


class Method(StrEnum):
    """How a consent was given."""

    CODE = "code"  # the one-time code from the household's phone
    PAPER = "paper"  # a signed paper, whose photo is kept
    OWN = "own"  # by the household itself, signed in


class Purpose(StrEnum):
    CONSENT = "consent"
    HAND_OVER = "hand_over"


class VillageTaken(errors.Conflict):
    type = "village-taken"
    title = Sentence("Thôn đã có tổ", en="Village has a team")
    detail = Sentence("Đã có tổ khác phụ trách: {villages}.", en="Another team already serves: {villages}.")


class HouseholdKnown(errors.Conflict):
    type = "household-known"
    title = Sentence("Hộ đã có", en="Household known")
    detail = Sentence(
        "Hộ này đã có: cùng tên, cùng thôn, cùng số điện thoại.",
        en="This household is known already: same name, village and phone.",
    )


class WrongConsentCode(errors.InvalidInput):
    type = "wrong-code"
    title = Sentence("Mã không đúng", en="Wrong code")
    detail = Sentence(
        "Mã không đúng hoặc đã hết hạn. Xin gửi mã mới tới điện thoại của hộ.",
        en="The code is wrong or has expired. Please have a new one sent to the household's phone.",
    )


class NotYourVillage(errors.NotAllowed):
    type = "not-your-village"
    title = Sentence("Không phải thôn của tổ", en="Not your village")
    detail = Sentence("Tổ của bạn không phụ trách thôn này.", en="Your team does not serve this village.")


class PhoneInUse(errors.Conflict):
    type = "phone-in-use"
    title = Sentence("Số đã có người dùng", en="Phone in use")
    detail = Sentence(
        "Số điện thoại này đã thuộc về hộ khác.", en="This phone already belongs to another household that signs in."
    )


@dataclass(frozen=True, kw_only=True)
class ShopsRemoved(events.Event):
    """An import was undone, and with it shops or goods of a village that had counted on `days` (in Vietnam)."""

    village_key: str
    days: frozenset[date]


def consent_code(secret: str, code_id: UUID) -> str:
    """The code that a household tells its team."""
    return one_time_code(secret, code_id, purpose="consent")


def identity_hash(secret: str, number: str) -> str:
    """A keyed hash by which two rows are known to be one person, and from which nobody reads the number."""
    return hmac.new(secret.encode(), b"identity:" + number.encode(), hashlib.sha256).hexdigest()


def match_key(*, name_folded: str, village_key: str, phone: str | None, apart: str = "") -> str:
    """What two writings of one household have in common. `apart` keeps those that a person knows to be two."""
    return hashlib.sha256("|".join((name_folded, village_key, phone or "", apart)).encode()).hexdigest()
