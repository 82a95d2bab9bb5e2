"""The one known village: Đồng Đĩnh in xã Chi Lăng. Factories are named by the state they reach and commit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any, cast
from uuid import UUID

from flask import current_app
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from market import clock
from market.accounts import actions as accounts
from market.accounts import queries as accounts_queries
from market.accounts.models import Person
from market.accounts.rules import RoleName, one_time_code
from market.catalog.actions import certificates, products, shops
from market.catalog.models import Product, Shop
from market.db import db, transaction
from market.delivery.actions import parcels
from market.delivery.flows import book_parcel
from market.delivery.models import Parcel
from market.delivery.queries.parcels import parcel_of
from market.delivery.rules.parcels import Recipient
from market.ids import new_id, new_order_number
from market.orders import queries as orders
from market.orders.actions import transitions
from market.orders.actions.checkouts import Purchase, check_out
from market.orders.actions.checkouts import Recipient as OrderRecipient
from market.orders.models import Order
from market.outbox import OutboxEntry
from market.payments.cash_outs.models import CashOut
from market.payments.cash_outs.rules import cash_out_code
from market.payments.ledger import accounts as ledger_accounts
from market.payments.ledger.accounts import Account
from market.payments.ledger.actions import post
from market.payments.ledger.queries import balance
from market.payments.tills.actions import move_till

CHI_LANG = "06463"
CHI_LANG_OFFICE = "25715"
DONG_DINH = "06463/dong-dinh"
HOAN_KIEM = "00070"
HA_NOI_OFFICE = "VN01"

PRODUCT: dict[str, Any] = {
    "name": "Na Chi Lăng",
    "category": "fruit",
    "unit": "hộp",
    "pack": "1 kg",
    "price_vnd": 65_000,
    "stock": 60,
    "weight_g": 1150,
    "description": "Na dai trồng trên núi đá.",
    "names": {"en": "custard apple", "tay": "mác na", "nung": ""},
    "also_known_as": ["na dai", "mãng cầu ta"],
    "season": {"from_month": 11, "to_month": 2},
    "shelf_life_days": 4,
    "dimensions_cm": {"length": 30, "width": 20, "height": 10},
    "fragile": True,
    "ships_by_post": True,
}

_phones = count(912_000_000)


class Answer(TestResponse):
    """An answer of the API, whose body is what the test says it is."""

    @property
    def json(self) -> Any:
        return super().json


@dataclass
class Caller:
    """Somebody with a browser: calls the API as `person`, or as a guest when there is none."""

    client: FlaskClient
    token: str | None = None

    def get(self, path: str, **kwargs: Any) -> Answer:
        return self._call("GET", path, **kwargs)

    def post(self, path: str, json: Any = None, **kwargs: Any) -> Answer:
        return self._call("POST", path, json=json, **kwargs)

    def put(self, path: str, json: Any = None, **kwargs: Any) -> Answer:
        return self._call("PUT", path, json=json, **kwargs)

    def patch(self, path: str, json: Any = None, **kwargs: Any) -> Answer:
        return self._call("PATCH", path, json=json, **kwargs)

    def delete(self, path: str, **kwargs: Any) -> Answer:
        return self._call("DELETE", path, **kwargs)

    def _call(self, method: str, path: str, **kwargs: Any) -> Answer:
        headers = dict(kwargs.pop("headers", {}))
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        if kwargs.get("json", ...) is None:
            del kwargs["json"]
        if not path.startswith("/api/"):
            path = "/api/v1" + path
        return cast(Answer, self.client.open(path, method=method, headers=headers, **kwargs))


def guest() -> Caller:
    return Caller(current_app.test_client())


def calling(person: Person) -> Caller:
    """`person`, signed in."""
    token, _ = transaction(lambda: accounts.issue_token(person=person, now=clock.now()))
    return Caller(current_app.test_client(), token)


def a_person(name: str = "Nông Văn Hải", *roles: tuple[RoleName, str], phone: str | None = None) -> Person:
    """Somebody with a phone of their own, and `roles` beside that of a buyer."""

    def make() -> Person:
        now = clock.now()
        person = accounts.register(phone=phone or f"+84{next(_phones)}", name=name, now=now)
        for role, place in roles:
            accounts.grant(person=person, role=role, place=place, now=now)
        return person

    return transaction(make)


def fresh_code(caller: Caller) -> dict[str, str]:
    """The code that the caller's phone has just been sent, as a request takes it."""
    phone = caller.get("/me").json["phone"]
    code = transaction(lambda: accounts.issue_code(phone=phone, now=clock.now()))
    return {"code": one_time_code(current_app.config["MARKET"].secret_key, code.id)}


