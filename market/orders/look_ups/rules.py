"""The code of a look-up, and the one refusal that tells nothing."""

from uuid import UUID

from market import errors
from market.accounts.rules import one_time_code, subject_hash
from market.language import Sentence

NOTICE = "look_up_code"
# Outbox topic.
SEND_CODE = "order_look_up.send_code"
_PURPOSE = "order-look-up"


class WrongLookUpCode(errors.InvalidInput):
    """The same for a wrong code, one that is spent or expired, and a number and phone that do not belong together."""

    type = "wrong-look-up-code"
    title = Sentence("Mã không đúng", en="Wrong code")
    detail = Sentence(
        "Mã không đúng hoặc đã hết hạn. Xin xem lại mã đơn và số điện thoại rồi xin mã mới.",
        en="The code is wrong or has expired. Please check the order's number and the phone, and ask for a new one.",
    )


def look_up_code(secret: str, look_up_id: UUID) -> str:
    return one_time_code(secret, look_up_id, purpose=_PURPOSE)


def phone_hash(secret: str, phone: str) -> str:
    """Under which a look-up remembers what phone it was asked of."""
    return subject_hash(secret, f"{_PURPOSE} {phone}")
