"""A complaint's pages: sent in two presses, answered, rated, opened again; each on their own pages."""

from __future__ import annotations

import io
import re
from base64 import b64decode
from typing import Any
from uuid import UUID

from flask import current_app

from market.accounts.rules import RoleName
from market.catalog.models import Product
from market.complaints.rules.passes import code_of
from market.db import db, transaction
from market.orders.look_ups.rules import look_up_code
from market.teams.rules import consent_code
from market.web.counter.complaints import routes as counter
from tests.support.browsing import BROWSER, browser_of, come, led, looks, sends
from tests.support.complaining import a_complaint, answered, complaint
from tests.support.helping import a_village, agrees, newest_code
from tests.support.installation import SECRET
from tests.support.village import (
    CHI_LANG_OFFICE,
    HA_NOI_OFFICE,
    PRODUCT,
    a_buyer,
    a_clerk,
    a_person,
    an_officer,
    an_operator,
    buyer_of,
    calling,
    delivered_order,
    scan,
    seller_of,
    shipped_order,
)

PHOTO = b64decode(
    "UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAQAcJaQAA3AA/v3AgAA="  # one pixel of WebP
)
SPOILT = {"words": "Ba quả dập", "kind": "spoilt"}
SORRY = {"outcome": "explained", "words": "Xin lỗi bác, lần sau gói kỹ hơn"}


def sent(client, order: Any, **typed: str) -> str:
    """The number of what was sent by the order's page."""
    path = led(sends(client, f"/complaints/new?order={order.number}", **SPOILT | typed))
    found = re.fullmatch(r"/complaints/(KN-\w{4}-\w{4})\?done=sent", path)
    assert found, path
    return found[1]


def test_something_is_wrong_with_an_order_and_is_said_in_two_presses(client) -> None:
    order = delivered_order()
    come(client, buyer_of(order))
    assert f'href="/complaints/new?order={order.number}"' in looks(client, f"/orders/{order.number}")
    page = looks(client, f"/complaints/new?order={order.number}")
    assert re.findall(r'name="kind" value="(\w+)"', page)[:2] == ["not_come", "spoilt"]
    number = sent(client, order)
    assert "Ba quả dập" in looks(client, f"/complaints/{number}?done=sent")
    assert number in looks(client, "/complaints")
    page = looks(client, f"/orders/{order.number}")
    assert f"/complaints/{number}" in page
    assert "Tôi đã nhận, hàng tốt</button>" not in page
    again = sends(client, f"/orders/{order.number}/receipt")
    assert again.status_code == 409


def test_the_household_is_led_there_from_today_and_answers(client) -> None:
    order = delivered_order()
    number = a_complaint(order)
    come(client, seller_of(order))
    assert f"/shop/{order.shop_id}/complaints" in looks(client, f"/shop/{order.shop_id}")
    assert led(client.get(f"/complaints/{number}", headers=BROWSER)) == f"/shop/{order.shop_id}/complaints/{number}"
    path = f"/shop/{order.shop_id}/complaints/{number}"
    assert "Đọc người gửi nói gì" in looks(client, path)
    assert led(sends(client, path + "/answer", **SORRY)) == f"{path}?done=answered"
    assert "Đã trả lời. Người gửi nói lại được" in looks(client, path)
    assert complaint(number).outcome == "explained"


def test_who_is_not_content_opens_it_again_and_the_province_answers(client) -> None:
    order = delivered_order()
    number = a_complaint(order)
    answered(number)
    come(client, buyer_of(order))
    path = f"/complaints/{number}"
    assert 'name="rating" value="not"' in looks(client, path)
    assert led(sends(client, path + "/rating", rating="not")) == f"{path}?done=not-content"
    assert "Viết vì sao bạn chưa hài lòng" in looks(client, path)
    assert led(sends(client, path + "/reopening", reason="Tôi chưa nhận được tiền")) == f"{path}?done=reopened"
    assert complaint(number).state == "escalated"
    assert "Mở lại" not in looks(client, path).partition("<h2")[0]


def test_an_office_sees_the_late_first_and_takes_passes_merges_and_refuses(client) -> None:
    order = delivered_order()
    number = a_complaint(order, kind="conduct")
    come(client, an_operator())
    assert number in looks(client, "/office/complaints?tab=later")
    path = f"/office/complaints/{number}"
    assert buyer_of(order).name not in looks(client, path)
    assert buyer_of(order).name in sends(client, path + "/reporter").text
    assert led(sends(client, path + "/taking")) == f"{path}?done=taken"
    assert led(sends(client, path + "/passing", to="province", note="xin xem giúp")) == f"{path}?done=passed"
    assert "xin xem giúp" in looks(client, path)
    assert led(sends(client, path + "/refusal", reason="settled", words="")) == f"{path}?done=refused"
    assert complaint(number).refusal == "settled"
    come(client, an_officer())
    looks(client, "/office/complaints")


