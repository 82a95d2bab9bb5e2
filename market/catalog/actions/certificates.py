"""OCOP certificates: declared by the household, verified or refused by an officer, over after 36 months."""

from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm.attributes import flag_modified

from market import clock, errors, outbox
from market.accounts.models import Person
from market.catalog.actions.change_feed import announce_product
from market.catalog.actions.photos import GRACE
from market.catalog.models import Certificate, Product
from market.catalog.rules.certificates import CERTIFICATE_STATES, CertificateState, certificate_state, expiry
from market.db import db
from market.language import Sentence
from market.notices.actions import notify

DISCARD = "certificate.discard"
# As it is declared: nobody has verified or refused it.
_UNDECIDED = {
    "state": CertificateState.DECLARED,
    **dict.fromkeys(("verified_by", "verified_at", "refused_by", "refused_at", "refusal_reason")),
}
_FUTURE = Sentence("Ngày cấp không thể ở sau hôm nay.", en="The date of issue cannot be after today.")


def declare_certificate(*, product: Product, ocop: dict[str, Any] | None, now: datetime) -> None:
    """Make the household's declaration `ocop` {stars, certificate_no, issued_on}, or take it back with None.

    Said again unchanged it stays as it is, unless it was refused; changed, it has to be verified anew.
    Raises InvalidInput.
    """
    if ocop is None:
        _take_back(product, now)
        return
    if ocop["issued_on"] > clock.local_day(now):
        raise errors.InvalidInput(errors={"ocop": {"issued_on": [_FUTURE]}})
    known = product.certificate
    if known is not None and _is_so(known, **ocop):
        return
    if known is None:
        known = product.certificate = Certificate(product_id=product.id)
    _set(product, known, {**ocop, "expires_on": expiry(ocop["issued_on"])} | _UNDECIDED, now)


def record_photo(*, product: Product, photo: str, now: datetime) -> None:
    """Let the picture named `photo` show the certificate; what another one had brought about is decided anew.

    Raises NotFound where none is declared any more.
    """
    certificate = errors.found(db.session.get(Certificate, product.id, populate_existing=True))
    if _is_so(certificate, photo=photo):
        return
    _discard(certificate, now)
    _set(product, certificate, {"photo": photo} | _UNDECIDED, now)


def remove_photo(*, product: Product, now: datetime) -> None:
    """Take the picture away; the worker destroys it. Raises NotFound where there is none."""
    certificate = product.certificate
    if certificate is None or certificate.photo is None:
        raise errors.NotFound
    _discard(certificate, now)
    _set(product, certificate, {"photo": None}, now)


def verify_certificate(*, product: Product, by: Person, now: datetime) -> None:
    """An officer has seen the certificate: its stars are shown from now on. Raises WrongState for an expired one."""
    certificate, current = _current(product, now)
    if current == CertificateState.VERIFIED:
        return
    CERTIFICATE_STATES.role_for(current, CertificateState.VERIFIED, roles=("officer",))
    verified = {"state": CertificateState.VERIFIED, "verified_by": by.id, "verified_at": now}
    _set(product, certificate, _UNDECIDED | verified, now)
    _tell(product, "certificate_verified", now)


def refuse_certificate(*, product: Product, reason: str, by: Person, now: datetime) -> None:
    """An officer does not believe the certificate; the household is told why. Raises WrongState for an expired one."""
    certificate, current = _current(product, now)
    if current == CertificateState.REFUSED and certificate.refusal_reason == reason:
        return
    if current != CertificateState.REFUSED:
        CERTIFICATE_STATES.role_for(current, CertificateState.REFUSED, roles=("officer",))
    refused = {"state": CertificateState.REFUSED, "refused_by": by.id, "refused_at": now, "refusal_reason": reason}
    _set(product, certificate, _UNDECIDED | refused, now)
    _tell(product, "certificate_refused", now, reason=reason)


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


def forget_certificate(*, product: Product, now: datetime) -> None:
    """Of somebody who asks to be forgotten neither the picture nor what was said of her stays."""
    certificate = product.certificate
    if certificate is not None:
        _discard(certificate, now)
        certificate.photo = None
        certificate.refusal_reason = certificate.refusal_reason and ""


def _is_so(certificate: Certificate, **said: Any) -> bool:
    """Whether it is declared like that, and nobody has refused it."""
    same = all(getattr(certificate, name) == value for name, value in said.items())
    return same and certificate.state != CertificateState.REFUSED


def _discard(certificate: Certificate, now: datetime) -> None:
    if certificate.photo is not None:
        payload = {"product_id": str(certificate.product_id), "digest": certificate.photo}
        outbox.put(DISCARD, payload, now=now, due_at=now + GRACE)


def _tell(product: Product, notice: str, now: datetime, **words: str) -> None:
    notify(person_id=product.shop.owner_id, notice=notice, words={"name": product.name, **words}, now=now)


def _current(product: Product, now: datetime) -> tuple[Certificate, CertificateState]:
    if product.certificate is None:
        raise ValueError("the product has no certificate")
    return product.certificate, certificate_state(product.certificate, clock.local_day(now))


def _take_back(product: Product, now: datetime) -> None:
    if product.certificate is not None:
        _discard(product.certificate, now)
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
