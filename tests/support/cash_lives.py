"""Random lives of cash, on top of those of cards and transfers: tills, codes, couriers, remittances, payouts."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from typing import Any
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule
from sqlalchemy import select

from market.accounts.models import Person
from market.catalog.models import Shop
from market.db import db, transaction
from market.delivery.models import Claim, Parcel
from market.payments.cash_outs.models import CashOut
from market.payments.cash_outs.rules import HOLDING
from market.payments.ledger import accounts
from market.payments.ledger.queries import balance
from market.payments.payouts.models import Payout
from market.payments.payouts.rules import PayoutState
from market.payments.sales.models import Sale, SaleRefund
from tests.support.installation import sweep
from tests.support.lives import MoneyLives
from tests.support.village import CHI_LANG_OFFICE, HA_NOI_OFFICE, a_clerk, a_courier, code_of, fresh_code, scan

OFFICES = st.sampled_from([CHI_LANG_OFFICE, HA_NOI_OFFICE])
AMOUNTS = st.sampled_from([1, 30_000, 64_025, 128_050, 10**9])
_OUT = (*HOLDING, "paid")
_SENT = (PayoutState.ASKED, PayoutState.SENT, PayoutState.PAID)


class CashLives(MoneyLives):
    """Everything that `MoneyLives` does, and what people do with cash."""

    @initialize(data=st.data(), sold=st.integers(0, 3), by_courier=st.booleans(), cash=st.sampled_from([0, 500_000]))
    def open_the_market(self, data: st.DataObject, sold: int, by_courier: bool, cash: int) -> None:
        """A life has few kinds of steps (hypothesis sees to that), so what they need is there from the beginning."""
        super().open_the_market()
        self.statements = 0
        # By id alone: a process that dies takes its session, and what was loaded in it, along.
        self.clerks = {CHI_LANG_OFFICE: self.clerk, HA_NOI_OFFICE: a_clerk(HA_NOI_OFFICE).id}
        self.courier = a_courier().id
        for _ in range(sold):
            self.buy("cod", both=False, again=False)
            self.send(data, "shipped" if by_courier else "delivered")
            if by_courier:
                self.carry_home(data)
        for office in self.clerks:
            self.move_the_till(office, "replenishment", cash)

    def teardown(self) -> None:
        """Each life begins in a market of its own, so that a failure can be played again."""
        try:
            super().teardown()
        finally:
            transaction(sweep)
            for kept in (self.stripe.objects, self.stripe.events, self.stripe.answered, self.stripe.faults):
                kept.clear()

    # At the counter

    @rule(office=OFFICES, kind=st.sampled_from(["replenishment", "deposit", "hand_in", "count"]), amount=AMOUNTS)
    def move_the_till(self, office: str, kind: str, amount: int) -> None:
        body = {"kind": kind, "amount_vnd": amount}
        self._survive(lambda: self._clerk(office).post(f"/post-offices/{office}/till/movements", body))

    @rule(data=st.data(), office=OFFICES, right=st.sampled_from([True, True, False]), times=st.integers(1, 2))
    def bring_a_code(self, data: st.DataObject, office: str, right: bool, times: int) -> None:
        row = self._a_cash_out(data)
        if row is None:
            return
        code = code_of(str(row.id)) if right else "00000000"
        phone = transaction(lambda: db.session.get(Person, row.payee_id)).phone
        body = {"phone": phone, "code": code, "id_number_tail": "0001"}
        for _ in range(times):
            self._survive(lambda: self._clerk(office).post(f"/post-offices/{office}/cash-outs/redemptions", body))

    @rule(data=st.data())
    def carry_home(self, data: st.DataObject) -> None:
        """The courier brings a packed order to its buyer."""
        order = self._an_order(data)
        if order is None or not order.tracking_number:
            return
        steps = [scan(order, event, hours_ago=0) for event in ("out_for_delivery", "delivered")]
        self._survive(lambda: self._as(self.courier).post("/scans", {"scans": steps}))

    # At home

    @rule(data=st.data(), amount=AMOUNTS, mine=st.booleans(), by_bank=st.sampled_from([False, False, True]))
    def take_money_out(self, data: st.DataObject, amount: int, mine: bool, by_bank: bool) -> None:
        caller, base = self._wallet(data, mine)
        bank = {"bank_bin": "970405", "number": "8400205123456", "holder": "HOANG THI LAN"}
        if by_bank:
            caller.put("/me/payout-account", bank | fresh_code(caller))
        self._survive(lambda: caller.post(f"{base}/{'payouts' if by_bank else 'cash-outs'}", {"amount_vnd": amount}))

    @rule(data=st.data(), verb=st.sampled_from(["cancellation", "reissue"]))
    def think_again(self, data: st.DataObject, verb: str) -> None:
        row = self._a_cash_out(data)
        if row is None:
            return
        caller, base = self._of(row)
        self._survive(lambda: caller.put(f"{base}/cash-outs/{row.id}/{verb}"))

    # At the bank

    @rule(paid=st.booleans(), at_once=st.booleans())
    def send_payouts(self, paid: bool, at_once: bool) -> None:
        """One by one, or all of a file by the bank's own answer."""
        operator = self._as(self.operator)
        self._survive(lambda: operator.post("/payout-files"))
        if at_once:
            for file in operator.get("/payout-files?limit=1").json["items"]:
                self._survive(lambda file=file: self._answer(operator, file["id"], "paid" if paid else "failed"))
        for row in operator.get("/payouts?state=sent").json["items"]:
            body = {"outcome": "paid" if paid else "failed"}
            self._survive(lambda row=row, body=body: operator.put(f"/payouts/{row['id']}/outcome", body))

    @rule(data=st.data(), off=st.sampled_from([0, 0, 0, -5_000, 3_000]), fee_off=st.sampled_from([0, 0, 500]))
    def remit(self, data: st.DataObject, off: int, fee_off: int) -> None:
        """The carrier states some of its parcels and of our cash-outs, rightly or wrongly, and pays what it states."""
        lines = self._lines(data, off, fee_off)
        if not lines:
            return
        self.statements += 1
        body = "\n".join(["tracking_number,amount_vnd,fee_vnd", *lines]).encode()
        path, operator = f"/remittances?number=PM-{self.statements}", self._as(self.operator)
        self._survive(lambda: operator.post(path, data=body))
        for row in operator.get("/remittances?limit=1").json["items"]:
            pays = {"received_vnd": row["stated_vnd"]}
            self._survive(lambda row=row, pays=pays: operator.put(f"/remittances/{row['id']}/receipt", pays))

    @rule(data=st.data(), paid=st.sampled_from([None, 0, 1_000, 65_000, 130_000]))
    def settle_a_claim(self, data: st.DataObject, paid: int | None) -> None:
        operator = self._as(self.operator)
        claims = operator.get("/claims?state=open").json["items"]
        if claims:
            path = f"/claims/{data.draw(st.sampled_from(claims))['id']}/settlement"
            body = {"outcome": "rejected"} if paid is None else {"outcome": "paid", "paid_vnd": paid}
            self._survive(lambda: operator.put(path, body))

    @rule(decision=st.sampled_from(["accept", "dispute", "match_again"]))
    def decide(self, decision: str) -> None:
        operator = self._as(self.operator)
        for line in operator.get("/remittance-lines").json["items"]:
            path = f"/remittances/{line['remittance_id']}/lines/{line['id']}/decision"
            self._survive(lambda path=path: operator.put(path, {"decision": decision, "note": "x"}))

    @rule(verb=st.sampled_from(["waiver", "upholding"]))
    def look_into_cash(self, verb: str) -> None:
        operator = self._as(self.operator)
        for cash in operator.get("/cash-on-delivery").json["items"]:
            body = {"reason": "x"} if verb == "waiver" else None
            path = f"/cash-on-delivery/{cash['order_number']}/{verb}"
            self._survive(lambda path=path, body=body: operator.put(path, body))

    # What is always true

    def _check(self) -> None:
        super()._check()
        expected = _expected()
        found = {shop: balance(accounts.shop(shop)) for shop in expected}
        assert found == expected, (found, expected)

    # How it is done

    def _answer(self, operator: Any, file_id: str, outcome: str) -> Any:
        sent = list(csv.DictReader(io.StringIO(operator.get(f"/payout-files/{file_id}").text)))
        lines = [f"{row['id']},{outcome}" for row in sent]
        return operator.put(f"/payout-files/{file_id}/answer", data="\n".join(["id,outcome", *lines]).encode())

    def _clerk(self, office: str) -> Any:
        return self._as(self.clerks[office])

    def _a_cash_out(self, data: st.DataObject) -> CashOut | None:
        rows = transaction(lambda: list(db.session.scalars(select(CashOut).order_by(CashOut.id.desc()).limit(3))))
        return data.draw(st.sampled_from(rows)) if rows else None

    def _wallet(self, data: st.DataObject, mine: bool) -> tuple[Any, str]:
        if mine:
            return self._as(self.buyer), "/me"
        shop = data.draw(st.sampled_from(transaction(lambda: list(db.session.scalars(select(Shop).order_by(Shop.id))))))
        return self._as(shop.owner_id), f"/shops/{shop.id}"

    def _of(self, row: CashOut) -> tuple[Any, str]:
        return self._as(row.payee_id), "/me" if row.owner_kind == "person" else f"/shops/{row.owner_id}"

    def _lines(self, data: st.DataObject, off: int, fee_off: int) -> list[str]:
        parcels = transaction(lambda: list(db.session.scalars(select(Parcel).order_by(Parcel.id.desc()).limit(4))))
        paid = transaction(lambda: list(db.session.scalars(select(CashOut).where(CashOut.receipt.is_not(None)))))
        stated = [f"{p.tracking_number},{p.cod_vnd + off},{_fee(p) + fee_off}" for p in parcels]
        stated += [f"{p.tracking_number},{sign * p.declared_vnd + off},0" for p in parcels for sign in (1, -1)]
        stated += [f"{row.receipt},{row.amount_vnd},0" for row in paid[-2:]]
        return data.draw(st.lists(st.sampled_from(stated), max_size=4)) if stated else []


