"""An order is put right while others pack it, call it off, or answer twice: one finds what the other has done."""

from collections import Counter

from market.db import transaction
from market.delivery.queries.parcels import parcel_of
from proofs.racing import a_call, clean, race
from tests.conftest import _app, app, database_url  # noqa: F401
from tests.support.paying import order
from tests.support.proposing import code_for, fewer, two_boxes
from tests.support.village import accepted_order, buyer_of, calling, seller_of

ORDERS = 8
ANY = {"If-Match": "*"}


def phone_on_the_box(number: str) -> str:
    return transaction(lambda: parcel_of(number).recipient_phone)


def test_a_correction_against_packing(app, database_url) -> None:  # noqa: F811
    orders = [accepted_order() for _ in range(ORDERS)]
    right = {"deliver_to": {"phone": "0987111222"}}
    corrects = [a_call(calling(buyer_of(of)), f"/orders/{of.number}", right, "patch", **ANY) for of in orders]
    packs = [a_call(calling(seller_of(of)), f"/orders/{of.number}/packing", {}, "put") for of in orders]
    corrected, packed = race(app, database_url, corrects, packs)
    assert set(packed) == {(200, None)}
    assert set(corrected) <= {(200, None), (409, "already-packed")}
    for of, (status, _) in zip(orders, corrected, strict=True):
        phone = "+84987111222" if status == 200 else "+84912345678"
        assert (order(of.number).recipient_phone, phone_on_the_box(of.number)) == (phone, phone)
    clean()


def test_a_yes_against_packing_and_calling_off(app, database_url) -> None:  # noqa: F811
    orders = [two_boxes() for _ in range(ORDERS)]
    yes, acts = [], []
    for place, of in enumerate(orders):
        seller = calling(seller_of(of))
        seller.put(f"/orders/{of.number}/acceptance")
        body = {"id": fewer(of, restock=True).json["id"]}
        yes.append(a_call(calling(buyer_of(of)), f"/orders/{of.number}/proposal/acceptance", body, "put"))
        act = ("packing", {}) if place % 2 else ("cancellation", {"reason": "x"})
        acts.append(a_call(seller, f"/orders/{of.number}/{act[0]}", act[1], "put"))
    said, done = race(app, database_url, yes, acts)
    assert set(done) == {(200, None)}
    assert set(said) <= {(200, None), (409, "already-packed")}
    for of, (status, _) in zip(orders, said, strict=True):
        assert [line.quantity for line in order(of.number).lines] == [1 if status == 200 else 2]
    clean()


def test_two_answers_at_once_count_once(app, database_url) -> None:  # noqa: F811
    orders = [two_boxes() for _ in range(ORDERS)]
    by_tap, by_code, no = [], [], []
    for of in orders:
        proposal, path = fewer(of).json, f"/orders/{of.number}/proposal"
        body, coded = {"id": proposal["id"]}, {"id": proposal["id"], "code": code_for(proposal)}
        by_tap.append(a_call(calling(buyer_of(of)), f"{path}/acceptance", body, "put"))
        by_code.append(a_call(calling(seller_of(of)), f"{path}/acceptance", coded, "put"))
        no.append(a_call(calling(buyer_of(of)), f"{path}/refusal", body, "put"))
    answers = race(app, database_url, by_tap, by_code, no)
    for of, *said in zip(orders, *answers, strict=True):
        agreed = order(of.number).lines[0].quantity == 1
        assert [status == 200 for status, _ in said[::2]] == [agreed, not agreed]
        assert Counter(line.note[:6] for line in order(of.number).history)["đồng ý"] == agreed
    clean()
