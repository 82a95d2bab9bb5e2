"""What consent is, and how a household is told apart. Pure: no database, no Flask."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from market import errors, events
from market.accounts.rules import RoleName, one_time_code
from market.language import Sentence
from market.states import Move, StateTable

CODE_LIFE = timedelta(minutes=15)  # the member reads it off the household's phone, in a village
ACTS_IN_A_BATCH = 200
# A phone that was offline for longer has a wrong clock.
LONGEST_OFFLINE = timedelta(days=30)


class Method(StrEnum):
    """How a consent was given."""

    CODE = "code"  # the one-time code from the household's phone
    PAPER = "paper"  # a signed paper, whose photo is kept
    OWN = "own"  # by the household itself, signed in


class Standing(StrEnum):
    """How a household stands to the team of its village."""

    AGREED = "agreed"
    OWN = "own"  # signs in, and does all by itself
    WITHDREW = "withdrew"  # took its consent back
    WAITING = "waiting"  # its signed paper waits for an officer
    NEVER = "never"


# What a household may need of its team, the most pressing first, and how much each counts among others.
NEEDS = {
    "late": 1000,
    "complained": 300,
    "to_accept": 100,
    "to_pack": 50,
    "held": 20,
    "no_consent": 8,
    "no_goods": 4,
    "no_photo": 2,
}


class Purpose(StrEnum):
    CONSENT = "consent"
    HAND_OVER = "hand_over"
    PRICE = "price"  # of a good, by more than half
    REFUND = "refund"  # of an order that the household has sold
    CORRECTION = "correction"  # of a phone that was written down wrongly


# What is sent to a household so that its team may help it.
FOR_THE_TEAM = {"consent_code", "hand_over_code", "move_code", "correction_code", "paper_sent", "paper_agreed"}
# These codes are good for one subject and one amount.
ABOUT_MONEY = {Purpose.PRICE, Purpose.REFUND}


class PaperState(StrEnum):
    WAITING = "waiting"
    AGREED = "agreed"
    REFUSED = "refused"


PAPER_STATES = StateTable(
    initial=[PaperState.WAITING],
    moves=[
        Move(PaperState.WAITING, PaperState.AGREED, (RoleName.OFFICER,)),
        Move(PaperState.WAITING, PaperState.REFUSED, (RoleName.OFFICER, "household", "system")),
        Move(PaperState.AGREED, PaperState.REFUSED, ("household",)),
    ],
    names={
        PaperState.WAITING: Sentence("chờ cán bộ xem", en="waiting for an officer"),
        PaperState.AGREED: Sentence("đã nhận", en="agreed"),
        PaperState.REFUSED: Sentence("đã từ chối", en="refused"),
    },
)


class PaperNotEnough(errors.Conflict):
    type = "paper-not-enough"
    title = Sentence("Giấy chưa đủ", en="Paper is not enough")
    detail = Sentence(
        "Hộ này tự đăng nhập, hoặc đã rút hay từ chối đồng ý. Chỉ chính hộ đồng ý, bằng điện thoại của mình.",
        en="This household signs in, or has taken its consent back or refused: only it agrees, by its own phone.",
    )


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


class HouseholdSpeaks(errors.Conflict):
    type = "household-speaks"
    title = Sentence("Hộ đã tự trả lời", en="The household speaks for itself")
    detail = Sentence(
        "Hộ này đã đồng ý hoặc đã tự đăng nhập: chỉ chính hộ sửa được. Mất điện thoại thì nhờ người quản trị đổi số.",
        en="This household has agreed or signed in: only it changes what is written. A lost phone is an operator's.",
    )


class HouseholdInUse(errors.Conflict):
    type = "household-in-use"
    title = Sentence("Hộ đã có hàng", en="The household has goods")
    detail = Sentence(
        "Hộ này đã có hàng, không xóa được. Hàng do một lần nhập tệp thì hoàn tác lần nhập ấy.",
        en="This household has goods, so it is not taken away. Goods that came with a file go when that is undone.",
    )


class WrongConsentCode(errors.InvalidInput):
    type = "wrong-code"
    title = Sentence("Mã không đúng", en="Wrong code")
    detail = Sentence(
        "Mã không đúng hoặc đã hết hạn. Xin gửi mã mới tới điện thoại của hộ.",
        en="The code is wrong or has expired. Please have a new one sent to the household's phone.",
    )


class WrongJoinCode(errors.InvalidInput):
    type = "wrong-join-code"
    title = Sentence("Mã không đúng", en="Wrong code")
    detail = Sentence(
        "Mã vào tổ không đúng hoặc đã hết hạn. Xin mời lại.",
        en="The code to join is wrong or has expired. Please ask the person again.",
    )


class NotYourVillage(errors.NotAllowed):
    type = "not-your-village"
    title = Sentence("Không phải thôn của tổ", en="Not your village")
    detail = Sentence("Tổ của bạn không phụ trách thôn này.", en="Your team does not serve this village.")


class SecondHandNeeded(errors.NotAllowed):
    type = "second-hand-needed"
    title = Sentence("Cần cán bộ xã", en="An officer is needed")
    detail = Sentence(
        "Việc này cần hai người: người trong tổ gửi, một cán bộ của nơi này xem và xác nhận.",
        en="This takes two: one of the team sends or asks, an officer of the place looks and confirms.",
    )


@dataclass(frozen=True, kw_only=True)
class ShopsRemoved(events.Event):
    """An import was undone, and with it shops or goods of a village that had counted on `days` (in Vietnam)."""

    village_key: str
    days: frozenset[date]


@dataclass(frozen=True, kw_only=True)
class HouseholdRemoved(events.Event):
    """A household that should not have been written down is gone, and with it its shop: `ids` are theirs."""

    ids: frozenset[UUID]


def consent_code(secret: str, code_id: UUID) -> str:
    """The code that a household tells its team."""
    return one_time_code(secret, code_id, purpose="consent")


def join_code(secret: str, invitation_id: UUID) -> str:
    """The code that somebody tells who asks her to join a team."""
    return one_time_code(secret, invitation_id, purpose="join")


def identity_hash(secret: str, number: str) -> str:
    """A keyed hash by which two rows are known to be one person, and from which nobody reads the number."""
    return hmac.new(secret.encode(), b"identity:" + number.encode(), hashlib.sha256).hexdigest()


def match_key(*, name_folded: str, village_key: str, phone: str | None, apart: str = "") -> str:
    """What two writings of one household have in common. `apart` keeps those that a person knows to be two."""
    return hashlib.sha256("|".join((name_folded, village_key, phone or "", apart)).encode()).hexdigest()
