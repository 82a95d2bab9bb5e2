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
from tests.support.helping import a_picture
from tests.support.paying import later, work
from tests.support.village import (
    CHI_LANG,
    a_certified_product,
    a_household,
    a_product,
    a_shop,
    a_team_member,
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


# The officers' queue


def queue(by, query=""):
    answer = calling(by).get(f"/certificates{query}")
    assert answer.status_code == 200, answer.json
    return [item["product"]["name"] for item in answer.json["items"]]


def test_an_officer_finds_what_waits_in_his_place_and_nothing_else(app) -> None:
    here = a_product(name="Na bở", ocop=declared())
    a_product(a_shop(commune_code="06427", village="Nà Lìu"), name="Hồng", ocop=declared())
    a_product(name="Trà", ocop=None)
    verified = a_certified_product(name="Mật ong")
    assert queue(an_officer(), "?state=declared") == ["Na bở"]
    assert queue(an_officer()) == ["Mật ong", "Na bở"]
    assert queue(an_officer(LANG_SON), "?state=declared") == ["Hồng", "Na bở"]
    assert queue(an_officer(LANG_SON), "?state=declared&place=06427") == ["Hồng"]
    assert queue(an_operator(), "?place=20") == ["Mật ong", "Hồng", "Na bở"]
    assert queue(an_officer("01")) == []
    (item,) = calling(an_officer()).get("/certificates?state=verified").json["items"]
    assert (item["product"]["id"], item["state"], item["photo"]) == (str(verified.id), "verified", None)
    assert (item["shop"]["commune"]["name"], item["stars"]) == ("Xã Chi Lăng", 4)
    assert here.id is not None


def test_what_is_hidden_waits_for_no_officer(app) -> None:
    product, officer, operator = a_product(ocop=declared()), an_officer(), an_operator()
    household = calling(owner_of(product.shop))
    household.put(f"/products/{product.id}/unlisting")
    assert (queue(officer), queue(operator)) == ([], ["Na Chi Lăng"])
    household.delete(f"/products/{product.id}/unlisting")
    calling(operator).put(f"/shops/{product.shop_id}/suspension", {"reason": "Hàng giả"})
    assert (queue(officer), queue(operator)) == ([], ["Na Chi Lăng"])


def test_what_is_over_is_expired_before_the_sweep_too(app) -> None:
    a_product(name="Na bở", ocop=declared(days_ago=4 * 365))
    officer = an_officer()
    assert (queue(officer, "?state=declared"), queue(officer, "?state=expired")) == ([], ["Na bở"])


def test_pages_of_the_queue_follow_one_another(app) -> None:
    shop = a_shop()
    for number in range(3):
        a_product(shop, name=f"Na {number}", ocop=declared())
    officer = calling(an_officer())
    first = officer.get("/certificates?limit=2").json
    second = officer.get(f"/certificates?limit=2&cursor={first['next']}").json
    assert [item["product"]["name"] for page in (first, second) for item in page["items"]] == ["Na 2", "Na 1", "Na 0"]
    assert second["next"] is None


@pytest.mark.parametrize(
    ("query", "status"),
    [("?place=06427", 403), ("?place=20", 403), ("?place=99999", 422), ("?place=xx", 422), ("?state=gone", 422),
     ("?cursor=xx", 422), ("?place=99", 422), ("?place=06412", 422)],
)  # fmt: skip
def test_places_of_others_and_no_places_are_refused(app, query: str, status: int) -> None:
    assert calling(an_officer()).get(f"/certificates{query}").status_code == status


def declared(**given):
    return ocop(**given) | {"issued_on": date.fromisoformat(str(ocop(**given)["issued_on"]))}


# Its photo


def send_photo(by, product, picture=None):
    path = f"/products/{product.id}/certificate/photo"
    return calling(by).put(path, data=picture or a_picture(), content_type="image/jpeg")


def test_the_photo_is_for_the_household_its_team_officers_and_operators(app) -> None:
    product = a_product(ocop=declared())
    household = owner_of(product.shop)
    sent = send_photo(household, product)
    path = sent.json["certificate"]["photo"]
    for by in (household, a_team_member(), an_officer(), an_officer(LANG_SON), an_operator()):
        seen = calling(by).get(path)
        assert (seen.status_code, seen.mimetype, seen.headers["Cache-Control"]) == (
            200,
            "image/webp",
            "private, no-store",
        )
    for by in (a_household(), an_officer("06427"), an_officer("01"), a_team_member("06463/lang-coc")):
        assert calling(by).get(path).status_code == 404
    assert guest().get(path).status_code == 401
    assert "certificate" not in guest().get(f"/products/{product.id}").json
    (item,) = calling(an_officer()).get("/certificates").json["items"]
    assert item["photo"] == path
    assert calling(household).delete(path).status_code == 204
    assert [calling(household).get(path).status_code, calling(household).delete(path).status_code] == [404, 404]


def test_the_same_picture_may_be_a_photo_of_the_good_too(app, home) -> None:
    """It is kept apart: one taken away does not take the other along."""
    product = a_product(ocop=declared())
    household = calling(owner_of(product.shop))
    household.put(f"/products/{product.id}/photos/1", data=a_picture(), content_type="image/jpeg")
    send_photo(owner_of(product.shop), product)
    household.delete(f"/products/{product.id}/certificate/photo")
    work(later(timedelta(hours=2)))
    assert guest().get(f"/products/{product.id}/photos/1").status_code == 200
    assert list((home / "media" / "certificates" / str(product.id)).glob("*.webp")) == []


@pytest.mark.parametrize(("picture", "status"), [(b"x", 422), (b"", 422), (b"\xff\xd8\xff" + b"x" * (10 * 2**20), 413)])
def test_what_is_no_picture_is_refused(app, picture: bytes, status: int) -> None:
    product = a_product(ocop=declared())
    assert send_photo(owner_of(product.shop), product, picture or b" ").status_code == status
    assert calling(owner_of(product.shop)).get(f"/products/{product.id}").json["certificate"]["photo"] is None


def test_there_is_no_photo_of_a_certificate_that_was_not_declared(app) -> None:
    product = a_product()
    assert send_photo(owner_of(product.shop), product).status_code == 404
    assert send_photo(a_household(), product).status_code == 403


def test_another_photo_is_decided_anew_and_the_same_is_not(app) -> None:
    product, officer = a_product(ocop=declared()), calling(an_officer())
    household = owner_of(product.shop)
    send_photo(household, product)
    officer.put(f"/products/{product.id}/certificate/verification")
    assert send_photo(household, product).json["certificate"]["state"] == "verified"
    assert send_photo(household, product, a_picture("red")).json["certificate"]["state"] == "declared"
    assert guest().get(f"/products/{product.id}").json["ocop"] is None


# Its refusal


def refuse(product, reason="Ảnh mờ, không đọc được số", by=None):
    return calling(by or an_officer()).put(f"/products/{product.id}/certificate/refusal", {"reason": reason})


def test_an_officer_refuses_it_with_a_reason(app) -> None:
    product = a_certified_product()
    for _ in range(2):
        refused = refuse(product).json["certificate"]
        assert (refused["state"], refused["refusal_reason"]) == ("refused", "Ảnh mờ, không đọc được số")
        assert refused["verified_at"] is None
    assert guest().get(f"/products/{product.id}").json["ocop"] is None
    assert queue(an_officer(), "?state=refused") == ["Na Chi Lăng"]
    assert queue(an_officer(), "?state=declared") == []
    assert refuse(product, "Số không có trong sổ").json["certificate"]["refusal_reason"] == "Số không có trong sổ"


@pytest.mark.parametrize("again", ["the same", "corrected", "another photo", "the same photo"])
def test_the_household_declares_it_again(app, again: str) -> None:
    product = a_product(ocop=declared())
    household = owner_of(product.shop)
    send_photo(household, product)
    refuse(product)
    if "photo" in again:
        answer = send_photo(household, product, a_picture("red") if again == "another photo" else None)
    else:
        said = ocop() if again == "the same" else ocop(number="13/QĐ")
        answer = calling(household).patch(f"/products/{product.id}", {"ocop": said}, headers={"If-Match": "*"})
    certificate = answer.json["certificate"]
    assert (certificate["state"], certificate["refusal_reason"], certificate["refused_at"]) == ("declared", None, None)
    assert queue(an_officer(), "?state=declared") == ["Na Chi Lăng"]


def test_a_price_says_nothing_of_a_refused_certificate(app) -> None:
    product = a_product(ocop=declared())
    refuse(product)
    household = calling(owner_of(product.shop))
    edited = household.patch(f"/products/{product.id}", {"price_vnd": 60_000}, headers={"If-Match": "*"}).json
    assert edited["certificate"]["state"] == "refused"


def test_an_officer_who_was_wrong_verifies_it_after_all(app) -> None:
    product, officer = a_product(ocop=declared()), calling(an_officer())
    refuse(product)
    assert officer.delete(f"/products/{product.id}/certificate/verification").json["type"] == "wrong-state"
    verified = officer.put(f"/products/{product.id}/certificate/verification").json
    assert (verified["ocop"]["stars"], verified["certificate"]["refusal_reason"]) == (4, None)


def test_an_officer_says_nothing_of_the_certificate_of_his_own_shop(app) -> None:
    officer = an_officer()
    product = a_product(a_shop(officer), ocop=declared())
    path = f"/products/{product.id}/certificate"
    answers = [calling(officer).put(f"{path}/verification"), refuse(product, by=officer)]
    assert [answer.json["type"] for answer in answers] == ["second-operator-needed"] * 2
    assert guest().get(f"/products/{product.id}").json["ocop"] is None
    assert calling(an_officer(LANG_SON)).put(f"{path}/verification").json["ocop"]["stars"] == 4


def test_nobody_else_refuses_it_and_nobody_without_a_reason(app) -> None:
    product = a_certified_product()
    for other in (an_officer("06427"), an_operator(), owner_of(product.shop), a_team_member()):
        assert refuse(product, by=other).status_code == 403
    for reason in ("", " ", None, "x" * 501, 5):
        assert refuse(product, reason).status_code == 422
    expired = a_product(ocop=declared(days_ago=4 * 365))
    assert refuse(expired).json["type"] == "wrong-state"
    assert refuse(a_product()).status_code == 404
    assert guest().get(f"/products/{product.id}").json["ocop"]["stars"] == 4