def leaves(caller: Caller) -> Answer:
    """The answer to the caller's wish to be forgotten, with the code that it takes."""
    return caller.delete("/me", query_string=fresh_code(caller))


def a_buyer() -> Person:
    return a_person("Trần Thu Hà")


def a_household() -> Person:
    return a_person("Hoàng Thị Lan")


def a_team_member(place: str = DONG_DINH) -> Person:
    return a_person("Vi Văn Tuấn", (RoleName.TEAM_MEMBER, place))


def a_clerk(office: str = CHI_LANG_OFFICE) -> Person:
    return a_person("Lương Thị Mai", (RoleName.CLERK, office))


def an_officer(place: str = CHI_LANG) -> Person:
    return a_person("Chu Văn Bình", (RoleName.OFFICER, place))


def an_operator() -> Person:
    return a_person("Đỗ Minh Anh", (RoleName.OPERATOR, ""))


def now() -> datetime:
    return clock.now()


def in_days(days: float) -> datetime:
    return clock.now() + timedelta(days=days)


# Delivery


def a_courier(office: str = CHI_LANG_OFFICE) -> Person:
    return a_person("Hứa Văn Thắng", (RoleName.COURIER, office))


def requested_parcel(*, reference: str | None = None, to: str = HOAN_KIEM, cod_vnd: int = 120_000) -> Parcel:
    """A parcel from xã Chi Lăng, asked for two days ago and not yet confirmed by the carrier."""
    return transaction(
        lambda: parcels.request_parcel(
            reference=reference or new_order_number(),
            sender_name="Hoàng Thị Lan",
            from_commune=CHI_LANG,
            recipient=Recipient("Trần Thu Hà", "+84987654321", to, "12 phố Hàng Bài"),
            weight_g=2_000,
            cod_vnd=cod_vnd,
            declared_vnd=90_000,
            now=clock.ago(clock.now(), days=2),
        )
    )


def booked_parcel(**given: Any) -> Parcel:
    parcel = requested_parcel(**given)
    book_parcel({"parcel_id": str(parcel.id)}, clock.ago(clock.now(), days=2))
    return parcel


def scan(
    parcel: Parcel | Order | str, event: str, *, hours_ago: float = 1, office: str = CHI_LANG_OFFICE, **given: Any
) -> Any:
    """One scan as the API takes it, of a parcel or of the tracking number that its order knows."""
    number = parcel if isinstance(parcel, str) else parcel.tracking_number
    return {
        "scan_id": str(new_id()),
        "tracking_number": number,
        "event": event,
        "scanned_at": clock.ago(clock.now(), hours=hours_ago).isoformat(),
        "post_office_code": office,
        "note": "",
        **given,
    }


# Catalogue


def a_shop(owner: Person | None = None, *, team_may_act: bool = True, **fields: Any) -> Shop:
    """An open shop in Đồng Đĩnh, of a household that lets its team help, and of its own unless `owner` is given."""
    owner = owner or a_household()
    given = {"name": "Na nhà bà Lan", "commune_code": CHI_LANG, "village": "Đồng Đĩnh", "about": ""} | fields

    def open_it() -> Shop:
        if team_may_act:
            accounts.delegate(person_id=owner.id, role=RoleName.TEAM_MEMBER, now=clock.now())
        return shops.open_shop(fields=given, by=owner, now=clock.now())

    return transaction(open_it)


def a_product(shop: Shop | None = None, **fields: Any) -> Product:
    """Custard apples on sale, 60 packs of 1,150 g at 65,000 đồng, unless `fields` say otherwise."""
    shop = shop or a_shop()
    given = {"name": "Na Chi Lăng", "category": "fruit", "unit": "hộp", "pack": "1 kg"}
    given |= {"price_vnd": 65_000, "stock": 60, "weight_g": 1150} | fields

    return transaction(lambda: products.list_product(shop=shop, fields=given, by=owner_of(shop), now=clock.now()))


def owner_of(shop: Shop) -> Person:
    owner = accounts_queries.person(shop.owner_id)
    assert owner is not None
    return owner


def news() -> list[dict[str, str]]:
    """What the search is to hear of changed goods."""
    db.session.rollback()
    return list(db.session.scalars(select(OutboxEntry.payload).where(OutboxEntry.topic == "product")))


def a_certified_product(shop: Shop | None = None, *, issued_on: date | None = None, **fields: Any) -> Product:
    """Goods with a verified certificate of four stars, issued a year ago unless said."""
    ocop = {
        "stars": 4,
        "certificate_no": "12/QĐ",
        "issued_on": issued_on or clock.local_day(clock.ago(now(), days=365)),
    }
    product, officer = a_product(shop, ocop=ocop, **fields), an_officer()
    transaction(lambda: certificates.verify_certificate(product=product, by=officer, now=clock.now()))
    return product