# Without signing in


def by_code(client, order: Any, phone: str = "0912 345 678", **typed: str) -> Any:
    """What comes of a code to that phone."""
    path = led(sends(client, "/complaints/by-code", number=order.tracking_number, phone=phone))
    asked = path.rpartition("/")[2]
    code = transaction(lambda: look_up_code(current_app.config["MARKET"].secret_key, UUID(asked)))
    return sends(client, path, code=code, **SPOILT | typed)


def test_who_receives_it_complains_from_the_label_by_a_code(client) -> None:
    order = delivered_order()
    page = looks(client, f"/t/{order.tracking_number}")
    asked = f"/complaints/new?parcel={order.tracking_number}"
    assert asked in page
    assert led(client.get(asked, headers=BROWSER)) == f"/complaints/by-code?number={order.tracking_number}"
    assert order.number not in looks(client, f"/complaints/by-code?number={order.tracking_number}")
    path = led(by_code(client, order)).partition("?")[0]
    assert "Ba quả dập" in looks(client, path)
    number = path.rpartition("/")[2]
    client.delete_cookie("complaints", path="/complaints")
    assert led(client.get(path, headers=BROWSER)) == f"/complaints/find?number={number}"
    code = code_of(current_app.config["MARKET"].secret_key, complaint(number).id)
    wrong = sends(client, "/complaints/find", number=number, code="ABCDEFGHJK")
    assert (wrong.status_code, "Số hoặc mã chưa đúng" in wrong.text) == (422, True)
    assert led(sends(client, "/complaints/find", number=number.lower(), code=f" {code[:5]} {code[5:].lower()}")) == path
    answered(number)
    assert led(sends(client, path + "/rating", rating="satisfied")) == f"{path}?done=rated"
    assert complaint(number).state == "closed"


def test_a_number_and_a_phone_that_do_not_belong_together_are_told_nothing(client) -> None:
    order = delivered_order()
    found = by_code(client, order, phone="0987 654 321")
    assert (found.status_code, "Mã không đúng" in found.text) == (422, True)
    nothing = sends(client, "/complaints/by-code", number="CA000000000VN", phone="0912345678")
    assert re.fullmatch(r"/complaints/by-code/[0-9a-f-]{36}", led(nothing))


# What is refused, and changes nothing


def test_what_cannot_be_is_said_beside_what_was_typed(client) -> None:
    order = delivered_order()
    come(client, buyer_of(order))
    path = f"/complaints/new?order={order.number}"
    for typed, says in (
        ({"words": "", "kind": "spoilt"}, "words"),
        ({"words": "x" * 501, "kind": "spoilt"}, "words"),
        ({"words": "Dập", "kind": ""}, "kind"),
        ({"words": "Dập", "kind": "nonsense"}, "kind"),
    ):
        page = sends(client, path, **typed)
        assert (page.status_code, f'id="{says}-bad"' in page.text) == (422, True), typed
    assert "Những việc bạn đã báo" in looks(client, path)
    number = sent(client, order, words="<b>Dập</b> & hỏng")
    assert "&lt;b&gt;Dập&lt;/b&gt; &amp; hỏng" in looks(client, f"/complaints/{number}")
    again = sends(client, path, **SPOILT)
    assert (again.status_code, number in again.text) == (409, True)


def test_a_strangers_order_and_anothers_complaint_are_not_there(client) -> None:
    order = delivered_order()
    number = a_complaint(order)
    come(client, a_buyer())
    away = f"/complaints/by-code?number={order.number}"
    assert led(client.get(f"/complaints/new?order={order.number}", headers=BROWSER)) == away
    assert led(sends(client, f"/complaints/new?order={order.number}", **SPOILT)) == away
    looks(client, f"/complaints/{number}", 404)
    looks(client, f"/complaints/{number}/photos/1", 404)
    assert sends(client, f"/complaints/{number}/withdrawal").status_code == 404
    looks(client, f"/shop/{order.shop_id}/complaints/{number}", 404)
    assert complaint(number).state == "received"


