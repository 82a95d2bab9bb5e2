"""The figures and the parcel's page."""

from typing import Any

from tests.browser.page import Page
from tests.support.officing import a_busy_day
from tests.support.village import a_clerk, booked_parcel, calling, scan


def a_parcel() -> dict[str, Any]:
    parcel = booked_parcel()
    assert calling(a_clerk()).post("/scans", {"scans": [scan(parcel, "accepted")]}).status_code == 200
    return {"parcel": parcel.tracking_number}


def a_guest() -> dict[str, Any]:
    return {name: value for name, value in a_busy_day().items() if name != "me"}


PAGES = [
    Page("figures", "/figures", a_guest),
    Page("figures of an officer's place", "/figures", a_busy_day),
    Page("figures of no place", "/figures?place=99", status=422),
    Page("open data", "/figures/open-data"),
    Page("the way to a parcel", "/t"),
    Page("a parcel", "/t/{parcel}", a_parcel),
    Page("no such parcel", "/t/CZ999999995VN", status=404),
]
