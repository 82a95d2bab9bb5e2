"""Once a night each commune is counted, one a transaction: who is ready is written down, and what that comes to."""

from datetime import date, datetime, timedelta

import sqlalchemy as sa

from market import clock
from market.catalog.models import Shop
from market.db import db, upsert
from market.insight.actions.holding import hold
from market.insight.ready import recount
from market.insight.ready.models import ReadyCell, ReadyCount, ReadyShop
from market.insight.ready.rules import Tally
from market.places.queries import province_of


def due(now: datetime) -> list[str]:
    """The communes with shops that have not been counted today."""
    today = clock.local_day(now)
    counted = sa.select(ReadyCount.commune).where(ReadyCount.day >= today)
    shops = sa.select(Shop.commune_code).where(Shop.commune_code.not_in(counted)).distinct()
    return list(db.session.scalars(shops.order_by(Shop.commune_code)))


def count(commune: str, *, now: datetime) -> None:
    """Of the last day that is over: on the first of a month that is the month before, which stands so from then on."""
    today = clock.local_day(now)
    hold(province_of(commune), now)
    _write_down(commune, (today - timedelta(days=1)).replace(day=1), now)
    count_again(commune)
    row = upsert(ReadyCount).values(commune=commune, day=today, at=now)
    db.session.execute(row.on_conflict_do_update(index_elements=["commune"], set_={"day": today, "at": now}))


def count_again(commune: str) -> None:
    """The cells of a commune, from what was written down of it."""
    db.session.execute(_without(sa.delete(ReadyCell).where(ReadyCell.commune == commune)))
    rows = [_row(month, commune, tally) for (_, month), tally in recount.cells(commune).items()]
    if rows:
        db.session.execute(sa.insert(ReadyCell), rows)


def count_everything() -> int:
    """Count all of it again from what was written down; who was ready on a past night cannot be found anew."""
    communes = db.session.scalars(sa.select(ReadyCount.commune).order_by(ReadyCount.commune)).all()
    for commune in communes:
        count_again(commune)
    return len(communes)


def _write_down(commune: str, month: date, now: datetime) -> None:
    ready = recount.ready_shops(commune, now)
    old = sa.delete(ReadyShop).where(ReadyShop.commune == commune, ReadyShop.month == month)
    db.session.execute(_without(old))
    # A shop that has moved since is ready where it is now.
    moved = sa.delete(ReadyShop).where(ReadyShop.shop_id.in_(ready), ReadyShop.month == month)
    db.session.execute(_without(moved))
    if ready:
        db.session.execute(
            sa.insert(ReadyShop), [{"shop_id": shop, "month": month, "commune": commune} for shop in ready]
        )


def _without(change: sa.Delete) -> sa.Delete:
    return change.execution_options(synchronize_session=False)


def _row(month: date, commune: str, tally: Tally) -> dict[str, object]:
    counts = {"ready": tally.ready, "orders": tally.orders, "sold": tally.sold}
    waits = {str(days): count for days, count in sorted(tally.waits.items())}
    return {"commune": commune, "month": month, "province": province_of(commune), **counts, "waits": waits}
