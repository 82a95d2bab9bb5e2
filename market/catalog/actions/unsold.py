"""Goods that nobody ever ordered can go without a trace."""

from datetime import datetime

from sqlalchemy import delete, exists, select

from market import clock, errors, events
from market.accounts.models import Person
from market.accounts.rules import RoleName
from market.catalog.access import acting_role
from market.catalog.actions import certificates, change_feed, photos
from market.catalog.models import Certificate, Product, StockMovement
from market.catalog.rules.products import HasStands, ProductRemoved, SalesAsked, WasSold
from market.catalog.rules.shops import WhileSuspended
from market.db import db


def remove_product(*, product: Product, by: Person, now: datetime) -> None:
    """Delete a locked `product` with its photos, certificate and movements. Only its household does.

    Raises NotAllowed, WhileSuspended, WasSold, HasStands.
    """
    if acting_role(product.shop, by) != RoleName.SELLER:
        raise errors.NotAllowed
    if product.suspension_reason is not None or product.shop.suspension_reason is not None:
        raise WhileSuspended
    events.ask(asked := SalesAsked(at=now, product_id=product.id))
    if asked.numbers:
        raise WasSold
    if db.session.scalar(select(exists().where(Product.parent_id == product.id, Product.fair_slug.is_not(None)))):
        raise HasStands
    _forget(product, now)


def _forget(product: Product, now: datetime) -> None:
    for photo in list(product.photos):
        photos.remove_photo(product=product, n=photo.n, now=now)
    photos.discard_previews(product.id, now=now)
    certificates.forget_certificate(product=product, now=now)
    for part in (Certificate, StockMovement):
        db.session.execute(delete(part).where(part.product_id == product.id))
    removed = ProductRemoved(
        at=now,
        product_id=product.id,
        shop_id=product.shop_id,
        village_key=product.shop.village_key,
        listed_on=clock.local_day(product.created_at),
    )
    db.session.expire(product, ["certificate"])
    db.session.delete(product)
    db.session.flush()
    change_feed.announce_product(removed.product_id, now=now)
    events.publish(removed)
