"""An OCOP certificate is declared, verified by an officer of the place, and shows stars for 36 months."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from market import clock
from market.catalog.actions import certificates
from market.catalog.models import Certificate
from market.catalog.queries import documents, shown_products
from market.catalog.rules.certificates import CERTIFICATE_STATES, CertificateState, expiry, stars_shown
from market.db import db, transaction
from tests.support.village import (
    CHI_LANG,
    a_certified_product,
    a_household,
    a_product,
    an_officer,
    an_operator,
    calling,
    guest,
    news,
    now,
    owner_of,
)

LANG_SON = "20"


def ocop(*, days_ago: int = 100, stars: int = 4, number: str = "12/QĐ") -> dict[str, object]:
    issued_on = clock.local_day(now()) - timedelta(days=days_ago)
    return {"stars": stars, "certificate_no": number, "issued_on": issued_on.isoformat()}


def declared_product() -> str:
    product = a_product()
    household = calling(owner_of(product.shop))
    household.patch(f"/products/{product.id}", {"ocop": ocop()}, headers={"If-Match": "*"})
    return f"/products/{product.id}"


def test_a_declared_certificate_shows_no_stars(app) -> None:
    address = declared_product()
    seen = guest().get(address).json
    assert seen["ocop"] is None
    assert "certificate" not in seen
    assert "certificate" not in calling(a_household()).get(address).json
    assert calling(an_officer()).get(address).json["certificate"]["state"] == "declared"


@pytest.mark.parametrize("place", [CHI_LANG, LANG_SON])
def test_an_officer_of_the_place_verifies_it(app, place) -> None:
    address = declared_product()
    officer = calling(an_officer(place))
    for _ in range(2):
        verified = officer.put(f"{address}/certificate/verification").json
        assert (verified["ocop"]["stars"], verified["certificate"]["state"]) == (4, "verified")
    assert guest().get(address).json["ocop"] == verified["ocop"]
    assert len(news()) == 3


def test_nobody_else_verifies_it(app) -> None:
    address = declared_product()
    for other in (an_officer("06427"), an_officer("01"), an_operator(), a_household()):
        assert calling(other).put(f"{address}/certificate/verification").status_code == 403
        assert calling(other).delete(f"{address}/certificate/verification").status_code == 403
    assert guest().put(f"{address}/certificate/verification").status_code == 401
    assert guest().get(address).json["ocop"] is None


def test_a_product_without_certificate_has_none_to_verify(app) -> None:
    assert calling(an_officer()).put(f"/products/{a_product().id}/certificate/verification").status_code == 404


def test_a_verification_is_withdrawn(app) -> None:
    product = a_certified_product()
    officer = calling(an_officer())
    for _ in range(2):
        withdrawn = officer.delete(f"/products/{product.id}/certificate/verification").json
        assert (withdrawn["ocop"], withdrawn["certificate"]["state"]) == (None, "declared")


def test_a_changed_declaration_is_verified_anew_and_an_unchanged_one_is_not(app) -> None:
    product = a_certified_product()
    household, address = calling(owner_of(product.shop)), f"/products/{product.id}"
    said = household.get(address).json["ocop"]
    same = {key: said[key] for key in ("stars", "certificate_no", "issued_on")}
    assert household.patch(address, {"ocop": same}, headers={"If-Match": "*"}).json["ocop"] == said
    changed = household.patch(address, {"ocop": same | {"stars": 5}}, headers={"If-Match": "*"}).json
    assert (changed["ocop"], changed["certificate"]["state"]) == (None, "declared")


def test_a_declaration_makes_a_new_version(app) -> None:
    product = a_product()
    household, address = calling(owner_of(product.shop)), f"/products/{product.id}"
    tag = household.get(address).headers["ETag"]
    assert household.patch(address, {"ocop": ocop()}, headers={"If-Match": tag}).status_code == 200
    assert household.patch(address, {"ocop": None}, headers={"If-Match": tag}).status_code == 412


def test_a_declaration_is_taken_back(app) -> None:
    product = a_certified_product()
    household, address = calling(owner_of(product.shop)), f"/products/{product.id}"
    back = household.patch(address, {"ocop": None}, headers={"If-Match": "*"}).json
    assert (back["ocop"], back["certificate"]) == (None, None)
    assert db.session.get(Certificate, product.id) is None


def test_one_issued_tomorrow_is_refused(app) -> None:
    product = a_product()
    address = f"/products/{product.id}"
    reply = calling(owner_of(product.shop)).patch(address, {"ocop": ocop(days_ago=-1)}, headers={"If-Match": "*"})
    assert (reply.status_code, reply.json["errors"]["ocop"].keys()) == (422, {"issued_on"})
    assert db.session.get(Certificate, product.id) is None


def test_stars_end_with_the_certificate_even_before_the_sweep(app) -> None:
    product = a_certified_product()
    last = datetime.combine(product.certificate.expires_on, datetime.min.time(), clock.LOCAL)
    for instant, stars in ((last - timedelta(seconds=1), 4), (last, 0)):
        (document,) = documents.documents([product.id], now=instant.astimezone(UTC))
        assert document.stars == stars
        owner = owner_of(product.shop)
        shown = shown_products.product_shown(
            shown_products.product_to_show(product.id, owner, now=instant), owner, now=instant
        )
        assert bool(shown["ocop"]) == bool(stars)
    assert shown["certificate"]["state"] == "expired"


def test_the_sweep_marks_what_is_over_and_tells_the_index_once(app) -> None:
    product, before = a_certified_product(), 3
    later = now() + timedelta(days=3 * 366)
    assert transaction(lambda: certificates.expire_certificates(now=now())) == 0
    assert transaction(lambda: certificates.expire_certificates(now=later)) == 1
    assert transaction(lambda: certificates.expire_certificates(now=later)) == 0
    assert news()[before:] == [{"id": str(product.id)}]
    assert db.session.get(Certificate, product.id, populate_existing=True).state == "expired"


def test_an_expired_certificate_is_not_verified(app) -> None:
    product = a_product()
    household, address = calling(owner_of(product.shop)), f"/products/{product.id}"
    household.patch(address, {"ocop": ocop(days_ago=4 * 365)}, headers={"If-Match": "*"})
    refusal = calling(an_officer()).put(f"{address}/certificate/verification")
    assert (refusal.status_code, refusal.json["type"]) == (409, "wrong-state")
    assert guest().get(address).json["ocop"] is None
    renewed = household.patch(address, {"ocop": ocop()}, headers={"If-Match": "*"}).json
    assert renewed["certificate"]["state"] == "declared"


@pytest.mark.parametrize(
    ("issued_on", "over_on"),
    [
        (date(2023, 1, 31), date(2026, 1, 31)),
        (date(2024, 2, 29), date(2027, 2, 28)),
        (date(2023, 12, 31), date(2026, 12, 31)),
        (date(2025, 2, 28), date(2028, 2, 28)),
    ],
)
def test_thirty_six_months_to_the_day(issued_on: date, over_on: date) -> None:
    assert expiry(issued_on) == over_on


@given(st.dates(date(1900, 1, 1), date(2900, 1, 1)))
def test_the_expiry_is_in_the_same_month_three_years_on(issued_on: date) -> None:
    over_on = expiry(issued_on)
    assert (over_on.year, over_on.month) == (issued_on.year + 3, issued_on.month)
    assert over_on.day == issued_on.day or (issued_on.month, issued_on.day, over_on.day) == (2, 29, 28)


@given(st.sampled_from([*CertificateState]), st.integers(3, 5), st.integers(-3, 3))
def test_only_a_verified_unexpired_certificate_shows_stars(state: CertificateState, stars: int, left: int) -> None:
    today = date(2026, 11, 23)
    certificate = Certificate(stars=stars, state=state, expires_on=today + timedelta(days=left))
    assert stars_shown(certificate, today) == (stars if state == "verified" and left > 0 else 0)
    assert stars_shown(None, today) == 0


def test_every_state_of_a_certificate_can_be_reached() -> None:
    assert CERTIFICATE_STATES.unreachable() == set()
