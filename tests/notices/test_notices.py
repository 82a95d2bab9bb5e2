"""Notices: one plain sentence, the way a person wishes, once, not at night, and a log without content."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
from sqlalchemy import delete, select

from market import outbox
from market.catalog.rules.shops import OBJECTION
from market.db import db, transaction
from market.delivery.failures import NAMES, UNKNOWN
from market.language import LANGUAGES, Sentence
from market.notices import actions
from market.notices.adapters import GatewaySMS, Message, Refused, Zalo
from market.notices.invariants import audit
from market.notices.models import SentNotice
from market.notices.rules import OPTIONAL, QUIET_FROM, send_at, sentence, short
from market.notices.sentences import NOTICES
from market.outbox import OutboxEntry
from market.subscriptions.actions.subscriptions import WHY
from market.subscriptions.rules import Because
from market.text import without_marks
from market.wiring import JOBS
from tests.support.village import a_buyer, calling, guest

NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)
NIGHT = datetime(2026, 11, 23, 15, tzinfo=UTC)
LONGEST = {
    "number": "CP-7Q4M-2KXW",
    "shop": "Vườn na nhà bà Lan Đồng Đĩnh",
    "goods": "20 x Na bở Chi Lăng loại một",
    "name": "Na bở Chi Lăng",
    "objection": OBJECTION,
    "tracking_number": "CA000000014VN",
    "total_vnd": "12.345.000",
    "due_vnd": "12.345.000",
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
    "post_office": "Bưu điện phường Lương Văn Tri",
    "service": "Kho lạnh Na Chi Lăng Lạng Sơn",
    "host": "don-hang.kho-na-chi-lang.example.com.vn",
    "why": WHY[Because.GONE],
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
def no_sms_of_other_tests(app, home):
    (home / "sms.jsonl").unlink(missing_ok=True)


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
    assert person.get("/me/notices").json == {"channel": "sms", "language": "vi", "only_needed": False}
    assert guest().get("/me/notices").status_code == 401
