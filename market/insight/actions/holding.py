"""One counts a province at a time."""

from datetime import datetime

from market.db import db, upsert
from market.insight.models import Counted


def hold(province: str, now: datetime) -> None:
    """Nobody else counts this province until the transaction ends; what is read after this is read fresh."""
    row = upsert(Counted).values(province=province, at=now)
    db.session.execute(row.on_conflict_do_update(index_elements=["province"], set_={"at": now}))
