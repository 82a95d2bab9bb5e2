"""Bags of the same parcels are closed at once, and one is opened by two: each parcel goes and arrives once."""

from collections import Counter

from sqlalchemy import select

from market.db import db, transaction
from market.delivery.bags.models import BagLine
from proofs.racing import a_call, clean, race
from tests.conftest import _app, app, database_url  # noqa: F401
from tests.support.village import CHI_LANG_OFFICE, HA_NOI_OFFICE, a_clerk, booked_parcel, calling, scan


def test_two_bags_of_the_same_parcels_opened_by_two(app, database_url) -> None:  # noqa: F811
    clerk = calling(a_clerk())
    numbers = [booked_parcel().tracking_number for _ in range(12)]
    clerk.post("/scans", {"scans": [scan(number, "accepted", hours_ago=3) for number in numbers]})
    ways = {"from_post_office_code": CHI_LANG_OFFICE, "to_post_office_code": HA_NOI_OFFICE}
    pairs = [numbers[place : place + 2] for place in range(0, 12, 2)]
    bags = [
        [a_call(calling(a_clerk()), "/bags", ways | {"tracking_numbers": pair}) for pair in pairs] for _ in range(3)
    ]
    runs = race(app, database_url, bags[0], bags[1], list(reversed(bags[2])))
    assert Counter(answer for run in runs for answer in run) == {(201, None): 6, (409, "empty-bag"): 12}
    lines = transaction(lambda: sorted(db.session.scalars(select(BagLine.tracking_number))))
    assert lines == sorted(numbers)
    hanoi = calling(a_clerk(HA_NOI_OFFICE))
    coming = [bag["id"] for bag in hanoi.get("/bags?state=on_its_way").json["items"]]
    receipts = [a_call(hanoi, f"/bags/{bag}/receipt", {}, method="put") for bag in coming]
    runs = race(app, database_url, receipts, list(reversed(receipts)))
    assert Counter(answer for run in runs for answer in run) == {(200, None): 12}
    assert hanoi.get("/bags?state=on_its_way").json["items"] == []
    arrived = [hanoi.get(f"/parcels/{number}").json["scans"] for number in numbers]
    assert [[one["event"] for one in scans].count("arrived") for scans in arrived] == [1] * 12
    clean()
