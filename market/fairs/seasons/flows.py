"""The worker goes through the wishes, some in a transaction; never at night, so that nobody is told of what is gone
by the morning."""

from datetime import datetime
from uuid import UUID

from market.db import transaction
from market.fairs.seasons import actions, rules
from market.notices.rules import send_at


def tell_due(*, now: datetime) -> None:
    after: UUID | None = None
    while send_at(rules.NOTICE, now) == now:
        after = transaction(lambda after=after: actions.tell_some(after=after, now=now))  # type: ignore[misc]
        if after is None:
            return
