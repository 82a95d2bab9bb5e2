"""OCOP certificates: declared by the household, verified by an officer, over after 36 months."""

from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm.attributes import flag_modified

from market import clock, errors
from market.accounts.models import Person
from market.catalog.actions.change_feed import announce_product
from market.catalog.models import Certificate, Product
from market.catalog.rules.certificates import CERTIFICATE_STATES, CertificateState, certificate_state, expiry
from market.db import db
from market.language import Sentence

_FUTURE = Sentence("Ngày cấp không thể ở sau hôm nay.", en="The date of issue cannot be after today.")


def declare_certificate(*, product: Product, ocop: dict[str, Any] | None, now: datetime) -> None:
    """Make the household's declaration `ocop` {stars, certificate_no, issued_on}, or take it back with None.

    Said again unchanged it stays as it is; changed, it has to be verified anew. Raises InvalidInput.
    """
    if ocop is None:
        _take_back(product, now)
        return
    if ocop["issued_on"] > clock.local_day(now):
        raise errors.InvalidInput(errors={"ocop": {"issued_on": [_FUTURE]}})
    known = product.certificate
    if known is not None and all(getattr(known, name) == value for name, value in ocop.items()):
        return
    said = {**ocop, "expires_on": expiry(ocop["issued_on"]), "state": CertificateState.DECLARED}
    if known is None:
        product.certificate = Certificate(product_id=product.id, **said)
        _renew(product, now)
    else:
        _set(product, known, {**said, "verified_by": None, "verified_at": None}, now)


def verify_certificate(*, product: Product, by: Person, now: datetime) -> None:
    """An officer has seen the certificate: its stars are shown from now on. Raises WrongState for an expired one."""
    certificate, current = _current(product, now)
    if current == CertificateState.VERIFIED:
        return
    CERTIFICATE_STATES.role_for(current, CertificateState.VERIFIED, roles=("officer",))
    _set(product, certificate, {"state": CertificateState.VERIFIED, "verified_by": by.id, "verified_at": now}, now)


def withdraw_verification(*, product: Product, now: datetime) -> None:
    """The certificate counts as only declared again. Raises WrongState for an expired one."""
    certificate, current = _current(product, now)
    if current == CertificateState.DECLARED:
        return
    CERTIFICATE_STATES.role_for(current, CertificateState.DECLARED, roles=("officer",))
    _set(product, certificate, {"state": CertificateState.DECLARED, "verified_by": None, "verified_at": None}, now)


def expire_certificates(*, now: datetime) -> int:
    """Mark the verified certificates whose months are over, so that the index drops their stars; how many."""
    is_over = (Certificate.state == CertificateState.VERIFIED) & (Certificate.expires_on <= clock.local_day(now))
    mark = update(Certificate).where(is_over).values(state=CertificateState.EXPIRED).returning(Certificate.product_id)
    expired = db.session.scalars(mark).all()
    for product_id in expired:
        announce_product(product_id, now=now)
    return len(expired)


def _current(product: Product, now: datetime) -> tuple[Certificate, CertificateState]:
    if product.certificate is None:
        raise ValueError("the product has no certificate")
    return product.certificate, certificate_state(product.certificate, clock.local_day(now))


def _take_back(product: Product, now: datetime) -> None:
    if product.certificate is not None:
        db.session.delete(product.certificate)
        _renew(product, now)
        db.session.expire(product, ["certificate"])


def _set(product: Product, certificate: Certificate, values: dict[str, Any], now: datetime) -> None:
    for name, value in values.items():
        setattr(certificate, name, value)
    _renew(product, now)


def _renew(product: Product, now: datetime) -> None:
    # The certificate is part of what an edit of the product has read: it makes a new version.
    flag_modified(product, "status")
    db.session.flush()
    announce_product(product.id, now=now)
