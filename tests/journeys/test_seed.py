"""The demo fair: that it is all there, went the way its files say, and is the same each time."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import delete, func, select, update

from market import clock
from market.accounts import actions as accounts_actions
from market.accounts import queries as accounts_queries
from market.accounts.models import Person
from market.catalog.models import Certificate, Product, Shop
from market.catalog.queries.documents import documents
from market.catalog.rules.certificates import stars_shown
from market.db import db, transaction
from market.delivery.anomalies import impossible
from market.delivery.models import Parcel, Scan, TrackingSeries
from market.http import Market
from market.ids import in_address
from market.notices.models import SentNotice
from market.ops.invariants import broken
from market.orders.models import Order, OrderMove
from market.outbox import OutboxEntry
from market.payments.ledger import accounts
from market.payments.ledger.queries import balances
from market.seed.demo.introduction import introduction
from market.seed.fair import load_fair
from market.seed.plan import scans_to, shop_of
from market.seed.rows import made_id, rows, several
from tests.support import found
from tests.support.finding import opened
from tests.support.installation import REFERENCE
from tests.support.typed import market

NOW = datetime(2026, 10, 15, 3, tzinfo=UTC)
ORDERS = {row["key"]: row for row in rows("orders")}


@pytest.fixture(scope="module")
def loads(_app: Market) -> Iterator[list[list[tuple]]]:
    """What two loads into a clean database left; the second is still there."""
    with _app.app_context():
        yield [load() for _ in range(2)]
        db.session.rollback()
        transaction(empty)


@pytest.fixture(autouse=True)
def nothing_held(loads: list[list[tuple]]) -> Iterator[None]:
    yield
    db.session.rollback()


def load() -> list[tuple]:
    transaction(empty)
    load_fair(now=NOW)
    return transaction(contents)


def empty() -> None:
    for table in reversed(db.metadata.sorted_tables):
        if table.name not in REFERENCE:
            db.session.execute(delete(table))
    db.session.execute(update(TrackingSeries).values(next_serial=1))


def contents() -> list[tuple]:
    """Every id that a client may choose, every number, and all that people see."""
    order, move, scan = Order, OrderMove, Scan
    wanted = (
        select(Person.phone, Person.name, Person.created_at),
        select(Shop.id, Shop.name, Shop.digital_address, Shop.created_at),
        select(Product.id, Product.shop_id, Product.name, Product.price_vnd, Product.stock, Product.created_at),
        select(Certificate.product_id, Certificate.issued_on, Certificate.state, Certificate.verified_at),
        select(order.number, order.checkout_id, order.state, order.total_vnd, order.tracking_number, order.timer_at),
        select(order.number, move.move_no, move.at, move.target, move.by, move.note).join(move),
        select(scan.scan_id, scan.event, scan.happened_at, scan.received_at, scan.post_office_code),
    )
    return [tuple(row) for query in wanted for row in sorted(db.session.execute(query), key=repr)]


def orders() -> dict[str, Order]:
    """The orders by their keys in the file."""
    names = {row["key"]: row["name"] for row in rows("households")}
    found = {(order.placed_at, order.shop_name): order for order in db.session.scalars(select(Order))}
    return {key: found[ago(row["age_hours"]), names[shop_of(row)]] for key, row in ORDERS.items()}


def ago(hours: str) -> datetime:
    return NOW - timedelta(hours=int(hours))


def count(model: type, *where: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(model).where(*where)) or 0


@pytest.mark.once
def test_two_loads_with_the_same_now_are_the_same(loads) -> None:
    first, second = loads
    assert first == second


def test_all_goods_are_offered_by_their_shops() -> None:
    assert count(Shop) == len(rows("households")) == 65
    assert count(Product) == len(rows("offers")) == 106
    assert len(set(db.session.scalars(select(Product.name)))) == 91


def test_every_good_has_a_picture_and_it_is_the_same_at_every_load(_app) -> None:
    from market.seed.pictures import album

    pictures = [row["goods"] for row in rows("pictures")]
    assert sorted(pictures) == sorted(row["slug"] for row in rows("goods"))
    assert count(Product, ~Product.photos.any()) == 0
    once = album.drawn("khau-sli")
    assert album.drawn.__wrapped__("khau-sli") == once
    assert {size: Image.open(BytesIO(bytes_)).size for size, bytes_ in once.items()} == {
        "small": (240, 240), "medium": (600, 600), "large": (600, 600)
    }  # fmt: skip
    assert max(len(album.drawn(good)["large"]) for good in pictures) < 20_000
    product = db.session.scalars(select(Product).where(Product.name == "Khẩu sli")).first()
    served = _app.test_client().get(f"/api/v1/products/{product.id}/photos/1?size=small")
    assert served.data == once["small"]


def test_every_order_came_where_the_file_says() -> None:
    assert {key: order.state for key, order in orders().items()} == {key: row["reaches"] for key, row in ORDERS.items()}


def test_every_order_came_there_when_the_file_says() -> None:
    came = {key: order.state_since for key, order in orders().items() if order.state != "shipped"}
    assert came == {key: ago(row["since_hours"]) for key, row in ORDERS.items() if row["reaches"] != "shipped"}


def test_orders_that_ended_were_ended_by_whom_the_file_says() -> None:
    ended = {key: order.history[-1] for key, order in orders().items() if ORDERS[key]["closed_by"]}
    said = {key: (row["closed_from"], row["closed_by"]) for key, row in ORDERS.items() if row["closed_by"]}
    assert {key: (move.origin, move.by) for key, move in ended.items()} == said


def test_every_parcel_is_where_the_file_says_since_then() -> None:
    for key, order in orders().items():
        row = ORDERS[key]
        assert (order.parcel_state or "") == row["parcel_reaches"]
        parcel = db.session.scalars(select(Parcel).filter_by(reference=order.number)).first()
        assert (parcel.state if parcel else "") == row["parcel_reaches"]
        if row["reaches"] == "shipped":
            last = db.session.scalar(select(func.max(Scan.happened_at)).where(Scan.parcel_id == parcel.id))
            assert last == ago(row["since_hours"])


def test_a_household_s_first_code_can_be_paid_at_every_counter_of_the_fair() -> None:
    offices = {office for row in rows("people") if row["role"] == "clerk" for office in several(row["place"])}
    tills = balances([accounts.till(office) for office in offices])
    assert {till.owner: vnd >= 5_000_000 for till, vnd in tills.items()} == dict.fromkeys(offices, True)


def test_no_parcel_of_the_fair_jumped() -> None:
    for parcel in db.session.scalars(select(Parcel)):
        scans = db.session.scalars(select(Scan).where(Scan.parcel_id == parcel.id)).all()
        assert impossible(scans) == set(), parcel.reference


def test_parcels_were_booked_before_they_were_scanned_and_scanned_at_the_right_offices() -> None:
    assert count(Scan, Scan.off_route) == 0
    first = select(Scan.parcel_id, func.min(Scan.happened_at).label("at")).group_by(Scan.parcel_id).subquery()
    early = select(Parcel).join(first, first.c.parcel_id == Parcel.id).where(first.c.at < Parcel.booked_at)
    assert list(db.session.scalars(early)) == []


def test_time_left_no_timer_to_ring_and_rang_those_that_were_due() -> None:
    assert count(Order, Order.timer_at <= NOW) == 0
    waiting = orders()
    assert [waiting[key].timer_step for key in ("o03", "o04", "o05")] == [0, 1, 2]


def test_nothing_is_broken() -> None:
    assert list(broken()) == []


def test_the_worker_has_nothing_to_send_or_book() -> None:
    assert count(OutboxEntry, OutboxEntry.done_at.is_(None)) == 0
    assert count(SentNotice) == 0


def test_stars_show_only_where_the_certificate_still_counts() -> None:
    certificates = list(db.session.scalars(select(Certificate)))
    assert all(certificate.is_demo for certificate in certificates)
    names = {product.id: product.name for product in db.session.scalars(select(Product))}
    today = clock.local_day(NOW)
    shown = {names[c.product_id]: stars_shown(c, today) for c in certificates if stars_shown(c, today)}
    lapsed = {row["name"] for row in rows("goods") if row["ocop_may_have_lapsed"] == "yes"}
    assert shown["Bột thạch đen"] == 4
    assert "Na Chi Lăng" not in shown  # granted in 2020
    assert shown.keys().isdisjoint(lapsed)


def introduced(home: Path) -> str:
    places = {
        "address": "http://127.0.0.1:8000/",
        "cards": "http://127.0.0.1:8420",
        "log": home / "demo.log",
        "doors": True,
    }
    return transaction(lambda: introduction(**places, home=home, now=NOW))


def test_the_introduction_is_short_and_ends_with_people_whose_tokens_work(tmp_path) -> None:
    text = introduced(tmp_path)
    shown = [line for line in text.splitlines() if re.search(" cp_[^ ]+$", line)]
    people = [accounts_queries.person_with_token(line.split()[-1], now=NOW) for line in shown]
    assert len(text.splitlines()) <= 40
    assert [person.name in line for person, line in zip(people, shown, strict=True)] == [True] * 9
    assert text.splitlines()[-10:-1] == shown
    assert len({line.index("cp_") for line in shown}) == 1
    assert "http://127.0.0.1:8000/api/v1/search?q=na+chi+lang" in text
    assert f"Bearer {re.search('cp_[^ ]+', shown[0])[0]}' 'http://127.0.0.1:8000/api/v1/orders?as=seller'" in text
    assert "http://127.0.0.1:8420" in text
    assert f"{tmp_path / 'demo.log'}" in text


def test_people_keep_their_tokens_until_these_end(tmp_path) -> None:
    first = introduced(tmp_path)
    assert introduced(tmp_path) == first
    kept = tmp_path / "demo_tokens.json"
    assert kept.stat().st_mode & 0o777 == 0o600
    tokens = re.findall("cp_[^ \n]+$", first, re.MULTILINE)
    transaction(lambda: accounts_actions.revoke_token(token=tokens[1], now=NOW))
    again = re.findall("cp_[^ \n]+$", introduced(tmp_path), re.MULTILINE)
    assert [old == new for old, new in zip(tokens, again, strict=True)] == [True, False] + [True] * 7
    kept.write_text(json.dumps(dict.fromkeys(json.loads(kept.read_text()), tokens[0])), encoding="utf-8")
    assert len(set(re.findall("cp_[^ \n]+$", introduced(tmp_path), re.MULTILINE))) == 9  # nobody gets another's


def test_the_fair_is_never_loaded_where_people_are(_app) -> None:
    people = count(Person)
    db.session.rollback()
    refused = market(_app, "seed")
    assert refused.returncode == 1
    assert "This database has people" in refused.stderr
    skipped = market(_app, "seed", "--if-empty")
    assert (skipped.returncode, skipped.stdout) == (0, "The fair is open.\n")
    assert count(Person) == people


def test_a_parcel_that_comes_back_passes_both_offices_twice() -> None:
    assert [scanned.end for scanned in scans_to("returned")] == [0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0]


def test_made_ids_are_uuids_of_their_time() -> None:
    earlier, later = made_id("b", NOW), made_id("a", NOW + timedelta(milliseconds=1))
    assert earlier < later
    assert earlier.version == later.version == 7
    assert earlier != made_id("c", NOW)


@pytest.fixture
def searched(_app: Market, tmp_path: Path) -> Iterator[None]:
    """An index of what is on sale."""
    _app.extensions["search"] = engine = opened("whoosh", tmp_path / "index")
    engine.rebuild(documents(now=clock.now()))
    yield
    engine.close()
    _app.extensions.pop("search")


@pytest.mark.once
def test_every_page_of_the_store_tells_machines_what_it_is(_app, searched) -> None:
    """All that the sitemap lists, and so all that anybody may see, in both languages."""
    client, told = _app.test_client(), dict[str, int]()
    root = _app.config["MARKET"].public_url
    parts = [address.removeprefix(root) for address, _ in found.sitemap(client.get("/sitemap.xml").data)]
    lines = [line for part in parts for line in found.sitemap(client.get(part, buffered=True).data)]
    pages = [address.removeprefix(root) for address, _ in lines]
    robots = client.get("/robots.txt").text
    assert [path for path in pages if found.is_left_alone(robots, path)] == []
    for path in pages:
        page = client.get(path, headers={"Accept": "text/html"})
        assert page.status_code == 200, path
        assert found.links(page.text)["canonical"] == root + path
        things = found.linked(page.text)
        assert [fault for thing in things for fault in found.faults(thing)] == [], path
        for thing in things:
            told[thing["@type"]] = told.get(thing["@type"], 0) + 1
            assert thing["@type"] != "Product" or thing["image"], path
    assert told == {"Product": 106, "LocalBusiness": 65, "WebSite": 1, "BreadcrumbList": len(pages) - 1}


@pytest.mark.once
def test_all_goods_of_the_fair_that_can_be_bought_are_in_the_feeds(_app) -> None:
    client, now = _app.test_client(), clock.now()
    google = found.google(client.get("/feeds/google.xml", buffered=True).data)
    meta = found.meta(client.get("/feeds/meta.csv", buffered=True).data)
    goods = db.session.scalars(select(Product).order_by(Product.id))
    sold = [in_address(one.id) for one in goods if one.is_for_sale(now) and one.ships_by_post and one.price_vnd]
    assert [good["id"] for good in google] == [good["id"] for good in meta]
    assert {good["id"] for good in google} < set(sold)  # all but what is drunk
    assert len(google) > 80
