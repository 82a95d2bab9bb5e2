"""Notices: one plain sentence, the way a person wishes, once, not at night, and a log without content."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
from sqlalchemy import delete, select

from market import clock, money, outbox
from market.catalog.rules.shops import OBJECTION
from market.complaints.rules.holders import LEVELS
from market.complaints.rules.kinds import KINDS
from market.complaints.rules.outcomes import OUTCOMES
from market.db import db, transaction
from market.delivery.failures import NAMES, UNKNOWN
from market.language import LANGUAGES, Sentence
from market.notices import actions
from market.notices.adapters import GatewaySMS, Message, Refused, Zalo
from market.notices.former import FORMER
from market.notices.invariants import audit
from market.notices.models import SentNotice
from market.notices.rules import OPTIONAL, QUIET_FROM, send_at, sentence, short
from market.notices.sentences import NOTICES
from market.orders import flows
from market.outbox import OutboxEntry
from market.subscriptions.actions.subscriptions import WHY
from market.subscriptions.rules import Because
from market.text import without_marks
from market.wiring.jobs import JOBS
from tests.support.fetching import ready_order
from tests.support.paying import later, order, paid_order
from tests.support.texting import tomorrow_noon
from tests.support.village import (
    a_buyer,
    a_team_member,
    accepted_order,
    an_operator,
    buyer_of,
    calling,
    delivered_order,
    guest,
    packed_order,
    placed_order,
    scanned_order,
    seller_of,
)

NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)
NIGHT = datetime(2026, 11, 23, 15, tzinfo=UTC)
LONGEST = {
    "says": "Lời này được gỡ: có lời xúc phạm.",
    "stars": "5",
    "number": "CP-7Q4M-2KXW",
    "link": "https://chophien.langson.gov.vn/complaints/KN-7Q4M-2KXW",
    "season_link": "https://chophien.langson.gov.vn/s/00k5p3x9rz7m2w8c4v6t1h0qjd1a2b3c4d",
    "role": Sentence("nhân viên Bưu điện phường Lương Văn Tri", en="a clerk of Bưu điện phường Lương Văn Tri"),
    "shop": "Vườn na nhà bà Lan Đồng Đĩnh",
    "goods": "20 x Na bở Chi Lăng loại một",
    "name": "Na bở Chi Lăng",
    "objection": OBJECTION,
    "tracking_number": "CA000000014VN",
    "total_vnd": "12.345.000",
    "due_vnd": "12.345.000",
    "yours_vnd": "12.345.000",
    "who": Sentence("tổ công nghệ số", en="the community team"),
    "state": Sentence("chờ thanh toán", en="awaiting payment"),
    "code": "123456",
    "phone": "+84912345678",
    "village": "Thôn Làng Mỏ Hạ Đồng",
    "reason": max([*NAMES.values(), UNKNOWN], key=len),
    "attempt": "3",
    "office": "Bưu điện phường Lương Văn Tri",
    "until": "30/11",
    "amount": "12.345.000",
    "amount_vnd": "12.345.000",
    "what": "tài khoản ngân hàng",
    "asker": "Hoàng Thị Minh Nguyệt",
    "place": "Chợ Đồng Mỏ",
    "post_office": "Bưu điện phường Lương Văn Tri",
    "service": "Kho lạnh Na Chi Lăng Lạng Sơn",
    "host": "don-hang.kho-na-chi-lang.example.com.vn",
    "why": WHY[Because.GONE],
    "subject": Sentence("gian hàng của bạn", en="order CP-7Q4M-2KXW"),
    "kind": max(KINDS.values(), key=len),
    "where": Sentence("người quản trị chợ", en="Phường Lương Văn Tri"),
    "moves": "30/11",
    "day": "30/11",
    "closes": "30/11",
    "ends": "20:00 30/11",
    "pay_by": "20:00 30/11",
    "fair": "Phiên na Chi Lăng",
    "orders": "200",
    "promised": "100000",
    "minimum": "100000",
    "outcome": max(OUTCOMES.values(), key=len),
    "answered_by": max(LEVELS.values(), key=len),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("notice", sorted(NOTICES))
def test_every_sentence_fits_one_sms(notice, language):
    whole = without_marks(sentence(notice, LONGEST).spoken(language))
    assert len(whole) <= 160, (len(whole), whole)
    assert whole.isascii()
    assert "{" not in whole


@pytest.mark.parametrize("notice", sorted(NOTICES))
def test_every_sentence_has_an_english_twin(notice):
    assert len({sentence(notice, LONGEST).spoken(language) for language in LANGUAGES}) == 2


def test_a_long_word_is_cut_not_the_message_lost():
    assert len(short("ạ" * 500)) == 160


def test_the_accented_sentence_is_for_reading_aloud():
    assert sentence("order_sold", LONGEST).spoken("vi").startswith("Chợ Phiên: đơn CP-7Q4M-2KXW đã giao")


# Sending


class Sending(HTTPServer):
    def __init__(self, *where: Any) -> None:
        super().__init__(*where)
        self.asked: list[tuple[dict[str, str], Any]] = []
        self.answers: list[tuple[int, Any]] = []


class Gateway(BaseHTTPRequestHandler):
    """A gateway or Zalo on loopback: notes what it is asked, answers what the test says."""

    server: Sending

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((dict(self.headers), body))
        status, answer = self.server.answers.pop(0) if self.server.answers else (200, {"error": 0})
        self.send_response(status)
        self.end_headers()
        self.wfile.write(json.dumps(answer).encode() if answer is not None else b"?")

    def log_message(self, *args):
        pass


@pytest.fixture
def gateway():
    server = Sending(("127.0.0.1", 0), Gateway)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def address(server):
    return f"http://127.0.0.1:{server.server_port}/send"


MESSAGE = Message("id-1", "+84912345678", "order_sold", "Chợ Phiên: đã giao.", "Cho Phien: da giao.", NOON)


def test_the_gateway_gets_the_sms_with_an_id_of_its_own(gateway):
    GatewaySMS(address(gateway), "key").send(MESSAGE)
    ((headers, body),) = gateway.asked
    assert body == {"to": "+84912345678", "text": "Cho Phien: da giao.", "id": "id-1"}
    assert (headers["Authorization"], headers["Idempotency-Key"]) == ("Bearer key", "id-1")


@pytest.mark.parametrize("status", [302, 400, 500])
def test_a_gateway_that_does_not_take_it_makes_the_outbox_try_again(gateway, status):
    gateway.answers.append((status, {}))
    with pytest.raises(OSError):
        GatewaySMS(address(gateway), "key").send(MESSAGE)


def test_zalo_gets_the_accented_sentence_in_its_template(gateway):
    Zalo(address(gateway), "token").send(MESSAGE)
    ((headers, body),) = gateway.asked
    assert body == {
        "phone": "84912345678",
        "template_id": "order_sold",
        "template_data": {"content": "Chợ Phiên: đã giao."},
        "tracking_id": "id-1",
    }
    assert headers["access_token"] == "token"


def test_zalo_says_who_is_not_there(gateway):
    gateway.answers.append((200, {"error": -118, "message": "not on Zalo"}))
    with pytest.raises(Refused):
        Zalo(address(gateway), "token").send(MESSAGE)
    gateway.answers.append((200, None))
    with pytest.raises(OSError):
        Zalo(address(gateway), "token").send(MESSAGE)


def ask(person, notice="order_accepted", at=NOON, **given):
    words = {"number": "CP-7Q4M-2KXW", "shop": "Nhà Lan", "state": Sentence("đã gửi", en="shipped")}
    transaction(lambda: actions.notify(person_id=person.id, notice=notice, words=words, now=at, **given))


def work(at=NOON):
    while outbox.drain({"notice": JOBS["notice"]}, clock=lambda: at):
        pass


def log():
    db.session.rollback()
    return [(sent.notice, sent.channel) for sent in db.session.scalars(select(SentNotice).order_by(SentNotice.id))]


def texts(home):
    file = home / "sms.jsonl"
    return [json.loads(line)["text"] for line in file.read_text().splitlines()] if file.exists() else []


@pytest.fixture(autouse=True)
def no_sms_of_other_tests(request):
    """Of those that send: the sentences alone, four of five tests here, need no application."""
    if "app" in request.fixturenames:
        (request.getfixturevalue("home") / "sms.jsonl").unlink(missing_ok=True)


def test_a_notice_is_sent_and_logged_without_its_content(home):
    person = a_buyer()
    ask(person)
    work()
    assert texts(home) == ["Cho Phien: Nha Lan da nhan don CP-7Q4M-2KXW cua ban va dang chuan bi hang."]
    assert log() == [("order_accepted", "file")]
    assert {column.name for column in SentNotice.__table__.columns} == {
        "id",
        "notice",
        "person_id",
        "order_number",
        "channel",
        "sent_at",
    }


def test_a_job_carried_out_twice_tells_once(home):
    ask(a_buyer())
    (entry,) = transaction(lambda: list(db.session.scalars(select(OutboxEntry).filter_by(topic="notice"))))
    for _ in range(2):
        JOBS["notice"](entry.payload, NOON)
    assert (len(texts(home)), len(log())) == (1, 1)


def test_what_happened_once_is_told_once_however_often_it_comes_by(home):
    one, other = a_buyer(), a_buyer()
    for person in (one, one, other):
        ask(person, once="CP-7Q4M-2KXW order_accepted 1")
    work()
    assert len(texts(home)) == 2


def test_in_english_for_those_who_wish(home):
    person = a_buyer()
    calling(person).put("/me/notices", {"language": "en"})
    ask(person, "order_corrected")
    work()
    assert texts(home)[0].endswith("It is now shipped.")


def test_zalo_for_those_who_wish_and_sms_where_zalo_refuses(app, home, gateway, monkeypatch):
    with_zalo = replace(app.config["MARKET"], zalo_api_url=address(gateway))
    monkeypatch.setitem(app.config, "MARKET", with_zalo)
    person = a_buyer()
    assert calling(person).put("/me/notices", {"channel": "zalo"}).json["channel"] == "zalo"
    gateway.answers += [(200, {"error": 0}), (200, {"error": -118})]
    ask(person)
    ask(person)
    work()
    assert sorted(log()) == [("order_accepted", "file"), ("order_accepted", "zalo")]
    assert len(texts(home)) == 1


def test_a_gateway_that_is_down_delays_but_loses_nothing(app, home, gateway, monkeypatch):
    down = replace(app.config["MARKET"], sms_adapter="http", sms_gateway_url=address(gateway))
    monkeypatch.setitem(app.config, "MARKET", down)
    gateway.answers += [(500, {}), (503, {})]
    ask(a_buyer())
    for minutes in (0, 1, 2, 3):
        work(NOON + timedelta(minutes=minutes))
    assert log() == [("order_accepted", "http")]
    assert len({body["id"] for _, body in gateway.asked}) == 1


def test_who_wishes_only_what_is_needed_is_spared_the_rest(home):
    person = a_buyer()
    calling(person).put("/me/notices", {"only_needed": True})
    ask(person, "order_accepted")
    ask(person, "order_cancelled")
    work()
    assert sorted(log()) == [("order_accepted", "none"), ("order_cancelled", "file")]
    assert set(NOTICES) >= OPTIONAL
    assert "sign_in_code" not in OPTIONAL


def test_nobody_is_woken_not_even_by_what_was_delayed_into_the_night(home):
    assert send_at("order_accepted", NIGHT) == datetime(2026, 11, 24, 0, tzinfo=UTC)
    assert send_at("sign_in_code", NIGHT) == NIGHT
    person = a_buyer()
    ask(person, at=NOON)
    work(NIGHT)
    assert (texts(home), QUIET_FROM.hour) == ([], 21)
    assert list(audit()) == []
    work(datetime(2026, 11, 24, 0, tzinfo=UTC))
    assert (len(texts(home)), len(log())) == (1, 1)


def test_the_audit_names_a_notice_that_no_log_tells_of(home):
    ask(a_buyer())
    work()
    assert list(audit()) == []
    transaction(lambda: db.session.execute(delete(SentNotice)))
    assert len(list(audit())) == 1


@pytest.mark.parametrize("body", [{"channel": "pigeon"}, {"language": "fr"}, {"only_needed": 1}, {"more": 1}])
def test_wishes_out_of_form_are_refused(app, body):
    person = calling(a_buyer())
    assert person.put("/me/notices", body).status_code == 422
    unchanged = {"channel": "sms", "language": "vi", "only_needed": False, "items": [], "next": None}
    assert person.get("/me/notices").json == unchanged
    assert guest().get("/me/notices").status_code == 401


# What is said of a sale, and of what was called off


def said_to(person, home):
    """The texts that somebody has by tomorrow noon."""
    work(tomorrow_noon())
    lines = map(json.loads, (home / "sms.jsonl").read_text(encoding="utf-8").splitlines())
    return [line["text"].removeprefix("Cho Phien: ") for line in lines if line["to"] == person.phone]


def called_off(of, by, reason=""):
    answer = calling(by).put(f"/orders/{of.number}/cancellation", {"reason": reason})
    assert answer.status_code == 200, answer.json


def test_the_household_hears_what_it_gets_not_what_the_buyer_paid(home):
    of = delivered_order()
    assert said_to(seller_of(of), home)[-1] == f"don {of.number} da giao cho khach, ban duoc 128.050 d."


def test_of_what_is_paid_before_it_hears_when_it_comes(home, stripe):
    of = paid_order(stripe)
    for step in ("acceptance", "packing"):
        calling(seller_of(of)).put(f"/orders/{of.number}/{step}")
    scanned_order(order(of.number), "accepted", "delivered")
    yours = money.dong(calling(seller_of(of)).get(f"/orders/{of.number}").json["yours_vnd"])
    told = f"don {of.number} da giao cho khach. Ban duoc {yours} d, vao so du khi don hoan tat."
    assert told in said_to(seller_of(of), home)


@pytest.mark.parametrize("who", ["nha ban", "to cong nghe so", "nguoi quan tri"])
def test_the_buyer_hears_who_called_it_off_and_why(home, who):
    of = accepted_order()
    by = {"nha ban": seller_of(of), "to cong nghe so": a_team_member(), "nguoi quan tri": an_operator()}[who]
    called_off(of, by, "Mưa to, na chưa hái được")
    told = f"{who} da huy don {of.number}, ban khong phai tra gi. Ly do: Mua to, na chua hai duoc"
    assert said_to(buyer_of(of), home)[-1] == told
    if who != "nha ban":
        assert said_to(seller_of(of), home)[-1].startswith(f"{who} da huy don {of.number}, hang da tro lai kho")


@pytest.mark.parametrize(("reason", "told"), [("Đặt nhầm", "Dat nham"), ("", "khong noi")])
def test_the_household_hears_that_the_buyer_called_it_off(home, reason, told):
    of = placed_order()
    called_off(of, buyer_of(of), reason)
    wanted = f"nguoi mua da huy don {of.number}, hang da tro lai kho cua ban. Ly do: {told}"
    assert said_to(seller_of(of), home)[-1] == wanted


@pytest.mark.parametrize(
    ("reached", "days", "lacking"),
    [(placed_order, 3, "chua nhan don"), (accepted_order, 5, "chua dong goi"), (packed_order, 7, "chua gui")],
)
def test_what_time_calls_off_says_what_was_not_done(home, reached, days, lacking):
    of = reached(hours_ago=24 * days + 1)
    for _ in range(3):
        flows.ring_due(now=clock.now())
    wanted = f"cho da huy don {of.number}, ban khong phai tra gi. Ly do: qua {days} ngay {lacking}"
    assert said_to(buyer_of(of), home)[-1] == wanted
    assert calling(buyer_of(of)).get(f"/orders/{of.number}").json["history"][-1]["note"].startswith(f"quá {days} ngày")


def test_what_nobody_fetches_is_not_said_to_be_unsent(app):
    of = ready_order()
    for _ in range(3):
        flows.ring_due(now=later(timedelta(days=11)))
    assert calling(buyer_of(of)).get(f"/orders/{of.number}").json["history"][-1]["note"] == "quá 10 ngày chưa đến lấy"


def test_in_english_the_reason_of_time_is_english_too(home):
    of = placed_order(hours_ago=73)
    calling(buyer_of(of)).put("/me/notices", {"language": "en"})
    for _ in range(3):
        flows.ring_due(now=clock.now())
    wanted = f"the market cancelled order {of.number}, you owe nothing. Reason: not accepted within 3 days"
    assert said_to(buyer_of(of), home)[-1] == wanted


def test_a_reason_as_long_as_may_be_leaves_the_rest_whole(home):
    of = placed_order()
    called_off(of, seller_of(of), "Mưa {reason} %s " * 30)
    told = said_to(buyer_of(of), home)[-1]
    assert told.startswith(f"nha ban da huy don {of.number}, ban khong phai tra gi. Ly do: Mua {{reason}} %s")
    assert told.endswith("...")


@pytest.mark.parametrize("notice", FORMER)
def test_what_an_older_release_left_in_the_outbox_is_said_as_it_was(home, notice):
    assert notice in NOTICES
    words = {"number": "CP-7Q4M-2KXW", "total_vnd": "163.000"}
    assert "CP-7Q4M-2KXW" in short(str(sentence(notice, words)))
    with pytest.raises(KeyError):
        sentence("order_accepted", {})
