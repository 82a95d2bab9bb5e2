"""Identity: nothing ties, moves or re-phones an existing person without a code that her present phone received.

Every way in asks here: opening a household, handing a shop over, an import's row, joining a team, a lost phone.
"""

from market import errors
from market.accounts import models, rules
from market.language import Sentence

# What a person holds through a household that others wrote down, before anybody has signed in.
_WRITTEN_DOWN = {rules.RoleName.BUYER, rules.RoleName.SELLER}


class OwnCodeNeeded(errors.Conflict):
    type = "own-code-needed"
    title = Sentence("Cần mã của chính người này", en="Their own code is needed")
    detail = Sentence(
        "Số này là của người đã dùng Chợ Phiên. Chỉ mã gửi tới điện thoại của họ mới thay đổi được.",
        en="This phone is of somebody who uses Cho Phien already. Only a code sent to their phone changes anything.",
    )


def may_be_adopted(person: models.Person) -> bool:
    """Whether officials may still correct whom they wrote down: she never signed in and has no duty."""
    untouched = person.signed_in_at is None and person.password_hash is None and person.erased_at is None
    return untouched and all(held.role in _WRITTEN_DOWN for held in person.roles)


def require_unclaimed(person: models.Person) -> None:
    """Raises OwnCodeNeeded for who signs in, or has a duty: only her own code changes her."""
    if not may_be_adopted(person):
        raise OwnCodeNeeded