def _fee(parcel: Parcel) -> int:
    found = transaction(lambda: db.session.get(Sale, parcel.reference))
    return found.shipping_vnd if found else 0


def _expected() -> dict[UUID, int]:
    """What each shop should have, reckoned from the rows and not from the ledger."""
    sums: dict[UUID, int] = defaultdict(int)
    for sale in db.session.scalars(select(Sale)):
        kept = sale.commission_vnd + sale.vat_vnd + sale.income_tax_vnd
        sums[sale.shop_id] += sale.released_goods_vnd - kept
    for refund in db.session.scalars(select(SaleRefund).where(SaleRefund.after_release)):
        sums[refund.shop_id] -= refund.goods_vnd - refund.commission_vnd - refund.vat_vnd - refund.income_tax_vnd
    paid = select(Sale.shop_id, Claim.paid_vnd).join(Claim, Claim.reference == Sale.reference)
    for shop_id, amount in db.session.execute(paid.where(Claim.state == "paid")):
        sums[shop_id] += amount
    taken = [*db.session.scalars(select(CashOut).where(CashOut.state.in_(_OUT), CashOut.owner_kind == "shop"))]
    sent = [*db.session.scalars(select(Payout).where(Payout.state.in_(_SENT), Payout.owner_kind == "shop"))]
    for row in (*taken, *sent):
        sums[row.owner_id] -= row.amount_vnd
    return dict(sums)
