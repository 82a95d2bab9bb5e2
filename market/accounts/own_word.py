"""What others do in somebody's name, and only with the code that her own phone has received for just this."""

from datetime import datetime
from uuid import UUID

from market import errors, events
from market.accounts import rules
from market.language import Sentence


class HouseholdCodeNeeded(errors.NotAllowed):
    type = "household-code-needed"
    title = Sentence("Cần mã của hộ", en="The household's code is needed")
    detail = Sentence(
        "Việc này chỉ làm được với mã gửi tới điện thoại của hộ. Xin gửi mã rồi nhập mã hộ đọc cho.",
        en="This is done only with a code sent to the household's phone. Please have one sent, and enter it.",
    )


def require_own_word(
    *, by_id: UUID, for_id: UUID, purpose: str, subject: str, amount_vnd: int, code: str | None, now: datetime
) -> None:
    """Raises HouseholdCodeNeeded, or WrongConsentCode unless `code` was sent for this subject and this amount.

    Call it before anything is changed: the try is committed before anybody compares. What one does for oneself
    needs no code.
    """
    if by_id == for_id:
        return
    if code is None:
        raise HouseholdCodeNeeded
    about = {"purpose": purpose, "subject": subject, "amount_vnd": amount_vnd, "code": code}
    asked = rules.OwnWordAsked(at=now, for_id=for_id, **about)  # type: ignore[arg-type]
    events.ask(asked)
    if not asked.given:
        raise HouseholdCodeNeeded
