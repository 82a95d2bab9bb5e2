"""A whole import undone, while nothing was sold and no household has signed in: everything it made goes again."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, delete, exists, or_, select, update

from market import clock, events
from market.accounts.models import Delegation, Person, Role
from market.catalog.actions.change_feed import announce_product
from market.catalog.models import Certificate, Photo, Product, Shop, StockMovement
from market.catalog.rules.shops import ShopChanged
from market.db import Model, db
from market.imports import chunks, rules
from market.imports.models import Import, ImportedKey, ImportRow
from market.orders.models import Order, OrderLine
from market.teams.models import Consent, ConsentCode, Household
from market.teams.rules import ShopsRemoved

_RESTORED: dict[str, type[Model]] = {
    rules.Kind.HOUSEHOLDS: Household,
    rules.Kind.SHOPS: Shop,
    rules.Kind.PRODUCTS: Product,
}


def undo(*, import_: Import, now: datetime) -> None:
    """Take away what the import made and put back what it changed. Raises ImportRunning, ImportInUse."""
    if import_.state == rules.State.UNDONE:
        return
    chunks.pass_gate()
    if import_.state in rules.OPEN:
        raise rules.ImportRunning
    made = select(ImportRow.subject_id).where(
        ImportRow.import_id == import_.id, ImportRow.status == chunks.Status.CREATED
    )
    households = select(Household.id).where(Household.import_id == import_.id)
    owners = select(Household.person_id).where(Household.import_id == import_.id)
    in_shops = made if import_.kind == rules.Kind.SHOPS else select(Shop.id).where(Shop.id.is_(None))
    shops = select(Shop.id).where(or_(Shop.id.in_(in_shops), Shop.owner_id.in_(owners)))
    loose = made if import_.kind == rules.Kind.PRODUCTS else select(Product.id).where(Product.id.is_(None))
    products = select(Product.id).where(or_(Product.id.in_(loose), Product.shop_id.in_(shops)))
    _check_unused(import_, shops, products)
    counted = _counted(shops, products)
    left = _left(shops, products)
    _restore(import_)
    _remove_goods(list(db.session.scalars(products)), now)
    _remove_shops(list(db.session.scalars(shops)))
    _remove_households(import_, households, owners)
    db.session.execute(update(ImportRow).where(ImportRow.import_id == import_.id).values(status=chunks.Status.UNDONE))
    import_.state, import_.undone_at = rules.State.UNDONE, now
    for village_key, days in counted.items():
        events.publish(ShopsRemoved(at=now, village_key=village_key, days=frozenset(days)))
    for shop in left:
        events.publish(ShopChanged(at=now, shop_id=shop.id, village_key=shop.village_key))


def _check_unused(import_: Import, shops: Select[Any], products: Select[Any]) -> None:
    used = (
        exists().where(Order.shop_id.in_(shops)),
        exists().where(OrderLine.product_id.in_(products)),
        exists().where(Household.import_id == import_.id, Household.signed_in_at.is_not(None)),
    )
    if db.session.scalar(select(or_(*used))):
        raise rules.ImportInUse


def _counted(shops: Select[Any], products: Select[Any]) -> dict[str, set[date]]:
    """Village → the days on which what goes had counted as opened, or as having goods."""
    opened = select(Shop.commune_code, Shop.village_slug, Shop.opened_at).where(Shop.id.in_(shops))
    listed = select(Shop.commune_code, Shop.village_slug, Product.created_at).join(Product, Product.shop_id == Shop.id)
    of_goods = listed.where(Product.id.in_(products), Shop.opened_at.is_not(None))
    days: dict[str, set[date]] = defaultdict(set)
    for wanted in (opened.where(Shop.opened_at.is_not(None)), of_goods):
        for commune_code, slug, at in db.session.execute(wanted.distinct()):
            days[f"{commune_code}/{slug}"] |= {clock.local_day(at)} if at else set()
    return days


def _left(shops: Select[Any], products: Select[Any]) -> list[Shop]:
    """The open shops that only lose goods."""
    losing = select(Product.shop_id).where(Product.id.in_(products))
    stays = Shop.opened_at.is_not(None) & Shop.id.not_in(shops)
    return list(db.session.scalars(select(Shop).where(Shop.id.in_(losing), stays)))


def _restore(import_: Import) -> None:
    """Put back what rows changed; nothing that was changed since by others is lost but what the rows had changed."""
    model = _RESTORED[import_.kind]
    changed = select(ImportRow).where(ImportRow.import_id == import_.id, ImportRow.was.is_not(None))
    for row in db.session.scalars(changed):
        values = {name: _read_back(name, value) for name, value in (row.was or {}).items()}
        thing = db.session.get(model, row.subject_id)
        for name, value in values.items() if thing is not None else ():
            setattr(thing, name, value)
    # So that the same file, sent again, writes them once more.
    mine = (ImportedKey.import_id == import_.id) & (ImportedKey.kind == import_.kind)
    db.session.execute(update(ImportedKey).where(mine).values(digest=""))
    db.session.flush()


def _read_back(name: str, value: Any) -> Any:
    return date.fromisoformat(value) if name == "registered_on" and value else value


def _remove_goods(ids: list[UUID], now: datetime) -> None:
    for part in _parts(ids):
        seen = select(Product.id).join(Shop, Shop.id == Product.shop_id)
        public = db.session.scalars(seen.where(Product.id.in_(part), Shop.opened_at.is_not(None))).all()
        for model in (StockMovement, Certificate, Photo):
            db.session.execute(delete(model).where(model.product_id.in_(part)))
        db.session.execute(delete(Product).where(Product.id.in_(part)))
        _forget_keys(part)
        for product_id in public:
            announce_product(product_id, now=now)


def _remove_shops(ids: list[UUID]) -> None:
    for part in _parts(ids):
        db.session.execute(delete(Role).where(Role.place_code.in_([str(shop_id) for shop_id in part])))
        db.session.execute(delete(Shop).where(Shop.id.in_(part)))
        _forget_keys(part)


def _remove_households(import_: Import, households: Select[Any], owners: Select[Any]) -> None:
    ids, people = list(db.session.scalars(households)), list(db.session.scalars(owners))
    for part in _parts(ids):
        db.session.execute(delete(Consent).where(Consent.household_id.in_(part)))
        db.session.execute(delete(ConsentCode).where(ConsentCode.household_id.in_(part)))
        db.session.execute(delete(Household).where(Household.id.in_(part)))
        _forget_keys(part)
    for part in _parts(people):
        db.session.execute(delete(Delegation).where(Delegation.person_id.in_(part)))
        # Somebody who was known before the import stays.
        made = (Person.created_at >= import_.created_at) & Person.password_hash.is_(None)
        gone = set(db.session.scalars(select(Person.id).where(Person.id.in_(part), made)))
        db.session.execute(delete(Role).where(Role.person_id.in_(gone)))
        db.session.execute(delete(Person).where(Person.id.in_(gone)))


def _forget_keys(ids: list[UUID]) -> None:
    db.session.execute(delete(ImportedKey).where(ImportedKey.subject_id.in_(ids)))


def _parts(ids: list[UUID]) -> Iterable[list[UUID]]:
    return (ids[start : start + 5000] for start in range(0, len(ids), 5000))
