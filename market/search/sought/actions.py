"""Searches counted by day and text. They are of nobody: no person, address or time."""

from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import delete

from market.db import db, upsert
from market.search.sought.models import CountedSearch
from market.search.sought.rules import MOST_DAYS, Outcome, folded_of

Counts = Mapping[Outcome, int]  # of one text
_PARTS = {
    "empty": Outcome.EMPTY, "filtered": Outcome.FILTERED, "relaxed": Outcome.RELAXED, "opened": Outcome.OPENED,
}  # fmt: skip


def count_searches(*, counts: Mapping[str, Counts], day: date) -> None:
    """Add to the counts of `day`; in the order of the texts, so that two machines cannot wait for each other."""
    for text in sorted(counts):
        some = counts[text]
        told = {name: some.get(outcome, 0) for name, outcome in _PARTS.items()}
        told["asked"] = sum(some.values()) - told["opened"]
        added = upsert(CountedSearch).values(day=day, text=text, folded=folded_of(text), **told)
        total = {name: getattr(CountedSearch, name) + added.excluded[name] for name in told}
        db.session.execute(added.on_conflict_do_update(index_elements=["day", "text"], set_=total))


def purge_searches(*, day: date) -> None:
    """Drop those of more than 90 days before `day`."""
    db.session.execute(delete(CountedSearch).where(CountedSearch.day < day - timedelta(days=MOST_DAYS)))
