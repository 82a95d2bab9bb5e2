"""Looks at the store: counted once, by source, without persons; and never a line lost or counted twice."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from threading import Thread
from typing import Any
from uuid import uuid4

import pytest
from flask import Response, current_app, g
from sqlalchemy import func, select, update

from market import clock, ids, outbox
from market.accounts.actions import issue_token
from market.accounts.models import Person
from market.accounts.rules import Scope
from market.catalog.rules.sources import Source
from market.db import db, transaction
from market.insight.actions import rollups
from market.insight.rules.spans import Span
from market.insight.seen import actions, flows, lines, queries
from market.insight.seen.lines import Look
from market.insight.seen.models import SeenDay, SeenFile
from market.insight.seen.rules import DIRECT, Step, Steps, is_program, said, whole
from market.ops.invariants import broken
from market.web.store import seen
from market.web.store.seen import View
from market.wiring import jobs
from tests.support.seeing import bought
from tests.support.village import (
    CHI_LANG,
    HOAN_KIEM,
    a_buyer,
    a_product,
    a_team_member,
    an_officer,
    an_operator,
    calling,
    guest,
)

PHONE = "Mozilla/5.0 (Linux; Android 10) AppleWebKit/537.36 Chrome/120 Mobile Safari/537.36 Zalo android/1210 ZaloTheme"
TO = {"name": "Hà", "phone": "0912345678", "commune_code": HOAN_KIEM, "address_line": "12 Hàng Bài"}
PROGRAMS = [
    "",
    "curl/8.5",
    "python-requests/2.32",
    "WhatsApp/2.23",
    "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "Mozilla/5.0 (compatible; meta-externalagent/1.1)",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (Linux; Android 6.0.1) Chrome/99 Mobile Safari/537.36 (compatible; Googlebot/2.1)",
    "Mozilla/5.0 (compatible; Zalo/1.0)",
    "Twitterbot/1.0",
    "Mozilla/5.0 (compatible; coccocbot-web/1.0)",
    "TelegramBot (like TwitterBot)",
    "Mozilla/5.0 (Windows NT 6.1) SkypeUriPreview Preview/0.5",
]
PEOPLE = [
    PHONE,
    "Mozilla/5.0 (iPhone; CPU iPhone OS 15_5 like Mac OS X) AppleWebKit/605 Mobile/15E148 Zalo iOS/470 ZaloTheme/light",
    "Mozilla/5.0 (Linux; Android 13; wv) Chrome/125 Mobile Safari/537.36 [FB_IAB/Orca-Android;FBAV/460.0;]",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0 Safari/537.36",
    "Opera/9.80 (J2ME/MIDP; Opera Mini/7.1; U; vi) Presto/2.8",
]


@pytest.fixture(autouse=True)
def folder(app: Any) -> Path:
    home: Path = current_app.config["MARKET"].home
    for left in home.glob("seen*"):
        left.unlink()
    return home


def look(product: Any, path: str = "/fairs", *, by: Any = None, status: int = 200, **said: str) -> None:
    """Somebody is shown a page, as a page of the store tells it."""
    view = View("goods", CHI_LANG, product.shop_id, product.id) if product else View("front")
    headers = {"User-Agent": PHONE, **{name.replace("_", "-"): value for name, value in said.items()}}
    if by is not None:
        token, _ = transaction(lambda: issue_token(person=by, now=clock.now(), scope=Scope.PAGES))
        headers["Cookie"] = f"cho={token}"
    with current_app.test_request_context(path, method=headers.pop("method", "GET"), headers=headers):
        g.pop("signed_in", None)  # a test's requests share what a request has for itself
        for _ in range(2):  # a request that is tried again is one look
            seen.looked_at(view)
        current_app.process_response(Response("a page", status))


def collect(**later: float) -> None:
    flows.collect(current_app.config["MARKET"].home, now=clock.now() + timedelta(**later))


def counted() -> None:
    """Let the worker come by."""
    collect()
    transaction(lambda: actions.tell_figures(now=clock.now()))
    while outbox.drain(jobs.JOBS, clock=lambda: clock.now() + timedelta(seconds=1)):
        pass


def today() -> Span:
    day = clock.local_day(clock.now())
    return Span(day, day)


def of_good(product: Any) -> dict[str, Steps]:
    return transaction(lambda: queries.of_good(product.shop_id, product.id, today()))


def figure(measure: str, **query: Any) -> dict[str, Any]:
    found = calling(an_officer(CHI_LANG)).get(f"/statistics/{measure}", query_string={"place": CHI_LANG, **query})
    assert found.status_code == 200, found.json
    return {item["key"]: item["value"] for item in found.json["items"] if item["value"]}


# What counts


def test_a_link_that_is_opened_counts_once_and_going_on_is_only_a_look(folder: Path) -> None:
    product = a_product()
    look(product, "/fairs?via=household")
    look(product, "/fairs?via=household", Sec_Fetch_Site="same-origin")
    look(product, "/fairs?via=household", Referer="http://localhost/shops/na")
    look(product, "/fairs?via=%3Cscript%3E", Sec_Fetch_Site="cross-site", Referer="http://l.facebook.com/x")
    collect()
    assert of_good(product)[Source.HOUSEHOLD] == Steps(opened=1, looked=3)
    assert of_good(product)[DIRECT] == Steps(opened=1, looked=1)
    assert list(folder.glob("seen*")) == []


@pytest.mark.parametrize(
    "sent",
    [
        {"method": "HEAD"},
        {"Sec_Purpose": "prefetch;prerender"},
        {"Purpose": "prefetch"},
        {"X_Moz": "prefetch"},
        {"Sec_Fetch_Dest": "image"},
        {"If_None_Match": '"abc"'},
        {"User_Agent": "facebookexternalhit/1.1"},
    ],
    ids=str,
)
def test_what_is_nobody_in_front_of_a_page_leaves_no_line(folder: Path, sent: dict[str, Any]) -> None:
    look(a_product(), **sent)
    assert list(folder.glob("seen*")) == []


@pytest.mark.parametrize("status", [301, 404, 410, 429, 500, 503])
def test_what_was_not_shown_was_not_looked_at(folder: Path, status: int) -> None:
    look(a_product(), status=status)
    assert list(folder.glob("seen*")) == []


@pytest.mark.parametrize("user_agent", PROGRAMS)
def test_programs_say_what_they_are(user_agent: str) -> None:
    assert is_program(user_agent)


@pytest.mark.parametrize("user_agent", PEOPLE)
def test_people_look_by_browsers_of_every_kind(user_agent: str) -> None:
    assert not is_program(user_agent)


def test_nothing_of_a_person_is_written_down(folder: Path) -> None:
    product = a_product()
    look(
        product,
        "/fairs?via=poster&phone=0912345678",
        X_Forwarded_For="203.0.113.7",
        Referer="https://zalo.me/0912345678",
    )
    written = (folder / "seen").read_text(encoding="ascii").splitlines()
    day, subject = clock.local_day(clock.now()), f"{product.shop_id.hex} {product.id.hex}"
    assert written == [f"{day} opened poster {subject}", f"{day} looked poster {subject}"]
    assert (folder / "seen").stat().st_mode & 0o077 == 0


# Never lost, never twice


def test_a_worker_that_dies_anywhere_counts_each_line_once(folder: Path, monkeypatch: Any) -> None:
    product = a_product()
    look(product)
    for broken_at in ("market.insight.seen.lines.counted", "market.insight.seen.actions.count", "pathlib.Path.unlink"):
        with monkeypatch.context() as killed:
            killed.setattr(broken_at, _dies)
            with pytest.raises(KeyboardInterrupt):
                collect()
        look(product)
    collect()
    collect()
    assert whole(of_good(product)) == Steps(opened=4, looked=4)
    assert list(folder.glob("seen*")) == []


def _dies(*_: Any, **__: Any) -> None:
    raise KeyboardInterrupt


def test_lines_written_while_files_are_taken_away_are_all_counted(folder: Path) -> None:
    product, each = a_product(), 300
    line = [Look(clock.local_day(clock.now()), Step.LOOKED, DIRECT, product.shop_id, product.id)]
    kept: list[bool] = []
    writers = [Thread(target=lambda: kept.extend(lines.leave(folder, line) for _ in range(each))) for _ in range(4)]
    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers):
        collect()
    collect()
    assert whole(of_good(product)).looked == sum(kept) == 4 * each


def test_a_file_that_is_found_after_a_month_is_not_counted(folder: Path) -> None:
    product = a_product()
    look(product)
    (folder / "seen").rename(folder / f"seen.{ids.first_id_of(clock.now() - timedelta(days=31))}")
    collect()
    assert (whole(of_good(product)), list(folder.glob("seen*"))) == (Steps(), [])
    look(product)
    collect()
    assert files() == 1
    transaction(lambda: actions.purge_files(now=clock.now() + timedelta(days=61)))
    assert files() == 0


def files() -> int:
    return transaction(lambda: db.session.scalar(select(func.count()).select_from(SeenFile))) or 0


def test_what_is_no_line_of_ours_is_passed_over(folder: Path) -> None:
    product, day = a_product(), clock.local_day(clock.now())
    subject = f"{product.shop_id.hex} {product.id.hex}"
    left = [
        f"{day} looked direct {subject}",
        f"2026-02-30 looked direct {subject}",
        f"{day} bought direct {subject}",
        f"{day} looked nobody {subject}",
        f"{day} looked direct {uuid4().hex} {uuid4().hex}",
        f"{day} looked direct {subject[:-9]}",
        "\udcff'; DROP TABLE orders; --",
    ]
    (folder / "seen").write_bytes("\n".join(left).encode("utf-8", "surrogateescape"))
    (folder / "seen.bak").write_text("not ours", encoding="ascii")
    collect()
    assert whole(of_good(product)) == Steps(looked=1)
    assert transaction(lambda: db.session.scalar(select(func.sum(SeenDay.looked)))) == 1


def test_looks_never_fill_the_disk(folder: Path) -> None:
    (folder / "seen").write_bytes(b"x\n" * (lines.LARGEST_BYTES // 2))
    look(a_product())
    assert (folder / "seen").stat().st_size == lines.LARGEST_BYTES


def test_a_page_is_shown_where_nothing_can_be_written_down(folder: Path, monkeypatch: Any) -> None:
    (folder / "seen").mkdir()  # not even the file can be opened
    look(a_product())
    (folder / "seen").rmdir()
    monkeypatch.setattr("os.write", _is_full)
    look(a_product())
    assert (folder / "seen").stat().st_size == 0


def _is_full(*_: Any) -> int:
    raise OSError("No space left on device")


# What the figures say


def test_figures_follow_by_place_and_by_source_and_equal_a_recount() -> None:
    product, other = a_product(), a_product()
    for path in ("/fairs?via=household", "/fairs?via=household", "/fairs"):
        look(product, path)
    look(other, "/fairs?via=poster")
    bought(product, Source.HOUSEHOLD)
    bought(product, None)
    counted()
    assert figure("store_opens", by="source") == {"household": 2, "poster": 1, "direct": 1}
    assert figure("good_looks", by="village") == {"06463/dong-dinh": 4}
    assert figure("orders", by="source") == {"household": 1, "direct": 1}
    assert transaction(lambda: list(broken())) == []
    look(product, "/fairs?via=household")
    collect()
    assert transaction(lambda: list(broken())) == []  # the worker has yet to count it
    counted()
    assert figure("store_opens", by="source")["household"] == 3
    before = cells()
    transaction(lambda: rollups.count_everything(now=clock.now()))
    assert cells() == before


def cells() -> list[Any]:
    columns = list(rollups.Cell.__table__.columns)
    return sorted(map(tuple, transaction(lambda: db.session.execute(select(*columns)).all())))


def test_an_order_that_names_another_source_than_the_figures_is_named_by_the_audit() -> None:
    from market.orders.models import Order

    bought(a_product(), Source.FEED)
    counted()
    transaction(lambda: db.session.execute(update(Order).values(via="team")))
    assert {line.split("(")[1].split(")")[0].split(", ")[1] for line in transaction(lambda: list(broken()))} == {
        "source feed",
        "source team",
    }


def test_the_public_sees_sources_of_a_province_only_and_no_small_numbers() -> None:
    assert guest().get("/statistics/store_opens?place=06463&by=source").json["type"] == "officers-only"
    assert guest().get("/statistics/store_opens?by=category").status_code == 422
    assert guest().get("/statistics/store_opens?place=20&by=source").status_code == 200


def test_what_is_said_of_links_counts_only_links() -> None:
    product = a_product()
    assert str(said(of_good(product))) == "Chưa có ai mở liên kết đã gửi."
    for path in ("/fairs?via=household", "/fairs?via=poster", "/fairs"):
        look(product, path)
    bought(product, Source.POSTER)
    bought(product, None)
    collect()
    assert str(said(of_good(product))) == "2 người mở liên kết, 1 đơn"
    shop = transaction(lambda: queries.of_shop(product.shop_id, today()))
    assert whole(shop) == Steps(opened=3, looked=3, ordered=2)


def test_who_sells_there_or_helps_the_household_is_not_counted(folder: Path, app: Any) -> None:
    product = a_product()
    for by in (seller_of(product), a_team_member()):
        look(product, by=by)
    assert list(folder.glob("seen*")) == []
    look(product, by=a_buyer())
    collect()
    assert whole(of_good(product)).looked == 1


def seller_of(product: Any) -> Person:
    return transaction(lambda: db.session.get_one(Person, product.shop.owner_id))


# Over HTTP


def test_a_household_sees_its_looks_by_source_and_nobody_elses(folder: Path) -> None:
    product = a_product()
    for path in ("/fairs?via=household", "/fairs?via=household", "/fairs"):
        look(product, path)
    bought(product, Source.HOUSEHOLD)
    collect()
    owner = calling(seller_of(product))
    found = owner.get(f"/products/{product.id}/looks").json
    assert found["said"] == "2 người mở liên kết, 1 đơn"
    assert found["total"] == {"opened": 3, "looked": 3, "basket": 0, "ordered": 1}
    assert found["sources"][0] == {
        "source": "household",
        "name": "Nhà bán gửi",
        "opened": 2,
        "looked": 2,
        "basket": 0,
        "ordered": 1,
    }
    assert [one["source"] for one in found["sources"]] == [*Source, DIRECT]
    assert owner.get(f"/shops/{product.shop_id}/looks").json["total"] == found["total"]
    tomorrow = clock.local_day(clock.now()) + timedelta(days=1)
    assert owner.get(f"/shops/{product.shop_id}/looks?from={tomorrow}").json["total"]["opened"] == 0
    assert calling(an_officer(CHI_LANG)).get(f"/shops/{product.shop_id}/looks").status_code == 200
    assert calling(a_buyer()).get(f"/shops/{product.shop_id}/looks").status_code == 403


@pytest.mark.parametrize(
    "query", ["from=x", "from=2026-02-02&to=2026-02-01", "from=1900-01-01", "from=2020-01-01", "q=1"]
)
def test_looks_of_days_that_cannot_be_are_refused(query: str) -> None:
    product = a_product()
    assert calling(seller_of(product)).get(f"/shops/{product.shop_id}/looks?{query}").status_code == 422


def test_the_way_to_an_order_is_one_table_by_source_and_by_commune(folder: Path) -> None:
    product = a_product()
    look(product, "/fairs?via=team")
    bought(product, Source.TEAM)
    look(None, "/?via=fair")
    counted()
    officer = calling(an_officer("20"))
    numbers = {"opened": 1, "looked": 1, "basket": 0, "ordered": 1, "hidden": False}
    by_source = officer.get("/statistics/funnel?place=06463").json
    assert (by_source["total"], by_source["parts"]) == (
        numbers,
        [{"key": "team", "name": "Tổ công nghệ số gửi", **numbers}],
    )
    by_commune = officer.get("/statistics/funnel?by=commune").json
    assert by_commune["parts"] == [{"key": "06463", "name": "Xã Chi Lăng", **numbers}]
    assert "of_no_shop" not in by_source
    elsewhere = calling(an_operator()).get("/statistics/funnel").json["of_no_shop"]
    assert {one["source"]: one["opened"] for one in elsewhere if one["opened"]} == {"fair": 1}
    public = guest().get("/statistics/funnel?place=20").json
    assert (public["exact"], public["parts"]) == (False, [])


def test_an_order_keeps_its_source_and_shows_it() -> None:
    product, buyer = a_product(), calling(a_buyer())
    basket = {"items": [{"product_id": str(product.id), "quantity": 1}], "payment_method": "cod", "deliver_to": TO}
    made = buyer.post("/checkouts", {**basket, "via": "poster"}, headers={"Idempotency-Key": "a"})
    assert [order["via"] for order in made.json["orders"]] == ["poster"]
    number = made.json["orders"][0]["number"]
    assert calling(seller_of(product)).get(f"/orders/{number}").json["via"] == "poster"
    assert buyer.post("/checkouts", basket, headers={"Idempotency-Key": "b"}).json["orders"][0]["via"] is None
    for wrong in ("direct", "0912345678", "", ["poster"], None):
        refused = buyer.post("/checkouts", {**basket, "via": wrong}, headers={"Idempotency-Key": "c"})
        assert (refused.status_code, list(refused.json["errors"])) == (422, ["via"])
