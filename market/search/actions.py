"""Searches that found nothing, counted by day and folded query. They are of nobody: no person, address or time."""

from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import delete

from market.db import db, upsert
from market.search.models import EmptySearch

KEPT = timedelta(days=90)


def count_empty_searches(*, counts: Mapping[str, int], day: date) -> None:
    """Add to the counts of `day`; in the order of the texts, so that two machines cannot wait for each other."""
    for text in sorted(counts):
        added = upsert(EmptySearch).values(day=day, text=text, count=counts[text])
        total = EmptySearch.count + added.excluded.count
        db.session.execute(added.on_conflict_do_update(index_elements=["day", "text"], set_={"count": total}))


def purge_empty_searches(*, day: date) -> None:
    """Drop those of more than 90 days before `day`."""
    db.session.execute(delete(EmptySearch).where(EmptySearch.day < day - KEPT))
