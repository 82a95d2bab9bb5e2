"""Everybody who may try a right: people of each role at each place, and the things that they stand to in some relation.

Four households of one village differ in nothing but their consent: one lets its team help, one was never asked,
one took its consent back, one has a suspended shop.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask.testing import FlaskClient
from sqlalchemy import select

from market import clock
from market.accounts import actions as accounts
from market.accounts.rules import one_time_code
from market.catalog.models import Shop
from market.db import db, transaction
from market.delivery.models import Scan
from market.delivery.queries.parcels import parcel_of
from market.fairs.queries import fair_with_slug
from market.ids import in_address, new_id
from market.payments.ledger import accounts as ledger_accounts
from market.reviews.models import Review, ReviewReport
from market.reviews.rules import Reason
from tests.support.fairs import a_fair, a_stand
from tests.support.fetching import a_point
from tests.support.helping import TEAM, a_picture, a_village, agrees, join, person, sent_paper
from tests.support.importing import HEAD, begin
from tests.support.installation import SECRET
from tests.support.village import (
    CHI_LANG,
    CHI_LANG_OFFICE,
    HOAN_KIEM,
    Caller,
    a_buyer,
    a_clerk,
    a_courier,
    a_household,
    a_person,
    a_product,
    a_shop,
    an_officer,
    an_operator,
    calling,
    fresh_code,
    give_money,
    guest,
    in_days,
    leaves,
    now,
    packed_order,
)

ELSEWHERE = "VN96"
Things = dict[str, str]


@dataclass
class Tried:
    """Who calls, and of whose things."""

    caller: Caller
    things: Things


class Fair:
    """The people and their things; `who` names them as the table of rights does."""

    def __init__(self, client: FlaskClient) -> None:
        self.village = a_village()
        self.operator, self.buyer = calling(an_operator()), a_buyer()
        self.clerk, self.courier = calling(a_clerk()), a_courier()
        self.shared = self._shared()
        consented, owner = self._household("Nông Thị Páo", "0912 555 001", agrees)
        never, _ = self._household("Lý Thị Mẩy", "0912 555 002")
        back, _ = self._household("Vi Thị Nhình", "0912 555 003", agrees, _takes_back)
        shut, shut_owner = self._household("Hà Thị Sen", "0912 555 004", agrees)
        self.operator.put(f"/shops/{shut['shop_id']}/suspension", {"reason": "Hàng giả"})
        member = self.village.member
        self.who = {
            "guest": Tried(guest(), consented),
            "bogus": Tried(Caller(client, "cp_bogus"), consented),
            "erased": Tried(_erased(), consented),
            "stranger": Tried(calling(a_buyer()), consented),
            "buyer": Tried(calling(self.buyer), consented),
            "shop": Tried(_of_another_shop(), consented),
            "owner": Tried(owner, consented),
            "team": Tried(member, consented),
            "without": Tried(member, never),
            "withdrawn": Tried(member, back),
            "team-": Tried(_of_another_team(), consented),
            "clerk": Tried(self.clerk, consented),
            "courier": Tried(calling(self.courier), consented),
            "clerk-": Tried(calling(a_clerk(ELSEWHERE)), consented),
            "courier-": Tried(calling(a_courier(ELSEWHERE)), consented),
            "officer": Tried(self.village.officer, consented),
            "officer-": Tried(calling(an_officer(HOAN_KIEM)), consented),
            "operator": Tried(self.operator, consented),
            "suspended": Tried(shut_owner, shut),
            "at-suspended": Tried(calling(a_buyer()), shut),
        }

    def _shared(self) -> Things:
        """What belongs to no household."""
        template = {"kind": "households", "columns": {"Đại diện": "name"}}
        assert self.village.officer.put("/import-templates/mau-xa", template).status_code == 200
        invited = self.village.officer.post(
            f"/teams/{self.village.team_id}/members", {"name": "Hoàng", "phone": "0912555777"}
        )
        assert invited.status_code == 202, invited.json
        row = "H1;Triệu Thị Mới;0912555888;Đồng Đĩnh;Chi Lăng"
        sent = begin(self.village.member, f"{HEAD}\n{row}\n", dry_run="true")
        return {
            "team_id": self.village.team_id,
            "person_id": self.village.member.get("/me").json["id"],
            "invitation_id": invited.json["id"],
            "import_id": sent.json["id"],
            "office": CHI_LANG_OFFICE,
            "post_office_code": CHI_LANG_OFFICE,
            "courier_id": str(self.courier.id),
            "slug": a_fair(by=person(self.village.officer.get("/me").json["id"])).slug,
        }

    def _household(self, name: str, phone: str, *then: Any) -> tuple[Things, Caller]:
        """A household of the village with a shop, an order on its way, and money that is being taken out."""
        household = self.village.writes_down(name=name, phone=phone)
        paper = sent_paper(self.village.member, household)
        if agrees in then:
            agrees(self.village.member, household)
        phone = "+84" + phone.replace(" ", "")[1:]
        owner = _signs_in(phone)
        things = self.shared | {"household_id": household["id"], "paper_id": paper, "shop_id": household["shop_id"]}
        shop = transaction(lambda: db.session.get(Shop, UUID(household["shop_id"])))
        ocop = {"stars": 4, "certificate_no": "12/QĐ", "issued_on": clock.local_day(now())}
        product = a_product(shop, ocop=ocop)
        things |= {"phone": phone, "product_id": str(product.id), "point_id": a_point(product)}
        things |= {"product": in_address(product.id), "shop": in_address(shop.id)}
        things |= {"stand_id": str(a_stand(fair_with_slug(things["slug"]), product).product_id)}
        things |= self._order(product) | self._money(things["shop_id"], owner, phone)
        things |= self._other_systems(things["shop_id"], owner)
        for picture, status in (("photos/1", 201), ("certificate/photo", 200)):
            photo = owner.put(f"/products/{product.id}/{picture}", data=a_picture(), content_type="image/jpeg")
            assert photo.status_code == status, photo.json
        where = {"name": name, "phone": phone, "commune_code": HOAN_KIEM, "address_line": "12 Hàng Bài"}
        address = owner.post("/me/addresses", where)
        assert address.status_code == 201, address.json
        things["address_id"] = address.json["id"]
        if _takes_back in then:
            _takes_back(owner)
        return things, owner

    def _order(self, product: Any) -> Things:
        order = packed_order(product=product, buyer=self.buyer, hours_ago=5)
        parcel = transaction(lambda: parcel_of(order.number))
        assert parcel is not None
        number = parcel.tracking_number
        brought = {"post_office_code": CHI_LANG_OFFICE, "brought_by": "Páo", "tracking_numbers": [number]}
        taken = self.clerk.post("/manifests", brought)
        assert taken.status_code == 201, taken.json
        given = self.clerk.put(f"/parcels/{number}/courier", {"courier_id": str(self.courier.id)})
        assert given.status_code == 200, given.json
        scan = transaction(lambda: db.session.scalars(select(Scan.scan_id).where(Scan.parcel_id == parcel.id)).one())
        complained = calling(self.buyer).post(
            "/complaints", {"order_number": order.number, "kind": "wrong", "words": "Thiếu một hộp"}
        )
        assert complained.status_code == 201, complained.json
        manifest = taken.json["manifest"]["id"]
        ids = {"scan_id": str(scan), "manifest_id": manifest, "checkout_id": str(order.checkout_id)}
        return (
            {"number": order.number, "complaint": complained.json["number"], "tracking_number": number}
            | ids
            | _said(order)
        )

    def _money(self, shop_id: str, owner: Caller, phone: str) -> Things:
        give_money(ledger_accounts.shop(UUID(shop_id)), 2_000_000)
        account = {"bank_bin": "970405", "number": "8400205123456", "holder": "NONG THI PAO"}
        assert owner.put("/me/payout-account", account | fresh_code(owner)).status_code == 200
        out = owner.post(f"/shops/{shop_id}/cash-outs", {"amount_vnd": 100_000})
        payout = owner.post(f"/shops/{shop_id}/payouts", {"amount_vnd": 500_000})
        lost = {"phone": phone, "new_phone": phone[:-3] + "9" + phone[-2:], "reason": "Mất máy"}
        change = calling(an_operator()).post("/phone-changes", lost)  # so that ours may agree
        assert [out.status_code, payout.status_code, change.status_code] == [201] * 3, (
            out.json,
            payout.json,
            change.json,
        )
        session = owner.get("/me/sessions").json["items"][0]["id"]
        ids = {"cash_out_id": out.json["id"], "payout_id": payout.json["id"], "change_id": change.json["id"]}
        return ids | {"session_id": session}

    def _other_systems(self, shop_id: str, owner: Caller) -> Things:
        """Who is told of its events, one message, and a program that works with it."""
        told = owner.post("/subscriptions", {"url": "https://kho.example/", "types": ["order.*"], "shop_id": shop_id})
        asked = {"name": "Kho", "scopes": ["orders:contact"], "shop_id": shop_id, "expires_at": in_days(30).isoformat()}
        service = calling(an_operator()).post("/services", asked)  # so that ours may agree
        assert [told.status_code, service.status_code] == [201] * 2, (told.json, service.json)
        subscription_id = told.json["subscription"]["id"]
        message = owner.post(f"/subscriptions/{subscription_id}/tests")
        assert message.status_code == 201, message.json
        ids = {"subscription_id": subscription_id, "message_id": message.json["id"]}
        return ids | {"service_id": service.json["service"]["id"]}


def _said(order: Any) -> Things:
    """A review of its first good, and one who asked an office to look at it."""
    line, told = order.lines[0], {"category_slug": "fruit", "commune_code": CHI_LANG, "from_province": "01"}
    keys = {"id": new_id(), "order_id": order.id, "product_id": line.product_id, "shop_id": order.shop_id}
    review = Review(**keys, **told, buyer_id=order.buyer_id, name=line.name, stars=5, words="Ngon", written_at=now())
    asked = {"reason": Reason.INSULT, "words": "", "reported_at": now()}
    report = ReviewReport(review_id=review.id, person_id=order.seller_id, **asked)
    transaction(lambda: db.session.add_all([review, report]))
    return {"review_id": str(keys["id"])}


def _takes_back(owner: Caller) -> None:
    assert owner.delete("/me/consent").status_code == 204


def _signs_in(phone: str) -> Caller:
    code = transaction(lambda: accounts.issue_code(phone=phone, now=clock.now()))
    caller = guest()
    answer = caller.post("/tokens", {"phone": phone, "code": one_time_code(SECRET, code.id)})
    assert answer.status_code == 201, answer.json
    caller.token = answer.json["token"]
    return caller


def _erased() -> Caller:
    caller = calling(a_buyer())
    assert leaves(caller).status_code == 204
    return caller


def _of_another_shop() -> Caller:
    owner = a_household()
    a_shop(owner, village="Quán Thanh")
    return calling(owner)


def _of_another_team() -> Caller:
    """A member of a team of the same commune that serves another village."""
    made = calling(an_officer()).post("/teams", TEAM | {"name": "Tổ Làng Ngũa", "villages": ["Làng Ngũa"]})
    assert made.status_code == 201, made.json
    member = a_person("Lành Văn Sơn")
    join(made.json["id"], member)
    return calling(member)
