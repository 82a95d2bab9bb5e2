"""The whole story through HTTP: a household lists, a buyer finds and orders, the post delivers."""

from pathlib import Path

from market.db import transaction
from market.ops import invariants as auditing
from market.ops import worker
from tests.support.village import (
    CHI_LANG_OFFICE,
    HA_NOI_OFFICE,
    a_buyer,
    a_clerk,
    a_courier,
    a_household,
    calling,
    guest,
    now,
)

NA = {
    "name": "Na Chi Lăng",
    "category": "fruit",
    "unit": "hộp",
    "pack": "1 kg",
    "price_vnd": 65_000,
    "stock": 20,
    "weight_g": 1150,
    "description": "Na dai trồng trên núi đá.",
    "names": {"en": "custard apple"},
    "also_known_as": ["mãng cầu ta"],
    "season": {"from_month": 7, "to_month": 9},
    "shelf_life_days": 4,
}
HOAN_KIEM = {"name": "Trần Thu Hà", "phone": "0912 345 678", "commune_code": "00070", "address_line": "12 Hàng Bài"}


def scan(number: str, event: str, office: str, key: str) -> dict[str, object]:
    return {
        "scan_id": f"01900000-0000-7000-8000-00000000000{key}",
        "tracking_number": number,
        "event": event,
        "scanned_at": now().isoformat(),
        "post_office_code": office,
        "note": "",
    }


def test_a_custard_apple_goes_from_the_hill_to_the_city(app, home: Path) -> None:
    household, buyer = calling(a_household()), calling(a_buyer())
    clerk, courier = calling(a_clerk()), calling(a_courier(HA_NOI_OFFICE))

    shop = household.post("/shops", {"name": "Vườn nhà Lan", "commune_code": "06463", "village": "Đồng Đĩnh"}).json
    product = household.post(f"/shops/{shop['id']}/products", NA).json
    worker.turn()
    for words in ("na chi lang", "mang cau", "custard apple"):
        found = guest().get("/search", query_string={"q": words}).json["items"]
        assert [card["id"] for card in found] == [product["id"]], words

    basket = {"items": [{"product_id": product["id"], "quantity": 2}]}
    quote = guest().post("/quotes", basket | {"deliver_to": {"commune_code": "00070"}}).json
    asked = basket | {"deliver_to": HOAN_KIEM, "payment_method": "cod", "expected_total_vnd": quote["total_vnd"]}
    checkout = buyer.post("/checkouts", asked, headers={"Idempotency-Key": "one"}).json
    assert (checkout["goods_vnd"], checkout["total_vnd"]) == (130_000, quote["total_vnd"])
    number = checkout["orders"][0]["number"]
    assert guest().get(f"/products/{product['id']}").json["stock"] == 18

    assert household.put(f"/orders/{number}/acceptance").json["state"] == "accepted"
    tracking_number = household.put(f"/orders/{number}/packing").json["parcel"]["tracking_number"]
    worker.turn()
    waiting = clerk.get("/parcels", query_string={"post_office_code": CHI_LANG_OFFICE}).json["items"]
    assert [(p["tracking_number"], p["cod_vnd"]) for p in waiting] == [(tracking_number, quote["total_vnd"])]

    clerk.post("/scans", {"scans": [scan(tracking_number, "accepted", CHI_LANG_OFFICE, "1")]})
    on_the_way = [
        scan(tracking_number, "arrived", HA_NOI_OFFICE, "2"),
        scan(tracking_number, "delivered", HA_NOI_OFFICE, "3") | {"cash_collected_vnd": quote["total_vnd"]},
    ]
    assert [r["result"] for r in courier.post("/scans", {"scans": on_the_way}).json["results"]] == ["recorded"] * 2

    tracking = guest().get(f"/tracking/{tracking_number}").json
    assert (tracking["state"], [e["event"] for e in tracking["events"]]) == (
        "delivered",
        ["accepted", "arrived", "delivered"],
    )
    done = buyer.put(f"/orders/{number}/receipt").json
    assert (done["state"], done["payment"]) == ("completed", {"method": "cod", "status": "collected"})
    assert [(m["to"], m["by"]) for m in done["history"]] == [
        ("placed", "buyer"),
        ("accepted", "seller"),
        ("packed", "seller"),
        ("shipped", "post"),
        ("delivered", "post"),
        ("completed", "buyer"),
    ]
    assert transaction(lambda: list(auditing.broken())) == []
