"""Certificates as an officer looks at them: verified, refused with a reason, taken back."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from market import clock, outbox
from market.accounts.rules import RoleName
from market.catalog.actions import certificates as declaring
from market.catalog.models import Certificate
from market.db import db, transaction
from market.teams.models import ActivityLog
from market.text import without_marks
from market.wiring import jobs
from tests.support.browsing import BROWSER, come
from tests.support.looking import look, press
from tests.support.officing import declared
from tests.support.texting import tomorrow_noon
from tests.support.village import (
    CHI_LANG,
    a_person,
    a_shop,
    an_officer,
    an_operator,
)

HUU_LIEN = "06427"


def certificate(product) -> Certificate:
    return transaction(lambda: db.session.get(Certificate, product.id, populate_existing=True))


def sent_texts(home) -> str:
    """What was sent just now, as phones without accents show it."""
    (home / "sms.jsonl").unlink(missing_ok=True)
    while outbox.drain(jobs.JOBS, clock=tomorrow_noon):
        pass
    return (home / "sms.jsonl").read_text(encoding="utf-8")


def test_a_certificate_is_looked_at_and_verified_in_three_taps(client, officer, home) -> None:
    product = declared(name="Na bở")
    page = look(client, "/office/certificates")
    one = re.search(r'href="(/office/certificates/[0-9a-f-]+)"', page)[1]
    page = look(client, one)
    assert "So ảnh với lời khai" in page
    picture = client.get(f"{one}/photo", headers=BROWSER)
    assert (picture.mimetype, picture.headers["Cache-Control"]) == ("image/webp", "private, no-store")
    assert client.get(f"{one}/photo?large", headers=BROWSER).status_code == 200
    answer = press(client, page, f"{one}/verification")
    assert (answer.status_code, answer.headers["Location"]) == (
        303,
        f"/office/certificates?place={CHI_LANG}&done=verified",
    )
    assert "Đã xác nhận. Sao hiện bên hàng" in look(client, answer.headers["Location"])
    assert (certificate(product).state, certificate(product).verified_by) == ("verified", officer.id)
    assert "Na bo" in sent_texts(home)


def test_one_that_was_sent_twice_is_verified_and_told_once(client, officer, home) -> None:
    product = declared()
    page = look(client, f"/office/certificates/{product.id}")
    answers = [press(client, page, f"/office/certificates/{product.id}/verification") for _ in range(5)]
    assert {answer.status_code for answer in answers} == {303}
    assert sent_texts(home).count("da duoc xac nhan") == 1


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ({"reason": "blurred"}, "Ảnh mờ, không đọc được số quyết định."),
        ({"other": "Tên <b>khác</b>"}, "Tên <b>khác</b>"),
        ({"reason": "differs", "other": "Số 13, không phải 12"}, "Số 13, không phải 12"),
    ],
)
def test_a_certificate_is_refused_with_a_reason_and_the_household_is_told(client, officer, home, typed, reason) -> None:
    product = declared()
    one = f"/office/certificates/{product.id}"
    answer = press(client, look(client, one), f"{one}/refusal", **typed)
    assert answer.status_code == 303
    assert (certificate(product).state, certificate(product).refusal_reason) == ("refused", reason)
    assert without_marks(reason)[:20] in sent_texts(home)
    again = look(client, one)
    assert "Giấy này đã bị từ chối" in again
    assert "<b>khác" not in client.get(one, headers=BROWSER).text
    assert press(client, again, f"{one}/verification").status_code == 303
    assert certificate(product).state == "verified"


@pytest.mark.parametrize(
    "typed", [{}, {"reason": ""}, {"reason": "x"}, {"other": "x" * 501}, {"other": "  "}, {"o": "1"}]
)
def test_without_a_reason_nothing_is_refused_and_what_was_typed_stays(client, officer, typed) -> None:
    product = declared()
    one = f"/office/certificates/{product.id}"
    answer = press(client, look(client, one), f"{one}/refusal", **typed)
    assert (answer.status_code, answer.mimetype) == (422, "text/html")
    assert certificate(product).state == "declared"
    assert 'role="alert"' in answer.text
    if typed.get("other", "").strip():
        assert typed["other"] in answer.text


def test_a_verification_is_taken_back(client, officer) -> None:
    product = declared()
    one = f"/office/certificates/{product.id}"
    press(client, look(client, one), f"{one}/verification")
    answer = press(client, look(client, one), f"{one}/withdrawal")
    assert "Đã rút lại xác nhận" in look(client, answer.headers["Location"])
    assert certificate(product).state == "declared"


def test_one_that_has_expired_meanwhile_is_told_plainly(client, officer) -> None:
    product = declared()
    one = f"/office/certificates/{product.id}"
    page = look(client, one)
    over = clock.local_day(clock.now()) - timedelta(days=1)

    def expire() -> None:
        db.session.get(Certificate, product.id).expires_on = over

    transaction(expire)
    answer = press(client, page, f"{one}/verification")
    assert answer.status_code == 409
    assert "Giấy này đã hết hạn 36 tháng" in answer.text
    assert "verification" not in answer.text.split("<main")[1]
    assert certificate(product).state == "declared"


def test_one_that_was_taken_back_meanwhile_is_not_there(client, officer) -> None:
    product = declared()
    one = f"/office/certificates/{product.id}"
    page = look(client, one)
    transaction(lambda: declaring.declare_certificate(product=db.session.merge(product), ocop=None, now=clock.now()))
    answer = press(client, page, f"{one}/verification")
    assert (answer.status_code, answer.mimetype) == (404, "text/html")


def test_officers_of_other_places_and_operators_decide_nothing(client) -> None:
    product = declared()
    one = f"/office/certificates/{product.id}"
    for who, seen, decided in ((an_officer(HUU_LIEN), 404, 403), (an_operator(), 200, 403)):
        come(client, who)
        assert client.get(one, headers=BROWSER).status_code == seen
        for act in ("verification", "refusal", "withdrawal"):
            answer = client.post(f"{one}/{act}", data={"reason": "blurred"}, headers=BROWSER)
            assert (answer.status_code, answer.mimetype) == (decided, "text/html")
    assert "Chỉ cán bộ của xã hoặc tỉnh này" in look(client, one)
    assert certificate(product).state == "declared"
    assert transaction(lambda: db.session.query(ActivityLog).filter_by(by_operator=True).count()) == 0


def test_nobody_verifies_her_own(client) -> None:
    lan = a_person("Hoàng Thị Lan", (RoleName.OFFICER, CHI_LANG))
    product = declared(shop=a_shop(lan))
    come(client, lan)
    one = f"/office/certificates/{product.id}"
    answer = press(client, look(client, one), f"{one}/verification")
    assert answer.status_code == 403
    assert "Không ai tự duyệt" in answer.text
    assert certificate(product).state == "declared"


def test_without_a_photo_it_is_said_and_a_bogus_id_is_not_there(client, officer) -> None:
    product = declared(photo=False)
    assert "Hộ chưa gửi ảnh giấy" in look(client, f"/office/certificates/{product.id}")
    assert client.get(f"/office/certificates/{product.id}/photo", headers=BROWSER).status_code == 404
    for bogus in (uuid4(), "x", "0" * 400):
        assert client.get(f"/office/certificates/{bogus}", headers=BROWSER).status_code == 404
    assert client.post(f"/office/certificates/{uuid4()}/verification", headers=BROWSER).status_code == 404
