"""The figures and the parcel's page."""

from typing import Any

from tests.browser.page import Page
from tests.support.officing import a_visit, counted
from tests.support.village import a_clerk, booked_parcel, calling, placed_order, scan


def a_parcel() -> dict[str, Any]:
    parcel = booked_parcel()
    assert calling(a_clerk()).post("/scans", {"scans": [scan(parcel, "accepted")]}).status_code == 200
    return {"parcel": parcel.tracking_number}


def sales() -> dict[str, Any]:
    placed_order()
    counted()
    return {}


PAGES = [
    Page("figures", "/figures", sales),
    Page("figures of an officer's place", "/figures", a_visit),
    Page("figures of no place", "/figures?place=99", status=422),
    Page("open data", "/figures/open-data"),
    Page("the way to a parcel", "/t"),
    Page("a parcel", "/t/{parcel}", a_parcel),
    Page("no such parcel", "/t/CZ999999995VN", status=404),
]
