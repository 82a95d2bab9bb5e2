"""Certificates: the queue of the officers of a place, and the one of a product to whom it concerns."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, false, or_, select

from market import clock, errors
from market.accounts.models import Person
from market.accounts.rules import RoleName
from market.catalog import access
from market.catalog.models import Certificate, Product, Shop
from market.catalog.queries.products import product_for
from market.catalog.queries.shops import SHOP_IS_PUBLIC
from market.catalog.queries.shown_products import CERTIFIED, DECIDED, certificate_shown
from market.catalog.rules.certificates import CertificateState
from market.catalog.rules.products import ProductStatus
from market.db import db
from market.http import page
from market.places.models import Commune
from market.places.queries import place_of

_ALL = ("product_id", "state", *CERTIFIED, *DECIDED)


def certificates_seen_by(person: Person, *, state: str | None, place: str | None, now: datetime) -> Select[Any]:
    """Those of `place` (a commune or province), or of all places of an officer; operators see every one.

    Officers see what they can decide on: not what is taken off sale. Raises NotAllowed for a place of others.
    """
    wanted = (
        select(*(getattr(Certificate, name) for name in _ALL))
        .add_columns(Product.name, Shop.id.label("shop_id"), Shop.name.label("shop_name"), Shop.commune_code)
        .join(Product, Product.id == Certificate.product_id)
        .join(Shop, Shop.id == Product.shop_id)
    )
    if state is not None:
        wanted = wanted.where(_in_state(CertificateState(state), now))
    if place is not None:
        access.require_sight(person, place)
        wanted = wanted.where(_within(place))
    if person.holds(RoleName.OPERATOR):
        return wanted
    mine = or_(false(), *(_within(each) for each in sorted(person.places(RoleName.OFFICER))))
    listed = (Product.status == ProductStatus.LISTED) & Product.suspension_reason.is_(None) & SHOP_IS_PUBLIC
    return wanted.where(mine, listed)


def certificates_page(
    person: Person, *, state: str | None, place: str | None, limit: int, cursor: str | None = None, now: datetime
) -> dict[str, Any]:
    """One page of the queue, newest goods first. Raises as `certificates_seen_by`."""
    wanted = certificates_seen_by(person, state=state, place=place, now=now)
    found = page(wanted, Certificate.product_id, limit=limit, cursor=cursor, rows=True)
    return found | {"items": [listed(row, now) for row in found["items"]]}


def certificate_for(product_id: UUID, person: Person, *, now: datetime) -> dict[str, Any]:
    """One of the queue. Raises NotFound."""
    wanted = certificates_seen_by(person, state=None, place=None, now=now)
    row = db.session.execute(wanted.where(Certificate.product_id == product_id)).first()
    return listed(errors.found(row), now)


def listed(row: Row[Any], now: datetime) -> dict[str, Any]:
    """One line of the queue."""
    return certificate_shown(row, row.product_id, now) | {
        "product": {"id": row.product_id, "name": row.name},
        "shop": {"id": row.shop_id, "name": row.shop_name, "commune": place_of(row.commune_code)},
    }


def photo_of(product_id: UUID, viewer: Person, *, now: datetime) -> str:
    """The picture of a product's certificate by its name, to whom it concerns. Raises NotFound for anyone else."""
    product = product_for(product_id, viewer, now=now)
    if not access.sees_certificate(product.shop, viewer):
        raise errors.NotFound
    certificate = errors.found(db.session.get(Certificate, product_id))
    return errors.found(certificate.photo)


def _in_state(state: CertificateState, now: datetime) -> ColumnElement[bool]:
    """As `certificate_state` says it: past its day it is expired, whether or not the sweep has been."""
    is_over = Certificate.expires_on <= clock.local_day(now)
    return is_over if state == CertificateState.EXPIRED else ~is_over & (Certificate.state == state)


def _within(place: str) -> ColumnElement[bool]:
    if len(place) > 2:
        return Shop.commune_code == place
    return Shop.commune_code.in_(select(Commune.code).where(Commune.province_code == place))