def test_a_household_says_nothing_of_its_own_goods_but_of_the_post(client) -> None:
    order = delivered_order()
    come(client, seller_of(order))
    path = f"/shop/{order.shop_id}/orders/{order.number}/complaint"
    assert led(client.get(f"/complaints/new?order={order.number}", headers=BROWSER)) == path
    assert 'value="spoilt"' not in looks(client, path)
    assert sends(client, path, **SPOILT).status_code == 409
    where = led(sends(client, path, kind="not_come", words="Bưu tá chưa trả tiền"))
    assert where.startswith(f"/shop/{order.shop_id}/complaints/KN-")
    own = where.partition("?")[0]
    assert led(sends(client, own + "/withdrawal")) == f"{own}?done=withdrawn"


def test_a_photo_is_sent_with_it_and_seen_by_those_concerned(client) -> None:
    order = delivered_order()
    come(client, buyer_of(order))
    path = f"/complaints/{sent(client, order)}"
    taken = {"taken": (io.BytesIO(PHOTO), "na.jpg")}
    posted = client.post(path + "/photos", data=taken, headers=BROWSER, content_type="multipart/form-data")
    assert led(posted) == f"{path}?done=photo"
    picture = client.get(path + "/photos/1?size=small")
    assert (picture.mimetype, picture.headers["Cache-Control"]) == ("image/webp", "private, no-store")
    none = sends(client, path + "/photos")
    assert (none.status_code, "Chưa có ảnh nào" in none.text) == (422, True)


def test_two_answer_at_once_and_one_stands(client) -> None:
    order = delivered_order()
    number = a_complaint(order)
    come(client, seller_of(order))
    path = f"/shop/{order.shop_id}/complaints/{number}"
    led(sends(client, path + "/answer", **SORRY))
    stale = sends(client, path + "/answer", outcome="replaced", words="Gửi lại")
    assert stale.status_code == 409
    assert complaint(number).outcome == "explained"
    give = sends(client, path + "/answer", outcome="refund", words="Trả lại")
    assert give.status_code in (409, 422)


def test_the_office_that_scanned_it_last_answers_at_the_counter(client) -> None:
    order = delivered_order()
    number = a_complaint(order, kind="not_come")
    come(client, mai := a_clerk())
    office = next(iter(mai.places("clerk")))
    assert complaint(number).holder_code == office
    path = f"/counter/{office}/complaints"
    assert number in looks(client, path)
    told = sends(client, f"{path}/{number}/answer", outcome="explained", words="Đã phát tận tay")
    assert led(told) == f"{path}/{number}?done=answered"
    assert complaint(number).answered_from == "office"


def test_who_works_in_two_offices_sees_at_each_what_lies_there(client, monkeypatch) -> None:
    monkeypatch.setattr(counter, "_AT_ONCE", 1)
    here, travelled = shipped_order(), shipped_order()
    arrived = scan(travelled, "arrived", hours_ago=0.1, office=HA_NOI_OFFICE)
    assert (
        calling(a_clerk(HA_NOI_OFFICE)).post("/scans", {"scans": [arrived]}).json["results"][0]["result"] == "recorded"
    )
    first, second = a_complaint(here, kind="not_come"), a_complaint(travelled, kind="not_come")
    come(client, a_person("Mai", (RoleName.CLERK, CHI_LANG_OFFICE), (RoleName.CLERK, HA_NOI_OFFICE)))
    for office, there, elsewhere in ((CHI_LANG_OFFICE, first, second), (HA_NOI_OFFICE, second, first)):
        page = looks(client, f"/counter/{office}/complaints")
        assert (there in page, elsewhere in page) == (True, False)


def test_a_team_answers_in_the_households_name_and_gives_money_back_by_its_code() -> None:
    village = a_village()
    household = village.writes_down()
    agrees(village.member, household)
    made = village.member.post(f"/shops/{household['shop_id']}/products", PRODUCT).json["id"]
    order = delivered_order(product=transaction(lambda: db.session.get(Product, UUID(made))))
    number = a_complaint(order)
    team, path = browser_of(village.member), f"/shop/{order.shop_id}/complaints/{number}"
    assert "Bạn đang làm thay" in looks(team, path)
    refund = {"outcome": "refund", "words": "Trả lại một hộp", "amount_vnd": "30.000"}
    assert sends(team, path + "/answer", **refund).status_code == 403
    assert complaint(number).state == "received"
    back = led(sends(team, path + "/code", **refund))
    assert back.endswith("&done=code-sent")
    assert "Trả lại một hộp</textarea>" in looks(team, back)
    code = consent_code(SECRET, newest_code(household).id)
    assert led(sends(team, path + "/answer", **refund, household_code=code)) == f"{path}?done=answered"
    assert (complaint(number).outcome, complaint(number).refund_vnd) == ("refund", 30_000)
