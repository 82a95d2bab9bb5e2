"""Why something stays although its import is undone, each as a rule: it was somebody's before, or is by now."""

from collections.abc import Callable, Collection, Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import select

from market.accounts.models import Person
from market.catalog.models import Certificate, Photo, Product, Shop, StockMovement
from market.catalog.rules.stock import Reason
from market.db import db
from market.imports import access, bulk, cleaning, rules
from market.imports.models import Import, ImportedKey, ImportedValues
from market.teams.models import Consent, Household

CHANGED = "changed-since"
_PLACE = (Shop.owner_id, Shop.commune_code, Shop.village_slug)
# What has the id, who holds it, where it lies.
_THINGS: dict[str, Any] = {
    rules.Kind.HOUSEHOLDS: select(Household.id, Household.person_id, Household.commune_code, Household.village_slug),
    rules.Kind.SHOPS: select(Shop.id, *_PLACE),
    rules.Kind.PRODUCTS: select(Product.id, *_PLACE).join(Shop, Shop.id == Product.shop_id),
}


def others(kind: str, ids: Collection[UUID], reach: Collection[str] | None) -> dict[UUID, str]:
    """What is not the undoer's to touch: outside of his places, or of a household that keeps it itself."""
    wanted = _THINGS[kind]
    found = db.session.execute(wanted.where(bulk.one_of(wanted.selected_columns.id, ids))).all()
    will = access.will_of({owner_id for _, owner_id, _, _ in found}, lock=True)
    own = will.own | (will.agreed if kind == rules.Kind.HOUSEHOLDS else set())
    stays = {subject: "household-own" for subject, owner_id, _, _ in found if owner_id in own}
    for subject, _, commune_code, slug in found:
        if not access.is_in_reach(reach, village_key := f"{commune_code}/{slug}"):
            stays[subject] = f"outside={access.village_named(village_key)}"
    return stays


def made(kind: str, ids: Collection[UUID], import_: Import) -> dict[UUID, str]:
    """Of what the import made: what somebody has added to or changed since."""
    return dict.fromkeys(_IN_USE[kind](ids, import_), CHANGED)


def changed_columns(thing: Any, was: dict[str, Any]) -> set[str]:
    """Those that read otherwise than the import wrote them; all of a thing where only a hash of all was kept."""
    became = was.get(cleaning.BECAME)
    columns = {name: getattr(thing, name) for name in was if name != cleaning.BECAME}
    if not isinstance(became, dict):
        return set() if cleaning.digest_of(columns) == became else set(columns)
    return {name for name, value in columns.items() if cleaning.brief(value) != became.get(name)}


def _goods_in_use(ids: Collection[UUID], _import: Import) -> Iterator[UUID]:
    for added in (StockMovement, Photo, Certificate):
        wanted = select(added.product_id).where(bulk.one_of(added.product_id, ids))
        opening = StockMovement.reason != Reason.OPENING
        yield from db.session.scalars(wanted.where(opening) if added is StockMovement else wanted)
    yield from db.session.scalars(select(Product.id).where(bulk.one_of(Product.id, ids), Product.version > 1))
    promised = select(Product.parent_id).where(bulk.one_of(Product.parent_id, ids), Product.fair_slug.is_not(None))
    yield from filter(None, db.session.scalars(promised))


def _shops_in_use(ids: Collection[UUID], _import: Import) -> Iterator[UUID]:
    yield from db.session.scalars(select(Product.shop_id).where(bulk.one_of(Product.shop_id, ids)))
    yield from db.session.scalars(select(Shop.id).where(bulk.one_of(Shop.id, ids), Shop.version > 1))


def _households_in_use(ids: Collection[UUID], import_: Import) -> Iterator[UUID]:
    mine = select(Household.id).where(bulk.one_of(Household.id, ids))
    yield from db.session.scalars(mine.join(Consent, Consent.household_id == Household.id))
    yield from db.session.scalars(mine.join(Shop, Shop.owner_id == Household.person_id))
    before = Person.created_at < import_.created_at
    yield from db.session.scalars(mine.join(Person, Person.id == Household.person_id).where(before))
    another = (ImportedKey.import_id != import_.id) & (ImportedKey.digest != "")
    yield from _corrected(ids)
    named = select(ImportedKey.subject_id).where(bulk.one_of(ImportedKey.subject_id, ids), another)
    yield from db.session.scalars(named)


def _corrected(ids: Collection[UUID]) -> Iterator[UUID]:
    """Households that read otherwise than files wrote them."""
    written = select(Household, ImportedValues.wrote).join(ImportedValues, ImportedValues.subject_id == Household.id)
    for household, wrote in db.session.execute(written.where(bulk.one_of(Household.id, ids))):
        if any(cleaning.brief(getattr(household, column)) != told for column, told in wrote.items()):
            yield household.id


_IN_USE: dict[str, Callable[[Collection[UUID], Import], Iterator[UUID]]] = {
    rules.Kind.HOUSEHOLDS: _households_in_use,
    rules.Kind.SHOPS: _shops_in_use,
    rules.Kind.PRODUCTS: _goods_in_use,
}