# Orders, by the state they have reached


def a_purchase(*lines: tuple[Product, int], **given: Any) -> Purchase:
    """Two packs of custard apple to Hoàn Kiếm, paid on delivery, unless said otherwise."""
    wanted = {product.id: quantity for product, quantity in lines or [(a_product(), 2)]}
    recipient = OrderRecipient("Trần Thu Hà", "+84912345678", HOAN_KIEM, "12 Hàng Bài")
    return Purchase(wanted=wanted, recipient=recipient, payment_method="cod", **given)


def placed_order(product: Product | None = None, *, buyer: Person | None = None, hours_ago: float = 0) -> Order:
    """Two packs of one good of one shop."""
    purchase, buyer = a_purchase((product or a_product(), 2)), buyer or a_buyer()
    at = clock.ago(clock.now(), hours=hours_ago)
    return transaction(lambda: check_out(by=buyer, purchase=purchase, now=at)).orders[0]


def _moved(order: Order, act: Callable[..., None], *roles: str, hours_ago: float = 0, **words: Any) -> Order:
    at = clock.ago(clock.now(), hours=hours_ago)

    def move() -> Order:
        held = orders.locked(order.number)
        assert held is not None
        act(order=held, roles=set(roles), by_id=held.seller_id, now=at, **words)
        return held

    return transaction(move)


def accepted_order(*, hours_ago: float = 0, **given: Any) -> Order:
    return _moved(placed_order(hours_ago=hours_ago, **given), transitions.accept, "seller", hours_ago=hours_ago)


def packed_order(*, hours_ago: float = 0, **given: Any) -> Order:
    return _moved(accepted_order(hours_ago=hours_ago, **given), transitions.pack, "seller", hours_ago=hours_ago)


def scanned_order(order: Order, *events: str) -> Order:
    """The order after its parcel was scanned in Chi Lăng, an hour apart, the last one an hour ago."""
    parcel = transaction(lambda: parcel_of(order.number))
    assert parcel is not None
    steps = [scan(parcel, event, hours_ago=len(events) - place) for place, event in enumerate(events)]
    sent = calling(a_clerk()).post("/scans", {"scans": steps})
    assert [result["result"] for result in sent.json["results"]] == ["recorded"] * len(events)
    found = transaction(lambda: orders.with_number(order.number))
    assert found is not None
    return found


def shipped_order(**given: Any) -> Order:
    return scanned_order(packed_order(hours_ago=5, **given), "accepted")


def delivered_order(**given: Any) -> Order:
    return scanned_order(packed_order(hours_ago=5, **given), "accepted", "delivered")


def returned_order(**given: Any) -> Order:
    return scanned_order(packed_order(hours_ago=5, **given), "accepted", "return_started", "returned")


def seller_of(order: Order) -> Person:
    return transaction(lambda: _known(order.seller_id))


def buyer_of(order: Order) -> Person:
    return transaction(lambda: _known(order.buyer_id))


def _known(person_id: UUID) -> Person:
    found = accounts_queries.person(person_id)
    assert found is not None
    return found


def stock_of(product_id: UUID) -> int:
    return transaction(lambda: db.session.scalar(select(Product.stock).where(Product.id == product_id))) or 0


# Money


def a_shop_with_money(amount_vnd: int = 98_500, owner: Person | None = None) -> Shop:
    """A shop whose balance holds `amount_vnd` đồng, remitted by the carrier."""
    shop = a_shop(owner)
    give_money(ledger_accounts.shop(shop.id), amount_vnd)
    return shop


def give_money(account: Account, amount_vnd: int) -> None:
    """Put money from the bank into somebody's account."""
    transaction(
        lambda: post(
            key=f"gift:{new_id()}",
            kind="gift",
            reference="test",
            debit={ledger_accounts.BANK: amount_vnd},
            credit={account: amount_vnd},
            now=clock.now(),
        )
    )


def fill_till(amount_vnd: int, office: str = CHI_LANG_OFFICE) -> None:
    """Give a post office cash from the post's head office."""
    clerk = a_clerk(office)
    transaction(
        lambda: move_till(
            office=office, kind="replenishment", amount_vnd=amount_vnd, note="", by=clerk, now=clock.now()
        )
    )


def money(account: Account) -> int:
    return transaction(lambda: balance(account))


def code_of(cash_out_id: str) -> str:
    """The code that was sent for a cash-out."""
    row = transaction(lambda: db.session.get(CashOut, UUID(cash_out_id), populate_existing=True))
    assert row is not None
    return cash_out_code(current_app.config["MARKET"].secret_key, row.id, row.code_no)


def lost_order(**given: Any) -> Order:
    return scanned_order(packed_order(hours_ago=5, **given), "accepted", "lost")
