"""Looks become counts of a day: each file once, whatever dies in between."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, update

from market import outbox
from market.catalog.models import Shop
from market.db import db, insert_if_absent, upsert
from market.insight.actions.rollups import DAYS
from market.insight.seen.lines import NOWHERE, Look
from market.insight.seen.models import SeenDay, SeenFile
from market.insight.seen.rules import Step

# A file that is found later than this is no longer known to be counted or not: it is not.
FILES_COUNT_FOR, _FILES_KNOWN_FOR = timedelta(days=30), timedelta(days=60)
_KEY = ("day", "subject_id", "source")


def count_file(*, file_id: UUID, looks: Mapping[Look, int], now: datetime) -> bool:
    """Add what stands in a file to the counts, unless that was done before; whether it was not."""
    if not insert_if_absent(SeenFile, id=file_id, counted_at=now):
        return False
    count(looks)
    return True


def count(looks: Mapping[Look, int]) -> None:
    """Add `looks` to the counts; in the order of their keys, so that two machines cannot wait for each other."""
    if rows := _rows(looks):
        added = upsert(SeenDay)
        sums = {step.value: getattr(SeenDay, step) + getattr(added.excluded, step) for step in Step}
        merged = added.on_conflict_do_update(index_elements=_KEY, set_={**sums, "is_new": True})
        db.session.execute(merged, sorted(rows, key=lambda row: [str(row[name]) for name in _KEY]))


def _rows(looks: Mapping[Look, int]) -> list[dict[str, Any]]:
    """One a day, subject and source; of a shop that is gone none."""
    villages = _villages({look.shop_id for look in looks})
    steps: dict[Any, dict[str, int]] = defaultdict(lambda: dict.fromkeys(Step, 0))
    for look, times in looks.items():
        if look.shop_id in villages:
            steps[look.day, look.subject_id, look.source, look.shop_id][look.step] += times
    return [
        dict(zip((*_KEY, "shop_id"), key, strict=True)) | villages[key[-1]] | told | {"is_new": True}
        for key, told in steps.items()
    ]


def _villages(shop_ids: set[UUID]) -> dict[UUID, dict[str, str]]:
    """Where each shop stands now; what is of no shop stands nowhere."""
    where = select(Shop.id, Shop.commune_code, Shop.village_slug).where(Shop.id.in_(shop_ids))
    found = {
        id: {"commune": commune, "village_key": f"{commune}/{slug}"} for id, commune, slug in db.session.execute(where)
    }
    return {NOWHERE: {"commune": "", "village_key": ""}, **found}


def tell_figures(*, now: datetime) -> int:
    """Have the days counted again that have changed since the last time; how many villages there were."""
    told = update(SeenDay).where(SeenDay.is_new).values(is_new=False).returning(SeenDay.village_key, SeenDay.day)
    days: dict[str, set[date]] = defaultdict(set)
    for village, day in db.session.execute(told.execution_options(synchronize_session=False)):
        days[village].add(day)
    days.pop("", None)
    for village, changed in sorted(days.items()):
        outbox.put(DAYS, {"village": village, "days": sorted(map(str, changed))}, now=now)
    return len(days)


def purge_files(*, now: datetime) -> None:
    """Forget which files were counted, long after none of them can be found any more."""
    db.session.execute(delete(SeenFile).where(SeenFile.counted_at < now - _FILES_KNOWN_FOR))
