"""The hot requests, each prepared as raw bytes before the clock starts."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from random import Random
from typing import Any
from urllib.parse import quote_plus
from uuid import UUID

from sqlalchemy import insert, select
from tqdm import tqdm

from bench.servers import SECRET
from market.accounts import actions as accounts
from market.accounts.models import Person, SignInCode
from market.accounts.rules import RoleName, one_time_code
from market.catalog.models import Product
from market.catalog.rules.store_addresses import product_path
from market.db import db, transaction, without_timeout
from market.ids import new_id
from market.orders import queries
from market.orders.actions import transitions
from market.orders.actions.checkouts import Purchase, Recipient, check_out

CLIENTS = 8
PAGE, PAGE_304, SEARCH_PAGE = "store page", "store page, 304", "search page, drawn"
SCANS = 20
OFFICE, _HA_NOI = "25107", "00070"  # all mail of Lạng Sơn passes there
DELIVER_TO = {"name": "Trần Thu Hà", "phone": "0912 345 678", "commune_code": _HA_NOI, "address_line": "12 Hàng Bài"}
SEARCHES = (
    "na", "na chi lang", "mac mat", "măng ớt", "vịt quay", "hong vanh khuyen", "mật ong", "chè", "rượu mẫu sơn",
    "thạch đen", "quýt", "khau nhuc", "bánh ngải", "gạo nếp", "nấm", "miến dong", "hồi", "lạp xưởng", "đào", "mãng cầu",
)  # fmt: skip


@dataclass(frozen=True)
class Call:
    """One kind of request: a list of them for each client, whether they may be sent again, what must come back."""

    name: str
    requests: list[list[bytes]]
    status: str
    again: bool = True


@dataclass(frozen=True)
class Stage:
    """Who and what the calls are about."""

    products: list[UUID]
    etags: dict[UUID, str]
    pages: dict[str, str]
    buyers: list[str]
    clerk: str
    parcels: list[str]
    now: datetime


def request(method: str, path: str, body: Any = None, **headers: str) -> bytes:
    content = b"" if body is None else json.dumps(body, ensure_ascii=False).encode()
    lines = {"Host": "127.0.0.1", **{name.replace("_", "-"): value for name, value in headers.items()}}
    if body is not None:
        lines |= {"Content-Type": "application/json", "Content-Length": str(len(content))}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + content


def set_stage(*, now: datetime, client: Any, parcels: int, buyers: int = CLIENTS) -> Stage:
    """Buyers, a clerk, and packed orders for the clerk to scan, made by the actions themselves."""
    ids = transaction(_sold_by_post)
    chosen = Random(7).sample(ids, min(5_000, len(ids)))
    kept, chosen = chosen[:200], chosen[200:]  # nobody buys these, so their tags stay good
    etags = {key: client.get(f"/api/v1/products/{key}").headers["ETag"] for key in kept}
    found = transaction(
        lambda: list(db.session.execute(select(Product.id, Product.slug).where(Product.id.in_(kept[:50]))))
    )
    pages = {path: client.get(path).headers["ETag"] for path in (product_path(*row) for row in found)}
    people = [transaction(lambda n=n: _buyer(n, now)) for n in range(buyers)]  # type: ignore[misc]
    clerk = transaction(lambda: _clerk(now))
    some = tqdm(range(parcels), desc="packed orders", unit="", disable=None)
    numbers = [_packed(people[0][0], chosen[n % len(chosen)], now) for n in some]
    return Stage(chosen, etags, pages, [token for _, token in people], clerk, numbers, now)


def calls(stage: Stage, each: int) -> list[Call]:
    """All of them; `each` is how many of a kind a client gets of those that cannot be sent again."""
    chance, serial, run = Random(8), count(), new_id()

    def lists(make: Callable[[int], bytes], length: int) -> list[list[bytes]]:
        return [[make(client) for _ in range(length)] for client in range(CLIENTS)]

    def product() -> UUID:
        return chance.choice(stage.products)

    def known() -> UUID:
        return chance.choice(list(stage.etags))

    def basket(lines: int) -> dict[str, Any]:
        items = [{"product_id": str(key), "quantity": 2} for key in chance.sample(stage.products, lines)]
        return {"items": items, "deliver_to": {"commune_code": _HA_NOI}}

    def checkout(client: int, lines: int) -> bytes:
        body = basket(lines) | {"deliver_to": DELIVER_TO, "payment_method": "cod", "buyer_is_18": True}
        signed = {"Authorization": f"Bearer {stage.buyers[client]}", "Idempotency_Key": f"{run}-{next(serial)}"}
        return request("POST", "/api/v1/checkouts", body, **signed)

    def not_modified() -> bytes:
        key = known()
        return request("GET", f"/api/v1/products/{key}", If_None_Match=stage.etags[key])

    def search() -> bytes:
        return request("GET", "/api/v1/search?q=" + quote_plus(chance.choice(SEARCHES)))

    shops = transaction(lambda: _shops(stage.products[:500]))
    return [
        Call("product detail", lists(lambda _: request("GET", f"/api/v1/products/{product()}"), 500), "200"),
        Call("product detail, 304", lists(lambda _: not_modified(), 500), "304"),
        Call("list of a shop", lists(lambda _: request("GET", f"/api/v1/shops/{chance.choice(shops)}/products"), 100),
             "200"),
        Call("search", lists(lambda _: search(), 100), "200"),
        *_pages(stage, lists),
        Call("quote, 1 line", lists(lambda _: request("POST", "/api/v1/quotes", basket(1)), 500), "200"),
        Call("checkout, 1 line", lists(lambda client: checkout(client, 1), each), "201", again=False),
        Call("checkout, 5 lines", lists(lambda client: checkout(client, 5), each), "201", again=False),
        Call(f"scan batch of {SCANS}", _scan_batches(stage, each // 4), "200", again=False),
        Call("sign-in", _sign_ins(stage.now, each), "201", again=False),
    ]  # fmt: skip


def _pages(stage: Stage, lists: Callable[[Callable[[int], bytes], int], list[list[bytes]]]) -> list[Call]:
    """What a store page costs who has no cookie, who has it already, and who has chosen where to send it (drawn)."""
    chance, paths, there = Random(9), list(stage.pages), {"Cookie": f"to={_HA_NOI}"}

    def page(**headers: str) -> bytes:
        return request("GET", chance.choice(paths), **headers)

    def known() -> bytes:
        path, tag = chance.choice(list(stage.pages.items()))
        return request("GET", path, If_None_Match=tag)

    def search() -> bytes:
        return request("GET", "/search?q=" + quote_plus(chance.choice(SEARCHES)), **there)

    return [
        Call(PAGE, lists(lambda _: page(), 500), "200"),
        Call(PAGE_304, lists(lambda _: known(), 500), "304"),
        Call("store page, drawn", lists(lambda _: page(**there), 500), "200"),
        Call(SEARCH_PAGE, lists(lambda _: search(), 100), "200"),
    ]


def _sold_by_post() -> list[UUID]:
    without_timeout()  # a million of them
    listed = select(Product.id).where(Product.ships_by_post, Product.category_slug != "alcohol")
    return list(db.session.scalars(listed.order_by(Product.id)))


def _shops(products: list[UUID]) -> list[UUID]:
    return list(db.session.scalars(select(Product.shop_id).where(Product.id.in_(products)).distinct()))


def _buyer(number: int, now: datetime) -> tuple[Person, str]:
    person = accounts.register(phone=f"+8498{number:07d}", name="Trần Thu Hà", now=now)
    return person, accounts.issue_token(person=person, now=now)[0]


def _clerk(now: datetime) -> str:
    person = accounts.register(phone="+84979999999", name="Lương Thị Mai", now=now)
    accounts.grant(person=person, role=RoleName.CLERK, place=OFFICE, now=now)
    return accounts.issue_token(person=person, now=now)[0]


def _packed(buyer: Person, product_id: UUID, now: datetime) -> str:
    """The tracking number of an order that is packed."""
    to = Recipient("Trần Thu Hà", "+84912345678", _HA_NOI, "12 Hàng Bài")
    purchase = Purchase(wanted={product_id: 1}, recipient=to, payment_method="cod", buyer_is_18=True)
    placed = transaction(lambda: check_out(by=buyer, purchase=purchase, now=now)).orders[0]

    def pack() -> str:
        order = queries.locked(placed.number)
        if order is None:
            raise LookupError(placed.number)
        for move in (transitions.accept, transitions.pack):
            move(order=order, roles={"seller"}, by_id=order.seller_id, now=now)
        return str(order.tracking_number)

    return transaction(pack)


def _scan_batches(stage: Stage, each: int) -> list[list[bytes]]:
    """Each client scans parcels of its own, in and out of the office in turn."""
    own = len(stage.parcels) // CLIENTS
    batches: list[list[bytes]] = []
    for client in range(CLIENTS):
        chance, mine = Random(client), stage.parcels[client * own : (client + 1) * own]
        batches.append([_scan_batch(stage, chance.sample(mine, min(SCANS, own)), number) for number in range(each)])
    return batches


def _scan_batch(stage: Stage, numbers: list[str], turn: int) -> bytes:
    at = stage.now - timedelta(hours=1) + timedelta(seconds=turn)
    event = "departed" if turn % 2 else "accepted" if turn == 0 else "arrived"
    same = {"event": event, "scanned_at": at.isoformat(), "post_office_code": OFFICE}
    scans = [{"scan_id": str(new_id()), "tracking_number": number, **same} for number in numbers]
    return request("POST", "/api/v1/scans", {"scans": scans}, Authorization=f"Bearer {stage.clerk}")


def _sign_ins(now: datetime, each: int) -> list[list[bytes]]:
    """By codes whose rows are there already; every phone is a new buyer's."""
    codes = [(new_id(), f"09{number + 60_000_000:08d}") for number in range(each * CLIENTS)]
    until = now + timedelta(days=1)
    sent = [{"id": key, "phone": f"+84{phone[1:]}", "created_at": now, "expires_at": until} for key, phone in codes]
    transaction(lambda: db.session.execute(insert(SignInCode.__table__), sent))  # type: ignore[arg-type]
    bodies = [{"phone": phone, "code": one_time_code(SECRET, key)} for key, phone in codes]
    made = [request("POST", "/api/v1/tokens", body) for body in bodies]
    return [made[client::CLIENTS] for client in range(CLIENTS)]
