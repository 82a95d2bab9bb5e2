"""OCOP certificates: declared by the household, verified or refused by an officer, valid 36 months."""

import calendar
from datetime import date
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from market.catalog.rules.shops import HOUSEHOLD, SYSTEM
from market.language import Sentence
from market.states import Move, StateTable

MONTHS_VALID = 36  # Decision 148/QĐ-TTg of 2023


class CertificateState(StrEnum):
    DECLARED = "declared"
    VERIFIED = "verified"
    REFUSED = "refused"
    EXPIRED = "expired"


CERTIFICATE_STATES = StateTable(
    [CertificateState.DECLARED],
    [
        Move(CertificateState.DECLARED, CertificateState.VERIFIED, ("officer",)),
        Move(CertificateState.VERIFIED, CertificateState.DECLARED, ("officer", *HOUSEHOLD)),
        Move(CertificateState.DECLARED, CertificateState.REFUSED, ("officer",)),
        Move(CertificateState.VERIFIED, CertificateState.REFUSED, ("officer",)),
        Move(CertificateState.REFUSED, CertificateState.VERIFIED, ("officer",)),
        Move(CertificateState.REFUSED, CertificateState.DECLARED, HOUSEHOLD),
        Move(CertificateState.REFUSED, CertificateState.EXPIRED, (SYSTEM,)),
        Move(CertificateState.VERIFIED, CertificateState.EXPIRED, (SYSTEM,)),
        Move(CertificateState.DECLARED, CertificateState.EXPIRED, (SYSTEM,)),
        Move(CertificateState.EXPIRED, CertificateState.DECLARED, HOUSEHOLD),
    ],
    {
        CertificateState.DECLARED: Sentence("đã khai", en="declared"),
        CertificateState.VERIFIED: Sentence("đã xác nhận", en="verified"),
        CertificateState.REFUSED: Sentence("không được xác nhận", en="refused"),
        CertificateState.EXPIRED: Sentence("hết hạn", en="expired"),
    },
)


def certificate_address(product_id: UUID) -> str:
    """Where its photo is to be seen, from the root of the service."""
    return f"/api/v1/products/{product_id}/certificate/photo"


class CertificateFacts(Protocol):
    @property
    def stars(self) -> int: ...
    @property
    def state(self) -> str: ...
    @property
    def expires_on(self) -> date: ...


def expiry(issued_on: date) -> date:
    """The first day on which a certificate issued on `issued_on` counts no more, 36 months later.

    A day that month does not have (29 February) becomes its last day.
    """
    months = issued_on.year * 12 + issued_on.month - 1 + MONTHS_VALID
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(issued_on.day, calendar.monthrange(year, month)[1]))


def certificate_state(certificate: CertificateFacts, today: date) -> CertificateState:
    """The state on `today`: past its expiry it is expired, whether or not the sweep has been."""
    return CertificateState.EXPIRED if certificate.expires_on <= today else CertificateState(certificate.state)


def stars_shown(certificate: CertificateFacts | None, today: date) -> int:
    """3 to 5 while the certificate is verified and unexpired, else 0."""
    if certificate is None or certificate_state(certificate, today) != CertificateState.VERIFIED:
        return 0
    return certificate.stars
