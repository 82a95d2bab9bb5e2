"""Manifests are found again: by office, by day, page by page."""

from datetime import timedelta

import pytest

from market import clock
from tests.support.village import (
    CHI_LANG_OFFICE,
    HA_NOI_OFFICE,
    a_clerk,
    a_courier,
    an_operator,
    booked_parcel,
    calling,
)


@pytest.fixture
def clerk(app):
    return calling(a_clerk())


def brought(clerk, *who, office=CHI_LANG_OFFICE):
    """The ids of manifests, each of one parcel."""
    made = []
    for name in who:
        body = {"post_office_code": office, "brought_by": name, "tracking_numbers": [booked_parcel().tracking_number]}
        made.append(clerk.post("/manifests", body).json["manifest"]["id"])
    return made


def listed(caller, **query):
    return [one["id"] for one in caller.get("/manifests", query_string=query).json["items"]]


def test_a_manifest_whose_number_is_lost_is_found_by_day_and_office(clerk):
    first, second, third = brought(clerk, "Hoàng Thị Lan", "Vi Thị Nhình", "Lý Thị Mẩy")
    today = clock.local_day(clock.now())
    assert listed(clerk, day=str(today)) == [third, second, first]
    assert listed(clerk, day=str(today - timedelta(days=1))) == []
    page = clerk.get("/manifests?limit=2").json
    shown = page["items"][1]
    assert (shown["brought_by"], shown["parcel_count"], shown["post_office_code"]) == (
        "Vi Thị Nhình",
        1,
        CHI_LANG_OFFICE,
    )
    assert listed(clerk, limit="2", cursor=page["next"]) == [first]
    assert clerk.get("/manifests?day=31-12").status_code == 422
    assert clerk.get("/manifests?cursor=xx").status_code == 422


def test_manifests_are_their_own_offices_business(clerk):
    hanoi, operator = calling(a_clerk(HA_NOI_OFFICE)), calling(an_operator())
    (ours,) = brought(clerk, "Hoàng Thị Lan")
    assert listed(hanoi) == []
    assert hanoi.get(f"/manifests?post_office_code={CHI_LANG_OFFICE}").json["type"] == "not-your-office"
    assert listed(operator) == listed(operator, post_office_code=CHI_LANG_OFFICE) == [ours]
    assert listed(operator, post_office_code=HA_NOI_OFFICE) == []
    assert operator.get(f"/manifests/{ours}").json == clerk.get(f"/manifests/{ours}").json
    assert calling(a_courier()).get("/manifests").status_code == 403
