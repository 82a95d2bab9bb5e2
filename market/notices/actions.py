"""Asking that somebody be told. The sending itself is the worker's."""

from datetime import datetime
from typing import Any
from uuid import UUID

from market import outbox
from market.accounts.rules import CodeRequested
from market.notices.rules import NOTICES, SIGN_IN_CODE, send_at


def tell(*, person_id: UUID, notice: str, words: dict[str, str], now: datetime) -> None:
    """Have `person_id` told once this transaction is committed. `words` name orders and goods, never people."""
    if notice not in NOTICES:
        raise KeyError(notice)
    payload: dict[str, Any] = {"person_id": str(person_id), "notice": notice, "words": words}
    outbox.put("notice", payload, now=now, due_at=send_at(notice, now))


def send_sign_in_code(requested: CodeRequested) -> None:
    """Have the one-time code sent; the outbox learns only which row it is derived from."""
    outbox.put(SIGN_IN_CODE, {"code_id": str(requested.code_id)}, now=requested.at)
