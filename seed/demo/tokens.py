"""The tokens of the demo's people: the same from one start to the next, as long as they are good."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from market.accounts import actions, queries
from market.accounts.models import Person


class Kept:
    """A file beside the demo's database, for its owner only."""

    def __init__(self, home: Path) -> None:
        self.file = home / "demo_tokens.json"
        self.file.touch(mode=0o600)
        self.by_phone: dict[str, str] = json.loads(self.file.read_text(encoding="utf-8") or "{}")

    def token_of(self, person: Person, *, now: datetime) -> str:
        """The one that was told before, or a new one where that has ended."""
        kept = self.by_phone.get(person.phone or "", "")
        if kept and queries.person_with_token(kept, now=now) == person:
            return kept
        fresh, _ = actions.issue_token(person=person, now=now)
        self.by_phone[person.phone or ""] = fresh
        self.file.write_text(json.dumps(self.by_phone), encoding="utf-8")
        return fresh
