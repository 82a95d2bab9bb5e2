"""Herself by finger: who helps her, her phones, what protects her account, what she is told, and how she leaves."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from market.accounts import models
from market.accounts.rules import RoleName, token_hash
from market.accounts.sessions import session_id
from market.db import db
from market.payments.identities.models import Identity
from market.payments.payouts.models import PayoutAccount
from market.teams.models import Consent
from market.web.account.helpers.deeds import DEEDS
from tests.support.browsing import BROWSER, come, sends
from tests.support.helping import a_village, agrees, person, row, sent_paper
from tests.support.texting import code_sent
from tests.support.village import (
    a_household,
    a_person,
    a_shop,
    a_shop_with_money,
    an_operator,
    calling,
    owner_of,
    placed_order,
    seller_of,
)


def look(client: FlaskClient, path: str) -> str:
    page = client.get(path, headers=BROWSER)
    assert page.status_code == 200, page.text
    return page.text


def said(page: str) -> str:
    found = re.search(r'<p class="now">(.*?)</p>', page, re.DOTALL)
    assert found is not None
    return found[1]


def count(model: Any) -> int:
    db.session.rollback()
    return len(db.session.scalars(select(model)).all())


def fresh(person_id: UUID) -> models.Person:
    db.session.rollback()
    return db.session.scalars(select(models.Person).where(models.Person.id == person_id)).one()


def other(code: str) -> str:
    return "123456" if code != "123456" else "654321"


# Who helps


def test_her_team_is_named_with_whom_to_call_and_ended_in_two_taps(client) -> None:
    village = a_village()
    household = village.writes_down()
    agrees(village.member, household)
    come(client, person(row(household).person_id))
    assert 'href="/me"' in look(client, "/")
    assert 'href="/me/helpers"' in look(client, "/me")
    page = look(client, "/me/helpers")
    assert "Tổ Đồng Đĩnh đang làm thay bạn" in said(page)
    assert 'href="tel:+84912555999"' in page
    assert "Bằng mã gửi đến máy bạn" in page
    assert "Người ghi lại: Vi Văn Tuấn." in page
    acts = look(client, "/me/acts")
    assert "<b>Vi Văn Tuấn</b> ghi lời đồng ý của bạn" in acts
    assert sends(client, "/me/helpers/end").headers["Location"] == "/me/helpers?done=ended"
    assert sends(client, "/me/helpers/end").status_code == 303  # a stale tab
    assert "nếu bạn bấm “Nhờ tổ giúp”" in said(look(client, "/me/helpers"))
    for _ in range(2):
        assert sends(client, "/me/helpers/consent").headers["Location"] == "/me/helpers?done=helped"
    assert "Chính bạn bấm đồng ý" in look(client, "/me/helpers")
    assert count(Consent) == 2


def test_who_opened_her_shop_herself_is_helped_there_too(client) -> None:
    a_village()
    lan = a_household()
    a_shop(lan, team_may_act=False)
    come(client, lan)
    assert "bấm “Nhờ tổ giúp”" in said(look(client, "/me/helpers"))
    assert sends(client, "/me/helpers/consent").status_code == 303
    assert "đang làm thay bạn" in said(look(client, "/me/helpers"))


def test_who_has_no_shop_or_no_team_is_told_what_there_is(client) -> None:
    come(client, a_person())
    assert "bạn chưa có gian hàng" in said(look(client, "/me/helpers"))
    assert sends(client, "/me/helpers/consent").status_code == 404
    lan = a_household()
    a_shop(lan, team_may_act=False)
    come(client, lan)
    assert "chưa có tổ công nghệ số" in said(look(client, "/me/helpers"))
    assert "Chưa ai làm gì thay bạn" in said(look(client, "/me/acts"))


def test_a_paper_in_her_name_is_seen_and_refused_by_her_alone(client) -> None:
    village = a_village()
    household = village.writes_down()
    paper = sent_paper(village.member, household)
    stranger = a_person("Người Lạ")
    come(client, stranger)
    for path in (f"/me/papers/{paper}/photo", "/me/papers/0190f6b4-7c1e-7d2a-9a55-3f6f0c1d2e40/photo"):
        assert client.get(path, headers=BROWSER).status_code == 404
    assert sends(client, f"/me/papers/{paper}/refusal").status_code == 404
    come(client, person(row(household).person_id))
    page = look(client, "/me/helpers")
    assert "Vi Văn Tuấn gửi lúc" in page
    photo = client.get(f"/me/papers/{paper}/photo", headers=BROWSER)
    assert (photo.mimetype, photo.headers["Cache-Control"]) == ("image/webp", "private, no-store")
    for _ in range(2):
        assert sends(client, f"/me/papers/{paper}/refusal").headers["Location"] == "/me/helpers?done=refused"
    assert "đã từ chối" in look(client, "/me/helpers")


# By a page that only the household itself may use, or whose act is written down as something else.
NOT_IN_HER_NAME = {"call_off", "close", "remove", "ask_for_code"}


def test_what_a_team_does_by_our_pages_is_told_in_words(app) -> None:
    rules = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/shop/<") and "POST" in rule.methods]
    names = {rule.endpoint.rpartition(".")[2]: rule.rule for rule in rules}
    moved = {name for name, path in names.items() if "/orders/" in path}  # told by the order's own move
    assert set(names) - NOT_IN_HER_NAME - moved - set(DEEDS) == set()


# Phones


def test_a_session_elsewhere_is_ended_and_then_all(client, app) -> None:
    me, elsewhere = a_person(), app.test_client()
    calling(me)  # an app
    come(elsewhere, me)
    come(client, me)
    page = look(client, "/me/phones")
    assert page.count("Máy này") == 1
    assert "Một ứng dụng" in page
    token = elsewhere.get_cookie("cho").value
    other_session = session_id(token_hash(token))
    assert f"/me/sessions/{other_session}/end" in page
    assert sends(client, f"/me/sessions/{other_session}/end").headers["Location"] == "/me/phones?done=ended"
    assert sends(client, f"/me/sessions/{other_session}/end").status_code == 303
    assert elsewhere.get("/me", headers=BROWSER).status_code == 401
    assert sends(client, f"/me/sessions/{UUID(int=3)}/end").status_code == 404
    ended = sends(client, "/me/sessions/end")
    assert ended.headers["Location"] == "/?done=signed-out"
    assert client.get("/me", headers=BROWSER).status_code == 401


def test_nobody_ends_a_session_of_another(client, app) -> None:
    me, stranger, elsewhere = a_person(), a_person("Người Lạ"), app.test_client()
    come(elsewhere, me)
    come(client, stranger)
    session = session_id(token_hash(elsewhere.get_cookie("cho").value))
    assert sends(client, f"/me/sessions/{session}/end").status_code == 404
    assert elsewhere.get("/me", headers=BROWSER).status_code == 200


def test_the_number_is_changed_by_the_codes_of_both_phones(client, home) -> None:
    me = a_person(phone="+84912000111")
    come(client, me)
    assert sends(client, "/me/phone", phone="12").status_code == 422
    page = sends(client, "/me/phone", phone="0912 000 222").text
    present, new = codes(home, "+84912000111"), codes(home, "+84912000222")
    assert "Mã ở số mới" in page
    assert 'value="0912 000 222"' in page
    for typed in (
        {"code": other(present), "new_code": new},
        {"code": present, "new_code": other(new)},
        {"code": present},
        {"code": new, "new_code": present} if new != present else {"code": other(new), "new_code": new},
    ):
        refused = sends(client, "/me/phone", phone="0912 000 222", **typed)
        assert refused.status_code == 403
        assert "Mã ở số mới" in refused.text
        assert fresh(me.id).phone == "+84912000111"
    done = sends(client, "/me/phone", phone="0912000222", code=present, new_code=f"{new[:3]} {new[3:]}")
    assert done.headers["Location"] == "/sign-in?done=phone-changed"
    assert fresh(me.id).phone == "+84912000222"
    assert "Đã đổi số" in look(client, "/sign-in?done=phone-changed")
    assert client.get("/me", headers=BROWSER).status_code == 401


def test_a_number_that_is_anothers_stays_hers(client, home) -> None:
    me, owner = a_person(phone="+84912000111"), a_person("Chủ Số", phone="+84912000333")
    come(client, me)
    sends(client, "/me/phone", phone="0912000333")
    typed = {"code": codes(home, "+84912000111"), "new_code": codes(home, "+84912000333")}
    assert sends(client, "/me/phone", phone="0912000333", **typed).status_code == 409
    assert (fresh(me.id).phone, fresh(owner.id).phone) == ("+84912000111", "+84912000333")
    assert sends(client, "/me/phone", phone="0912000111", **typed).status_code == 403


def codes(home: Path, number: str) -> str:
    """The newest six digits that were sent to a phone."""
    code_sent(home)
    sent = [json.loads(line) for line in (home / "sms.jsonl").read_text(encoding="utf-8").splitlines()]
    texts = [one["text"] for one in sent if number in one.values()]
    found = re.search(r"\b[0-9]{6}\b", texts[-1])
    assert found is not None
    return found[0]


def test_a_move_that_others_ask_for_is_told_and_refused(client) -> None:
    me = a_person(phone="+84912000111")
    lost = {"phone": "0912000111", "new_phone": "0912000999", "reason": "Mất máy"}
    assert calling(an_operator()).post("/phone-changes", lost).status_code == 201
    come(client, me)
    assert "xin chuyển tài khoản" in said(look(client, "/me"))
    page = look(client, "/me/phones")
    assert "sang số 0912 000 999" in said(page)
    change = re.search(r"/me/phone-changes/([0-9a-f-]+)/refusal", page)
    assert change is not None
    come(client, a_person("Đỗ Minh", (RoleName.OPERATOR, "")))
    assert sends(client, f"/me/phone-changes/{change[1]}/refusal").status_code == 404
    come(client, me)
    for _ in range(2):
        assert sends(client, change[0]).headers["Location"] == "/me/phones?done=not-me"
    assert "xin chuyển" not in look(client, "/me/phones")


# What protects her account


BANK = {"bank_bin": "970405", "number": "8400 2051 23456", "holder": "HOANG THI LAN"}


def test_a_bank_account_is_typed_once_and_proved_by_a_code(client, home) -> None:
    shop = a_shop_with_money()
    lan = owner_of(shop)
    come(client, lan)
    back = f"/shop/{shop.id}/money/bank"
    path = f"/me/bank?next={back}"
    assert "Agribank" in look(client, path)
    assert "again=1" not in look(client, path)
    sent = sends(client, path, **BANK)
    assert sent.status_code == 200
    assert 'name="code"' in sent.text
    assert 'value="8400 2051 23456"' in sent.text
    assert '<option value="970405" selected>' in sent.text
    code = code_sent(home)
    wrong = sends(client, path, **BANK, code=other(code))
    assert (wrong.status_code, 'name="code"' in wrong.text) == (403, True)
    assert count(PayoutAccount) == 0
    assert sends(client, path, **BANK, code=code).headers["Location"] == f"{back}?done=account"
    assert count(PayoutAccount) == 1
    assert "3456" in look(client, back)
    assert sends(client, "/me/bank?next=//evil.example", **BANK, code="").status_code == 200


def test_a_double_tap_sends_one_code(client) -> None:
    come(client, a_person())
    key = str(uuid4())
    before = count(models.SignInCode)
    pages = [sends(client, "/me/bank", key=key, **BANK).status_code for _ in range(3)]
    assert (pages, count(models.SignInCode)) == ([200] * 3, before + 1)
    sends(client, "/me/bank?again=1", **BANK, code="123456")
    assert count(models.SignInCode) == before + 2


@pytest.mark.parametrize(
    "typed",
    [
        {"bank_bin": "000000"},
        {"bank_bin": ""},
        {"number": "1"},
        {"number": "84-00"},
        {"holder": "=1+1"},
        {"holder": "9" * 200},
        {"code": "12"},
        {"more": "x"},
    ],
)
def test_no_code_is_sent_for_what_is_wrong_anyhow(client, typed) -> None:
    come(client, a_person())
    before = count(models.SignInCode)
    assert sends(client, "/me/bank", **(BANK | typed)).status_code == 422
    assert (count(models.SignInCode), count(PayoutAccount)) == (before, 0)


def test_an_identity_number_is_filed_told_on_the_slip_and_taken_away(client, home) -> None:
    shop = a_shop_with_money()
    come(client, owner_of(shop))
    number = {"id_number": "020 180 001234"}
    assert sends(client, "/me/identity", id_number="12").status_code == 422
    assert 'name="code"' in sends(client, "/me/identity", **number).text
    assert sends(client, "/me/identity", **number, code=code_sent(home)).headers["Location"] == "/me?done=identity"
    assert "số cuối 1234" in said(look(client, "/me/identity"))
    slip = sends(client, f"/shop/{shop.id}/money/cash", amount_vnd="500").headers["Location"]
    assert "có căn cước số cuối 1234" in look(client, slip)
    sends(client, "/me/identity/forgetting")
    assert sends(client, "/me/identity/forgetting", code="000000").status_code in (303, 403)
    sends(client, "/me/identity/forgetting")
    gone = sends(client, "/me/identity/forgetting", code=code_sent(home))
    assert gone.headers["Location"] == "/me?done=forgotten"
    assert count(Identity) == 0


def test_a_password_is_set_by_a_code_and_a_common_one_sends_none(client, home) -> None:
    me = a_person()
    come(client, me)
    before = count(models.SignInCode)
    assert sends(client, "/me/password", password="12345678").status_code == 422
    assert sends(client, "/me/password", password="ngắn").status_code == 422
    assert sends(client, "/me/password").status_code == 422
    assert count(models.SignInCode) == before
    words = "na chi lang ngon lam"
    page = sends(client, "/me/password", password=words)
    assert 'name="code"' in page.text
    done = sends(client, "/me/password", password=words, code=code_sent(home))
    assert done.headers["Location"] == "/me?done=password"
    assert fresh(me.id).password_hash is not None


def test_her_name_is_changed_and_an_empty_one_is_not_taken(client) -> None:
    me = a_person("Lan")
    come(client, me)
    assert sends(client, "/me/name", name="  ").status_code == 422
    assert sends(client, "/me/name", name="x" * 121).status_code == 422
    assert fresh(me.id).name == "Lan"
    assert sends(client, "/me/name", name="Hoàng Thị Lan").headers["Location"] == "/me/name?done=named"
    assert "Hoàng Thị Lan" in look(client, "/me")


# What she is told


def test_what_was_told_is_listed_and_how_is_chosen(client) -> None:
    order = placed_order()
    come(client, seller_of(order))
    page = look(client, "/me/notices")
    assert order.number in page
    assert "Từ 9 giờ tối đến 7 giờ sáng" in page
    typed = {"channel": "zalo", "language": "en", "only_needed": "true"}
    assert sends(client, "/me/notices", **typed).headers["Location"] == "/me/notices?done=saved"
    page = look(client, "/me/notices")
    assert 'value="zalo" checked' in page
    assert 'value="true" checked' in page
    sends(client, "/me/notices", channel="sms", language="vi")
    assert 'value="true" checked' not in look(client, "/me/notices")
    assert sends(client, "/me/notices", channel="pigeon").status_code == 422


# How she leaves


def test_her_data_is_a_file_and_what_keeps_her_is_said_before_any_code(client) -> None:
    shop = a_shop_with_money()
    lan = owner_of(shop)
    come(client, lan)
    data = client.get("/me/leaving/data", headers=BROWSER)
    assert data.json["person"]["id"] == str(lan.id)
    assert "attachment" in data.headers["Content-Disposition"]
    page = look(client, "/me/leaving")
    assert "Bạn còn tiền" in page
    assert "Gửi mã cho tôi" not in page
    before = count(models.SignInCode)
    assert sends(client, "/me/leaving").status_code == 409
    assert count(models.SignInCode) == before
    come(client, seller_of(placed_order()))
    assert "Bạn còn đơn hàng chưa xong" in look(client, "/me/leaving")


def test_she_leaves_by_a_code(client, home) -> None:
    me = a_person()
    come(client, me)
    assert 'name="code"' in sends(client, "/me/leaving").text
    code = code_sent(home)
    assert sends(client, "/me/leaving", code=other(code)).status_code == 403
    assert fresh(me.id).erased_at is None
    assert sends(client, "/me/leaving", code=code).headers["Location"] == "/?done=erased"
    assert fresh(me.id).erased_at is not None
    assert client.get("/me", headers=BROWSER).status_code == 401


PAGES = [
    "/me", "/me/helpers", "/me/acts", "/me/phones", "/me/phone", "/me/notices", "/me/bank", "/me/identity",
    "/me/identity/forgetting", "/me/password", "/me/name", "/me/leaving",
]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_every_page_of_hers_is_small_says_what_to_do_and_is_hers_alone(client, path) -> None:
    assert client.get(path, headers=BROWSER).status_code == 401
    come(client, a_person())
    for language in ("vi", "en"):
        page = client.get(f"{path}?lang={language}", headers=BROWSER)
        assert page.status_code == 200
        assert page.headers["Cache-Control"] == "private, no-store"
        assert len(said(page.text)) > 10
    if path in ("/me/acts", "/me/phones", "/me/notices"):
        assert client.get(f"{path}?cursor=%00", headers=BROWSER).status_code == 422
