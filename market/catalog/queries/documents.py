"""Everything the search index needs of goods, in batches, so that a rebuild of a million never holds them all."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import islice
from uuid import UUID

from sqlalchemy import Select, func, select

from market import clock
from market.catalog.models import Category, Product
from market.catalog.queries.shown_products import sale_shown
from market.catalog.rules.certificates import stars_shown
from market.catalog.rules.document import Document
from market.catalog.rules.products import NEW_DAYS, photo_address
from market.db import db
from market.fields import rfc3339
from market.places.models import Became, FormerCommune

_BATCH = 200


def documents(product_ids: Iterable[UUID] | None = None, *, now: datetime) -> Iterator[Document]:
    """A document of each product, or of those named; one that exists no more has none.

    Without ids, all of them in the order of their ids. Goods that cannot be bought come with `visible` false.
    """
    groups = _groups()
    for products in _named(product_ids) if product_ids is not None else _all():
        former = _formerly({product.shop.commune_code for product in products})
        parents, new = _parents(products), _new(products, now)
        for product in products:
            made = _document(product, parents.get(product.parent_id, product), groups, former, now)
            yield replace(made, new_until=new.get(product.id))


def product_ids_of(shop_id: UUID) -> list[UUID]:
    """All goods of a shop, seen or not: what news about the shop concerns."""
    return list(db.session.scalars(select(Product.id).where(Product.shop_id == shop_id).order_by(Product.id)))


def _named(product_ids: Iterable[UUID]) -> Iterator[list[Product]]:
    left = iter(product_ids)
    while batch := list(islice(left, _BATCH)):
        yield _read(select(Product).where(Product.id.in_(batch)))


def _all() -> Iterator[list[Product]]:
    wanted = select(Product).order_by(Product.id).limit(_BATCH)
    batch = _read(wanted)
    while batch:
        yield batch
        batch = _read(wanted.where(Product.id > batch[-1].id))


def _read(wanted: Select[Product]) -> list[Product]:
    # The index must see what is committed now, not what this session once loaded.
    return list(db.session.scalars(wanted.execution_options(populate_existing=True)))


def _parents(products: list[Product]) -> dict[UUID | None, Product]:
    """Of the goods of stands those that they are a part of: whose photos and certificate they are shown with."""
    wanted = {product.parent_id for product in products if product.parent_id is not None}
    found = _read(select(Product).where(Product.id.in_(wanted))) if wanted else []
    return {parent.id: parent for parent in found}


def _new(products: list[Product], now: datetime) -> dict[UUID, date]:
    """Until when what is its shop's first of a kind is new. Whoever lists it anew has listed one before."""
    since = now - timedelta(days=NEW_DAYS)
    young = [product for product in products if product.created_at > since and product.parent_id is None]
    if not young:
        return {}
    kind = (Product.shop_id, Product.category_slug)
    wanted = select(*kind, func.min(Product.created_at)).where(Product.shop_id.in_({one.shop_id for one in young}))
    first = {(shop, slug): at for shop, slug, at in db.session.execute(wanted.group_by(*kind))}
    return {
        one.id: clock.local_day(one.created_at + timedelta(days=NEW_DAYS))
        for one in young
        if first[one.shop_id, one.category_slug] == one.created_at
    }


def _groups() -> dict[str, str]:
    """Each category's topmost one."""
    rows = db.session.execute(select(Category.slug, Category.parent_slug))
    parents: dict[str, str | None] = {slug: parent for slug, parent in rows}  # noqa: C416

    def top(slug: str) -> str:
        parent = parents[slug]
        return slug if parent is None else top(parent)

    return {slug: top(slug) for slug in parents}


def _formerly(codes: set[str]) -> dict[str, list[tuple[str, str]]]:
    """What communes of now were: name and district of each part."""
    parts: dict[str, list[tuple[str, str]]] = defaultdict(list)
    wanted = select(Became.commune_code, FormerCommune.name, FormerCommune.district).join(
        FormerCommune, FormerCommune.code == Became.former_code
    )
    for code, name, district in db.session.execute(
        wanted.where(Became.commune_code.in_(codes)).order_by(FormerCommune.code)
    ):
        parts[code].append((name, district))
    return parts


def _document(
    product: Product,
    parent: Product,
    groups: Mapping[str, str],
    former: Mapping[str, list[tuple[str, str]]],
    now: datetime,
) -> Document:
    shop, commune = product.shop, product.shop.commune
    formerly = former.get(commune.code, [])
    stars = stars_shown(parent.certificate, clock.local_day(now))
    same = ("id", "version", "name", "slug", "description", "category_slug", "price_vnd", "unit", "pack")
    also = ("ships_by_post", "from_month", "to_month", "created_at")
    return Document(
        **{name: getattr(product, name) for name in same + also},
        visible=product.is_for_sale(now),
        also_known_as=tuple(product.also_known_as),
        names={language: name for language, name in product.names.items() if name},
        category_name=product.category.name_vi,
        group_slug=groups[product.category_slug],
        shop_id=shop.id,
        shop_name=shop.name,
        commune_code=commune.code,
        commune_name=commune.name,
        province_code=commune.province_code,
        province_name=commune.province.name,
        former_communes=tuple(name for name, _ in formerly),
        former_districts=tuple(dict.fromkeys(district for _, district in formerly)),
        village=shop.village,
        in_stock=product.stock > 0,
        stars=stars,
        stars_until=parent.certificate.expires_on if parent.certificate and stars else None,
        voices=product.review_voices,
        score=product.review_score,
        tier=product.review_tier if product.review_voices else shop.review_tier,
        reliability=shop.reliability,
        sold=product.sold_step,
        photo=photo_address(product.id, parent.photos[0].n, "small") if parent.photos else None,
        sale=_sale(product),
    )


def _sale(product: Product) -> dict[str, str] | None:
    shown = sale_shown(product)
    return {name: one if isinstance(one, str) else _written(one) for name, one in shown.items()} if shown else None


def _written(at: date) -> str:
    return rfc3339(at) if isinstance(at, datetime) else at.isoformat()
