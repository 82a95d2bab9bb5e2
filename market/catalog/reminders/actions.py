"""A reminder is asked for, ended, and given. None commits."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, delete, or_, update

from market import clock, errors, ids
from market.accounts.models import Person
from market.accounts.rules import PersonErased
from market.catalog.models import Product
from market.catalog.reminders import queries, rules
from market.catalog.reminders.models import Reminder
from market.catalog.rules.products import in_season
from market.db import db, insert_if_absent, one_at_a_time
from market.notices.actions import notify

_AT_ONCE = 200


def ask(*, person: Person, product: Product, now: datetime) -> Reminder:
    """Again changes nothing. Raises NothingToWaitFor, TooManyReminders."""
    one_at_a_time(f"reminders {person.id}")
    kept = queries.reminder(person.id, product.id)
    if kept is None:
        told = {"told_season": _season_at_hand(product, now), "asked_at": now}
        if queries.count(person.id) >= rules.MOST:
            raise rules.TooManyReminders(most=rules.MOST)
        insert_if_absent(Reminder, id=ids.new_id(), person_id=person.id, product_id=product.id, **told)
        kept = queries.reminder(person.id, product.id)
    return errors.found(kept)


def end(*, person: Person, product_id: UUID) -> None:
    db.session.execute(delete(Reminder).filter_by(person_id=person.id, product_id=product_id))


def tell_some(*, after: UUID | None, now: datetime) -> UUID | None:
    """Have some people told, each once a season; the last reminder that was looked at, None at the end."""
    found = queries.due(now, after=after, limit=_AT_ONCE)
    for row in found:
        _tell(row, now)
    return found[-1].Reminder.id if len(found) == _AT_ONCE else None


def erase_reminders(erased: PersonErased) -> None:
    db.session.execute(delete(Reminder).filter_by(person_id=erased.person_id))


def _season_at_hand(product: Product, now: datetime) -> int | None:
    """The season in which it can be bought this moment: the next one is waited for. Raises NothingToWaitFor."""
    season, day = (product.from_month, product.to_month), clock.local_day(now)
    if not (product.is_for_sale(now) and product.stock and in_season(*season, day.month)):
        return None
    if rules.is_all_year(*season):
        raise rules.NothingToWaitFor(name=product.name)
    return rules.season_of(*season, day)


def _tell(row: Row[Any], now: datetime) -> None:
    """One notice a season, whoever else looks at the same moment; what has no season is told once and for all."""
    one: Reminder = row.Reminder
    season = rules.season_of(row.from_month, row.to_month, clock.local_day(now))
    if _take(one, season, for_all=rules.is_all_year(row.from_month, row.to_month)):
        words, once = {"name": row.name, "shop": row.shop}, f"reminder:{one.id}:{season}"
        notify(person_id=one.person_id, notice=rules.NOTICE, words=words, now=now, once=once)


def _take(one: Reminder, season: int, *, for_all: bool) -> bool:
    untold = or_(Reminder.told_season.is_(None), Reminder.told_season < season)
    change = delete(Reminder) if for_all else update(Reminder).values(told_season=season)
    mine = change.where(Reminder.id == one.id, untold).execution_options(synchronize_session=False)
    return db.session.scalar(mine.returning(Reminder.id)) is not None
