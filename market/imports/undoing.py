"""An import undone, while nothing of it was sold: what it made goes again, what it changed is put back, and no more."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, exists, or_, select, update

from market import clock, events
from market.accounts.models import Person, Role
from market.catalog.actions.change_feed import announce_product
from market.catalog.models import Product, Shop, StockMovement
from market.catalog.rules.shops import ShopChanged
from market.db import Model, db
from market.imports import actions, chunks, cleaning, rules, staying, taking
from market.imports.models import Import, ImportedKey, ImportedValues, ImportRow
from market.orders.models import Order, OrderLine
from market.teams.models import ConsentCode, Household
from market.teams.rules import ShopsRemoved

_MODELS: dict[str, type[Model]] = {
    rules.Kind.HOUSEHOLDS: Household,
    rules.Kind.SHOPS: Shop,
    rules.Kind.PRODUCTS: Product,
}


_DONE = (chunks.Status.CREATED, chunks.Status.UPDATED)


@dataclass
class _Undoing:
    """What is being undone, by who writes of which places; what stays and why, and where figures change."""

    import_: Import
    reach: Collection[str] | None
    now: datetime
    stays: int = 0
    days: dict[str, set[date]] = field(default_factory=lambda: defaultdict(set))
    left: dict[UUID, str] = field(default_factory=dict)


def undo(*, import_: Import, reach: Collection[str] | None, now: datetime) -> int:
    """Take away what the import made and put back what it changed, as far as nobody has made it their own since.

    What stays says why in its row, and may be undone later; how much does. Raises ImportRunning, ImportInUse.
    """
    chunks.pass_gate()
    db.session.refresh(import_)
    if import_.state in rules.OPEN:
        raise rules.ImportRunning
    _check_unsold(import_)
    undoing = _Undoing(import_, reach, now)
    _restore(undoing)
    _remove(undoing, import_.kind, _subjects(import_, chunks.Status.CREATED))
    if import_.kind == rules.Kind.SHOPS:  # which brings households with it
        mine = select(Household.id).where(Household.import_id == import_.id).order_by(Household.id)
        _remove(undoing, rules.Kind.HOUSEHOLDS, list(db.session.scalars(mine)))
    _settle_rest(import_)
    import_.state, import_.undone_at = rules.State.UNDONE, import_.undone_at or now
    for village_key, days in undoing.days.items():
        events.publish(ShopsRemoved(at=now, village_key=village_key, days=frozenset(days)))
    for shop_id, village_key in undoing.left.items():
        events.publish(ShopChanged(at=now, shop_id=shop_id, village_key=village_key))
    return undoing.stays


def _settle_rest(import_: Import) -> None:
    """The rows that neither made nor changed anything."""
    rest = ImportRow.status.not_in(_DONE) | ImportRow.subject_id.is_(None)
    undone = update(ImportRow).where(ImportRow.import_id == import_.id, rest)
    db.session.execute(undone.values(status=chunks.Status.UNDONE))


def _subjects(import_: Import, status: chunks.Status) -> list[UUID]:
    mine = select(ImportRow.subject_id).where(ImportRow.import_id == import_.id, ImportRow.status == status)
    return [found for found in db.session.scalars(mine.order_by(ImportRow.row_no)) if found is not None]


def _check_unsold(import_: Import) -> None:
    made = select(ImportRow.subject_id).where(
        ImportRow.import_id == import_.id, ImportRow.status == chunks.Status.CREATED
    )
    sold = exists().where(Order.shop_id.in_(made)), exists().where(OrderLine.product_id.in_(made))
    if db.session.scalar(select(or_(*sold))):
        raise rules.ImportInUse


def _restore(undoing: _Undoing) -> None:
    """Put back what rows changed, where it still reads as they wrote it."""
    import_ = undoing.import_
    mine = (ImportRow.import_id == import_.id) & (ImportRow.status == chunks.Status.UPDATED)
    for part in _parts(_subjects(import_, chunks.Status.UPDATED)):
        things = taking.loaded(_MODELS[import_.kind], part, lock=True)
        stays = staying.others(import_.kind, part, undoing.reach)
        for row in db.session.scalars(select(ImportRow).where(mine, ImportRow.subject_id.in_(part))):
            thing, was = things.get(row.subject_id or import_.id), row.was or {}
            if thing is None or row.subject_id in stays:
                continue
            changed = staying.changed_columns(thing, was)
            stay = {field: mine for field, mine in _changing(import_).items() if changed & set(mine)}
            if stay:
                stays[thing.id] = f"{staying.CHANGED}={','.join(stay)}"  # type: ignore[attr-defined]
            row.was = _put_back(undoing, thing, was, {column for mine in stay.values() for column in mine})
        _mark(undoing, part, stays)
    # So that the same file, sent again, writes them once more.
    keys = ImportedKey.import_id == import_.id
    db.session.execute(update(ImportedKey).where(keys).values(digest=""))


def _put_back(undoing: _Undoing, thing: Any, was: dict[str, Any], stay: set[str]) -> dict[str, Any]:
    """Put back all but the columns that `stay`; what is left to put back once these read as the import wrote them."""
    back = {name: _read_back(name, value) for name, value in was.items() if name not in {cleaning.BECAME, *stay}}
    for name, value in back.items():
        setattr(thing, name, value)
    kept = db.session.get(ImportedValues, thing.id)
    if kept is not None:
        kept.wrote = kept.wrote | {name: cleaning.brief(value) for name, value in back.items()}
    db.session.flush()
    if back and isinstance(thing, Product):
        announce_product(thing.id, now=undoing.now)
    return {name: value for name, value in was.items() if name not in back}


def _changing(import_: Import) -> Mapping[str, tuple[str, ...]]:
    return actions.TAKINGS[import_.kind].changing


def _read_back(name: str, value: Any) -> Any:
    return date.fromisoformat(value) if name == "registered_on" and value else value


def _remove(undoing: _Undoing, kind: str, ids: list[UUID]) -> None:
    for part in _parts(ids):
        stays = staying.made(kind, part, undoing.import_) | staying.others(kind, part, undoing.reach)
        gone = [subject for subject in part if subject not in stays]
        _REMOVE[kind](undoing, gone)
        for kept in (ImportedKey, ImportedValues):
            db.session.execute(delete(kept).where(kept.subject_id.in_(gone)))
        _mark(undoing, part, stays)


def _remove_goods(undoing: _Undoing, ids: list[UUID]) -> None:
    seen = select(Product.id, Product.created_at, Product.shop_id, Shop.commune_code, Shop.village_slug)
    seen = seen.join(Shop, Shop.id == Product.shop_id).where(Product.id.in_(ids), Shop.opened_at.is_not(None))
    public = db.session.execute(seen).all()
    db.session.execute(delete(StockMovement).where(StockMovement.product_id.in_(ids)))
    db.session.execute(delete(Product).where(Product.id.in_(ids)))
    for product in public:
        undoing.left[product.shop_id] = village_key = f"{product.commune_code}/{product.village_slug}"
        undoing.days[village_key].add(clock.local_day(product.created_at))
        announce_product(product.id, now=undoing.now)


def _remove_shops(undoing: _Undoing, ids: list[UUID]) -> None:
    opened = select(Shop.commune_code, Shop.village_slug, Shop.opened_at).where(Shop.id.in_(ids))
    for shop in db.session.execute(opened.where(Shop.opened_at.is_not(None))):
        undoing.days[f"{shop.commune_code}/{shop.village_slug}"].add(clock.local_day(shop.opened_at))
    db.session.execute(delete(Role).where(Role.place_code.in_([str(shop_id) for shop_id in ids])))
    db.session.execute(delete(Shop).where(Shop.id.in_(ids)))


def _remove_households(_undoing: _Undoing, ids: list[UUID]) -> None:
    people = list(db.session.scalars(select(Household.person_id).where(Household.id.in_(ids))))
    db.session.execute(delete(ConsentCode).where(ConsentCode.household_id.in_(ids)))
    db.session.execute(delete(Household).where(Household.id.in_(ids)))
    db.session.execute(delete(Role).where(Role.person_id.in_(people)))
    db.session.execute(delete(Person).where(Person.id.in_(people)))


_REMOVE: dict[str, Callable[[_Undoing, list[UUID]], None]] = {
    rules.Kind.HOUSEHOLDS: _remove_households,
    rules.Kind.SHOPS: _remove_shops,
    rules.Kind.PRODUCTS: _remove_goods,
}


def _mark(undoing: _Undoing, ids: list[UUID], stays: dict[UUID, str]) -> None:
    """Say in each row what became of it."""
    mine = (ImportRow.import_id == undoing.import_.id) & ImportRow.status.in_(_DONE)
    undone = [subject for subject in ids if subject not in stays]
    values = {"status": chunks.Status.UNDONE, "was": None}
    db.session.execute(update(ImportRow).where(mine, ImportRow.subject_id.in_(undone)).values(**values))
    for row in db.session.scalars(select(ImportRow).where(mine, ImportRow.subject_id.in_(stays))):
        why = stays[row.subject_id or row.import_id]
        row.findings = [*(found for found in row.findings or [] if found != why), why]
    undoing.stays += len(stays)


def _parts(ids: list[UUID]) -> Iterable[list[UUID]]:
    return (ids[start : start + 5000] for start in range(0, len(ids), 5000))
