"""Goods and their categories, to those who may see them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import lazyload

from market import errors
from market.accounts.models import Person
from market.accounts.rules import RoleName
from market.catalog.access import acting_role, let_act, may_verify, require_agreed, sees_hidden
from market.catalog.models import Category, Photo, Product, Shop
from market.catalog.queries.shown_products import goods_shown
from market.catalog.rules.products import NEARLY_SOLD_OUT, OfAFair, ProductStatus, in_season
from market.clock import local_month
from market.db import db
from market.errors import NotAllowed, NotFound

# Enough to find what is in season among what is sold out.
_LOOKED_AT = 50


def product_for(product_id: UUID, viewer: Person | None, *, now: datetime) -> Product:
    """The product, if `viewer` may see it. Raises NotFound."""
    product = db.session.get(Product, product_id)
    if product is None or not (product.is_public(now) or sees_hidden(product.shop, viewer)):
        raise NotFound
    return product


def product_to_name(product_id: UUID, by: Person, *, now: datetime) -> Product:
    """The product, if `by` may see it. Raises NotFound, and NotAgreed for the team whose household has yet to agree."""
    found = db.session.get(Product, product_id)
    require_agreed(found.shop if found is not None else None, by)
    return product_for(product_id, by, now=now)


def product_to_act_for(product_id: UUID, by: Person, *, now: datetime) -> Product:
    """The product, held until this transaction ends, if `by` may act for its shop.

    Raises NotFound for one they cannot see, NotAllowed for another's, NotAgreed, OfAFair for the good of a stand.
    """
    product = product_to_name(product_id, by, now=now)
    let_act(product.shop, by, subject_id=product.id, now=now)
    if product.fair_slug is not None:
        raise OfAFair(fair=product.fair_slug)
    # As others left it: edits of one product at the same moment come one after the other.
    db.session.refresh(product, with_for_update={"of": Product})
    return product


def product_to_verify(product_id: UUID, by: Person, *, now: datetime) -> Product:
    """The product, if `by` is an officer of its place. Raises NotFound (also without a certificate), NotAllowed.

    Nobody decides on a certificate of their own shop: SameOperator.
    """
    product = product_for(product_id, by, now=now)
    commune = product.shop.commune
    if not may_verify(by, commune_code=commune.code, province_code=commune.province_code):
        raise NotAllowed
    if product.certificate is None:
        raise NotFound
    if acting_role(product.shop, by) == RoleName.SELLER:
        raise errors.SameOperator
    return product


def products_of(shop: Shop, viewer: Person | None) -> Select[Any]:
    """Rows of the shop's goods to show; those taken off sale or suspended only to those who see what is hidden."""
    wanted = goods_shown().where(Product.shop_id == shop.id)
    if sees_hidden(shop, viewer):
        return wanted
    return wanted.where(Product.status == ProductStatus.LISTED, Product.suspension_reason.is_(None))


class OnSale(NamedTuple):
    """What names and prices a good."""

    id: UUID
    name: str
    category_slug: str
    price_vnd: int
    unit: str
    pack: str
    stock: int


def on_sale(shop_id: UUID, *, most: int) -> list[OnSale]:
    """Goods of a shop that anyone may see as long as they see the shop, the newest first; none of a fair's."""
    told = [getattr(Product, name) for name in OnSale._fields]
    listed = Product.status == ProductStatus.LISTED, Product.suspension_reason.is_(None), Product.parent_id.is_(None)
    wanted = select(*told).where(Product.shop_id == shop_id, *listed).order_by(Product.id.desc()).limit(most)
    return [OnSale(*row) for row in db.session.execute(wanted)]


def nearly_sold_out(shop_id: UUID, *, now: datetime, most: int = 5) -> list[Product]:
    """Goods on sale, and in season, of which a shop has few packs left; fewest first."""
    few = Product.status == ProductStatus.LISTED, Product.suspension_reason.is_(None), Product.stock <= NEARLY_SOLD_OUT
    of_any_day = Product.parent_id.is_(None)
    wanted = select(Product).where(Product.shop_id == shop_id, *few, of_any_day).options(lazyload(Product.photos))
    found = db.session.scalars(wanted.order_by(Product.stock, Product.id).limit(_LOOKED_AT)).unique()
    month = local_month(now)
    return [product for product in found if in_season(product.from_month, product.to_month, month)][:most]


def listed_by_owner(owners: Select[Any]) -> Select[*tuple[Any, ...]]:
    """Of each of `owners` (their ids) who sells anything: how many goods, and how many of them without a photo."""
    bare = ~exists().where(Photo.product_id == Product.id)
    told = (func.count().label("listed"), func.count().filter(bare).label("without_photo"))
    wanted = select(Shop.owner_id, *told).join(Product, Product.shop_id == Shop.id)
    wanted = wanted.where(
        Shop.owner_id.in_(owners), Product.status == ProductStatus.LISTED, Product.parent_id.is_(None)
    )
    return wanted.group_by(Shop.owner_id)


def photo_for(product_id: UUID, n: int, viewer: Person | None, *, now: datetime) -> tuple[Photo, bool]:
    """Photo `n` of a product that `viewer` may see, and whether anyone may. Raises NotFound."""
    product = product_for(product_id, viewer, now=now)
    photo = errors.found(db.session.get(Photo, (product.parent_id or product_id, n)))
    return photo, product.is_public(now)


def photos_of(product_ids: Iterable[UUID]) -> dict[UUID, list[Photo]]:
    """The photos of each of these goods in order, by one statement; the first is the one on cards.

    The good of a stand is shown by those of the good that it is a part of.
    """
    found: dict[UUID, list[Photo]] = defaultdict(list)
    wanted = select(Product.id, Photo).join(Photo, Photo.product_id == func.coalesce(Product.parent_id, Product.id))
    wanted = wanted.where(Product.id.in_(list(product_ids)))
    for product_id, photo in db.session.execute(wanted.order_by(Product.id, Photo.n)):
        found[product_id].append(photo)
    return found


def is_category(slug: str) -> bool:
    """Whether there is such a category: a group will do where a household knows no finer one."""
    return db.session.get(Category, slug) is not None


def category_tree() -> list[dict[str, Any]]:
    """The six groups, each with its categories, in their order."""
    under: dict[str | None, list[Category]] = defaultdict(list)
    for category in db.session.scalars(select(Category).order_by(Category.position, Category.slug)):
        under[category.parent_slug].append(category)

    def branch(parent: str | None) -> list[dict[str, Any]]:
        return [
            {
                "slug": category.slug,
                "name": {"vi": category.name_vi, "en": category.name_en},
                "is_alcohol": category.is_alcohol,
                "children": branch(category.slug),
            }
            for category in under[parent]
        ]

    return branch(None)
